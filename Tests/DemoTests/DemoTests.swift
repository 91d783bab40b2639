import Demo
import Domain
import Foundation
import PostgresPeer
import SQLEngine
import Storage
import Testing

/// Two believable years, the same for everybody who asks for them.
struct DemoTests {
    /// Monday 23 November 2026, 10:00 in Denmark.
    private static let now = Date(timeIntervalSince1970: 1_795_424_400)

    private static func build(_ count: Int, seed: UInt64 = 2026, at now: Date = now) async throws -> any SQLDatabase {
        let database = try SQLiteDatabase(inMemory: ())
        try await schema.migrate(database)
        try await Demo(dialogueCount: count, seed: seed).build(in: database, at: now)
        return database
    }

    /// The years as `krumtap demo` builds them, built once.
    private static let years = Task {
        guard PostgresPeer.isChosen else { return try await build(400) }
        let database = try await PostgresPeer.migratedDatabase(schema)
        try await Demo(dialogueCount: 400, seed: 2026).build(in: database, at: now)
        return database
    }

    private func count(_ table: SQL) async throws -> Int {
        try await Self.years.value.read { try $0.one("SELECT COUNT(*) FROM \(table)") { try $0.count() } }
    }

    private func texts(_ sql: SQL) async throws -> [String] { try await Self.years.value.read { try $0.rows(sql) { try $0.text() } } }

    @Test func `the same seed and day give the same years, row by row`() async throws {
        let (one, two) = (try await Self.build(60), try await Self.build(60))
        let (first, second) = (try await Dump(one), try await Dump(two))
        #expect(first.rows.count > 1000)
        #expect(first.rows == second.rows)
    }

    @Test func `another seed gives other years`() async throws {
        let (one, two) = (try await Dump(try await Self.build(30)), try await Dump(try await Self.build(30, seed: 7)))
        #expect(one.rows != two.rows)
    }

    @Test func `there are as many dialogues as were asked for, at every stage`() async throws {
        #expect(try await count("dialogue WHERE origin_id IS NULL") == 400)
        #expect(try await count("dialogue WHERE origin_id IS NOT NULL") > 3)
        for holder in Dialogue.Holder.allCases {
            #expect(try await count("dialogue WHERE holder = \(holder) AND closed_at IS NULL") > 0, "\(holder)")
        }
        for kind in Dialogue.Clarification.allCases { #expect(try await count("event WHERE clarified_as = \(kind)") > 3, "\(kind)") }
        #expect(try await count("party") > 3)
        for stage in Dialogue.Stage.allCases where stage != .draft {
            #expect(try await count("dialogue WHERE stage = \(stage)") > 0, "\(stage)")
        }
        for kind in Dialogue.Kind.allCases where kind != .unknown {
            #expect(try await count("dialogue WHERE kind = \(kind)") > 0, "\(kind)")
        }
        // Late, asked for by telephone, public and answered, and some new today's desk begins with.
        #expect(try await count("dialogue WHERE stage = 'with_staff' AND due_on < '2026-11-23'") > 0)
        #expect(try await count("dialogue WHERE next_step = 'call'") > 0)
        #expect(try await count("dialogue WHERE visibility = 'everyone' AND stage = 'closed'") > 20)
        #expect(try await count("dialogue WHERE answered_at IS NULL AND stage = 'with_staff'") > 0)
        // Files from both sides, of which some are public.
        #expect(try await count("attachment WHERE kind = 'png'") > 40)
        #expect(try await count("attachment WHERE kind = 'pdf' AND is_public = 1") > 3)
        #expect(try await count("attachment WHERE message_id IS NULL") == 0)
        #expect(try await count("(SELECT dialogue_id FROM message GROUP BY dialogue_id HAVING COUNT(*) >= 25) AS long") > 0)
        #expect(try await count("event WHERE kind = 'noted'") > 0)
        // Others say something to what is alive, and some of it waits for the desk.
        #expect(try await count("comment WHERE state = 'shown' AND kind = 'experience'") > 5)
        #expect(try await count("comment WHERE state = 'shown' AND text IS NULL") > 5)
        #expect(try await count("comment c JOIN dialogue d ON d.id = c.dialogue_id WHERE c.state = 'waiting' AND d.closed_at IS NULL") > 0)
    }

    @Test func `all eighteen areas are there, and each writes`() async throws {
        #expect(try await count("area") == 18)
        #expect(try await count("(SELECT DISTINCT area_id FROM dialogue WHERE area_id IS NOT NULL) AS writing") == 18)
        #expect(try await count("area a WHERE NOT EXISTS (SELECT 1 FROM facilitator f WHERE f.area_id = a.id)") == 0)
        #expect(try await count("area a WHERE (SELECT COUNT(*) FROM organization o WHERE o.area_id = a.id AND o.kind = 'forum') <> 1") == 0)
    }

    @Test func `every text is within its limit`() async throws {
        #expect(try await texts("SELECT subject FROM dialogue").allSatisfy { (3...120).contains($0.count) })
        #expect(try await texts("SELECT text FROM message").allSatisfy { (3...10_000).contains($0.count) })
        #expect(try await texts("SELECT outcome FROM dialogue WHERE outcome IS NOT NULL").allSatisfy { (3...300).contains($0.count) })
        #expect(try await texts("SELECT place FROM dialogue WHERE place IS NOT NULL").allSatisfy { (1...200).contains($0.count) })
        #expect(
            try await texts("SELECT behalf_name FROM dialogue WHERE behalf_name IS NOT NULL").allSatisfy { (1...160).contains($0.count) })
        #expect(try await texts("SELECT name FROM person WHERE name <> '–'").allSatisfy { (3...120).contains($0.count) })
    }

    @Test func `no slot is left open`() async throws {
        for text in try await everything() { #expect(!text.contains("{") && !text.contains("}"), "\(text.prefix(80))") }
    }

    @Test func `no address leads to a real person`() async throws {
        #expect(try await texts("SELECT email FROM person WHERE email IS NOT NULL").allSatisfy { $0.hasSuffix("@example.dk") })
        for text in try await everything() {
            for found in text.matches(of: /[\w.]+@([\w.]+\w)/) { #expect(found.1.hasSuffix("example.dk"), "\(found.0)") }
        }
        // Holbæk's own numbers begin with 59; none with 59 00 is anybody's here.
        #expect(try await texts("SELECT phone FROM person WHERE phone IS NOT NULL").allSatisfy { $0.hasPrefix("+455900") })
    }

    private func everything() async throws -> [String] {
        try await texts(
            """
            SELECT text FROM message UNION ALL SELECT subject FROM dialogue UNION ALL SELECT outcome FROM dialogue WHERE outcome IS NOT NULL
            UNION ALL SELECT place FROM dialogue WHERE place IS NOT NULL
            UNION ALL SELECT behalf_name FROM dialogue WHERE behalf_name IS NOT NULL UNION ALL SELECT name FROM person
            UNION ALL SELECT text FROM comment WHERE text IS NOT NULL
            """)
    }

    @Test func `Jyderup changed hands`() async throws {
        let areas = AreaStore(try await Self.years.value)
        let jyderup = try #require(try await areas.find(slug: "jyderup"))
        let today = try #require(Day(iso: "2026-11-23"))
        let now = try #require(try await areas.facilitator(of: jyderup.id, on: today))
        let before = try #require(try await areas.facilitator(of: jyderup.id, on: today.adding(days: -401)))
        #expect(now.person.name == "Fatima Lund")
        #expect(before.person.name != now.person.name)
        #expect(try await areas.facilitator(of: jyderup.id, on: today.adding(days: -400))?.person.name == "Fatima Lund")
        #expect(before.until == now.from)
    }

    @Test func `the past sends no mail`() async throws {
        #expect(try await count("outbox") == 0)
        #expect(try await count("sign_in") == 0)
    }

    @Test func `nothing has happened yet that lies in the future, and all in its order`() async throws {
        let now = Self.now
        #expect(try await count("event WHERE at >= \(now)") == 0)
        #expect(try await count("event WHERE at < \(now.addingTimeInterval(-731 * 86_400))") == 0)
        #expect(
            try await count(
                "event a JOIN event b ON a.dialogue_id = b.dialogue_id AND a.id < b.id WHERE a.at > b.at") == 0)
        #expect(try await count("dialogue d WHERE d.last_event_id <> (SELECT MAX(e.id) FROM event e WHERE e.dialogue_id = d.id)") == 0)
    }

    @Test func `the one to sign in as has a desk with work on it`() async throws {
        let database = try await Self.years.value
        let id: Person.ID = try await database.read { connection in
            try connection.one("SELECT id FROM person WHERE email_key = \(Demo.signInAs.email)") { try $0.identifier() }
        }
        let today = try #require(Day(iso: "2026-11-23"))
        // Nil for somebody who cannot sign in.
        let staff = try #require(try await StaffStore(database).viewer(id, on: today))
        #expect(staff.name == Demo.signInAs.name)
        let page = try await DeskStore(database).page(
            .mine, in: nil, after: nil, try DeskPolicy.permitOpen(.staff(staff)), today: today)
        #expect(!page.lines.isEmpty)
    }

    @Test func `a database with areas in it is left alone`() async throws {
        let database = try await Self.build(1)
        await #expect(throws: Demo.NotEmpty.self) { try await Demo(dialogueCount: 1).build(in: database, at: Self.now) }
    }

    @Test(arguments: [0, 1])
    func `few are enough`(count: Int) async throws {
        let database = try await Self.build(count)
        #expect(try await database.read { try $0.one("SELECT COUNT(*) FROM dialogue") { try $0.count() } } == count)
    }

    /// The days on which calendars break: a leap day, New Year's Day, the night clocks change.
    @Test(arguments: [1_835_434_800.0, 1_798_758_000.0, 1_793_000_000.0])
    func `any day will do`(seconds: Double) async throws {
        _ = try await Self.build(20, at: Date(timeIntervalSince1970: seconds))
    }
}

/// Every row of a database but its secret key, as text.
private struct Dump {
    let rows: [String]

    private static let tables: [SQL] = [
        "SELECT id || '|' || name || '|' || COALESCE(email, '') || '|' || COALESCE(phone, '') || '|' || language || '|' || created_at FROM person ORDER BY id",
        "SELECT id || '|' || slug || '|' || name || '|' || boundary FROM area ORDER BY id",
        "SELECT id || '|' || area_id || '|' || name FROM place ORDER BY id",
        "SELECT code || '|' || area_id || '|' || name FROM parish ORDER BY code",
        "SELECT id || '|' || kind || '|' || name || '|' || COALESCE(area_id, '') FROM organization ORDER BY id",
        "SELECT id || '|' || person_id || '|' || organization_id || '|' || role || '|' || from_on FROM membership ORDER BY id",
        "SELECT id || '|' || area_id || '|' || person_id || '|' || from_on || '|' || COALESCE(until_on, '') FROM facilitator ORDER BY id",
        """
        SELECT id || '|' || reference || '|' || kind || '|' || subject || '|' || COALESCE(area_id, '') || '|' || COALESCE(place, '') || '|'
            || starter_id || '|' || behalf || '|' || COALESCE(behalf_name, '') || '|' || stage || '|' || owner_id || '|'
            || COALESCE(next_step, '') || '|' || COALESCE(due_on, '') || '|' || visibility || '|' || started_at || '|'
            || COALESCE(answered_at, '') || '|' || COALESCE(closed_at, '') || '|' || COALESCE(ground, '') || '|' || COALESCE(outcome, '')
        FROM dialogue ORDER BY id
        """,
        "SELECT id || '|' || dialogue_id || '|' || text || '|' || COALESCE(public_text, '') || '|' || COALESCE(channel, '') FROM message ORDER BY id",
        """
        SELECT id || '|' || COALESCE(dialogue_id, '') || '|' || kind || '|' || at || '|' || audience || '|' || COALESCE(actor_id, '') || '|' || part
        FROM event ORDER BY id
        """,
        "SELECT id || '|' || dialogue_id || '|' || person_id || '|' || created_at || '|' || COALESCE(confirmed_at, '') FROM access ORDER BY id",
        "SELECT name || '|' || value FROM setting ORDER BY name",
    ]

    init(_ database: any SQLDatabase) async throws {
        rows = try await database.read { connection in
            try Self.tables.flatMap { try connection.rows($0) { try $0.text() } }
        }
    }
}
