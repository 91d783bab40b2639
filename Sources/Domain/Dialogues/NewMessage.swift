import Foundation

/// A text somebody writes into a dialogue.
package struct NewMessage: Sendable, Equatable {
    package let text: String

    package enum Field: String, Sendable, CaseIterable { case text }

    package init(_ text: String) throws(Invalid<Field>) {
        let text = text.trimmed
        var problems = Invalid<Field>()
        problems.require(.text, text, atMost: Dialogue.textLimit)
        guard problems.isEmpty else { throw problems }
        self.text = text
    }
}

/// An end: words to the citizen, the ground, and one sentence for what came of it.
package struct NewClosing: Sendable, Equatable {
    package let text: String
    package let ground: Dialogue.Ground
    package let outcome: String
    /// Where the dialogue is public: everybody may read the names in the sentence.
    package let keepsNames: Bool

    package enum Field: String, Sendable, CaseIterable { case ground, text, outcome }

    package init(ground: String, text: String, outcome: String, keepsNames: Bool = false) throws(Invalid<Field>) {
        let text = text.trimmed
        let outcome = outcome.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let ground = Dialogue.Ground(rawValue: ground)
        var problems = Invalid<Field>()
        problems.check(.ground, ground != nil, .needsChoice)
        problems.require(.text, text, atMost: Dialogue.textLimit)
        problems.require(.outcome, outcome, atMost: Dialogue.outcomeLimit)
        guard problems.isEmpty, let ground else { throw problems }
        self.ground = ground
        self.text = text
        self.outcome = outcome
        self.keepsNames = keepsNames
    }
}
