import Foundation

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

/// What of a dialogue everybody may read: its heading, and the public words of the messages shown.
package struct NewPublication: Sendable, Equatable {
    package let subject: String
    /// By message; who is not here stays between the parties.
    package let texts: [Int64: String]
    /// Of the messages shown; files are hidden until somebody has looked at each.
    package let files: Set<Attachment.ID>
    /// Others may say something to it, where the starter agrees.
    package let opensComments: Bool

    package enum Decision: String, Sendable { case hide, keep }

    package enum Field: Sendable, Hashable {
        case subject
        /// A message and the place of the finding in it.
        case finding(Int64, Int)
        /// Nothing is shown at all.
        case shown
    }

    /// - Parameters:
    ///   - shown: the messages everybody may read.
    ///   - decisions: of each finding in them that may be kept.
    package init(
        subject: String, parts: [Dialogue.PublicPart], shown: Set<Int64>, decisions: [Field: Decision],
        files: Set<Attachment.ID> = [], opensComments: Bool = false
    ) throws(Invalid<Field>) {
        let subject = subject.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var problems = Invalid<Field>()
        problems.require(.subject, subject, atMost: Dialogue.subjectLimit)
        problems.check(.subject, Self.isFree(subject), .malformed)
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

    /// Holds no contact data and no CPR number: fit for a heading, or for what came of a public dialogue.
    package static func isFree(_ text: String) -> Bool { SensitiveText.find(in: text).allSatisfy(\.mayBeKept) }
}
