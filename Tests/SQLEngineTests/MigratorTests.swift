import Foundation
import Synchronization
import Testing

@testable import SQLEngine

struct MigratorTests {
    private static let first = Migration("1-things") { "CREATE TABLE thing (id \($0.autoID), whole \($0.integer));" }
    private static let second = Migration("2-words") { _ in
        "ALTER TABLE thing ADD COLUMN words TEXT; INSERT INTO thing (whole) VALUES (1);"
    }
    private static let broken = Migration("3-broken") { _ in "INSERT INTO thing (whole) VALUES (2); INSERT INTO nowhere VALUES (1);" }

    @Test(arguments: TestEngine.available)
    func `each migration is applied once, in order`(engine: TestEngine) async throws {
        let database = try await engine.emptyDatabase()
        let (old, new) = (Migrator([Self.first]), Migrator([Self.first, Self.second]))
        #expect(try await new.pending(database) == ["1-things", "2-words"])
        #expect(try await old.migrate(database) == ["1-things"])
        #expect(try await new.pending(database) == ["2-words"])
        #expect(try await new.migrate(database) == ["2-words"])
        #expect(try await new.migrate(database).isEmpty)
        #expect(try await new.pending(database).isEmpty)
        #expect(try await database.read { try $0.wholes() } == [1])
    }

    @Test(arguments: TestEngine.available)
    func `asking what is pending changes nothing`(engine: TestEngine) async throws {
        let database = try await engine.emptyDatabase()
        _ = try await Migrator([Self.first]).pending(database)
        await #expect(throws: SQLFailure.self) { try await database.read { try $0.rows("SELECT name FROM migration") { try $0.text() } } }
    }

    @Test(arguments: TestEngine.available)
    func `a database used by a newer Krumtap is refused`(engine: TestEngine) async throws {
        let database = try await engine.emptyDatabase()
        try await Migrator([Self.first, Self.second]).migrate(database)
        let old = Migrator([Self.first])
        let refusal = await #expect(throws: Migrator.NewerDatabase.self) { try await old.migrate(database) }
        #expect(refusal?.unknown == ["2-words"])
        await #expect(throws: Migrator.NewerDatabase.self) { try await old.pending(database) }
    }

    @Test(arguments: TestEngine.available)
    func `a migration that fails leaves nothing of itself and all of those before`(engine: TestEngine) async throws {
        let database = try await engine.emptyDatabase()
        let migrator = Migrator([Self.first, Self.second, Self.broken])
        await #expect(throws: SQLFailure.self) { try await migrator.migrate(database) }
        #expect(try await migrator.pending(database) == ["3-broken"])
        #expect(try await database.read { try $0.wholes() } == [1])
    }

    @Test(arguments: TestEngine.available)
    func `two at once apply each migration once`(engine: TestEngine) async throws {
        let database = try await engine.emptyDatabase()
        let migrator = Migrator([Self.first, Self.second])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { _ = try await migrator.migrate(database) } }
            try await group.waitForAll()
        }
        #expect(try await database.read { try $0.wholes() } == [1])
    }
}

struct ContentVersionTests {
    @Test(arguments: TestEngine.available)
    func `it grows with a commit that touched what is public, and with nothing else`(engine: TestEngine) async throws {
        struct Fault: Error {}
        let database = try await engine.databaseOfThings()
        let start = try await database.contentVersion()
        try await database.write { try $0.add(1) }
        _ = try await database.read { try $0.wholes() }
        #expect(try await database.contentVersion() == start)

        await #expect(throws: Fault.self) {
            try await database.write { connection in
                connection.touchContent()
                try connection.add(2)
                throw Fault()
            }
        }
        #expect(try await database.contentVersion() == start)

        try await database.write { connection in
            connection.touchContent()
            try connection.add(3)
            // Whoever reads now reads what was before, under the number from before.
            #expect(Self.versionMeanwhile(database) == start)
        }
        #expect(try await database.contentVersion() > start)
    }

    /// Asked by somebody else while a transaction is open.
    private static func versionMeanwhile(_ database: any SQLDatabase) -> UInt64? {
        let answered = DispatchSemaphore(value: 0)
        let answer = Mutex<UInt64?>(nil)
        Task {
            let version = try? await database.contentVersion()
            answer.withLock { $0 = version }
            answered.signal()
        }
        return answered.wait(timeout: .now() + 20) == .success ? answer.withLock { $0 } : nil
    }
}
