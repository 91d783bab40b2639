import Demo
import Domain
import Foundation
import Hummingbird
import PostgresPeer
import SQLEngine
import Storage
import Synchronization
import Testing

@testable import Web

/// The whole site, wired as `krumtap serve` wires it, on Holbæk's real areas and a small town hall, with a clock that stands still.
///
/// Fatima is the Fælles-skaber of Jyderup (Grethe was until 1 June 2026), Henrik of Holbæk. What has no Fælles-skaber goes to Inge.
struct TownSite: Sendable {
    static let origin = "https://dialog.example.dk"

    let database: WatchedDatabase
    let stores: Stores
    let secrets: Secrets
    let clock: TestClock
    let responder: Site
    /// The mails that were sent, which a demo shows.
    let folder: Folder
    /// Every route the site has.
    let routes: [String]
    let people: People

    struct People: Sendable {
        let grethe, fatima, henrik, ole, peter, inge, mads: Person.ID
    }

    /// - Parameter isDemo: with the page that shows the mails.
    init(isDemo: Bool = false) async throws {
        let database = WatchedDatabase(try await Self.freshDatabase())
        let secrets = try await Secrets.load(from: database)
        let stores = Stores(database, secrets)
        let clock = TestClock(.base)
        try await stores.areas.add(try Self.areas.get())
        let people = try await Self.people(stores)
        let folder = Folder()
        let mailbox = Mailbox(
            newest: { folder.letters.reversed().map(\.shown) }, find: { id in folder.letters.map(\.shown).first { $0.id == id } })
        let rooms = Rooms(
            stores: stores, secrets: secrets, atlas: try await Self.atlas.value, accessibilityStatement: nil,
            mailbox: isDemo ? mailbox : nil, findCondition: { await Self.condition(stores, at: clock.now) }, now: { clock.now })
        let services = SiteServices(
            findViewer: { try await stores.sessions.viewer(token: $0, at: clock.now) },
            findMunicipality: { try await stores.municipality.current() }, contentVersion: { try await database.contentVersion() },
            findCondition: { await Self.condition(stores, at: clock.now) }, diagnose: Self.diagnose)
        let settings = SiteSettings(
            origin: try #require(Origin(Self.origin)), otherHosts: ["localhost"], isDemo: isDemo, trustsProxy: true, version: "1.0.0")
        responder = Site(
            settings: settings, services: services, municipality: try await stores.municipality.current(), routes: rooms.add)
        let router = Router(context: Web.RequestContext.self)
        SiteRoutes(settings: settings, services: services).add(to: router)
        rooms.add(to: router)
        routes = router.routes.map { "\($0.method) \($0.path)".replacing(/\{(\w+)\}/) { ":\($0.1)" } }
        self.database = database
        self.folder = folder
        self.secrets = secrets
        self.stores = stores
        self.clock = clock
        self.people = people
    }

    private static func condition(_ stores: Stores, at now: Date) async -> Condition {
        var condition = Condition(startedAt: .base, at: now)
        do {
            try await stores.condition.measure(&condition, today: Day(of: now))
            try await stores.condition.checkWritable()
        } catch { condition.isWritable = false }
        return condition
    }

    private static func diagnose(_ error: any Error) -> Diagnosis {
        guard let failure = error as? SQLFailure else { return Diagnosis(isUnavailable: false, words: "\(type(of: error))") }
        return Diagnosis(isUnavailable: [.busy, .full, .unavailable].contains(failure.kind), words: failure.description)
    }

    private static func freshDatabase() async throws -> any SQLDatabase {
        if PostgresPeer.isChosen { return try await PostgresPeer.migratedDatabase(schema) }
        let database = try SQLiteDatabase(inMemory: ())
        try await schema.migrate(database)
        return database
    }

    // Joining the parishes takes a moment, and it gives the same every time.
    private static let areas = Result { try HolbaekAreas.all() }
    private static let atlas = Task {
        let database = try SQLiteDatabase(inMemory: ())
        try await schema.migrate(database)
        let store = AreaStore(database)
        try await store.add(try areas.get())
        return try await AreaAtlas.load(from: store)
    }

    private static func people(_ stores: Stores) async throws -> People {
        func add(_ name: String, _ role: Role, _ place: String) async throws -> Person.ID {
            let email = try #require(EmailAddress("\(name.prefix { $0 != " " }.lowercased())@example.dk"))
            return try await stores.staff.add(
                .init(
                    name: name, email: email, phone: PhoneNumber("59001101"), role: role, title: nil, organization: place,
                    from: try day("2025-01-01")), at: .base)
        }
        let people = People(
            grethe: try await add("Grethe Holm", .facilitator, "Fælles-skaberne"),
            fatima: try await add("Fatima Lund", .facilitator, "Fælles-skaberne"),
            henrik: try await add("Henrik Bach", .facilitator, "Fælles-skaberne"),
            ole: try await add("Ole Vinter", .officer, "Vej og Park"),
            peter: try await add("Peter Skov", .politician, "Byrådet"), inge: try await add("Inge Krogh", .secretariat, "Sekretariatet"),
            mads: try await add("Mads Juul", .administrator, "It"))
        for area in try await stores.areas.all() {
            switch area.slug {
            case "jyderup":
                try await stores.staff.serve(area.id, by: people.grethe, from: try day("2025-01-01"), until: try day("2026-06-01"))
                try await stores.staff.serve(area.id, by: people.fatima, from: try day("2026-06-01"), until: nil)
            case "holbaek": try await stores.staff.serve(area.id, by: people.henrik, from: try day("2025-01-01"), until: nil)
            default: break
            }
        }
        try await stores.municipality.save(
            Municipality(
                name: "Holbæk Kommune", referencePrefix: "HOL", phone: "59000000", email: "post@holbaek.example.dk",
                address: "Kanalstræde 2, 4300 Holbæk", fallbackID: people.inge))
        return people
    }
}

/// A clock that is moved by hand.
final class TestClock: Sendable {
    private let moment: Mutex<Date>

    init(_ moment: Date) { self.moment = Mutex(moment) }

    var now: Date { moment.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
    func pass(days: Int) { pass(Double(days) * 86_400) }
}

func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

extension Date {
    /// Monday 23 November 2026, 10:00 in Denmark.
    static let base = Date(timeIntervalSince1970: 1_795_424_400)
}
