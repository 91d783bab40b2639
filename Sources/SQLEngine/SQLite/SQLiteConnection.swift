import GRDB
import GRDBSQLite

/// One transaction's connection. Statements are prepared once and kept by GRDB; rows are stepped and read here,
/// by position, straight from SQLite.
final class SQLiteConnection: SQLConnection {
    private let database: Database
    private let statements: Counter
    private(set) var effect = WriteGroup.Effect()
    private var refusal: (any Error)?

    init(_ database: Database, _ statements: Counter) {
        self.database = database
        self.statements = statements
    }

    var dialect: SQLDialect { .sqlite }

    func touchContent() { effect.hasTouchedContent = true }

    func runAtEnd(_ sql: SQL) { effect.atEnd.append(sql) }

    func rows<Value>(_ sql: SQL, _ read: (inout SQLRow) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try step(sql) { statement in
            var row = SQLRow(SQLiteColumns(statement: statement))
            values.append(try read(&row))
        }
        return values
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try step(sql) { _ in }
        return database.changesCount
    }

    /// SQLite knows the number anyway. RETURNING would have it fill a table with it and read that.
    func insert(_ sql: SQL) throws -> Int64 {
        guard try run(sql) == 1 else { throw SQLFailure.noRow }
        return database.lastInsertedRowID
    }

    func run(script: String) throws {
        try checkRefusal()
        do { try database.execute(sql: script) } catch let error as DatabaseError { throw refused(error.translated) }
    }

    /// As on PostgreSQL: what was refused once ends the transaction, also where the body goes on.
    private func refused(_ error: any Error) -> any Error {
        refusal = error
        return error
    }

    /// Throws the refusal that the body kept to itself.
    func checkRefusal() throws {
        if let refusal { throw refusal }
    }

    private func step(_ sql: SQL, _ onRow: (OpaquePointer) throws -> Void) throws {
        try checkRefusal()
        statements.add(1)
        let (text, values) = sql.render { _ in "?" }
        let statement = try prepared(text)
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() { try check(value.bind(to: handle, at: Int32(index + 1))) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try onRow(handle)
            case SQLITE_DONE: return
            case let code: try check(code)
            }
        }
    }

    /// The kept statement, or one of its own while the kept one is being read: the same query inside its own rows.
    private func prepared(_ text: String) throws -> Statement {
        do {
            let kept = try database.cachedStatement(sql: text)
            return sqlite3_stmt_busy(kept.sqliteStatement) == 0 ? kept : try database.makeStatement(sql: text)
        } catch let error as DatabaseError { throw refused(error.translated) }
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        let handle = database.sqliteConnection
        let extended = handle.map { sqlite3_extended_errcode($0) } ?? code
        let message = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        throw refused(translation(ofCode: extended, message ?? "SQLite code \(code)"))
    }
}

/// The current row of a stepped statement.
private struct SQLiteColumns: SQLColumns {
    let statement: OpaquePointer

    func integer(at position: Int) throws -> Int64? {
        switch sqlite3_column_type(statement, Int32(position)) {
        case SQLITE_NULL: nil
        case SQLITE_INTEGER: sqlite3_column_int64(statement, Int32(position))
        default: throw SQLRow.Mismatch(position: position, expected: "integer")
        }
    }

    func text(at position: Int) throws -> String? {
        switch sqlite3_column_type(statement, Int32(position)) {
        case SQLITE_NULL: return nil
        case SQLITE_TEXT:
            guard let bytes = sqlite3_column_text(statement, Int32(position)) else { return "" }
            let count = Int(sqlite3_column_bytes(statement, Int32(position)))
            return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        default: throw SQLRow.Mismatch(position: position, expected: "text")
        }
    }

    func blob(at position: Int) throws -> [UInt8]? {
        switch sqlite3_column_type(statement, Int32(position)) {
        case SQLITE_NULL: return nil
        case SQLITE_BLOB:
            guard let bytes = sqlite3_column_blob(statement, Int32(position)) else { return [] }
            return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, Int32(position)))))
        default: throw SQLRow.Mismatch(position: position, expected: "blob")
        }
    }
}

/// Tells SQLite to copy what is bound (SQLITE_TRANSIENT, a C macro Swift cannot see).
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension SQLValue {
    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let value): return sqlite3_bind_int64(statement, index, value)
        case .text(var value):
            return value.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { bytes in
                    // An empty string may have no address, and a null address would bind NULL.
                    guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
                    return sqlite3_bind_text(statement, index, start, Int32(bytes.count), copied)
                }
            }
        case .blob(let value):
            return value.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
                return sqlite3_bind_blob(statement, index, start, Int32(bytes.count), copied)
            }
        }
    }
}

/// A driver error in the words both engines share.
func translation(ofCode code: Int32, _ message: String) -> any Error {
    let unique: [ResultCode] = [.SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY]
    if unique.contains(where: { $0.rawValue == code }) { return AlreadyExists() }
    let kind: SQLFailure.Kind =
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_NOMEM: .unavailable
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        case SQLITE_CONSTRAINT: .constraint
        default: .other
        }
    return SQLFailure(kind: kind, code: Int(code), message: message)
}

extension DatabaseError {
    var translated: any Error { translation(ofCode: extendedResultCode.rawValue, message ?? "") }
}
