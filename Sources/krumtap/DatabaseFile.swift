import Foundation
import SQLEngine
import Storage

/// The database file before it is in use: whether it is whole, and of this version.
struct DatabaseFile: DatabasePlace {
    private let name: String

    init(_ path: String) { name = path }

    var label: String { name }
    var path: String? { name }

    /// The name of what a restore has not put in place yet.
    static let restoring = ".restoring"

    /// Larger files are read through after the start, by `IntegrityService`.
    private static let checkedAtStart = 64 << 20

    var isLarge: Bool {
        let size = (try? FileManager.default.attributesOfItem(atPath: name)[.size] as? Int) ?? 0
        return size > Self.checkedAtStart
    }

    func connect() async throws -> any SQLDatabase { try connectFile() }

    func pending() async throws -> [String] {
        guard FileManager.default.fileExists(atPath: name) else { return schema.names }
        return try await pending(in: try connectFile())
    }

    func openExisting() async throws -> any SQLDatabase { try await openFile() }

    /// The same, as what it is.
    func openFile() async throws -> SQLiteDatabase {
        guard FileManager.default.fileExists(atPath: name) else {
            throw SQLiteRefusal.cannotOpen(path: name, reason: "no such file")
        }
        let database = try connectFile()
        _ = try await upToDate(database)
        return database
    }

    func create() async throws -> any SQLDatabase {
        guard !FileManager.default.fileExists(atPath: name) else { throw DatabaseRefusal.notEmpty(name) }
        return try await open()
    }

    /// The same as `connect`, as what it is.
    func connectFile() throws -> SQLiteDatabase {
        // What people wrote and the secret key are in the file: nobody else on the machine reads it.
        umask(S_IRWXG | S_IRWXO)
        let unrestored = SQLiteDatabase.resolved(name) + Self.restoring
        guard !FileManager.default.fileExists(atPath: unrestored) else { throw DatabaseRefusal.unfinishedRestore(name, file: unrestored) }
        return try SQLiteDatabase(path: name, isChecked: !isLarge)
    }
}
