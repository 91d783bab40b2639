package import Foundation

extension Dialogue {
    /// One message as it may become public: what in it says who somebody is has to be decided.
    package struct PublicPart: Sendable, Equatable {
        package let messageID: Int64
        package let text: String
        package let findings: [SensitiveText.Finding]

        /// - Parameter names: of everybody who takes part, and whose name is not theirs to give away.
        package init(messageID: Int64, text: String, names: NameFinder) {
            self.messageID = messageID
            self.text = text
            findings = SensitiveText.find(in: text, names)
        }
    }
}

extension SensitiveText.Finding {
    /// Contact data and CPR numbers are never public. A name, and what only looks like a number, is for a person to judge.
    package var mayBeKept: Bool { kind == .name || certainty == .hint }
}

extension Dialogue {
    /// A starter who did not answer is not asked again before this many days.
    package static let consentPause = 7

    package static func mayAskForConsent(lastAskedAt: Date?, at now: Date) -> Bool {
        lastAskedAt.map { now.timeIntervalSince($0) >= Double(consentPause) * 86_400 } ?? true
    }
}

/// What of a dialogue everybody may read: its heading, what came of it, and the public words of the messages shown.
package struct NewPublication: Sendable, Equatable {
    package let subject: String
    /// Nil leaves it as it is.
    package let outcome: String?
    /// By message; who is not here stays between the parties.
    package let texts: [Int64: String]
    /// Of the messages shown; files are hidden until somebody has looked at each.
    package let files: Set<Attachment.ID>
    /// Others may say something to it, where the starter agrees.
    package let opensComments: Bool

    package enum Decision: String, Sendable { case hide, keep }

    /// What stands above the messages, as staff wrote it.
    package struct Top: Sendable {
        package let subject: String
        /// Nil while the dialogue is open.
        package let outcome: String?
        /// The names in the two may be read by everybody.
        package let keepsNames: Bool

        package init(subject: String, outcome: String?, keepsNames: Bool) {
            (self.subject, self.outcome, self.keepsNames) = (subject, outcome, keepsNames)
        }

        /// Names of people in it, which somebody has to decide about.
        package func names(_ finder: NameFinder) -> [String] {
            let names = [subject, outcome].compactMap { $0 }.flatMap { line in
                SensitiveText.find(in: line, finder).filter { $0.kind == .name }.map { String(line[$0.range]) }
            }
            var seen: Set<String> = []
            return names.filter { seen.insert($0).inserted }
        }
    }

    package enum Field: Sendable, Hashable {
        case subject, outcome
        /// Of people, in one of the two.
        case names
        /// A message and the place of the finding in it.
        case finding(Int64, Int)
        /// Nothing is shown at all.
        case shown
    }

    /// - Parameters:
    ///   - names: of everybody who takes part.
    ///   - shown: the messages everybody may read.
    ///   - decisions: of each finding in them that may be kept.
    package init(
        _ top: Top, _ parts: [Dialogue.PublicPart], names: NameFinder, shown: Set<Int64>, decisions: [Field: Decision],
        files: Set<Attachment.ID> = [], opensComments: Bool = false
    ) throws(Invalid<Field>) {
        let (subject, outcome) = (Self.line(top.subject), top.outcome.map(Self.line))
        var problems = Invalid<Field>()
        problems.require(.subject, subject, atMost: Dialogue.subjectLimit)
        problems.check(.subject, Self.isFree(subject), .malformed)
        if let outcome {
            problems.require(.outcome, outcome, atMost: Dialogue.outcomeLimit)
            problems.check(.outcome, Self.isFree(outcome), .malformed)
        }
        problems.check(.names, top.keepsNames || top.names(names).isEmpty, .needsChoice)
        problems.check(.shown, parts.contains { shown.contains($0.messageID) }, .needsChoice)
        var texts: [Int64: String] = [:]
        for part in parts where shown.contains(part.messageID) {
            for (index, finding) in part.findings.enumerated() where finding.mayBeKept {
                problems.check(
                    .finding(part.messageID, index), decisions[.finding(part.messageID, index)] != nil, .needsChoice)
            }
            let hidden = part.findings.enumerated().filter { index, finding in
                !finding.mayBeKept || decisions[.finding(part.messageID, index)] != .keep
            }
            texts[part.messageID] = SensitiveText.mask(part.text, hidden.map(\.element))
        }
        guard problems.isEmpty else { throw problems }
        self.subject = subject
        self.outcome = outcome
        self.texts = texts
        self.files = files
        self.opensComments = opensComments
    }

    /// Everything shown; what may be kept is kept but for the names given. For the demo, whose people are invented.
    package init(
        all parts: [Dialogue.PublicPart], subject: String, hiding names: [String], files: Set<Attachment.ID> = [],
        opensComments: Bool = false
    ) {
        self.subject = subject
        outcome = nil
        self.files = files
        self.opensComments = opensComments
        texts = Dictionary(
            parts.map { part in
                let hidden = part.findings.filter { finding in
                    !finding.mayBeKept || names.contains { $0.localizedStandardContains(part.text[finding.range]) }
                }
                return (part.messageID, SensitiveText.mask(part.text, hidden))
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func line(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// Holds no contact data and no CPR number: fit for a heading, or for what came of a public dialogue.
    package static func isFree(_ text: String) -> Bool { SensitiveText.find(in: text).allSatisfy(\.mayBeKept) }
}
