import SQLEngine
import Synchronization

/// Stands between the stores and a SQLite database and asks for the plan of every statement that passes.
///
/// So plans are tested of what the stores really run, and no store has to show its SQL.
final class PlanRecorder: SQLDatabase {
    struct Plan: Sendable, Hashable {
        let statement: String
        let steps: [String]
    }

    private let database: any SQLDatabase
    private let plans = Mutex<[Plan]>([])

    init(_ database: any SQLDatabase) { self.database = database }

    func contentVersion() async throws -> UInt64 { try await database.contentVersion() }
    func close() throws { try database.close() }
    var statementCount: UInt64 { database.statementCount }

    func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await database.read { try body(Connection($0, self)) }
    }

    func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await database.write { try body(Connection($0, self)) }
    }

    func checkIntegrity() async throws { try await database.checkIntegrity() }

    /// The plans of what ran since the last time this was asked.
    func take() -> [Plan] {
        plans.withLock { plans in
            defer { plans = [] }
            return plans
        }
    }

    private func record(_ sql: SQL, on connection: any SQLConnection) throws {
        let steps = try connection.rows("EXPLAIN QUERY PLAN \(sql)") { row in
            for _ in 0..<3 { _ = try row.integer() }
            return try row.text()
        }
        let plan = Plan(statement: sql.shown, steps: steps)
        plans.withLock { $0.append(plan) }
    }

    private final class Connection: SQLConnection {
        private let connection: any SQLConnection
        private let recorder: PlanRecorder

        init(_ connection: any SQLConnection, _ recorder: PlanRecorder) {
            self.connection = connection
            self.recorder = recorder
        }

        var dialect: SQLDialect { connection.dialect }
        func touchContent() { connection.touchContent() }
        func run(script: String) throws { try connection.run(script: script) }
        func runAtEnd(_ sql: SQL) { connection.runAtEnd(sql) }

        func rows<Value>(_ sql: SQL, _ read: (inout SQLRow) throws -> Value) throws -> [Value] {
            try recorder.record(sql, on: connection)
            return try connection.rows(sql, read)
        }

        func run(_ sql: SQL) throws -> Int {
            try recorder.record(sql, on: connection)
            return try connection.run(sql)
        }

        func insert(_ sql: SQL) throws -> Int64 {
            try recorder.record(sql, on: connection)
            return try connection.insert(sql)
        }
    }
}
