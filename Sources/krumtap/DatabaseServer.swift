import SQLEngine
import Storage

/// A PostgreSQL database before it is in use: whether it suits, and is of this version.
struct DatabaseServer: DatabasePlace {
    private let address: PostgresAddress
    private let connections: Int

    init(_ address: PostgresAddress, connections: Int) {
        self.address = address
        self.connections = connections
    }

    /// The server reads and checks its own files.
    var isLarge: Bool { false }
    var path: String? { nil }
    var label: String { address.description }

    /// Several processes may start at once on an empty database: the steps happen once.
    func connect() async throws -> any SQLDatabase {
        var limits = PostgresLimits()
        limits.connections = connections
        return try await PostgresDatabase(address, limits)
    }

    func pending() async throws -> [String] { try await pending(in: try await connect()) }

    func openExisting() async throws -> any SQLDatabase {
        let database = try await connect()
        let pending = try await pending(in: database)
        guard pending.isEmpty else { throw DatabaseRefusal.notMigrated(label, pending: pending) }
        return database
    }

    func create() async throws -> any SQLDatabase {
        let database = try await connect()
        guard try await pending(in: database) == schema.names else { throw DatabaseRefusal.notEmpty(address.description) }
        return try await upToDate(database)
    }
}
