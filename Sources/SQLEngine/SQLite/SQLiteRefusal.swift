import GRDB

/// Why a database file is not opened. Each is one line for the operator.
package enum SQLiteRefusal: Error, Equatable, CustomStringConvertible {
    case inUse(path: String)
    case damaged(path: String, reason: String)
    case cannotOpen(path: String, reason: String)
    case notDurable
    case sqliteTooOld(String)

    init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "SQLite code \(error.resultCode.rawValue)"
        self =
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, reason: reason)
            default: .cannotOpen(path: path, reason: reason)
            }
    }

    package var description: String {
        switch self {
        case .inUse(let path): "\(path) is used by another Krumtap. One process per file: stop it first."
        case .damaged(let path, let reason):
            "\(path) is damaged or no database (\(reason)). Nothing was changed. Put a backup in its place: krumtap backup restore FILE.db"
        case .cannotOpen(let path, let reason): "\(path) cannot be opened: \(reason). Does the folder exist, and may this user write in it?"
        case .notDurable: "The database does not keep synchronous=FULL, so an acknowledged message could be lost. Refusing to start."
        case .sqliteTooOld(let version): "SQLite \(version) is too old: Krumtap needs 3.40.0 or newer."
        }
    }
}
