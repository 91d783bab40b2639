import ArgumentParser
import Demo
import Foundation
import SQLEngine
import Storage
import Synchronization

// What the commands besides `serve` do with a database.
extension Installation {
    /// Applies the missing migrations, or only lists them. Exit code 1 when some are missing and were only listed.
    ///
    /// Where the settings have a folder for backups, one is made first: the way back.
    static func migrate(_ settings: Settings, onlyCheck: Bool) async throws {
        let place = settings.database.place()
        do {
            if !onlyCheck, let folder = settings.backup?.folder, let path = place.path, let copy = try await backUp(path, to: folder) {
                print("backup: \(folder.path)/\(copy)")
            }
            let names = onlyCheck ? try await place.pending() : try await place.migrate()
            if names.isEmpty { print("\(place.label) is up to date.") }
            for name in names { print(onlyCheck ? "missing: \(name)" : "applied: \(name)") }
            if onlyCheck, !names.isEmpty { throw ExitCode(1) }
        } catch let error where !(error is ExitCode) {
            StandardError.write(["\(error)"])
            throw ExitCode(1)
        }
    }

    /// The name of the backup; nil where there is nothing to migrate, or nothing in it.
    private static func backUp(_ path: String, to folder: BackupFolder) async throws -> String? {
        let file = DatabaseFile(path)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let database = try file.connectFile()
        defer { try? database.close() }
        let pending = try await file.pending(in: database)
        guard !pending.isEmpty, pending != schema.names else { return nil }
        return try folder.create(from: database, at: Date()).file
    }

    /// Fills a new database with invented years, with progress on a terminal.
    static func makeDemo(path: String?, dialogues: Int, seed: UInt64) async throws {
        do {
            let name = try Settings.databaseName(path ?? ProcessInfo.processInfo.environment["KRUMTAP_DATABASE"] ?? "krumtap.db")
            let database = try await name.place().create()
            let bar = ProgressBar(total: dialogues)
            try await Demo(dialogueCount: dialogues, seed: seed).build(in: database, at: Date()) { bar.show($0) }
            try database.close()
            bar.end()
            print("\(name): \(dialogues) dialogues. Sign in as \(Demo.signInAs.name), \(Demo.signInAs.email).")
        } catch {
            StandardError.write(["\(error)"])
            throw ExitCode(1)
        }
    }
}

extension Installation {
    /// Copies a database into a new one, or goes on with it, and prints what each table holds in both.
    static func copy(from: String, to: String) async throws {
        do {
            let (from, to) = (try Settings.databaseName(from).place(), try Settings.databaseName(to).place())
            let source = try await from.openExisting()
            let target = try await to.target(ofCopyFrom: from.label)
            let bars = TableBars()
            let sums = try await DatabaseCopy(from: source, to: target).run { bars.show($0, $1, of: $2) }
            try source.close()
            try target.close()
            for (table, sum) in sums { print("\(table): \(sum)") }
            print("\(to.label) holds all of \(from.label): \(sums.map(\.sum.rows).reduce(0, +)) rows in \(sums.count) tables, compared.")
        } catch {
            StandardError.write(["\(error)"])
            throw ExitCode(1)
        }
    }
}

/// A bar for each table with many rows.
private final class TableBars: Sendable {
    private let current = Mutex<(table: String, bar: ProgressBar)?>(nil)
    private static let many = 5000

    func show(_ table: String, _ done: Int, of total: Int) {
        guard total >= Self.many else { return }
        current.withLock { current in
            if current?.table != table { current = (table, ProgressBar(total: total, label: "  \(table)")) }
            current?.bar.show(done)
            if done >= total { current?.bar.end() }
        }
    }
}

/// A bar on a terminal; nothing where output goes into a file.
struct ProgressBar: Sendable {
    private let total: Int
    private let label: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private static let width = 40

    init(total: Int, label: String = "") {
        self.total = total
        self.label = label
    }

    func show(_ done: Int) {
        guard isTerminal else { return }
        let filled = Self.width * done / max(total, 1)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        FileHandle.standardError.write(Data("\r\(bar) \(done) / \(total)\(label)".utf8))
    }

    func end() {
        if isTerminal { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}
