import Foundation
import SQLEngine

/// Commands carried out once: the form's own key is written in the transaction of what it did.
enum Command {
    /// More than any form of ours has. Counted in scalars: one character can have thousands.
    private static let keyLimit = 200

    /// True the first time a key is seen; false when this command has been carried out before.
    static func isFirst(_ key: String, on connection: any SQLConnection, at now: Date) throws -> Bool {
        let key = String(key.unicodeScalars.prefix(keyLimit))
        return try connection.run("INSERT INTO command (key, done_at) VALUES (\(key), \(now)) ON CONFLICT (key) DO NOTHING") == 1
    }
}
