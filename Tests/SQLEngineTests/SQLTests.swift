import Foundation
import Testing

@testable import SQLEngine

struct SQLTests {
    @Test func `values are bound and never spliced`() {
        let name = "'); DROP TABLE person; --"
        let sql: SQL = "SELECT * FROM person WHERE name = \(name) AND id > \(7) AND email = \(nil as String?)"
        let rendered = sql.render { "$\($0)" }
        #expect(rendered.text == "SELECT * FROM person WHERE name = $1 AND id > $2 AND email = $3")
        #expect(rendered.values == [.text("'); DROP TABLE person; --"), .integer(7), .null])
    }

    @Test func `a fragment keeps its values in their places`() {
        let inner: SQL = "a = \(1) OR b = \(2)"
        let outer: SQL = "WHERE c = \(0) AND (\(inner)) AND d = \(3)"
        let rendered = outer.render { _ in "?" }
        #expect(rendered.text == "WHERE c = ? AND (a = ? OR b = ?) AND d = ?")
        #expect(rendered.values == [.integer(0), .integer(1), .integer(2), .integer(3)])
    }

    @Test func `fragments are joined`() {
        let fragments: [SQL] = ["a = \(1)", "b = \(2)", "c"]
        let rendered = fragments.joined(separator: " AND ").render { "$\($0)" }
        #expect(rendered.text == "a = $1 AND b = $2 AND c")
        #expect([SQL]().joined(separator: ", ").render { _ in "?" }.text.isEmpty)
    }

    @Test(
        arguments: [
            (Date(timeIntervalSince1970: 0), 0), (Date(timeIntervalSince1970: 1.0006), 1001), (Date(timeIntervalSince1970: -0.25), -250),
            (Date(timeIntervalSince1970: 1_795_424_400.123), 1_795_424_400_123),
        ] as [(Date, Int64)])
    func `moments are milliseconds`(moment: Date, milliseconds: Int64) {
        #expect(moment.sqlValue == .integer(milliseconds))
    }

    @Test func `numbers and flags bind as integers`() {
        #expect(true.sqlValue == .integer(1) && false.sqlValue == .integer(0))
        #expect(Int.min.sqlValue == .integer(.min) && Int64.max.sqlValue == .integer(.max))
    }
}

struct ValueTests {
    static let texts = [
        "", " ", "Ærø, ø og å ÆØÅ", "e\u{301} er ikke é", "👩‍👩‍👧‍👦 og 🇩🇰", "en\nlinje\r\ntil\t", "'; DROP TABLE thing; --",
        String(repeating: "å", count: 100_000),
    ]

    @Test(arguments: TestEngine.available, texts)
    func `text comes back as it went in`(engine: TestEngine, text: String) async throws {
        let database = try await engine.databaseOfThings()
        let back = try await database.write { connection in
            try connection.one("INSERT INTO thing (words) VALUES (\(text)) RETURNING words") { try $0.text() }
        }
        #expect(Array(back.utf8) == Array(text.utf8))
        let found = try await database.read { try $0.first("SELECT words FROM thing WHERE words = \(text)") { try $0.text() } }
        #expect(found.map { Array($0.utf8) } == Array(text.utf8))
    }

    /// PostgreSQL cannot keep it. What people write is cleaned of it before it comes here.
    @Test(arguments: TestEngine.available, ["nul\u{0}i midten", "\u{0}"])
    func `a text with U+0000 is kept as it is or refused, and never cut short`(engine: TestEngine, text: String) async throws {
        let database = try await engine.databaseOfThings()
        let write: @Sendable () async throws -> String = {
            try await database.write { connection in
                try connection.one("INSERT INTO thing (words) VALUES (\(text)) RETURNING words") { try $0.text() }
            }
        }
        guard engine == .postgres else {
            #expect(try await write() == text)
            return
        }
        let failure = await #expect(throws: SQLFailure.self) { _ = try await write() }
        #expect(failure?.kind == .constraint)
        #expect(try await database.read { try $0.wholes() }.isEmpty)
    }

    @Test(arguments: TestEngine.available, [[], [0], [0, 255, 0, 1], Array(repeating: 7, count: 200_000)] as [[UInt8]])
    func `bytes come back as they went in`(engine: TestEngine, bytes: [UInt8]) async throws {
        let database = try await engine.databaseOfThings()
        let (back, isNull) = try await database.write { connection in
            try connection.one("INSERT INTO thing (bytes) VALUES (\(bytes)) RETURNING bytes, bytes IS NULL") {
                (try $0.optionalBlob(), try $0.flag())
            }
        }
        #expect(back == bytes)
        #expect(!isNull)
    }

    @Test(arguments: TestEngine.available, [0, 1, -1, .max, .min] as [Int64])
    func `whole numbers come back as they went in`(engine: TestEngine, number: Int64) async throws {
        let database = try await engine.databaseOfThings()
        #expect(
            try await database.write { connection in
                try connection.one("INSERT INTO thing (whole) VALUES (\(number)) RETURNING whole") { try $0.integer() }
            } == number)
    }

    @Test(arguments: TestEngine.available)
    func `an inserted row tells its number, and no row is a fault`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        let (first, second, numbers) = try await database.write { connection in
            let first = try connection.insert("INSERT INTO thing (words) VALUES ('a')")
            try connection.run("INSERT INTO thing (id, words) VALUES (4711, 'b')")
            let second = try connection.insert("INSERT INTO thing (id, words) VALUES (42, 'c')")
            return (first, second, try connection.rows("SELECT id FROM thing ORDER BY words") { try $0.integer() })
        }
        #expect(numbers == [first, 4711, second] && second == 42)
        let failure = await #expect(throws: SQLFailure.self) {
            try await database.write { _ = try $0.insert("INSERT INTO thing (words) SELECT 'd' WHERE 1 = 0") }
        }
        #expect(failure?.message == "a statement gave no row")
    }

    @Test(arguments: TestEngine.available)
    func `nothing is nothing, and an empty text is not`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        let rows = try await database.write { connection in
            try connection.run("INSERT INTO thing (words, whole, bytes) VALUES (\(nil as String?), \(nil as Int?), \(nil as [UInt8]?))")
            try connection.run("INSERT INTO thing (words) VALUES (\(""))")
            return try connection.rows("SELECT words, whole, bytes FROM thing ORDER BY id") {
                (try $0.optionalText(), try $0.optionalInteger(), try $0.optionalBlob())
            }
        }
        #expect(rows.map(\.0) == [nil, ""])
        #expect(rows.allSatisfy { $0.1 == nil && $0.2 == nil })
    }

    @Test(arguments: TestEngine.available)
    func `moments come back to the millisecond`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        let moment = Date(timeIntervalSince1970: 1_795_424_400.123)
        let back = try await database.write { connection in
            try connection.one("INSERT INTO thing (whole) VALUES (\(moment)) RETURNING whole") { try $0.moment() }
        }
        #expect(abs(back.timeIntervalSince(moment)) < 0.0005)
    }

    @Test(arguments: TestEngine.available)
    func `a column of another type is a named fault, not a guess`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        try await database.write { try $0.run("INSERT INTO thing (whole, words) VALUES (7, 'small')") }
        func mismatch(_ read: @Sendable @escaping (inout SQLRow) throws -> Void) async -> SQLRow.Mismatch? {
            await #expect(throws: SQLRow.Mismatch.self) {
                try await database.read { _ = try $0.rows("SELECT whole, words, bytes FROM thing", read) }
            }
        }
        let wanted = await mismatch { _ = try $0.text() }
        #expect(wanted?.position == 0 && wanted?.expected == "text")
        let second = await mismatch {
            _ = try $0.integer()
            _ = try $0.integer()
        }
        #expect(second?.position == 1 && second?.expected == "integer")
        let null = await mismatch {
            _ = (try $0.integer(), try $0.text())
            _ = try $0.blob()
        }
        #expect(null?.position == 2 && null?.expected == "blob")
    }
}
