import Demo
import Domain
import Foundation
import PostgresPeer
import SQLEngine
import Storage
import Testing

/// A whole municipality moves to another engine and back, and nobody can tell.
struct CopyTests {
    private static let now = Date(timeIntervalSince1970: 1_795_424_400)

    private static let years = Task {
        let database = try SQLiteDatabase(inMemory: ())
        try await schema.migrate(database)
        try await Demo(dialogueCount: 80).build(in: database, at: now)
        return database
    }

    enum Engine: String, CaseIterable, CustomTestStringConvertible {
        case sqlite, postgres
        static var available: [Engine] { PostgresPeer.isThere ? allCases : [.sqlite] }
        var testDescription: String { rawValue }

        /// As `krumtap copy` has it when it begins.
        func target(of source: String) async throws -> any SQLDatabase {
            let database: any SQLDatabase = self == .sqlite ? try SQLiteDatabase(inMemory: ()) : try await PostgresPeer.emptyDatabase()
            try await DatabaseCopy.begin(from: source, in: database)
            try await schema.migrate(database)
            return database
        }
    }

    private func copy(_ source: any SQLDatabase, _ target: any SQLDatabase) async throws -> [String: TableSum] {
        Dictionary(uniqueKeysWithValues: try await DatabaseCopy(from: source, to: target).run { _, _, _ in }.map { ($0.table, $0.sum) })
    }

    @Test(arguments: Engine.available)
    func `a municipality moves there and back, row by row`(engine: Engine) async throws {
        let years = try await Self.years.value
        let (there, back) = (try await engine.target(of: "years"), try await Engine.sqlite.target(of: "there"))
        let sums = try await copy(years, there)
        #expect(try await copy(there, back) == sums)
        #expect(sums["dialogue"]?.rows ?? 0 >= 80)
        for table in ["person", "event", "message", "attachment_content", "comment", "party", "setting", "search_document", "diversion"] {
            #expect(sums[table]?.rows ?? 0 > 0, "\(table)")
        }
        // The sums are of the engine's own making; these are not.
        let dump: @Sendable (any SQLConnection) throws -> [String] = { connection in
            try connection.rows("SELECT reference, subject, stage, started_at FROM dialogue ORDER BY id") {
                "\(try $0.text()) \(try $0.text()) \(try $0.text()) \(try $0.integer())"
            }
        }
        #expect(try await there.read(dump) == years.read(dump))
        #expect(try await back.read(dump) == years.read(dump))
        #expect(try await DatabaseCopy.unfinished(in: there) == nil)
        #expect(try await schema.pending(there) == [])
    }

    @Test(arguments: Engine.available)
    func `life goes on in the copy`(engine: Engine) async throws {
        let copied = try await engine.target(of: "years")
        _ = try await copy(try await Self.years.value, copied)
        let highest = try await copied.read { try $0.one("SELECT MAX(id) FROM dialogue") { try $0.integer() } }
        let areaID: Area.ID = try await copied.read { try $0.one("SELECT MIN(id) FROM area") { try $0.identifier() } }
        let new = NewDialogue(
            matter: try Matter(text: "En zebrastribet flagermus bor her.", subject: "Flagermuskasser", kind: "idea"),
            whereabouts: try Whereabouts(scope: "area", area: areaID, place: ""),
            contact: try Contact(name: "Åse Ø", email: "aase@example.dk", phone: "", behalf: "self", behalfName: ""), language: .da)
        let started = try await DialogueStore(copied).start(new, from: nil, DialoguePolicy.permitStart(.anonymous), at: Self.now)
        #expect(started.dialogueID.rawValue == highest + 1)
        // What came with the copy is found, and the index took what came after.
        let found = try await SearchStore(copied).search("vej").hits.map(\.line.dialogue.id)
        let known = try await SearchStore(try await Self.years.value).search("vej").hits.map(\.line.dialogue.id)
        #expect(!known.isEmpty && found == known)
        await #expect(throws: (any Error).self) { try await copied.write { try $0.run("DELETE FROM event") } }
        try await copied.checkIntegrity()
    }

    @Test(arguments: Engine.available)
    func `a number that was given and is gone is not given again`(engine: Engine) async throws {
        let source = try SQLiteDatabase(inMemory: ())
        try await schema.migrate(source)
        let gone = try await DraftStore(source).create(Draft(), at: Self.now)
        let (there, back) = (try await engine.target(of: "source"), try await Engine.sqlite.target(of: "there"))
        try await source.write { _ = try $0.run("DELETE FROM draft") }
        _ = try await copy(source, there)
        let second = try await DraftStore(there).create(Draft(), at: Self.now)
        try await there.write { _ = try $0.run("DELETE FROM draft") }
        _ = try await copy(there, back)
        let third = try await DraftStore(back).create(Draft(), at: Self.now)
        #expect(gone.rawValue < second.rawValue && second.rawValue < third.rawValue)
    }

    @Test(arguments: Engine.available)
    func `a copy that broke off goes on where it stopped`(engine: Engine) async throws {
        let years = try await Self.years.value
        let target = try await engine.target(of: "years")
        for seen in [3, 11, 19] {
            // Breaks in the middle of the so many-th step.
            let count = Counter()
            let task = Task {
                try await DatabaseCopy(from: Breaking(years, after: seen * 4, count), to: target).run { _, _, _ in }
            }
            await #expect(throws: Breaking.Broken.self) { try await task.value }
            #expect(try await DatabaseCopy.unfinished(in: target) == "years")
        }
        let sums = try await copy(years, target)
        #expect(try await DatabaseCopy.unfinished(in: target) == nil)
        let whole = try await Engine.sqlite.target(of: "years")
        #expect(try await copy(years, whole) == sums)
    }

    @Test(arguments: Engine.available)
    func `a source that changes meanwhile is noticed`(engine: Engine) async throws {
        let source = try await Engine.sqlite.target(of: "years")
        _ = try await copy(try await Self.years.value, source)
        let target = try await engine.target(of: "source")
        let changed = Counter()
        let error = await #expect(throws: DatabaseCopy.Fault.self) {
            try await DatabaseCopy(from: Changing(source, changed), to: target).run { _, _, _ in }
        }
        guard case .differs(let table, let here, let there) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(table == "person" && here.rows == there.rows && here != there)
        // It stays unfinished: nobody serves it.
        #expect(try await DatabaseCopy.unfinished(in: target) == "source")
    }
}

private actor Counter {
    private(set) var value = 0
    func next() -> Int {
        value += 1
        return value
    }
}

/// A source that is gone after so many readings.
private struct Breaking: SQLDatabase {
    struct Broken: Error {}
    private let database: any SQLDatabase
    private let limit: Int
    private let count: Counter

    init(_ database: any SQLDatabase, after limit: Int, _ count: Counter) {
        self.database = database
        self.limit = limit
        self.count = count
    }

    func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        guard await count.next() <= limit else { throw Broken() }
        return try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await database.write(body)
    }

    func contentVersion() async throws -> UInt64 { try await database.contentVersion() }
    func checkIntegrity() async throws { try await database.checkIntegrity() }
    func close() throws {}
    var statementCount: UInt64 { database.statementCount }
}

/// A source somebody still writes to: a name changes after its table was copied.
private struct Changing: SQLDatabase {
    private let database: any SQLDatabase
    private let count: Counter

    init(_ database: any SQLDatabase, _ count: Counter) {
        self.database = database
        self.count = count
    }

    func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        if await count.next() == 60 { try await database.write { _ = try $0.run("UPDATE person SET name = 'Bo' WHERE id = 1") } }
        return try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await database.write(body)
    }

    func contentVersion() async throws -> UInt64 { try await database.contentVersion() }
    func checkIntegrity() async throws { try await database.checkIntegrity() }
    func close() throws {}
    var statementCount: UInt64 { database.statementCount }
}
