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
            do {
                try await services.checkReady()
            } catch {
                context.logger.error("not ready", metadata: ["error": .string(services.diagnose(error).words)])
                throw Trouble.unavailable
            }
            return context.show(Array("ready\n".utf8), contentType: SiteFiles.plainText)
        }
    }
}
