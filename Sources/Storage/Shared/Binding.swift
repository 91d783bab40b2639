package import Domain
package import SQLEngine

// Domain types know nothing of SQL; this is where they learn to bind and to be read.

extension Identifier: SQLConvertible {}
extension Dialogue.Kind: SQLConvertible {}
extension Dialogue.Stage: SQLConvertible {}
extension Dialogue.Guess: SQLConvertible {}
extension Dialogue.Clarification: SQLConvertible {}
extension Dialogue.Consent: SQLConvertible {}
extension Dialogue.Holder: SQLConvertible {}
extension Dialogue.Verdict: SQLConvertible {}
extension Dialogue.NextStep: SQLConvertible {}
extension Dialogue.Visibility: SQLConvertible {}
extension Dialogue.Ground: SQLConvertible {}
extension Dialogue.Behalf.Kind: SQLConvertible {}
extension Dialogue.Comments: SQLConvertible {}
extension Comment.Kind: SQLConvertible {}
extension Comment.State: SQLConvertible {}
extension Attachment.Kind: SQLConvertible {}
extension Diversion.Kind: SQLConvertible {}
extension Event.Kind: SQLConvertible {}
extension Event.Audience: SQLConvertible {}
extension Event.Channel: SQLConvertible {}
extension Event.Actor.Part: SQLConvertible {}
extension Forum.Form: SQLConvertible {}
extension Language: SQLConvertible {}
extension Role: SQLConvertible {}
extension MailKind: SQLConvertible {}

extension Day: SQLConvertible {
    package var sqlValue: SQLValue { .text(iso) }
}

extension Reference: SQLConvertible {
    package var sqlValue: SQLValue { .text(text) }
}

extension SQLRow {
    mutating func day() throws -> Day {
        guard let day = try optionalDay() else { throw Mismatch(position: position - 1, expected: "day") }
        return day
    }

    mutating func optionalDay() throws -> Day? {
        guard let text = try optionalText() else { return nil }
        guard let day = Day(iso: text) else { throw Mismatch(position: position - 1, expected: "day") }
        return day
    }

    mutating func reference() throws -> Reference {
        guard let reference = Reference(stored: try text()) else { throw Mismatch(position: position - 1, expected: "reference") }
        return reference
    }
}

extension Collection where Element: SQLConvertible {
    /// `?, ?, ?` for IN lists. An empty list matches nothing.
    var sqlList: SQL { isEmpty ? "NULL" : map { "\($0)" as SQL }.joined(separator: ", ") }
}
