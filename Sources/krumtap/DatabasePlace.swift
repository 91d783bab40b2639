import SQLEngine
import Storage

/// Where the database is: a file, or a server.
enum DatabaseName: Sendable, Equatable, CustomStringConvertible {
    case file(String)
    case server(PostgresAddress)

    /// Without passwords.
    var description: String {
        switch self {
        case .file(let path): path
        case .server(let address): address.description
        }
    }

    /// Throws where it is a server, which has its own ways (docs/operations.md).
    var file: String {
        get throws {
            guard case .file(let path) = self else { throw NoFile() }
            return path
        }
    }

    struct NoFile: Error, CustomStringConvertible {
        var description: String { "KRUMTAP_DATABASE is a PostgreSQL database: back it up with pg_dump, as docs/operations.md shows." }
    }

    func place(connections: Int = PostgresLimits().connections) -> any DatabasePlace {
        switch self {
        case .file(let path): DatabaseFile(path)
        case .server(let address): DatabaseServer(address, connections: connections)
        }
    }
}

/// A database before it is in use.
protocol DatabasePlace: Sendable {
    /// As the operator is told of it.
    var label: String { get }
    /// The file, where it is one.
    var path: String? { get }
    /// Too large to be read through before the start.
    var isLarge: Bool { get }

    /// Opens a database of this version. A new one gets the whole schema; an older one is refused, since a backup comes first.
    func open() async throws -> any SQLDatabase

    /// Brings the database to this version; the migrations applied.
    func migrate() async throws -> [String]

    /// The migrations that `migrate` would apply.
    func pending() async throws -> [String]

    /// A new database with this version's schema.
    func create() async throws -> any SQLDatabase
}

extension DatabasePlace {
    func upToDate(_ database: any SQLDatabase) async throws -> any SQLDatabase {
        let pending = try await pending(in: database)
        guard !pending.isEmpty else { return database }
        // A database without any of them is new.
        guard pending == schema.names else { throw DatabaseRefusal.notMigrated(label, pending: pending) }
        try await schema.migrate(database)
        return database
    }

    func pending(in database: any SQLDatabase) async throws -> [String] {
        do { return try await schema.pending(database) } catch let newer as Migrator.NewerDatabase {
            throw DatabaseRefusal.newer(label, unknown: newer.unknown)
        }
    }
}

/// Why the database is not used. Each is one line for the operator.
enum DatabaseRefusal: Error, CustomStringConvertible {
    case notMigrated(String, pending: [String])
    case newer(String, unknown: [String])
    case notEmpty(String)

    var description: String {
        switch self {
        case .notMigrated(let label, let pending):
            "\(label) lacks \(pending.count) migration(s), from \(pending.first ?? ""). Make a backup and run: krumtap migrate"
        case .newer(let label, let unknown):
            "\(label) was used by a newer Krumtap (\(unknown.joined(separator: ", "))). Start that version, or restore an older backup."
        case .notEmpty(let label): "\(label) is there already. The demo makes a new database: remove that one, or name another."
        }
    }
}
