import Domain
import Hummingbird
import Logging

/// The few routes that belong to no room.
struct SiteRoutes {
    let settings: SiteSettings
    let services: SiteServices

    func add(to router: Router<RequestContext>) {
        let (settings, services) = (settings, services)
        router.get(Routes.accessibilityShort) { _, context in
            guard let address = settings.accessibilityURL else { return context.redirect(to: context.paths.accessibility) }
            return context.redirect(toSetting: address)
        }
        // Alive, and able to work: a process that lost its disk is the one but not the other.
        router.get(Routes.alive) { _, context in context.show(Array("ok\n".utf8), contentType: SiteFiles.plainText) }
        router.get(Routes.ready) { _, context in
            let condition = await services.findCondition()
            let parts = Condition.Part.allCases.map { "\($0.rawValue): \(condition.state($0).rawValue)" }
            let isReady = condition.state != .broken
            if !isReady { context.logger.error("not ready", metadata: ["parts": .array(parts.map { .string($0) })]) }
            let text = ([isReady ? "ready" : "not ready"] + parts).joined(separator: "\n") + "\n"
            return context.show(Array(text.utf8), contentType: SiteFiles.plainText, status: isReady ? .ok : .serviceUnavailable)
        }
    }
}
