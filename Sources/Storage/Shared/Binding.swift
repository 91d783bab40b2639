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

// Generic readers stand here and not with the row: they are made for their types only in the module that has them. Elsewhere each
// call would ask the runtime what type it is.
extension SQLRow {
    package mutating func identifier<Entity>() throws -> Identifier<Entity> { Identifier(try integer()) }

    mutating func optionalIdentifier<Entity>() throws -> Identifier<Entity>? { try optionalInteger().map { Identifier($0) } }

    /// A value of a closed set.
    mutating func choice<Choice: RawRepresentable<String>>() throws -> Choice {
        guard let choice: Choice = try optionalChoice() else { throw Mismatch(position: position - 1, expected: "\(Choice.self)") }
        return choice
    }

    mutating func optionalChoice<Choice: RawRepresentable<String>>() throws -> Choice? {
        guard let text = try optionalText() else { return nil }
        guard let choice = Choice(rawValue: text) else { throw Mismatch(position: position - 1, expected: "\(Choice.self)") }
        return choice
    }
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

    /// From two columns: what it is, and the area.
    mutating func scope() throws -> Dialogue.Scope {
        let (name, areaID): (String, Area.ID?) = (try text(), try optionalIdentifier())
        return areaID.map { .area($0) } ?? (name == "municipality" ? .municipality : .unknown)
    }

    mutating func reference() throws -> Reference {
        guard let reference = Reference(stored: try text()) else { throw Mismatch(position: position - 1, expected: "reference") }
        return reference
    }
}

extension SQLConnection {
    func insert<Entity>(_ sql: SQL) throws -> Identifier<Entity> { Identifier(try insert(sql) as Int64) }
}

extension Collection where Element: SQLConvertible {
    /// `?, ?, ?` for IN lists. An empty list matches nothing.
    var sqlList: SQL { isEmpty ? "NULL" : map { "\($0)" as SQL }.joined(separator: ", ") }
}
