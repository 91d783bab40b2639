/// Why a PostgreSQL database is not used. Each is one line for the operator.
package enum PostgresRefusal: Error, Equatable, CustomStringConvertible {
    case cannotConnect(address: String, reason: String)
    case tooOld(String)
    case notUTF8(String)
    case ordersByLanguage
    case notDurable(setting: String)
    case standby

    package var description: String {
        switch self {
        case .cannotConnect(let address, let reason): "\(address) cannot be reached: \(reason)"
        case .tooOld(let version): "PostgreSQL \(version) is too old: Krumtap needs 13 or newer."
        case .notUTF8(let encoding): "The database holds text in \(encoding), and Krumtap needs UTF8. \(Self.recipe)"
        case .ordersByLanguage: "The database orders text by a language, which changes with the system's libraries. \(Self.recipe)"
        case .notDurable(let setting):
            "The server runs with \(setting), so an acknowledged message could be lost. Refusing to start."
        case .standby:
            "The server is a standby and takes no writes. Name the primary, or several hosts with target_session_attrs=read-write."
        }
    }

    private static let recipe = "Make one: createdb --template template0 --encoding UTF8 --lc-collate C --lc-ctype C.UTF-8 krumtap"
}
