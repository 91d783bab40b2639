import Foundation
import PostgresPeer
import Testing

@testable import SQLEngine

/// A server of the test's own that crashes again and again while eight people write, each command with a key of its own.
@Suite(.enabled(if: PostgresPeer.isThere, "no PostgreSQL: KRUMTAP_TEST_POSTGRES names none"))
struct PostgresCrashTests {
    private static let tool = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Tools/postgres").path

    private final class Server: Sendable {
        let address: String

        init() throws {
            let started = try TemporaryFolder.run("env", "KRUMTAP_TEST_FSYNC=on", tool, "start")
            address = started.output.trimmingCharacters(in: .whitespacesAndNewlines)
            guard started.code == 0, address.hasPrefix("postgres://") else { throw NoServer(words: started.output) }
        }

        struct NoServer: Error { let words: String }

        deinit { _ = try? TemporaryFolder.run(tool, "stop", address) }

        func crash() throws { #expect(try TemporaryFolder.run(tool, "crash", address).code == 0) }
    }

    /// What each command was told.
    private actor Ledger {
        var acknowledged: [String] = []
        var doubtful: [String] = []
        var refused: [String] = []
        var problems: [String] = []
        var isOver = false
        /// From the server being back to the first word taken.
        var waits: [Duration] = []
        private var backAt: ContinuousClock.Instant?

        func note(_ key: String, _ failure: SQLFailure?) {
            switch failure?.kind {
            case nil:
                acknowledged.append(key)
                if let backAt {
                    waits.append(.now - backAt)
                    self.backAt = nil
                }
            case .inDoubt: doubtful.append(key)
            default:
                refused.append(key)
                problems.append(failure?.description ?? "")
            }
        }

        func isBack() { backAt = .now }
        func end() { isOver = true }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a server that crashes loses nothing that was acknowledged, does nothing by halves and nothing twice`() async throws {
        let server = try await Task.detached { try Server() }.value
        var limits = PostgresLimits()
        // How long a server recovers is its disk's affair.
        limits.patience = .seconds(60)
        let database = try await PostgresDatabase(try #require(PostgresAddress(server.address)), limits)
        try await database.write { connection in
            try connection.run(
                script: """
                    CREATE TABLE command (key TEXT NOT NULL PRIMARY KEY);
                    CREATE TABLE act (id \(connection.dialect.autoID), key TEXT NOT NULL, part BIGINT NOT NULL);
                    """)
        }
        let ledger = Ledger()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    var number = 0
                    while await !ledger.isOver {
                        number += 1
                        let key = "\(writer)-\(number)"
                        do {
                            try await Self.act(key, database)
                            await ledger.note(key, nil)
                        } catch let failure as SQLFailure { await ledger.note(key, failure) }
                    }
                }
            }
            group.addTask {
                for _ in 0..<8 {
                    try await Task.sleep(for: .milliseconds(700))
                    try await Task.detached { try server.crash() }.value
                    await ledger.isBack()
                }
                try await Task.sleep(for: .milliseconds(700))
                await ledger.end()
            }
            try await group.waitForAll()
        }
        let acts = try await database.read { connection in
            try connection.rows("SELECT key, COUNT(*), MIN(part), MAX(part) FROM act GROUP BY key") {
                (key: try $0.text(), count: try $0.count(), first: try $0.count(), last: try $0.count())
            }
        }
        let done = Set(acts.map(\.key))
        let (acknowledged, doubtful, refused) = await (ledger.acknowledged, ledger.doubtful, ledger.refused)
        #expect(acknowledged.count > 100)
        let lost = Set(acknowledged).subtracting(done).count
        #expect(lost == 0)
        #expect(acts.allSatisfy { $0.count == 2 && $0.first == 1 && $0.last == 2 }, "by halves or twice")
        #expect(done.isDisjoint(with: refused), "refused and yet done")
        #expect(done.subtracting(acknowledged).isSubset(of: doubtful))
        // Whatever had not come to its commit was done again by itself.
        let problems = await ledger.problems
        #expect(refused.isEmpty, "\(problems)")
        #expect(doubtful.count < 8 * 8)
        let waits = await ledger.waits
        #expect(waits.count == 8 && waits.allSatisfy { $0 < .seconds(5) }, "\(waits)")
        // The same command again is the same act, also where it was in doubt.
        for key in doubtful + acknowledged.prefix(20) { try await Self.act(key, database) }
        let again = try await database.read { try $0.one("SELECT COUNT(*) FROM act") { try $0.count() } }
        #expect(again == 2 * done.union(doubtful).count)
        try database.close()
    }

    private static func act(_ key: String, _ database: PostgresDatabase) async throws {
        try await database.write { connection in
            guard try connection.run("INSERT INTO command (key) VALUES (\(key)) ON CONFLICT (key) DO NOTHING") == 1 else { return }
            for part in 1...2 { try connection.run("INSERT INTO act (key, part) VALUES (\(key), \(part))") }
        }
    }
}
