import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Markup
import Storage
import Synchronization
import Testing

@testable import Web

/// A site with a few routes of its own, so that what is around every room can be tried alone.
struct TestSite {
    var origin = "http://localhost"
    var isDemo = false
    var staff: Viewer.Staff?
    var securityContact: String?
    var accessibilityURL: String?
    let version = Counter()
    let calls = Counter()
    let lines = Lines()

    static let municipality = Municipality(
        name: "Holbæk Kommune", referencePrefix: "HOL", phone: "70 00 00 00", email: "post@example.dk",
        address: "Kanalstræde 2, 4300 Holbæk")

    func run<Value: Sendable>(_ body: @Sendable (any TestClientProtocol) async throws -> Value) async throws -> Value {
        try await Application(responder: try site, logger: logger).test(.router, body)
    }

    var logger: Logger {
        let lines = lines
        return Logger(label: "test") { _ in LineHandler(lines: lines) }
    }

    var site: Site {
        get throws {
            let (staff, version) = (staff, version)
            let settings = SiteSettings(
                origin: try #require(Origin(origin)), otherHosts: ["localhost"], isDemo: isDemo, version: "1.2.3",
                accessibilityURL: accessibilityURL, securityContact: securityContact)
            let services = SiteServices(
                findViewer: { token in
                    if token == "broken" { throw Busy() }
                    return token == "fatima" ? staff : nil
                },
                findMunicipality: { Self.municipality }, contentVersion: { version.value },
                findCondition: {
                    var condition = Condition(startedAt: .distantPast, at: .distantPast)
                    condition.isWritable = version.value != 99
                    return condition
                },
                diagnose: { Diagnosis(isUnavailable: $0 is Busy, words: "words for the log") })
            return Site(settings: settings, services: services, municipality: Self.municipality, routes: routes)
        }
    }

    private func routes(_ router: Router<Web.RequestContext>) {
        let calls = calls
        router.get(Routes.home) { _, context in
            calls.add()
            return context.show(Page(title: "Forside", body: "<h1>Forside</h1>"))
        }
        router.get(Routes.areas) { _, context in
            calls.add()
            return context.show(Page(title: "Områder", cache: .everybody, body: "<h1>Områder</h1>"))
        }
        router.get(Routes.area) { _, context in
            let slug = try context.parameter("slug")
            return context.show(
                Page(title: slug, crumbs: [.init("Lokalområder", context.paths.areas), .init(slug)], body: "<h1>\(slug)</h1>"))
        }
        router.get(Routes.find) { _, context in context.show(Page(title: "Find", body: "<p>\(try context.query["q"])</p>")) }
        router.get(Routes.thread) { _, context in
            context.show(Page(title: "Dialog", isTokenPage: true, body: "<p>\(context.viewer.staff?.name ?? "nobody")</p>"))
        }
        router.post(Routes.message) { request, context in
            let form = try await FormFields.read(request, context)
            if let name = Failure(rawValue: form["fail"]) { throw name.error }
            if form["again"] == "1" {
                return context.showAgain(Page(title: "Dialog", switchPath: Paths(.da).thread("t"), body: "<p>\(form["text"])</p>"))
            }
            return context.redirect(to: context.paths.receipt("t"))
        }
        router.get(Routes.desk) { _, context in context.show(Page(title: "Skrivebord", body: "<p>\(try context.requireStaff().name)</p>")) }
        router.get(Routes.contact) { request, context in
            calls.add()
            if let name = Failure(rawValue: try context.query["fail"]) { throw name.error }
            return context.show(Page(title: "Kontakt", cache: .everybody, body: "<h1>Kontakt</h1>"))
        }
        router.post(Routes.signOut) { _, context in
            var response = context.redirect(to: context.paths.home)
            context.set(.browser, to: "abc", seconds: 600, on: &response)
            context.forgetSession(on: &response)
            return response
        }
    }

    enum Failure: String, CaseIterable {
        case notFound, forbidden, exceeded, busy, other, router

        var error: any Error {
            switch self {
            case .notFound: NotFound()
            case .forbidden: Forbidden(reason: "secret reason")
            case .exceeded: UsageStore.Exceeded(retryAfter: 120)
            case .busy: Busy()
            case .other: Surprise(words: "what a citizen wrote")
            case .router: HTTPError(.badRequest)
            }
        }
    }

    struct Busy: Error {}
    struct Surprise: Error { let words: String }
}

extension TestSite {
    static let fatima = Viewer.Staff(personID: Person.ID(1), name: "Fatima Lund", roles: [.facilitator], areas: [], language: .da)
    static let urlencoded: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
}

final class Counter: Sendable {
    private let number = Mutex<UInt64>(1)
    var value: UInt64 { number.withLock { $0 } }
    func add() { number.withLock { $0 += 1 } }
    func set(_ value: UInt64) { number.withLock { $0 = value } }
}

final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })")
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
