package import Foundation

/// What somebody outside of a public dialogue says to it: that they support it, or what they have met themselves.
package struct Comment: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Comment>

    package let id: ID
    package let dialogueID: Dialogue.ID
    package let kind: Kind
    /// Nil for support without words, and once it was withdrawn.
    package let text: String?
    /// The name its writer wants shown; nil for none.
    package let name: String?
    package let state: State
    /// When its writer confirmed it, or asked, while they have not.
    package let at: Date
    /// Why staff does not show it.
    package let reason: String?

    package init(
        id: ID, dialogueID: Dialogue.ID, kind: Kind, text: String?, name: String?, state: State, at: Date, reason: String? = nil
    ) {
        self.id = id
        self.dialogueID = dialogueID
        self.kind = kind
        self.text = text
        self.name = name
        self.state = state
        self.at = at
        self.reason = reason
    }

    package enum Kind: String, Sendable, CaseIterable { case support, experience }

    package enum State: String, Sendable, CaseIterable {
        /// The mail that asks for confirmation is sent.
        case unconfirmed
        /// Staff has not looked at it yet.
        case waiting
        case shown
        /// Staff does not show it, and has said why.
        case refused
        /// Taken back by its writer: words and address are gone.
        case withdrawn
    }

    package enum Step: String, Sendable, CaseIterable {
        /// The writer says from the mailbox that it is theirs.
        case confirm
        case show, refuse, withdraw
    }

    /// Whether a person has to look at it: bare support says nothing that could hurt anybody.
    package var hasWords: Bool { text != nil || name != nil }

    package static let textLimit = 1000
}

extension Comment.State {
    /// The whole life of a comment: the state after a step, nil where the step does not exist.
    ///
    /// - Parameter hasWords: of the comment; only words wait for staff.
    package func after(_ step: Comment.Step, hasWords: Bool) -> Comment.State? {
        switch (self, step) {
        case (.unconfirmed, .confirm): hasWords ? .waiting : .shown
        // The link in the mail is pressed twice.
        case (_, .confirm): self == .withdrawn ? nil : self
        case (.waiting, .show), (.refused, .show): .shown
        case (.waiting, .refuse), (.shown, .refuse): .refused
        case (.unconfirmed, .show), (.unconfirmed, .refuse), (.withdrawn, _), (.shown, .show), (.refused, .refuse): nil
        case (_, .withdraw): .withdrawn
        }
    }
}

extension Dialogue {
    /// Whether others may say something to a public dialogue.
    package enum Comments: String, Sendable, CaseIterable {
        /// The starter has not agreed to it, or has changed their mind: none are shown.
        case none
        /// The starter has agreed.
        case wanted
        /// Staff has opened for them.
        case open
    }
}
