import Synchronization

@testable import SQLEngine

/// Stands between the stores and the database: counts how often it is asked, and can be out of order.
final class WatchedDatabase: SQLDatabase {
    private struct State {
        var uses = 0
        var failure: SQLFailure?
    }

    private let database: any SQLDatabase
    private let state = Mutex(State())

    init(_ database: any SQLDatabase) { self.database = database }

    /// How often something was read or written so far.
    var uses: Int { state.withLock { $0.uses } }

    /// From now on no write succeeds; nil: all is well again.
    func refuseWrites(_ kind: SQLFailure.Kind?) {
        state.withLock { $0.failure = kind.map { SQLFailure(kind: $0, code: 13, message: "out of order for a test") } }
    }

    func contentVersion() async throws -> UInt64 { try await database.contentVersion() }
    func close() throws { try database.close() }
    var statementCount: UInt64 { database.statementCount }

    func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        state.withLock { $0.uses += 1 }
        return try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        let failure = state.withLock { state in
            state.uses += 1
            return state.failure
        }
        if let failure { throw failure }
        return try await database.write(body)
    }

    func checkIntegrity() async throws { try await database.checkIntegrity() }
}
