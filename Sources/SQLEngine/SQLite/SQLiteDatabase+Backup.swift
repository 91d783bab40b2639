import Foundation
import GRDB

extension SQLiteDatabase {
    /// Copies the database as it is at one moment into a new file, while it is read and written (SQLite's online backup).
    ///
    /// The copy is on the disk when this returns. Blocks: not for the cooperative pool. At a pace, it takes four times as long and is in
    /// nobody's way. Throws `CancellationError` when the pace was ended; the copy is then unfinished.
    package func backUp(to path: String, at pace: Pace? = nil) throws {
        do {
            var configuration = Configuration()
            // A copy is one file: no log beside it that could be forgotten.
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL") }
            let copy = try DatabaseQueue(path: path, configuration: configuration)
            var began = ContinuousClock.now
            try writer.backup(to: copy, pagesPerStep: pace == nil ? 2048 : 64) { _ in
                // Brought to the disk as it goes: all at the end, it would stand before what people write meanwhile.
                try Disk.flush(path)
                try pace?.rest(since: began)
                began = .now
            }
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        } catch let error as DatabaseError {
            throw error.translated
        }
        try Disk.synchronize(path)
    }

    /// Reads a copy through and counts the rows of each table. Throws `SQLiteRefusal` when it is not whole, and `CancellationError` when the
    /// pace was ended; it takes no rests, since nobody waits for who reads.
    ///
    /// - Returns: the migrations it holds, and rows by table.
    package static func inspect(_ path: String, at pace: Pace? = nil) throws -> (migrations: [String], rows: [String: Int]) {
        SQLiteMemory.leaveUncounted()
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let copy = try DatabaseQueue(path: path, configuration: configuration)
            pace?.interrupting { copy.interrupt() }
            try pace?.check()
            return try copy.read { database in
                let verdict = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
                guard verdict == ["ok"] else {
                    throw SQLiteRefusal.damaged(path: path, reason: verdict.joined(separator: "; ").replacing("\n", with: " "))
                }
                guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
                    throw SQLiteRefusal.damaged(path: path, reason: "a row refers to one that is not there")
                }
                let tables = try String.fetchAll(
                    database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
                var rows: [String: Int] = [:]
                for table in tables {
                    rows[table] = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \"\(table.replacing("\"", with: "\"\""))\"")
                }
                let migrations =
                    tables.contains("migration")
                    ? try String.fetchAll(database, sql: "SELECT name FROM migration ORDER BY name") : []
                return (migrations, rows)
            }
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_INTERRUPT { throw CancellationError() }
            throw SQLiteRefusal(error, path: path)
        }
    }

    /// Lets the numbers of a copy go on far behind those it knows: the database it was taken from has given more since, and whoever
    /// was given one still has it, in an address or in a code.
    package static func passOverNumbers(in path: String) throws {
        SQLiteMemory.leaveUncounted()
        do {
            let copy = try DatabaseQueue(path: path)
            try copy.write { database in
                guard try database.tableExists("sqlite_sequence") else { return }
                try database.execute(sql: "UPDATE sqlite_sequence SET seq = seq + ?", arguments: [numbersPassedOver])
            }
            try copy.close()
        } catch let error as DatabaseError {
            throw error.translated
        }
    }

    /// More than a municipality gives in all its years.
    private static let numbersPassedOver = 100_000_000

    /// Holds a file for as long as `body` runs, as an open database would. Throws `SQLiteRefusal.inUse`.
    package static func whileUnused(_ path: String, _ body: () throws -> Void) throws {
        let lock = try FileLock(path: resolved(path) + ".lock")
        try withExtendedLifetime(lock, body)
    }

    /// The process that has a database open, and what it said to whoever asks; nil when nobody has.
    package static func user(of path: String) -> (process: Int32, words: String)? { FileLock.holder(of: resolved(path) + ".lock") }

    /// Tells other processes something about this one.
    package func say(_ words: String) { lock?.say(words) }

    /// A file under its one name, however many links lead to it: two names would be two locks.
    package static func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
}
