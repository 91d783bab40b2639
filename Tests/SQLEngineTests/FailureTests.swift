import SQLEngine
import Testing

struct FailureTests {
    private static func database(_ engine: TestEngine) async throws -> any SQLDatabase {
        let database = try await engine.emptyDatabase()
        try await database.write { connection in
            try connection.run(
                script: """
                    CREATE TABLE parent (id \(connection.dialect.autoID), name TEXT NOT NULL UNIQUE)\(connection.dialect.strict);
                    CREATE TABLE child (id \(connection.dialect.autoID),
                        parent_id \(connection.dialect.integer) NOT NULL REFERENCES parent (id),
                        age \(connection.dialect.integer) CHECK (age >= 0))\(connection.dialect.strict);
                    INSERT INTO parent (id, name) VALUES (1, 'Anna');
                    """)
        }
        return database
    }

    @Test(
        arguments: TestEngine.available,
        ["INSERT INTO parent (name) VALUES ('Anna')", "INSERT INTO parent (id, name) VALUES (1, 'Bo')"] as [SQL])
    func `a broken unique rule is AlreadyExists`(engine: TestEngine, statement: SQL) async throws {
        let database = try await Self.database(engine)
        await #expect(throws: AlreadyExists.self) { try await database.write { try $0.run(statement) } }
    }

    @Test(
        arguments: TestEngine.available,
        [
            ("INSERT INTO parent (name) VALUES (NULL)", .constraint), ("INSERT INTO child (parent_id) VALUES (2)", .constraint),
            ("INSERT INTO child (parent_id, age) VALUES (1, -1)", .constraint),
            ("INSERT INTO child (parent_id, age) VALUES (1, 'old')", .constraint), ("SELECT * FROM nowhere", .other), ("SELEKT 1", .other),
        ] as [(SQL, SQLFailure.Kind)])
    func `other refusals have a kind`(engine: TestEngine, expected: (SQL, SQLFailure.Kind)) async throws {
        let database = try await Self.database(engine)
        let failure = await #expect(throws: SQLFailure.self) { try await database.write { try $0.run(expected.0) } }
        #expect(failure?.kind == expected.1)
        #expect(failure?.message.isEmpty == false)
    }

    @Test(arguments: TestEngine.available)
    func `a person who still has children is not deleted`(engine: TestEngine) async throws {
        let database = try await Self.database(engine)
        try await database.write { try $0.run("INSERT INTO child (parent_id) VALUES (1)") }
        let failure = await #expect(throws: SQLFailure.self) { try await database.write { try $0.run("DELETE FROM parent") } }
        #expect(failure?.kind == .constraint)
    }

    @Test(arguments: TestEngine.available)
    func `what a body throws undoes what it wrote and comes out as it is`(engine: TestEngine) async throws {
        struct Fault: Error {}
        let database = try await engine.databaseOfThings()
        await #expect(throws: Fault.self) {
            try await database.write { connection in
                try connection.add(1)
                throw Fault()
            }
        }
        #expect(try await database.read { try $0.wholes() }.isEmpty)
        try await database.write { try $0.add(2) }
        #expect(try await database.read { try $0.wholes() } == [2])
    }

    @Test(arguments: TestEngine.available)
    func `a refusal in the middle undoes what came before`(engine: TestEngine) async throws {
        let database = try await Self.database(engine)
        await #expect(throws: AlreadyExists.self) {
            try await database.write { connection in
                try connection.run("INSERT INTO parent (name) VALUES ('Bo')")
                try connection.run("INSERT INTO parent (name) VALUES ('Anna')")
            }
        }
        #expect(try await database.read { try $0.rows("SELECT name FROM parent") { try $0.text() } } == ["Anna"])
    }

    @Test(arguments: TestEngine.available)
    func `reading cannot write`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        await #expect(throws: SQLFailure.self) { try await database.read { try $0.add(1) } }
        #expect(try await database.read { try $0.wholes() }.isEmpty)
        try await database.write { try $0.add(1) }
    }

    @Test(arguments: TestEngine.available)
    func `a statement that must give a row and gives none is a fault`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        await #expect(throws: SQLFailure.self) {
            try await database.read { try $0.one("SELECT id FROM thing") { try $0.integer() } }
        }
        #expect(try await database.read { try $0.first("SELECT id FROM thing") { try $0.integer() } } == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a statement says how many rows it changed`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        try await database.write { connection in
            for whole in 1...3 { try connection.add(whole) }
            #expect(try connection.run("UPDATE thing SET words = 'x' WHERE whole > \(1)") == 2)
            #expect(try connection.run("UPDATE thing SET words = 'x' WHERE whole > \(9)") == 0)
            #expect(try connection.run("DELETE FROM thing") == 3)
        }
    }
}

/// One statement is prepared once; that must not be felt.
struct StatementTests {
    @Test(arguments: TestEngine.available)
    func `the same query may be asked inside its own rows`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        try await database.write { connection in for whole in 1...3 { try connection.add(whole) } }
        @Sendable func smaller(than whole: Int, _ connection: any SQLConnection) throws -> [String] {
            try connection.rows("SELECT whole FROM thing WHERE whole < \(whole) ORDER BY whole") { row in
                let whole = try row.count()
                return "\(whole)" + (try smaller(than: whole, connection)).map { "(\($0))" }.joined()
            }
        }
        #expect(try await database.read { try smaller(than: 4, $0) } == ["1", "2(1)", "3(1)(2(1))"])
    }

    @Test(arguments: TestEngine.available)
    func `also a query without values`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        try await database.write { connection in for whole in 1...3 { try connection.add(whole) } }
        let pairs = try await database.read { connection in
            try connection.rows("SELECT whole FROM thing ORDER BY id") { row in (try row.count(), try connection.wholes()) }
        }
        #expect(pairs.map(\.0) == [1, 2, 3])
        #expect(pairs.allSatisfy { $0.1 == [1, 2, 3] })
    }

    @Test(arguments: TestEngine.available)
    func `a query left in the middle, or refused, can be asked again`(engine: TestEngine) async throws {
        struct Fault: Error {}
        let database = try await engine.databaseOfThings()
        try await database.write { connection in
            for whole in 1...3 { try connection.add(whole) }
            #expect(throws: Fault.self) { try connection.rows("SELECT whole FROM thing WHERE whole > \(0)") { _ in throw Fault() } }
            #expect(try connection.rows("SELECT whole FROM thing WHERE whole > \(1)") { try $0.count() } == [2, 3])
        }
        for _ in 0..<2 {
            await #expect(throws: AlreadyExists.self) { try await database.write { try $0.run("INSERT INTO thing (id) VALUES (\(1))") } }
        }
        try await database.write { _ = try $0.run("INSERT INTO thing (id, whole) VALUES (\(9), \(9))") }
        #expect(try await database.read { try $0.wholes() } == [1, 2, 3, 9])
    }

    @Test(arguments: TestEngine.available)
    func `a refused statement ends its transaction, also when the body goes on`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        await #expect(throws: AlreadyExists.self) {
            try await database.write { connection in
                try connection.add(1)
                _ = try? connection.run("INSERT INTO thing (id) VALUES (\(1))")
                #expect(throws: AlreadyExists.self) { try connection.add(2) }
            }
        }
        #expect(try await database.read { try $0.wholes() }.isEmpty)
        await #expect(throws: SQLFailure.self) { try await database.read { _ = try? $0.run("SELEKT 1") } }
        try await database.write { try $0.add(3) }
        #expect(try await database.read { try $0.wholes() } == [3])
    }

    @Test(arguments: TestEngine.available)
    func `the same statement takes a value, nothing, and a value again`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        for whole in [1, nil, 2] as [Int?] {
            for words in [nil, "a"] as [String?] {
                try await database.write { _ = try $0.run("INSERT INTO thing (whole, words) VALUES (\(whole), \(words))") }
            }
        }
        let found = try await database.read { connection in
            try connection.rows("SELECT whole, words FROM thing ORDER BY id") { (try $0.optionalInteger(), try $0.optionalText()) }
        }
        #expect(found.map(\.0) == [1, 1, nil, nil, 2, 2])
        #expect(found.map(\.1) == [nil, "a", nil, "a", nil, "a"])
    }

    @Test(arguments: TestEngine.available)
    func `sums and truths are whole numbers`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        let sums = try await database.write { connection in
            for whole in [10_000, 0, 123_456_789, -400_000_000_000] { try connection.add(whole) }
            return try connection.one(
                "SELECT SUM(whole), SUM(whole) + 399876533211, MIN(whole) < 0, MAX(whole) < 0, 1, SUM(id * 10000) FROM thing"
            ) {
                [try $0.integer(), try $0.integer(), try $0.integer(), try $0.integer(), try $0.integer(), try $0.integer()]
            }
        }
        #expect(sums == [-399_876_533_211, 0, 1, 0, 1, 100_000])
    }
}
