import Foundation
import PostgresPeer
import Testing

@testable import SQLEngine

/// Connections nobody uses, and a server that says nothing any more.
@Suite(.enabled(if: PostgresPeer.isThere, "no PostgreSQL: KRUMTAP_TEST_POSTGRES names none"))
struct PostgresIdleTests {
    private static func backend(_ connection: any SQLConnection) throws -> Int64 {
        try connection.one("SELECT pg_backend_pid()") { try $0.integer() }
    }

    @Test func `idle connections are asked whether they live, and all but one are given up`() async throws {
        let schema = try await PostgresPeer.makeSchema()
        let address = try PostgresPeer.address(schema: schema)
        var limits = PostgresPeer.limits
        limits.idle = .milliseconds(50)
        let (database, watcher) = (try await PostgresDatabase(address, limits), try await PostgresDatabase(address, PostgresPeer.limits))
        let backends = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<limits.connections {
                group.addTask {
                    try await database.read { connection in
                        // Long enough that none takes another's connection.
                        try connection.run("SELECT pg_sleep(0.3)")
                        return try Self.backend(connection)
                    }
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(backends.count == limits.connections)
        @Sendable func living(_ condition: SQL) async throws -> Int {
            let all = backends.sorted().map { "\($0)" as SQL }.joined(separator: ", ")
            return try await watcher.read {
                try $0.one("SELECT COUNT(*) FROM pg_stat_activity WHERE pid IN (\(all)) AND \(condition)") { try $0.count() }
            }
        }
        // Also true for those that were asked, and are gone already.
        try await Self.eventually { try await living("query <> 'SELECT 1'") == 0 }
        try await Self.eventually { try await living("1 = 1") == 1 }
        // Whoever comes next does not notice.
        #expect(try await database.read { try $0.one("SELECT 1") { try $0.count() } } == 1)
        try database.close()
        try watcher.close()
        try await PostgresPeer.drop(schema)
    }

    @Test func `a server that says nothing any more is given up after the longest statement and a delay`() async throws {
        let schema = try await PostgresPeer.makeSchema()
        var limits = PostgresPeer.limits
        (limits.statement, limits.delay) = (.milliseconds(100), .milliseconds(300))
        let session = try PostgresSession(try PostgresPeer.address(schema: schema), limits)
        // The server's own limit would have ended it before.
        _ = try session.exchange([.init(text: "SET statement_timeout = 0")])
        let began = ContinuousClock.now
        #expect(throws: PostgresTrouble.self) { try session.exchange([.init(text: "SELECT pg_sleep(60)")]) }
        #expect(.now - began < .seconds(20))
        try await PostgresPeer.drop(schema)
    }

    private static func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<300 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("not within 15 seconds")
    }
}
