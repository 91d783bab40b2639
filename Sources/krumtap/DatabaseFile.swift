import Foundation
import SQLEngine
import Storage

/// The database file before it is in use: whether it is whole, and of this version.
struct DatabaseFile: Sendable {
    private let path: String

    init(_ path: String) { self.path = path }

    /// Why the file is not used. Each is one line for the operator.
    enum Refusal: Error, CustomStringConvertible {
        case notMigrated(path: String, pending: [String])
        case newer(path: String, unknown: [String])
        case notEmpty(path: String)

        var description: String {
            switch self {
            case .notMigrated(let path, let pending):
                "\(path) lacks \(pending.count) migration(s), from \(pending.first ?? ""). Make a backup and run: krumtap migrate"
            case .newer(let path, let unknown):
                "\(path) was used by a newer Krumtap (\(unknown.joined(separator: ", "))). Start that version, or restore an older backup."
            case .notEmpty(let path): "\(path) is there already. The demo makes a new file: remove that one, or name another."
            }
        }
    }

    /// Larger files are read through after the start, by `IntegrityService`.
    private static let checkedAtStart = 64 << 20

    var isLarge: Bool {
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        return size > Self.checkedAtStart
    }

    /// Opens a database of this version. A new file gets the whole schema; an older one is refused, since a backup comes first.
    func open() async throws -> SQLiteDatabase {
        let database = try await whole()
        let pending = try await pending(in: database)
        guard !pending.isEmpty else { return database }
        // A file without any of them is new.
        guard pending == schema.names else { throw Refusal.notMigrated(path: path, pending: pending) }
        try await schema.migrate(database)
        return database
    }

    /// Brings the database to this version; the migrations applied.
    func migrate() async throws -> [String] {
        let database = try await whole()
        _ = try await pending(in: database)
        return try await schema.migrate(database)
    }

    /// The migrations that `migrate` would apply.
    func pending() async throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return schema.names }
        return try await pending(in: try await whole())
    }

    /// A database of this version that is there already: none is made.
    func openExisting() async throws -> SQLiteDatabase {
        guard FileManager.default.fileExists(atPath: path) else {
            throw SQLiteRefusal.cannotOpen(path: path, reason: "no such file")
        }
        return try await open()
    }

    /// A new database with this version's schema.
    func create() async throws -> SQLiteDatabase {
        guard !FileManager.default.fileExists(atPath: path) else { throw Refusal.notEmpty(path: path) }
        return try await open()
    }

    private func whole() async throws -> SQLiteDatabase {
        // What people wrote and the secret key are in the file: nobody else on the machine reads it.
        umask(S_IRWXG | S_IRWXO)
        // Before it is opened for writing: a damaged file is left as it is.
        if FileManager.default.fileExists(atPath: path), !isLarge { try SQLiteDatabase.checkFile(at: path) }
        return try SQLiteDatabase(path: path)
    }

    private func pending(in database: SQLiteDatabase) async throws -> [String] {
        do { return try await schema.pending(database) } catch let newer as Migrator.NewerDatabase {
            throw Refusal.newer(path: path, unknown: newer.unknown)
        }
    }
}
