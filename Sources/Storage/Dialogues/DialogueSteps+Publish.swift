package import Domain
package import Foundation
import SQLEngine

// Private until chosen: the starter lets others read along, staff decides what of each message, and the starter can take it back.
extension DialogueSteps {
    /// The starter has not said that others may read along, or has taken it back since the page was shown.
    package struct NoConsent: Error, Sendable, Equatable {}

    /// What everybody would read names people, and nobody has decided that it may.
    package struct NamesUndecided: Error, Sendable, Equatable {
        package let names: [String]
    }

    /// What the starter says about others reading along. Saying no takes a public dialogue back at once.
    ///
    /// - Parameter wantsComments: others may say something to it too.
    package func consent(
        _ consent: Dialogue.Consent, wantsComments: Bool, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.TakePart>, at now: Date
    ) throws {
        guard permit.action.personID == dialogue.starterID else { throw NotFound() }
        let comments = dialogue.comments.when(isWanted: wantsComments && consent != .private)
        guard consent != dialogue.consent || comments != dialogue.comments || (consent == .private && dialogue.visibility == .everyone)
        else { return }
        try connection.run("UPDATE dialogue SET consent = \(consent), comments = \(comments) WHERE id = \(dialogue.id)")
        if consent == .private, dialogue.visibility == .everyone {
            return try withdraw(dialogue, by: dialogue.starterID, as: .starter, at: now)
        }
        let eventID = try journal.record(.consented, of: dialogue.id, by: dialogue.starterID, as: .starter, for: .parties, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        if dialogue.visibility == .everyone {
            try connection.run("UPDATE dialogue SET is_name_public = \(consent == .publicNamed) WHERE id = \(dialogue.id)")
            connection.touchContent()
        } else if consent != .private, consent != dialogue.consent, dialogue.stage != .unconfirmed {
            try mail(.consented, to: dialogue.ownerID, about: dialogue.id, event: eventID, at: now)
        }
    }

    /// Asks the starter whether others may read along; once a week at most, however often it is pressed.
    package func askForConsent(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date) throws {
        guard dialogue.stage != .unconfirmed else { throw StepRefused(step: .ask, stage: dialogue.stage) }
        let last = try PublicRows.consentAskedAt(dialogue.id, connection)
        guard Dialogue.mayAskForConsent(lastAskedAt: last, at: now) else { return }
        let eventID = try journal.record(
            .consentAsked, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .parties, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        try mail(.askConsent, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
    }

    /// Shows everybody what was decided, and nothing else of the dialogue. Throws `NoConsent`.
    package func publish(
        _ new: NewPublication, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date
    ) throws {
        guard dialogue.consent != .private else { throw NoConsent() }
        guard dialogue.stage != .unconfirmed else { throw StepRefused(step: .answer, stage: dialogue.stage) }
        try connection.run("UPDATE message SET public_text = NULL WHERE dialogue_id = \(dialogue.id) AND public_text IS NOT NULL")
        for (messageID, text) in new.texts.sorted(by: { $0.key < $1.key }) {
            try connection.run(
                """
                UPDATE message SET public_text = \(text)
                WHERE id = \(messageID) AND id IN (SELECT message_id FROM event WHERE dialogue_id = \(dialogue.id) AND audience = 'parties')
                """)
        }
        try publishAttachments(new.files, of: dialogue)
        let comments: Dialogue.Comments = dialogue.comments == .none ? .none : new.opensComments ? .open : .wanted
        let outcome = dialogue.closing.map { new.outcome ?? $0.outcome }
        let eventID = try journal.record(
            .published, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .everyone, at: now)
        try connection.run(
            """
            UPDATE dialogue
            SET visibility = 'everyone', withdrawn_at = NULL, subject = \(new.subject), outcome = \(outcome), is_name_public = \(dialogue.consent == .publicNamed),
                comments = \(comments), last_event_id = \(eventID)
            WHERE id = \(dialogue.id)
            """)
        connection.touchContent()
        if dialogue.visibility == .parties {
            try mail(.published, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
        } else {
            try tellFollowers(of: dialogue, event: eventID, at: now)
        }
    }

    /// Staff takes a dialogue back from the public.
    package func unpublish(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date) throws {
        guard dialogue.visibility == .everyone else { return }
        try withdraw(dialogue, by: permit.action.staffID, as: .staff, at: now)
    }

    private func withdraw(_ dialogue: Dialogue, by personID: Person.ID, as part: Event.Actor.Part, at now: Date) throws {
        try connection.run("UPDATE message SET public_text = NULL WHERE dialogue_id = \(dialogue.id) AND public_text IS NOT NULL")
        let eventID = try journal.record(.withdrawn, of: dialogue.id, by: personID, as: part, for: .parties, at: now)
        try connection.run(
            """
            UPDATE dialogue SET visibility = 'parties', is_name_public = 0, withdrawn_at = \(now), last_event_id = \(eventID)
            WHERE id = \(dialogue.id)
            """)
        connection.touchContent()
        let (kind, other): (MailKind, Person.ID) =
            part == .starter ? (.withdrawn, dialogue.ownerID) : (.unpublished, dialogue.starterID)
        try mail(kind, to: other, about: dialogue.id, event: eventID, at: now)
    }

    /// The messages that can become public, oldest first, with what in them has to be decided.
    package func publicParts(of dialogue: Dialogue) throws -> [Dialogue.PublicPart] {
        try PublicRows.preview(of: dialogue, connection).messages.map(\.part)
    }
}

extension Dialogue.Comments {
    /// What staff has opened stays open while the starter wants it.
    fileprivate func when(isWanted: Bool) -> Dialogue.Comments {
        guard isWanted else { return .none }
        return self == .none ? .wanted : self
    }
}
