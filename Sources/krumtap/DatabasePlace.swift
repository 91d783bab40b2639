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

    /// Opens what is there, whatever its version; a file that is not there yet is made.
    func connect() async throws -> any SQLDatabase

    /// Opens a database of this version. A new one gets the whole schema; an older one is refused, since a backup comes first.
    func open() async throws -> any SQLDatabase

    /// Opens a database of this version that is there already: none is made.
    func openExisting() async throws -> any SQLDatabase

    /// Brings the database to this version; the migrations applied.
    func migrate() async throws -> [String]

    /// The migrations that `migrate` would apply.
    func pending() async throws -> [String]

    /// A new database with this version's schema.
    func create() async throws -> any SQLDatabase
}

extension DatabasePlace {
    func open() async throws -> any SQLDatabase { try await upToDate(try await connect()) }

    func migrate() async throws -> [String] {
        let database = try await connect()
        _ = try await pending(in: database)
        return try await schema.migrate(database)
    }

    /// A database that is empty, or that holds the beginning of a copy of `source`: ready to go on with it.
    func target(ofCopyFrom source: String) async throws -> any SQLDatabase {
        let database = try await connect()
        if let begun = try await DatabaseCopy.unfinished(in: database) {
            guard begun == source else { throw DatabaseRefusal.otherCopy(label, of: begun) }
        } else {
            guard try await pending(in: database) == schema.names else { throw DatabaseRefusal.notEmpty(label) }
            try await DatabaseCopy.begin(from: source, in: database)
        }
        try await schema.migrate(database)
        return database
    }

    func upToDate(_ database: any SQLDatabase) async throws -> any SQLDatabase {
        let pending = try await pending(in: database)
        guard !pending.isEmpty else { return database }
        // A database without any of them is new.
        guard pending == schema.names else { throw DatabaseRefusal.notMigrated(label, pending: pending) }
        try await schema.migrate(database)
        return database
    }

    func pending(in database: any SQLDatabase) async throws -> [String] {
        if let source = try await DatabaseCopy.unfinished(in: database) { throw DatabaseRefusal.unfinishedCopy(label, of: source) }
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
    case unfinishedCopy(String, of: String)
    case otherCopy(String, of: String)
    case unfinishedRestore(String, file: String)

    var description: String {
        switch self {
        case .notMigrated(let label, let pending):
            "\(label) lacks \(pending.count) migration(s), from \(pending.first ?? ""). Make a backup and run: krumtap migrate"
        case .newer(let label, let unknown):
            "\(label) was used by a newer Krumtap (\(unknown.joined(separator: ", "))). Start that version, or restore an older backup."
        case .notEmpty(let label): "\(label) holds something already, and this needs a new database: remove that one, or name another."
        case .unfinishedCopy(let label, let source):
            "\(label) is an unfinished copy of \(source). Run the same krumtap copy again: it goes on where it stopped."
        case .otherCopy(let label, let source):
            "\(label) is an unfinished copy of \(source), not of this. Finish that one, or name another."
        case .unfinishedRestore(let label, let unrestored):
            "\(label) was being restored when that ended. Run the same krumtap backup restore again, or remove \(unrestored) first."
        }
    }
}
