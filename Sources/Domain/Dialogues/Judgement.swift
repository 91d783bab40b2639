import Foundation

extension Dialogue {
    /// What a party says to *Blev det løst?*
    package enum Verdict: String, Sendable, CaseIterable {
        case yes, partly, no

        /// What the starter's verdict does to the dialogue.
        package var step: Step {
            switch self {
            case .yes: .judgeSolved
            case .partly: .judgePartlySolved
            case .no: .judgeUnsolved
            }
        }
    }

    /// Days from a closing until the parties are asked whether it was solved (PRODUCT, principle 3: four weeks).
    package static let judgementDays = 28
}

extension Dialogue.Ground {
    /// Whether to ask if it was solved. Who withdrew the matter, or could not be reached, is left alone.
    package var asksForJudgement: Bool {
        switch self {
        case .answered, .agreed, .declined, .elsewhere: true
        case .withdrawn, .unreachable: false
        }
    }
}

/// An answer to *Blev det løst?*, with words when there is more to say.
package struct NewJudgement: Sendable, Equatable {
    package let verdict: Dialogue.Verdict
    package let text: String?

    package enum Field: String, Sendable, CaseIterable { case verdict, text }

    package init(verdict: String, text: String) throws(Invalid<Field>) {
        let text = text.trimmed
        let verdict = Dialogue.Verdict(rawValue: verdict)
        var problems = Invalid<Field>()
        problems.check(.verdict, verdict != nil, .needsChoice)
        problems.check(.text, text.count <= Dialogue.textLimit, .tooLong(limit: Dialogue.textLimit, length: text.count))
        guard problems.isEmpty, let verdict else { throw problems }
        self.verdict = verdict
        self.text = text.isEmpty ? nil : text
    }
}
