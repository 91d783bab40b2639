import CPostgres

/// What the driver itself has to do something about, before anybody else hears of it.
enum PostgresTrouble: Error {
    /// The connection is gone, and nothing was committed on it.
    case lost(SQLFailure)
    /// Another transaction came first: 40001 and 40P01 (PostgreSQL documentation, 13.5).
    case conflict(SQLFailure)
    /// A prepared statement does not fit any more: somebody changed the schema.
    case outdated(SQLFailure)
    /// What changes the schema runs with no other write beside it.
    case mustBeAlone
}

/// An SQLSTATE with its message, in the words both engines share.
struct PostgresState {
    let code: String
    let message: String

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    init(_ result: OpaquePointer) {
        func field(_ name: Int32) -> String? { PQresultErrorField(result, name).map { String(cString: $0) } }
        code = field(krumtap_pg_sqlstate) ?? ""
        // Class 22 quotes what a person wrote, and the log must not.
        let words = code.hasPrefix("22") ? "a value of the wrong form" : field(krumtap_pg_message) ?? "no answer"
        message = words + (field(krumtap_pg_constraint).map { " (\($0))" } ?? "")
    }

    var error: any Error {
        switch code {
        case "23505": AlreadyExists()
        case "40001", "40P01": PostgresTrouble.conflict(failure)
        // 0A000 is "cached plan must not change result type", 26000 a statement the server has forgotten.
        case "0A000", "26000": PostgresTrouble.outdated(failure)
        case "57P01", "57P02", "57P03", "57P05", "25P03", "": PostgresTrouble.lost(failure)
        case let code where code.hasPrefix("08"): PostgresTrouble.lost(failure)
        default: failure
        }
    }

    var failure: SQLFailure { SQLFailure(kind: kind, code: Int(code, radix: 36) ?? 0, message: "\(code) \(message)") }

    private var kind: SQLFailure.Kind {
        switch code {
        case "40001", "40P01", "55P03", "57014": .busy
        case "53100": .full
        case "42804": .constraint
        case "58030", "25006", "": .unavailable
        case "XX001", "XX002": .corrupt
        default:
            switch code.prefix(2) {
            case "22", "23": .constraint
            case "08", "53", "57", "28", "3D": .unavailable
            default: .other
            }
        }
    }
}
