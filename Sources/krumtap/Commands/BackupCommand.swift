import ArgumentParser
import Foundation
import SQLEngine

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make, verify and restore backups of the database file.",
        discussion: """
            A backup is one file with a manifest beside it (`….db.json`): size, SHA-256, migrations and rows of each table. With \
            KRUMTAP_BACKUP_DIR, `krumtap serve` makes one each night by itself.
            """,
        subcommands: [Create.self, Verify.self, Restore.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a backup now, also while the server runs.",
            discussion: "A running server is asked to make it, since nobody else may open its file; it needs KRUMTAP_BACKUP_DIR.")

        @Option(help: "The folder; KRUMTAP_BACKUP_DIR when it is not given.")
        var to: String?

        func run() async throws {
            let settings = try Settings.load()
            try await Command.run {
                guard let folder = to.map({ BackupFolder(path: $0) }) ?? settings.backup?.folder else {
                    throw BackupManifest.Fault(description: "name a folder with --to, or set KRUMTAP_BACKUP_DIR.")
                }
                let path = try settings.database.file
                if let user = SQLiteDatabase.user(of: path) { return try await ask(user, of: path, into: folder) }
                let database = try await DatabaseFile(path).openFile()
                let manifest = try folder.create(from: database, at: Date())
                try database.close()
                print(manifest.line(in: folder))
            }
        }

        /// - Parameter user: says where it makes backups; nothing when it makes none, and would not understand being asked.
        private func ask(_ user: (process: Int32, words: String), of path: String, into folder: BackupFolder) async throws {
            let (process, its) = user
            guard its == folder.absolutePath else {
                let habit = its.isEmpty ? "makes no backups: set KRUMTAP_BACKUP_DIR and start it again" : "makes backups in \(its) only"
                throw BackupManifest.Fault(description: "process \(process) has the database open and \(habit).")
            }
            let asked = Date()
            guard kill(process, SIGUSR1) == 0 else {
                throw BackupManifest.Fault(
                    description: "process \(process) has the database open and cannot be asked: \(String(cString: strerror(errno))).")
            }
            // As long as something goes on, however large it is.
            var (seen, idle) = ([String: Int](), 0)
            while idle < 600 {
                try await Task.sleep(for: .milliseconds(500))
                // Its moment is whole seconds.
                if let newest = folder.newest().first, newest.createdAt >= asked.addingTimeInterval(-1) {
                    return print(newest.line(in: folder))
                }
                guard SQLiteDatabase.user(of: path)?.process == process else {
                    throw BackupManifest.Fault(description: "process \(process) ended before the backup was made.")
                }
                let unfinished = folder.unfinished
                (seen, idle) = (unfinished, unfinished == seen ? idle + 1 : 0)
            }
            throw BackupManifest.Fault(description: "process \(process) made no backup in five minutes: its log says why.")
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Read a backup through: checksum, structure, and the rows of every table.")

        @Argument(help: "The backup, `….db`. Without one, the newest in KRUMTAP_BACKUP_DIR.")
        var file: String?

        func run() async throws {
            try await Command.run {
                let copy = try file ?? Command.newest()
                let manifest = try BackupManifest.read(of: copy)
                try manifest.verify(copy)
                print("\(copy) is whole: \(manifest.rows["dialogue"] ?? 0) dialogues, \(manifest.rows["event"] ?? 0) events.")
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Put a backup in the place of the database, with the server stopped.",
            discussion: "The backup is verified first. What was there is kept beside it, named `….before-restore-<moment>`.")

        @Argument(help: "The backup, `….db`.")
        var file: String

        @Option(help: "The database file; KRUMTAP_DATABASE when it is not given.")
        var to: String?

        func run() async throws {
            let name: DatabaseName = try to.map { .file($0) } ?? Settings.load().database
            try await Command.run {
                let target = try name.file
                let manifest = try BackupFolder.restore(file, to: target, at: Date())
                print("\(target) is the backup of \(manifest.createdAt.ISO8601Format()): \(manifest.rows["dialogue"] ?? 0) dialogues.")
            }
        }
    }

    /// One line for the operator about what went wrong, and exit code 1.
    private enum Command {
        static func run(_ body: () async throws -> Void) async throws {
            do { try await body() } catch {
                StandardError.write(["\(error)"])
                throw ExitCode(1)
            }
        }

        static func newest() throws -> String {
            guard let folder = try Settings.load().backup?.folder else {
                throw BackupManifest.Fault(description: "name a backup, or set KRUMTAP_BACKUP_DIR.")
            }
            guard let newest = folder.newest().first else { throw BackupManifest.Fault(description: "\(folder.path) holds no backup.") }
            return "\(folder.path)/\(newest.file)"
        }
    }
}

extension BackupManifest {
    fileprivate func line(in folder: BackupFolder) -> String {
        "\(folder.path)/\(file): \(bytes) bytes, \(rows["dialogue"] ?? 0) dialogues."
    }
}
