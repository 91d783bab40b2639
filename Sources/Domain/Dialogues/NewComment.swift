import Foundation

/// A comment as its writer typed it. Everybody may read it one day, so contact data is refused where it is written.
package struct NewComment: Sendable, Equatable {
    package let kind: Comment.Kind
    package let text: String?
    /// The name to show; nil shows none.
    package let name: String?
    package let email: EmailAddress
    package let language: Language

    package enum Field: String, Sendable, CaseIterable { case kind, text, name, email }

    /// An experience needs words; support does not.
    package init(
        kind: String, text: String, name: String, email: String, language: Language
    ) throws(Invalid<Field>) {
        let text = text.trimmed
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let (chosen, address) = (Comment.Kind(rawValue: kind), EmailAddress(email))
        var problems = Invalid<Field>()
        problems.check(.kind, chosen != nil, .needsChoice)
        problems.check(.text, chosen != .experience || !text.isEmpty, .missing)
        problems.check(.text, text.count <= Comment.textLimit, .tooLong(limit: Comment.textLimit, length: text.count))
        problems.check(.text, NewPublication.isFree(text), .malformed)
        problems.check(.name, name.count <= Person.nameLimit, .tooLong(limit: Person.nameLimit, length: name.count))
        problems.check(.name, NewPublication.isFree(name), .malformed)
        problems.check(.email, email.contains { !$0.isWhitespace }, .missing)
        problems.check(.email, address != nil, .malformed)
        guard problems.isEmpty, let chosen, let address else { throw problems }
        self.kind = chosen
        self.text = text.isEmpty ? nil : text
        self.name = name.isEmpty ? nil : name
        self.email = address
        self.language = language
    }
}

/// What staff decides about a comment.
package enum CommentVerdict: Sendable, Equatable {
    case show
    /// With a reason that its writer reads.
    case refuse(reason: String)

    package enum Field: String, Sendable, CaseIterable { case reason }

    /// - Parameter reason: needed for a refusal only.
    package init(shows: Bool, reason: String) throws(Invalid<Field>) {
        if shows {
            self = .show
            return
        }
        let reason = reason.trimmed
        var problems = Invalid<Field>()
        problems.require(.reason, reason, atMost: Dialogue.reasonLimit)
        guard problems.isEmpty else { throw problems }
        self = .refuse(reason: reason)
    }

    package var step: Comment.Step {
        switch self {
        case .show: .show
        case .refuse: .refuse
        }
    }
}
