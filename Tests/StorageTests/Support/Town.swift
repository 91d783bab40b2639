import Domain
import Foundation
import SQLEngine
import Storage
import Testing

/// A small municipality: three areas, the town hall's people, and dated Fælles-skabere.
///
/// Jyderup: Grethe until 1 June 2026, then Fatima. Holbæk: Henrik. Orø: Fatima until 1 September 2026, then nobody.
/// Whoever has no Fælles-skaber is answered by Inge.
struct Town: Sendable {
    static let jyderup = Area.ID(1)
    static let holbaek = Area.ID(2)
    static let oroe = Area.ID(3)

    let database: any SQLDatabase
    let secrets: Secrets
    let grethe: Person.ID
    let fatima: Person.ID
    let henrik: Person.ID
    let ole: Person.ID
    let peter: Person.ID
    let inge: Person.ID
    let mads: Person.ID

    /// - Parameter wrapped: puts something between the stores and the database.
    init(on engine: TestEngine, wrapped: (any SQLDatabase) -> any SQLDatabase = { $0 }) async throws {
        database = wrapped(try await engine.freshDatabase())
        secrets = try await Secrets.load(from: database)
        let staff = StaffStore(database)
        grethe = try await staff.add(.named("Grethe Holm", .facilitator), at: .base)
        fatima = try await staff.add(.named("Fatima Yilmaz", .facilitator), at: .base)
        henrik = try await staff.add(.named("Henrik Bach", .facilitator), at: .base)
        ole = try await staff.add(.named("Ole Vinter", .officer, in: "Vej og Park"), at: .base)
        peter = try await staff.add(.named("Peter Lund", .politician, in: "Byrådet"), at: .base)
        inge = try await staff.add(.named("Inge Krogh", .secretariat, in: "Sekretariatet"), at: .base)
        mads = try await staff.add(.named("Mads Juul", .administrator, in: "IT"), at: .base)
        try await AreaStore(database).add([
            .named("Jyderup", id: Self.jyderup), .named("Holbæk", id: Self.holbaek), .named("Orø", id: Self.oroe),
        ])
        try await staff.serve(Self.jyderup, by: grethe, from: day("2025-01-01"), until: day("2026-06-01"))
        try await staff.serve(Self.jyderup, by: fatima, from: day("2026-06-01"), until: nil)
        try await staff.serve(Self.holbaek, by: henrik, from: day("2026-01-01"), until: nil)
        try await staff.serve(Self.oroe, by: fatima, from: day("2026-01-01"), until: day("2026-09-01"))
        try await settings.save(.holbaek(fallback: inge))
    }

    var dialogues: DialogueStore { DialogueStore(database) }
    var comments: CommentStore { CommentStore(database) }
    var drafts: DraftStore { DraftStore(database) }
    var desk: DeskStore { DeskStore(database) }
    var outbox: OutboxStore { OutboxStore(database) }
    var sessions: SessionStore { SessionStore(database, secrets) }
    var usage: UsageStore { UsageStore(database, secrets) }
    var areas: AreaStore { AreaStore(database) }
    var staff: StaffStore { StaffStore(database) }
    var search: SearchStore { SearchStore(database) }
    var themes: ThemeStore { ThemeStore(database) }
    var settings: MunicipalityStore { MunicipalityStore(database) }
}

extension Municipality {
    static func holbaek(fallback: Person.ID?) -> Municipality {
        Municipality(
            name: "Holbæk Kommune", referencePrefix: "HOL", phone: "72 36 36 36", email: "post@example.dk", address: "Kanalstræde 2",
            fallbackID: fallback)
    }
}

extension StaffStore.NewStaff {
    /// `Ole Vinter` has the address `ole@example.dk`.
    static func named(_ name: String, _ role: Role, in organization: String = "Fælles-skaberne") throws -> Self {
        let address = "\(name.prefix { $0 != " " }.lowercased())@example.dk"
        return Self(
            name: name, email: try #require(EmailAddress(address)), phone: nil, role: role, title: nil, organization: organization,
            from: try day("2025-01-01"))
    }
}

extension AreaStore.Import {
    static func named(_ name: String, id: Area.ID) -> Self {
        let slug = name.lowercased().replacing("æ", with: "ae").replacing("ø", with: "oe")
        return Self(
            area: Area(id: id, slug: slug, name: name, alsoCalled: nil, mainTown: name, population: nil),
            places: ["\(name) Stationsby", "Mogenstrup"], parishes: [(code: "700\(id.rawValue)", name: "\(name) Sogn")],
            forum: Forum(name: "\(name) Lokalforum", form: .lokalforum), boundary: #"{"type":"MultiPolygon","coordinates":[]}"#)
    }
}

func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

/// A time of day in Denmark.
func moment(_ iso: String, _ hour: Int = 10, _ minute: Int = 0) throws -> Date {
    try day(iso).startsAt().addingTimeInterval(Double(hour * 3600 + minute * 60))
}

extension Date {
    /// Monday 23 November 2026, 10:00 in Denmark.
    static let base = Date(timeIntervalSince1970: 1_795_424_400)
}

/// The numbers rows get in a new database, as tests write them.
extension Identifier: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) { self.init(value) }
}
