import Foundation
import Synchronization
import Testing

import class GRDB.DatabaseQueue

@testable import SQLEngine

/// Writes that wait for each other share a commit, and are still transactions of their own.
struct WriteGroupTests {
    /// Writes started while another holds the writer, in their order; what became of each, and how many commits there were.
    private static func run(
        _ bodies: [@Sendable (SQLiteConnection) throws -> Void]
    ) async throws -> (outcomes: [String], commits: Int, wholes: [Int]) {
        SQLiteMemory.leaveUncounted()
        let queue = try DatabaseQueue()
        try await queue.write { try $0.execute(sql: "CREATE TABLE thing (whole INTEGER NOT NULL CHECK (whole > 0))") }
        let commits = Mutex(0)
        let outcomes = Mutex([Int: String]())
        let group = WriteGroup(Counter()) { _ in commits.withLock { $0 += 1 } }
        let (isHeld, isFree) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let holder = WriteGroup.Member(
            run: { _ in
                isHeld.signal()
                isFree.wait()
            }, end: { _ in })
        group.add(holder, to: queue)
        isHeld.wait()
        await withCheckedContinuation { continuation in
            for (index, body) in bodies.enumerated() {
                let member = WriteGroup.Member(
                    run: body,
                    end: { error in
                        let isLast = outcomes.withLock { outcomes in
                            outcomes[index] = error.map { "\(type(of: $0))" } ?? "done"
                            return outcomes.count == bodies.count
                        }
                        if isLast { continuation.resume() }
                    })
                group.add(member, to: queue)
            }
            isFree.signal()
        }
        let wholes = try await queue.read { try Int.fetchAll($0, sql: "SELECT whole FROM thing ORDER BY rowid") }
        let ended = outcomes.withLock { outcomes in bodies.indices.map { outcomes[$0] ?? "nothing" } }
        return (ended, commits.withLock { $0 }, wholes)
    }

    private struct Refused: Error {}

    private static func add(_ whole: Int) -> @Sendable (SQLiteConnection) throws -> Void {
        { try $0.run("INSERT INTO thing VALUES (\(whole))") }
    }

    @Test func `what waits is committed together, in its order`() async throws {
        let found = try await Self.run((1...20).map(Self.add))
        #expect(found.outcomes == Array(repeating: "done", count: 20))
        #expect(found.wholes == Array(1...20))
        // The one that held the others up, and all of them.
        #expect(found.commits == 2)
    }

    @Test func `one that is refused is undone alone`() async throws {
        let found = try await Self.run([
            Self.add(1),
            {
                try Self.add(2)($0)
                throw Refused()
            },
            Self.add(-3), Self.add(4),
        ])
        #expect(found.outcomes == ["done", "Refused", "SQLFailure", "done"])
        #expect(found.wholes == [1, 4])
        #expect(found.commits == 2)
    }

    /// As a full disk may.
    @Test func `one that takes the whole transaction back does not take the others along`() async throws {
        let found = try await Self.run([Self.add(1), { try $0.run("ROLLBACK") }, Self.add(3)])
        #expect(found.outcomes == ["done", "DatabaseError", "done"])
        #expect(found.wholes == [1, 3])
    }

    @Test func `what is left to the end is done once for all, and not for one that is refused`() async throws {
        let found = try await Self.run([
            {
                $0.runAtEnd("INSERT INTO thing VALUES (1)")
                try Self.add(2)($0)
            },
            {
                $0.runAtEnd("INSERT INTO thing VALUES (3)")
                throw Refused()
            },
            Self.add(4),
        ])
        #expect(found.outcomes == ["done", "Refused", "done"])
        #expect(found.wholes == [2, 4, 1])
        #expect(found.commits == 2)
    }

    @Test func `an end that is refused takes only its own back`() async throws {
        let found = try await Self.run([Self.add(1), { $0.runAtEnd("INSERT INTO thing VALUES (-5)") }, Self.add(3)])
        #expect(found.outcomes == ["done", "SQLFailure", "done"])
        #expect(found.wholes == [1, 3])
    }

    @Test func `more than a commit holds wait for the next`() async throws {
        let found = try await Self.run((1...100).map(Self.add))
        #expect(found.wholes == Array(1...100))
        #expect(found.commits == 3)
    }
}

struct AtEndTests {
    @Test(arguments: TestEngine.available)
    func `a statement left to the end runs after the others, and is not seen before`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        let seen = try await database.write { connection in
            connection.runAtEnd("INSERT INTO thing (whole) VALUES (1)")
            try connection.add(2)
            return try connection.wholes()
        }
        #expect(seen == [2])
        #expect(try await database.read { try $0.wholes() } == [2, 1])
        await #expect(throws: (any Error).self) { try await database.write { $0.runAtEnd("INSERT INTO nothing VALUES (1)") } }
    }
}

struct StatementCountTests {
    @Test(arguments: TestEngine.available)
    func `statements are counted, whoever runs them`(engine: TestEngine) async throws {
        let database = try await engine.databaseOfThings()
        let before = database.statementCount
        try await database.write { connection in
            try connection.add(1)
            try connection.add(2)
        }
        #expect(try await database.read { try $0.wholes() } == [1, 2])
        #expect(database.statementCount == before + 3)
    }
}
