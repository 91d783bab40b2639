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
    package let facts: Facts

    /// What an act was about, besides its words.
    package struct Facts: Sendable, Equatable {
        package var clarifiedAs: Dialogue.Clarification?
        package var verdict: Dialogue.Verdict?
        /// Who was given the dialogue, who was invited, or to whom it was forwarded.
        package var aboutID: Person.ID?
        package var aboutName: String?
        package var dueOn: Day?
        /// The other dialogue of a split.
        package var linkedID: Dialogue.ID?

        package init(
            clarifiedAs: Dialogue.Clarification? = nil, verdict: Dialogue.Verdict? = nil, aboutID: Person.ID? = nil,
            aboutName: String? = nil, dueOn: Day? = nil, linkedID: Dialogue.ID? = nil
        ) {
            self.clarifiedAs = clarifiedAs
            self.verdict = verdict
            self.aboutID = aboutID
            self.aboutName = aboutName
            self.dueOn = dueOn
            self.linkedID = linkedID
        }
    }

    package enum Kind: String, Sendable, CaseIterable {
        case started, confirmed, answered, asked, replied, noted, closed, reopened, published
        case signedIn = "signed_in"
        case signInFailed = "sign_in_failed"
        case signedOut = "signed_out"
        /// The old secret address opens nothing; a new one was given.
        case addressRenewed = "address_renewed"
        /// A place citizens are led to was added or changed.
        case diversionEdited = "diversion_edited"
        case clarified
        case handedOver = "handed_over"
        case forwarded, split
        case partyInvited = "party_invited"
        case partyLeft = "party_left"
        /// The starter said whether others may read along.
        case consented
        case consentAsked = "consent_asked"
        /// Was public and was taken back.
        case withdrawn
        /// Somebody answered *Blev det løst?*
        case judged
        /// Staff said what the dialogue is about.
        case themed
        case themeAdded = "theme_added"
        case themeRetired = "theme_retired"
        /// Staff shows what somebody outside has said, or does not.
        case commentShown = "comment_shown"
        case commentRefused = "comment_refused"
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
        /// The forum, association or company an invited party speaks for.
        package let behalf: String?

        package enum Part: String, Sendable, CaseIterable { case starter, party, staff, system }

        package init(personID: Person.ID?, name: String?, part: Part, behalf: String? = nil) {
            self.behalf = behalf
            self.personID = personID
            self.name = name
            self.part = part
        }
    }

    package init(
        id: ID, kind: Kind, at: Date, audience: Audience, actor: Actor, text: String?, channel: Channel?, recorderName: String? = nil,
        ground: Dialogue.Ground? = nil, facts: Facts = Facts()
    ) {
        self.facts = facts
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
