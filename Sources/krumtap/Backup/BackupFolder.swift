import Foundation
import SQLEngine

/// The folder where an installation's backups lie: a copy and its manifest each, named by the moment they were made.
struct BackupFolder: Sendable {
    let path: String

    /// Makes a backup of a database that may be in use; its manifest. Blocks.
    func create(from database: SQLiteDatabase, at now: Date) throws -> BackupManifest {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        umask(S_IRWXG | S_IRWXO)
        // Its name has the second; a second one in the same takes the next.
        var moment = now
        while FileManager.default.fileExists(atPath: "\(path)/\(Self.name(at: moment))") { moment += 1 }
        let copy = "\(path)/\(Self.name(at: moment))"
        let unfinished = copy + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        do {
            try database.backUp(to: unfinished)
            try FileManager.default.moveItem(atPath: unfinished, toPath: copy)
            let manifest = try BackupManifest(of: copy, at: moment)
            try manifest.write(of: copy)
            return manifest
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
    }

    /// Finished backups, newest first.
    func newest() -> [BackupManifest] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".db") }.compactMap { try? BackupManifest.read(of: "\(path)/\($0)") }
            .sorted { $0.createdAt > $1.createdAt }
    }

    /// Deletes all but the newest `count`; which. Files it did not make are left alone.
    func keep(_ count: Int) throws -> [String] {
        let old = newest().dropFirst(max(count, 1)).map(\.file)
        for file in old {
            // The manifest last: what is half deleted is still known as ours.
            try FileManager.default.removeItem(atPath: "\(path)/\(file)")
            try FileManager.default.removeItem(atPath: BackupManifest.path(of: "\(path)/\(file)"))
        }
        return Array(old)
    }

    /// Puts a verified backup where a database belongs. What is there is kept beside it as `….before-restore-<moment>`.
    static func restore(_ copy: String, to target: String, at now: Date) throws -> BackupManifest {
        let manifest = try BackupManifest.read(of: copy)
        try manifest.verify(copy)
        umask(S_IRWXG | S_IRWXO)
        try SQLiteDatabase.whileUnused(target) {
            let fresh = target + ".restoring"
            try? FileManager.default.removeItem(atPath: fresh)
            try FileManager.default.copyItem(atPath: copy, toPath: fresh)
            try manifest.verify(fresh)
            try SQLiteDatabase.passOverNumbers(in: fresh)
            try Disk.synchronize(fresh)
            let aside = "\(target).before-restore-\(stamp(now))"
            for part in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: target + part) {
                try FileManager.default.moveItem(atPath: target + part, toPath: aside + part)
            }
            try FileManager.default.moveItem(atPath: fresh, toPath: target)
            try Disk.synchronize(target)
        }
        return manifest
    }

    private static func name(at now: Date) -> String { "krumtap-\(stamp(now)).db" }

    /// `20261123T023000Z`: sorts by time, and is a name on every file system.
    private static func stamp(_ now: Date) -> String {
        now.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().timeSeparator(.omitted).dateSeparator(.omitted).time(
                includingFractionalSeconds: false
            ).timeZone(separator: .omitted))
    }
}
