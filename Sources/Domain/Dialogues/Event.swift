package import Foundation

/// One line of the journal: who did what, when. Never edited, never deleted. It is the timeline on the page.
package struct Event: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Event>

    package let id: ID
    package let kind: Kind
    package let at: Date
    package let audience: Audience
    package let actor: Actor
    /// What was written, for the kinds that carry words.
    package let text: String?
    package let channel: Channel?
    /// Who wrote it down, when the actor said it by telephone or at a meeting.
    package let recorderName: String?
    /// How it ended, for a closing.
    package let ground: Dialogue.Ground?

    package enum Kind: String, Sendable, CaseIterable {
        case started, confirmed, answered, asked, replied, noted, closed, reopened, published
        case signedIn = "signed_in"
        case signInFailed = "sign_in_failed"
        case signedOut = "signed_out"
        /// The old secret address opens nothing; a new one was given.
        case addressRenewed = "address_renewed"
    }

    /// Who may read a line of a dialogue they may read at all.
    package enum Audience: String, Sendable, CaseIterable {
        case everyone, parties, staff
    }

    package enum Channel: String, Sendable, CaseIterable {
        case web, mail, telephone, letter, meeting
    }

    /// Who acted, as the page may show it.
    package struct Actor: Sendable, Equatable {
        package let personID: Person.ID?
        package let name: String?
        package let part: Part

        package enum Part: String, Sendable, CaseIterable { case starter, party, staff, system }

        package init(personID: Person.ID?, name: String?, part: Part) {
            self.personID = personID
            self.name = name
            self.part = part
        }
    }

    package init(
        id: ID, kind: Kind, at: Date, audience: Audience, actor: Actor, text: String?, channel: Channel?, recorderName: String? = nil,
        ground: Dialogue.Ground? = nil
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.audience = audience
        self.actor = actor
        self.text = text
        self.channel = channel
        self.recorderName = recorderName
        self.ground = ground
    }
}
