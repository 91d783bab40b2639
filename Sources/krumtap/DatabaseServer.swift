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

    /// Several processes may start at once on an empty database: the steps happen once.
    func open() async throws -> any SQLDatabase { try await upToDate(try await connected()) }

    func migrate() async throws -> [String] {
        let database = try await connected()
        _ = try await pending(in: database)
        return try await schema.migrate(database)
    }

    func pending() async throws -> [String] { try await pending(in: try await connected()) }

    func create() async throws -> any SQLDatabase {
        let database = try await connected()
        guard try await pending(in: database) == schema.names else { throw DatabaseRefusal.notEmpty(address.description) }
        return try await upToDate(database)
    }

    private func connected() async throws -> PostgresDatabase {
        var limits = PostgresLimits()
        limits.connections = connections
        return try await PostgresDatabase(address, limits)
    }

    var label: String { address.description }
}
