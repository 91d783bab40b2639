import GRDBSQLite

/// The SQLite this program is linked with.
package enum SQLiteVersion {
    package static var text: String { String(cString: sqlite3_libversion()) }

    /// Two connections that write or checkpoint at once may corrupt a WAL database in SQLite 3.7.0 to 3.51.2, but for
    /// the fixed branches (https://sqlite.org/wal.html#the_wal_reset_bug). One process with one writer, which the lock
    /// ensures, is hardly exposed; a second program on the same file would be.
    package static var hasWALResetBug: Bool { hasWALResetBug(number: sqlite3_libversion_number()) }

    static func hasWALResetBug(number: Int32) -> Bool {
        switch number {
        case 3_051_003...: false
        case 3_050_007..<3_051_000: false
        case 3_044_006..<3_045_000: false
        default: true
        }
    }

    static func check() throws {
        guard sqlite3_libversion_number() >= 3_040_000 else { throw SQLiteRefusal.sqliteTooOld(text) }
    }
}
