import Foundation

extension Dialogue {
    /// Whose matter it is. Settled before anything is arranged, and changeable; its history is in the journal.
    package enum Clarification: String, Sendable, CaseIterable {
        /// The council or a committee decides.
        case politics
        /// The administration answers, within what is decided already.
        case administration
        /// Something of each: it becomes two dialogues, so this never rests on one.
        case both
        /// The area settles it itself, with a hand from the Fælles-skaber.
        case local
    }

    /// Whom the starter thinks should answer. Not knowing is an answer.
    package enum Guess: String, Sendable, CaseIterable {
        case politics, administration, unknown
    }

    package static let reasonLimit = 300
}

/// A clarification with its one-sentence reason, which the citizen reads.
package struct NewClarification: Sendable, Equatable {
    package let kind: Dialogue.Clarification
    package let reason: String

    package enum Field: String, Sendable, CaseIterable { case kind, reason }

    package init(kind: String, reason: String) throws(Invalid<Field>) {
        let reason = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let kind = Dialogue.Clarification(rawValue: kind)
        var problems = Invalid<Field>()
        problems.check(.kind, kind != nil, .needsChoice)
        problems.require(.reason, reason, atMost: Dialogue.reasonLimit)
        guard problems.isEmpty, let kind else { throw problems }
        self.kind = kind
        self.reason = reason
    }
}

/// Politics and administration in one matter: the politics stays, and the administration becomes a dialogue of its own.
package struct NewSplit: Sendable, Equatable {
    /// Why it is both: read by the citizen in both dialogues.
    package let reason: String
    /// The heading of the new dialogue.
    package let subject: String
    /// What the new dialogue is about.
    package let text: String

    package enum Field: String, Sendable, CaseIterable { case reason, subject, text }

    package init(reason: String, subject: String, text: String) throws(Invalid<Field>) {
        let reason = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let subject = subject.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let text = text.trimmed
        var problems = Invalid<Field>()
        problems.require(.reason, reason, atMost: Dialogue.reasonLimit)
        problems.require(.subject, subject, atMost: Dialogue.subjectLimit)
        problems.require(.text, text, atMost: Dialogue.textLimit)
        guard problems.isEmpty else { throw problems }
        self.reason = reason
        self.subject = subject
        self.text = text
    }
}
