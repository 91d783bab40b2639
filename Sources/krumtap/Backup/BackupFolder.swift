import Foundation
import SQLEngine

/// The folder where an installation's backups lie: a copy and its manifest each, named by the moment they were made.
struct BackupFolder: Sendable {
    let path: String

    /// As every process on the machine would name it.
    var absolutePath: String { URL(filePath: path).standardizedFileURL.path }

    /// Makes a backup of a database that may be in use, then at a pace; its manifest. Blocks.
    func create(from database: SQLiteDatabase, at now: Date, pace: Pace? = nil) throws -> BackupManifest {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        umask(S_IRWXG | S_IRWXO)
        let (copy, moment) = Self.free(from: now) { "\(path)/krumtap-\($0).db" }
        // One that was killed on its way left its copy behind. Nobody else makes any: the database is ours.
        try? removeUnfinished(at: pace)
        do {
            let unfinished = copy + Self.unfinished
            try database.backUp(to: unfinished, at: pace)
            let manifest = try BackupManifest(of: unfinished, as: copy, at: moment, pace: pace)
            try manifest.write(of: copy)
            try FileManager.default.moveItem(atPath: unfinished, toPath: copy)
            try Disk.synchronize(copy)
            return manifest
        } catch {
            try? removeUnfinished()
            if !FileManager.default.fileExists(atPath: copy) { try? FileManager.default.removeItem(atPath: BackupManifest.path(of: copy)) }
            guard case SQLiteRefusal.damaged(_, let reason) = error else { throw error }
            throw BackupManifest.Fault(description: "the database is damaged (\(reason)): no backup was made, those before are kept.")
        }
    }

    private static let unfinished = ".unfinished"

    /// What is being made or deleted, or was broken off: bytes by name.
    var unfinished: [String: Int] {
        let (files, names) = (FileManager.default, (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
        return names.reduce(into: [:]) { unfinished, name in
            guard name.hasPrefix("krumtap-"), name.contains(".db" + Self.unfinished) else { return }
            unfinished[name] = (try? files.attributesOfItem(atPath: "\(path)/\(name)"))?[.size] as? Int ?? 0
        }
    }

    /// All that can be; throws for those that cannot.
    private func removeUnfinished(at pace: Pace? = nil) throws {
        var left: [String] = []
        for name in unfinished.keys.sorted() {
            do { try Disk.remove("\(path)/\(name)", at: pace) } catch {
                if error is CancellationError { throw error }
                left.append(name)
            }
        }
        guard left.isEmpty else {
            throw BackupManifest.Fault(description: "\(path): \(left.joined(separator: ", ")) cannot be deleted.")
        }
    }

    /// Finished backups, newest first.
    func newest() -> [BackupManifest] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".db") }.compactMap { try? BackupManifest.read(of: "\(path)/\($0)") }
            .sorted { $0.createdAt > $1.createdAt }
    }

    /// Deletes all but the newest `count`. Files it did not make are left alone.
    func keep(_ count: Int, pace: Pace? = nil) throws {
        for old in newest().dropFirst(max(count, 1)) {
            let copy = "\(path)/\(old.file)"
            // Half deleted, it is no backup any more, and the next one removes it.
            try FileManager.default.moveItem(atPath: copy, toPath: copy + Self.unfinished)
            try FileManager.default.removeItem(atPath: BackupManifest.path(of: copy))
        }
        try removeUnfinished(at: pace)
    }

    /// Puts a verified backup where a database belongs. What is there is kept beside it as `….before-restore-<moment>`.
    static func restore(_ copy: String, to target: String, at now: Date) throws -> BackupManifest {
        let manifest = try BackupManifest.read(of: copy)
        try manifest.verify(copy)
        umask(S_IRWXG | S_IRWXO)
        let target = SQLiteDatabase.resolved(target)
        try SQLiteDatabase.whileUnused(target) {
            // While it lies there nobody opens the database: killed between two of these steps, it would be half there.
            let fresh = target + DatabaseFile.restoring
            try? FileManager.default.removeItem(atPath: fresh)
            do {
                try FileManager.default.copyItem(atPath: copy, toPath: fresh)
                try manifest.verify(fresh)
                try SQLiteDatabase.passOverNumbers(in: fresh)
                try Disk.synchronize(fresh)
            } catch {
                try? FileManager.default.removeItem(atPath: fresh)
                throw error
            }
            let (aside, _) = free(from: now) { "\(target).before-restore-\($0)" }
            for part in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: target + part) {
                try FileManager.default.moveItem(atPath: target + part, toPath: aside + part)
            }
            try FileManager.default.moveItem(atPath: fresh, toPath: target)
            try Disk.synchronize(target)
        }
        return manifest
    }

    /// A path that nothing has, and its moment: a name has the second, and a second one in the same takes the next.
    private static func free(from now: Date, _ path: (_ stamp: String) -> String) -> (path: String, moment: Date) {
        var moment = now
        while FileManager.default.fileExists(atPath: path(stamp(moment))) { moment += 1 }
        return (path(stamp(moment)), moment)
    }

    /// `20261123T023000Z`: sorts by time, and is a name on every file system.
    private static func stamp(_ now: Date) -> String {
        now.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().timeSeparator(.omitted).dateSeparator(.omitted).time(
                includingFractionalSeconds: false
            ).timeZone(separator: .omitted))
    }
}
