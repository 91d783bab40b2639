/// A broken unique rule, in the words both engines share.
package struct AlreadyExists: Error, Sendable {
    package init() {}
}

/// The database could not do what it was asked. The message is for the log.
package struct SQLFailure: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// Held by somebody else for longer than the time-out: try again.
        case busy
        /// No room left: nothing was written.
        case full
        /// The file, its disk or the connection does not take writes or does not answer.
        case unavailable
        case corrupt
        /// The connection broke while the commit was on its way: the command's own key tells whether it happened.
        case inDoubt
        /// A CHECK, NOT NULL or FOREIGN KEY refused the row: a fault of the program.
        case constraint
        case other
    }

    package let kind: Kind
    package let code: Int
    package let message: String

    package var description: String { "\(kind.rawValue) (\(code)): \(message)" }

    /// A statement that always gives or writes a row did not.
    static let noRow = SQLFailure(kind: .other, code: 0, message: "a statement gave no row")
}
