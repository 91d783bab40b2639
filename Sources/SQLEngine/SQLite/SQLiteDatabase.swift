import Foundation
import GRDB

/// SQLite through GRDB: one writer, which takes what waits together, readers on snapshots, WAL, and every acknowledged commit on the disk.
package final class SQLiteDatabase: SQLDatabase {
    let writer: any DatabaseWriter
    let lock: FileLock?
    private let version: Counter
    private let statements = Counter()
    private let group: WriteGroup
    private let hold = WriteHold()

    /// Opens the file for this process alone.
    ///
    /// - Parameter isChecked: read through first, before anything could be written; a new one has nothing to read.
    ///
    /// Throws `SQLiteRefusal` when another process has it, when it is damaged or no database, when it cannot be opened,
    /// or when the linked SQLite cannot keep its promises.
    package init(path: String, isChecked: Bool = false) throws {
        try SQLiteVersion.check()
        SQLiteMemory.leaveUncounted()
        lock = try FileLock(path: Self.resolved(path) + ".lock")
        if isChecked, FileManager.default.fileExists(atPath: path) { try Self.checkFile(at: path) }
        let patience = BusyPatience()
        (version, group) = Self.group(patience, statements)
        let pool: DatabasePool
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(patience))
            // GRDB's pool sets synchronous back to NORMAL after `prepareDatabase` (Database.setUpWALMode), with which
            // a power cut loses acknowledged commits. So FULL is set on the writer after opening, and read back.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else { throw SQLiteRefusal.notDurable }
                _ = try Int.fetchOne(database, sql: "PRAGMA schema_version")
            }
        } catch let error as DatabaseError {
            throw SQLiteRefusal(error, path: path)
        }
        writer = pool
    }

    /// A database of its own in memory, for tests.
    package init(inMemory: Void = ()) throws {
        SQLiteMemory.leaveUncounted()
        lock = nil
        let patience = BusyPatience()
        (version, group) = Self.group(patience, statements)
        writer = try DatabaseQueue(configuration: Self.configuration(patience))
    }

    /// After a commit and before anybody is told the version grows: no page older than an acknowledged write is served.
    private static func group(_ patience: BusyPatience, _ statements: Counter) -> (Counter, WriteGroup) {
        let version = Counter(1)
        let group = WriteGroup(statements) { hasTouched in
            patience.forget()
            if hasTouched { version.add(1) }
        }
        return (version, group)
    }

    private static func configuration(_ patience: BusyPatience) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .callback { _ in patience.waits() }
        configuration.prepareDatabase { database in
            // 8 MiB of pages a connection: the desk of a large municipality stays in memory.
            try database.execute(sql: "PRAGMA cache_size = -8192; PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    package func contentVersion() -> UInt64 { version.value }

    package var statementCount: UInt64 { statements.value }

    package func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        do {
            return try await writer.read { [statements] database in
                let connection = SQLiteConnection(database, statements)
                let value = try body(connection)
                try connection.checkRefusal()
                return value
            }
        } catch let error as DatabaseError {
            throw error.translated
        }
    }

    package func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await hold.passed()
        let result = WriteResult<Value>()
        return try await withCheckedThrowingContinuation { continuation in
            let member = WriteGroup.Member(
                run: { result.put(try body($0)) },
                end: { error in
                    if let error { result.refuse((error as? DatabaseError)?.translated ?? error) }
                    continuation.resume(with: result.outcome)
                })
            group.add(member, to: writer)
        }
    }

    /// Looks for damage without touching the file, which opening it for writing would. Throws `SQLiteRefusal`.
    ///
    /// Where a process ended in the middle of its first step, only a writer can take back what it left half done: then one does.
    static func checkFile(at path: String) throws { try checkFile(at: path, isReadOnly: true) }

    private static func checkFile(at path: String, isReadOnly: Bool) throws {
        do {
            var configuration = Configuration()
            configuration.readonly = isReadOnly
            let verdict = try DatabaseQueue(path: path, configuration: configuration).read {
                try String.fetchAll($0, sql: "PRAGMA quick_check(1)")
            }
            guard verdict != ["ok"] else { return }
            let words = verdict.flatMap { $0.split(whereSeparator: \.isNewline) }.joined(separator: "; ")
            throw SQLiteRefusal.damaged(path: path, reason: words)
        } catch let error as DatabaseError {
            if isReadOnly, error.resultCode == .SQLITE_READONLY { return try checkFile(at: path, isReadOnly: false) }
            throw SQLiteRefusal(error, path: path)
        }
    }

    /// Nothing is written until `checkIntegrity` has found the file whole: what waits longer than a few seconds is refused as busy.
    package func writeNothingUnchecked() { hold.begin() }

    package func checkIntegrity() async throws {
        let verdict = try await read { try $0.rows("PRAGMA quick_check(1)") { try $0.text() } }
        guard verdict == ["ok"] else {
            // SQLite's verdict has several lines, and the operator gets one.
            let words = verdict.flatMap { $0.split(whereSeparator: \.isNewline) }.joined(separator: "; ")
            throw SQLFailure(kind: .corrupt, code: 11, message: words)
        }
        hold.end()
    }

    /// Moves the log into the file and closes it. Afterwards every call fails.
    package func close() throws {
        // GRDB closes the writer before its readers, so nobody would be the last one who tidies up: what is in the log would stay there.
        do { _ = try writer.writeWithoutTransaction { try $0.checkpoint(.truncate) } } catch let error as DatabaseError {
            throw error.translated
        }
        try writer.close()
    }
}
