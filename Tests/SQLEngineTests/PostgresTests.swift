import Foundation
import PostgresPeer
import Synchronization
import Testing

@testable import SQLEngine

/// What only a server has: other processes, and a connection that can break.
@Suite(.enabled(if: PostgresPeer.isThere, "no PostgreSQL: KRUMTAP_TEST_POSTGRES names none"))
struct PostgresTests {
    /// Two openings of one database, as two processes have it.
    private final class Pair: Sendable {
        let schema: String
        let first: PostgresDatabase
        let second: PostgresDatabase

        init(connections: Int = 4) async throws {
            schema = try await PostgresPeer.makeSchema()
            var limits = PostgresPeer.limits
            limits.connections = connections
            let address = try PostgresPeer.address(schema: schema)
            first = try await PostgresDatabase(address, limits)
            second = try await PostgresDatabase(address, limits)
            try await first.write { try $0.createThings() }
        }

        deinit {
            try? first.close()
            try? second.close()
            Task { [schema] in try? await PostgresPeer.drop(schema) }
        }
    }

    /// The server's process behind a connection.
    private static func backend(_ connection: any SQLConnection) throws -> Int64 {
        try connection.one("SELECT pg_backend_pid()") { try $0.integer() }
    }

    private static func end(_ backend: Int64, in database: PostgresDatabase) async throws {
        let isEnded = try await database.read { try $0.one("SELECT pg_terminate_backend(\(backend)::int)") { try $0.flag() } }
        #expect(isEnded)
        // It was told to end, and on a busy machine it takes a moment to say farewell.
        let left: @Sendable (any SQLConnection) throws -> Int = {
            try $0.one("SELECT COUNT(*) FROM pg_stat_activity WHERE pid = \(backend)") { try $0.count() }
        }
        while try await database.read(left) > 0 { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Each reads what the other writes (write skew): under snapshots alone both would go through.
    @Test func `writers in two processes never both act on what the other has changed`() async throws {
        let pair = try await Pair()
        try await pair.first.write { connection in for whole in [1, 1] { try connection.add(whole) } }
        for _ in 0..<20 {
            try await pair.first.write { _ = try $0.run("UPDATE thing SET whole = 1") }
            @Sendable func leave(_ id: Int, _ database: PostgresDatabase) async throws {
                try await database.write { connection in
                    let present = try connection.one("SELECT SUM(whole) FROM thing") { try $0.count() }
                    guard present > 1 else { return }
                    Thread.sleep(forTimeInterval: 0.002)
                    try connection.run("UPDATE thing SET whole = 0 WHERE id = \(id)")
                }
            }
            async let one: Void = leave(1, pair.first)
            async let two: Void = leave(2, pair.second)
            _ = try await (one, two)
            #expect(try await pair.first.read { try $0.wholes() }.reduce(0, +) == 1)
        }
    }

    @Test func `a hundred writers of two processes count to a hundred on one row`() async throws {
        let pair = try await Pair()
        try await pair.first.write { try $0.add(0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                let database = number.isMultiple(of: 2) ? pair.first : pair.second
                group.addTask {
                    try await database.write { connection in
                        let whole = try connection.one("SELECT whole FROM thing") { try $0.count() }
                        try connection.run("UPDATE thing SET whole = \(whole + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await pair.first.read { try $0.wholes() } == [100])
    }

    @Test func `a connection that was ended while idle is not noticed by anybody`() async throws {
        let pair = try await Pair(connections: 2)
        for _ in 0..<5 {
            let backend = try await pair.first.write { try Self.backend($0) }
            try await Self.end(backend, in: pair.second)
            try await pair.first.write { try $0.add(1) }
        }
        #expect(try await pair.first.read { try $0.wholes() } == [1, 1, 1, 1, 1])
    }

    @Test func `a transaction whose connection breaks runs again, and once`() async throws {
        let pair = try await Pair()
        let runs = Mutex(0)
        try await pair.first.write { connection in
            try connection.add(7)
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            guard run == 1 else { return }
            let backend = try Self.backend(connection)
            let ended = DispatchSemaphore(value: 0)
            Task {
                try? await Self.end(backend, in: pair.second)
                ended.signal()
            }
            _ = ended.wait(timeout: .now() + 60)
        }
        #expect(runs.withLock { $0 } == 2)
        #expect(try await pair.first.read { try $0.wholes() } == [7])
    }

    @Test func `the other process sees a touched content at once`() async throws {
        let pair = try await Pair()
        var last = try await pair.second.contentVersion()
        for _ in 0..<300 {
            try await pair.first.write { connection in
                connection.touchContent()
                try connection.run("DELETE FROM thing")
            }
            let version = try await pair.second.contentVersion()
            #expect(version > last)
            last = version
        }
        // More than two hundred rows were added up meanwhile.
        let rows = try await pair.first.read { try $0.one("SELECT COUNT(*) FROM content_touch") { try $0.count() } }
        #expect(rows <= 202)
        #expect(last == 300)
    }

    @Test func `many who ask for the version at once all get one that is new enough`() async throws {
        let pair = try await Pair()
        let committed = Number()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...50 {
                    try await pair.first.write { $0.touchContent() }
                    committed.set(UInt64(number))
                }
            }
            for _ in 0..<20 {
                group.addTask {
                    for _ in 0..<50 {
                        let before = committed.value
                        let version = try await pair.second.contentVersion()
                        #expect(version >= before)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `five processes migrate an empty database at once, and each step happens once`() async throws {
        let schema = try await PostgresPeer.makeSchema()
        let address = try PostgresPeer.address(schema: schema)
        let migrator = Migrator([
            Migration("1-things") { "CREATE TABLE thing (id \($0.autoID), whole \($0.integer));" },
            Migration("2-one") { _ in "INSERT INTO thing (whole) VALUES (1);" },
        ])
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<5 { group.addTask { try await migrator.migrate(try await PostgresDatabase(address, PostgresPeer.limits)) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(applied) == ["1-things", "2-one"])
        let database = try await PostgresDatabase(address, PostgresPeer.limits)
        #expect(try await database.read { try $0.wholes() } == [1])
        try database.close()
        try await PostgresPeer.drop(schema)
    }

    @Test func `a statement that takes too long, and a lock that is not given, are busy`() async throws {
        let schema = try await PostgresPeer.makeSchema()
        var limits = PostgresPeer.limits
        limits.statement = .milliseconds(300)
        limits.patience = .milliseconds(300)
        let database = try await PostgresDatabase(try PostgresPeer.address(schema: schema), limits)
        try await database.write { try $0.createThings() }
        let slow = await #expect(throws: SQLFailure.self) { try await database.read { try $0.run("SELECT pg_sleep(5)") } }
        #expect(slow?.kind == .busy)

        let (holds, letsGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let holder: Void = database.write { connection in
            try connection.add(1)
            holds.signal()
            _ = letsGo.wait(timeout: .now() + 60)
        }
        _ = await Task.detached { holds.wait(timeout: .now() + 60) }.value
        let locked = await #expect(throws: SQLFailure.self) {
            try await database.write { try $0.run(script: "ALTER TABLE thing ADD COLUMN more TEXT") }
        }
        #expect(locked?.kind == .busy)
        letsGo.signal()
        try await holder
        #expect(try await database.read { try $0.wholes() } == [1])
        try database.close()
        try await PostgresPeer.drop(schema)
    }

    @Test func `whoever finds no free connection in time is told so`() async throws {
        let schema = try await PostgresPeer.makeSchema()
        var limits = PostgresPeer.limits
        (limits.connections, limits.patience) = (2, .milliseconds(400))
        let database = try await PostgresDatabase(try PostgresPeer.address(schema: schema), limits)
        let letsGo = DispatchSemaphore(value: 0)
        async let first: Bool = database.read { _ in letsGo.wait(timeout: .now() + 60) == .success }
        async let second: Bool = database.read { _ in letsGo.wait(timeout: .now() + 60) == .success }
        try await Task.sleep(for: .milliseconds(100))
        let failure = await #expect(throws: SQLFailure.self) { try await database.read { try $0.run("SELECT 1") } }
        #expect(failure?.kind == .busy)
        letsGo.signal()
        letsGo.signal()
        let (one, two) = try await (first, second)
        #expect(one && two)
        try database.close()
        await #expect(throws: SQLFailure.self) { try await database.read { try $0.run("SELECT 1") } }
        try await PostgresPeer.drop(schema)
    }

    @Test func `more statements than are kept prepared are no trouble`() async throws {
        let pair = try await Pair(connections: 2)
        try await pair.first.write { try $0.add(1) }
        try await pair.first.read { connection in
            for round in 0..<2 {
                for length in 1...300 {
                    let values = (1...length).map { "\($0)" as SQL }.joined(separator: ", ")
                    let found = try connection.one("SELECT COUNT(*) FROM thing WHERE whole IN (\(values))") { try $0.count() }
                    #expect(found == 1, "\(round), \(length)")
                }
            }
            let kept = try connection.one("SELECT COUNT(*) FROM pg_prepared_statements") { try $0.count() }
            #expect(kept <= 256)
        }
    }

    // What is kept gets one plan for all values after five times.
    @Test(arguments: [true, false])
    func `a statement whose plan hangs on a value is not kept prepared`(isDecisive: Bool) async throws {
        let pair = try await Pair()
        try await pair.first.write { for whole in 1...3 { try $0.add(whole) } }
        let kept = try await pair.first.read { connection in
            for whole in [1, 2, 3, 3] as [Int64] {
                let value = isDecisive ? SQL(decisive: whole) : "\(whole)"
                #expect(try connection.rows("SELECT id FROM thing WHERE whole = \(value)") { try $0.integer() } == [whole])
            }
            return try connection.one("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT id%'") { try $0.count() }
        }
        #expect(kept == (isDecisive ? 0 : 1))
    }

    @Test func `a changed table is read by statements from before`() async throws {
        let pair = try await Pair()
        try await pair.first.write { try $0.add(1) }
        let everything: @Sendable (any SQLConnection) throws -> Int = { try $0.rows("SELECT * FROM thing") { try $0.count() }.count }
        #expect(try await pair.first.read(everything) == 1)
        try await pair.second.write { try $0.run(script: "ALTER TABLE thing ADD COLUMN more TEXT") }
        #expect(try await pair.first.read(everything) == 1)
    }

    @Test func `an integrity check reads everything and finds nothing wrong`() async throws {
        let pair = try await Pair()
        try await pair.first.write { connection in for whole in 0..<100 { try connection.add(whole) } }
        try await pair.first.checkIntegrity()
    }

    @Test func `a server that keeps nothing is refused`() async throws {
        let schema = try await PostgresPeer.makeSchema()
        let address = try PostgresPeer.address(schema: schema)
        let keeps = try await PostgresDatabase(address, PostgresPeer.limits).read { try $0.one("SHOW fsync") { try $0.text() } }
        if keeps == "off" {
            let refusal = await #expect(throws: PostgresRefusal.self) { try await PostgresDatabase(address) }
            #expect(refusal == .notDurable(setting: "fsync=off"))
        } else {
            _ = try await PostgresDatabase(address)
        }
        try await PostgresPeer.drop(schema)
    }

    @Test func `a database that is not there is one line, without the password`() async throws {
        let address = try #require(PostgresAddress("postgres://anna:hemmeligt@127.0.0.1:1/krumtap?sslmode=disable"))
        let refusal = await #expect(throws: PostgresRefusal.self) { try await PostgresDatabase(address) }
        let words = try #require(refusal?.description)
        #expect(words.hasPrefix("postgres://anna:********@127.0.0.1:1/krumtap?sslmode=disable cannot be reached: "))
        #expect(!words.contains("hemmeligt") && !words.contains("\n"))
    }
}

private final class Number: Sendable {
    private let number = Mutex<UInt64>(0)
    var value: UInt64 { number.withLock { $0 } }
    func set(_ value: UInt64) { number.withLock { $0 = value } }
}

struct PostgresAddressTests {
    @Test(
        arguments: [
            ("postgres://krumtap@/krumtap?host=/run/postgresql", "postgres://krumtap@/krumtap?host=/run/postgresql"),
            ("postgresql://anna:a:b@db.example.dk:5433/k", "postgresql://anna:********@db.example.dk:5433/k"),
            ("postgres://db/k?user=anna&password=x%26y&sslmode=require", "postgres://db/k?user=anna&password=********&sslmode=require"),
            ("postgres://db/k?sslpassword=x", "postgres://db/k?sslpassword=********"),
            ("postgres://db/k?pass%77ord=x", "postgres://db/k?password=********"),
        ])
    func `an address is shown without its passwords`(uri: String, shown: String) throws {
        #expect(try #require(PostgresAddress(uri)).description == shown)
    }

    @Test(arguments: ["krumtap.db", "mysql://db/k", "postgres://db/k?nonsense=1", "host=db"])
    func `what libpq does not understand is no address`(uri: String) { #expect(PostgresAddress(uri) == nil) }

    @Test(
        arguments: [
            ("postgres://db.example.dk/k", true), ("postgres://db.example.dk/k?sslmode=disable", false), ("postgres://localhost/k", false),
            ("postgres://127.0.0.1/k", false), ("postgres://[::1]/k", false), ("postgres:///k?host=/run/postgresql", false),
            ("postgres:///k", false),
            ("postgres:///k?host=/run/postgresql,db2", true), ("postgres:///k?hostaddr=192.0.2.7", true),
        ])
    func `a server on another machine must prove who it is`(uri: String, must: Bool) throws {
        guard ProcessInfo.processInfo.environment["PGSSLMODE"] == nil else { return }
        #expect(try #require(PostgresAddress(uri)).needsProof == must)
    }
}
