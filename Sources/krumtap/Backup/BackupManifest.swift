import Crypto
import Foundation
import SQLEngine
import Storage

/// What a backup is, written beside it: enough to know years later whether it is whole and what it holds.
struct BackupManifest: Codable, Equatable {
    /// Of this file's own form.
    var format = 1
    let program: String
    let createdAt: Date
    /// The copy's name, in the same folder.
    let file: String
    let bytes: Int
    let sha256: String
    let migrations: [String]
    /// Rows by table.
    let rows: [String: Int]

    /// Why a backup cannot be relied on. One line for the operator.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }
}

extension BackupManifest {
    /// Describes a copy that has just been made, by reading it as whoever restores it will.
    ///
    /// - Parameter name: where it will lie.
    init(of path: String, as name: String, at now: Date, pace: Pace? = nil) throws {
        let (migrations, rows) = try SQLiteDatabase.inspect(path, at: pace)
        self.init(
            program: Version.text, createdAt: now, file: (name as NSString).lastPathComponent, bytes: try Self.size(of: path),
            sha256: try Self.sha256(of: path, at: pace), migrations: migrations, rows: rows)
    }

    /// Beside the copy: `….db.json`.
    static func path(of copy: String) -> String { copy + ".json" }

    static func read(of copy: String) throws -> BackupManifest {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let data = FileManager.default.contents(atPath: path(of: copy)) else {
            throw Fault(description: "\(path(of: copy)) is missing: the backup was not finished, or its manifest was left behind.")
        }
        do { return try decoder.decode(BackupManifest.self, from: data) } catch {
            throw Fault(description: "\(path(of: copy)) is no manifest of a backup.")
        }
    }

    /// Atomically: a copy without a manifest is one that was not finished.
    func write(of copy: String) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: Self.path(of: copy)), options: .atomic)
        try Disk.synchronize(Self.path(of: copy))
    }

    /// Reads the copy through: size, checksum, structure, every table's rows. Throws `Fault` or `SQLiteRefusal`.
    func verify(_ copy: String) throws {
        guard let size = try? Self.size(of: copy) else { throw Fault(description: "\(copy) is missing.") }
        guard size == bytes else { throw Fault(description: "\(copy) has \(size) bytes, not \(bytes): it is not the file that was made.") }
        guard try Self.sha256(of: copy) == sha256 else {
            throw Fault(description: "\(copy) does not have the checksum it was made with: it was changed or damaged.")
        }
        let found = try SQLiteDatabase.inspect(copy)
        guard found.migrations == migrations, found.rows == rows else {
            throw Fault(description: "\(copy) does not hold the rows it was made with.")
        }
        let unknown = migrations.filter { !schema.names.contains($0) }
        guard unknown.isEmpty else {
            throw Fault(description: "\(copy) is of a newer Krumtap (\(unknown.joined(separator: ", "))): verify it with that version.")
        }
    }

    private static func size(of path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    private static func sha256(of path: String, at pace: Pace? = nil) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        var hash = SHA256()
        while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
            try pace?.check()
            hash.update(data: chunk)
        }
        return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
