import Foundation
package import SQLEngine
import Synchronization

/// The PostgreSQL server this run of the tests was given. Each test has a schema of its own.
package enum PostgresPeer {
    package static let uri = ProcessInfo.processInfo.environment["KRUMTAP_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    package static var isThere: Bool { uri != nil }

    /// Set where every test of the site is to run on PostgreSQL instead of SQLite.
    package static let isChosen = ProcessInfo.processInfo.environment["KRUMTAP_TEST_ENGINE"] == "postgres"

    package struct Absent: Error {}

    /// Patient, since many tests share few cores, and on a server that keeps nothing.
    package static var limits: PostgresLimits {
        var limits = PostgresLimits()
        limits.connections = 4
        limits.patience = .seconds(30)
        limits.allowsLoss = true
        return limits
    }

    /// The address of a schema.
    package static func address(schema: String) throws -> PostgresAddress {
        guard let uri, let address = PostgresAddress("\(uri)\(uri.contains("?") ? "&" : "?")options=-csearch_path%3D\(schema)") else {
            throw Absent()
        }
        return address
    }

    /// An empty database, gone when nobody holds it any more.
    package static func emptyDatabase() async throws -> any SQLDatabase {
        let schema = try await makeSchema()
        return BorrowedDatabase(try await PostgresDatabase(try address(schema: schema), limits), schema: schema) { database, schema in
            try? database.close()
            try? await drop(schema)
        }
    }

    /// A schema's name, for tests that open it themselves.
    package static func makeSchema() async throws -> String {
        let schema = "test_\(UUID().uuidString.lowercased().replacing("-", with: "_"))"
        try await admin.value.write { try $0.run(script: "CREATE SCHEMA \(schema)") }
        return schema
    }

    package static func drop(_ schema: String) async throws {
        try await admin.value.write { try $0.run(script: "DROP SCHEMA \(schema) CASCADE") }
    }

    private static let admin = Task {
        guard let uri, let address = PostgresAddress(uri) else { throw Absent() }
        return try await PostgresDatabase(address, limits)
    }

    /// A database with every migration and not one row but theirs. Migrating takes long, so schemas are swept and lent again.
    package static func migratedDatabase(_ migrator: Migrator) async throws -> any SQLDatabase {
        let (database, schema) = try await shelf.take {
            let schema = try await makeSchema()
            let database = try await PostgresDatabase(try address(schema: schema), limits)
            try await migrator.migrate(database)
            // What a migration itself brings is kept, to be put back after each sweep.
            try await database.write { try $0.run(script: "CREATE TABLE seed_diversion AS SELECT * FROM diversion") }
            return (database, schema)
        }
        return BorrowedDatabase(database, schema: schema) { database, schema in
            do {
                try await sweep(database)
                shelf.put((database, schema))
            } catch {
                try? database.close()
                shelf.put(nil)
            }
        }
    }

    private static let shelf = Shelf<(PostgresDatabase, String)>(limit: 16)

    private static func sweep(_ database: PostgresDatabase) async throws {
        try await database.write {
            try $0.run(
                script: """
                    -- Without triggers: the journal refuses to be swept.
                    SET LOCAL session_replication_role = replica;
                    DO $$ DECLARE name text; BEGIN
                        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT IN ('migration', 'seed_diversion') LOOP
                            EXECUTE format('DELETE FROM %I', name);
                        END LOOP;
                        PERFORM setval(format('%I', sequencename)::regclass, 1, false)
                            FROM pg_sequences WHERE schemaname = current_schema();
                        INSERT INTO diversion OVERRIDING SYSTEM VALUE SELECT * FROM seed_diversion;
                        PERFORM setval(pg_get_serial_sequence('diversion', 'id'), (SELECT MAX(id) FROM diversion));
                    END $$;
                    """)
        }
    }
}

/// Things that are dear to make and lent to one at a time; at most `limit` are out.
private final class Shelf<Thing: Sendable>: Sendable {
    private struct State {
        var free: [Thing] = []
        var outCount = 0
        var waiting: [CheckedContinuation<Thing?, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    func take(_ make: () async throws -> Thing) async throws -> Thing {
        let thing = await withCheckedContinuation { (continuation: CheckedContinuation<Thing?, Never>) in
            let (isReady, thing) = state.withLock { state -> (Bool, Thing?) in
                if state.outCount >= limit {
                    state.waiting.append(continuation)
                    return (false, nil)
                }
                state.outCount += 1
                return (true, state.free.popLast())
            }
            if isReady { continuation.resume(returning: thing) }
        }
        if let thing { return thing }
        do { return try await make() } catch {
            put(nil)
            throw error
        }
    }

    /// Gives a thing back; nil when it broke.
    func put(_ thing: Thing?) {
        let next = state.withLock { state -> CheckedContinuation<Thing?, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.outCount -= 1
            if let thing { state.free.append(thing) }
            return nil
        }
        next?.resume(returning: thing)
    }
}

/// A database that is given back when nobody holds it any more.
private final class BorrowedDatabase: SQLDatabase {
    private let database: PostgresDatabase
    private let schema: String
    private let giveBack: @Sendable (PostgresDatabase, String) async -> Void

    init(_ database: PostgresDatabase, schema: String, giveBack: @Sendable @escaping (PostgresDatabase, String) async -> Void) {
        self.database = database
        self.schema = schema
        self.giveBack = giveBack
    }

    deinit { Task { [database, schema, giveBack] in await giveBack(database, schema) } }

    func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await database.write(body)
    }

    func contentVersion() async throws -> UInt64 { try await database.contentVersion() }
    func checkIntegrity() async throws { try await database.checkIntegrity() }
    func close() throws { try database.close() }
    var statementCount: UInt64 { database.statementCount }
}
