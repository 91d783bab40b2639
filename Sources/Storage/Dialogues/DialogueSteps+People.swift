package import Domain
package import Foundation
import SQLEngine

// The right person: who has a dialogue, who takes part in it, to whom it was sent on.
extension DialogueSteps {
    /// It is not yet said, or said to be administration, so it cannot go there.
    package struct NotClarified: Error, Sendable, Equatable {
        package let receiver: Dialogue.Holder
    }

    /// Gives the dialogue to somebody else, with a question and a date. The citizen is told who has it.
    ///
    /// Throws `NotClarified` where the receiver's part asks for a clarification first, `Invalid` when the receiver has left.
    package func handOver(
        _ new: NewHandOver, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date
    ) throws {
        guard let receiver = try StaffRows.keeper(new.receiverID, on: Day(of: now), connection) else {
            throw Invalid<NewHandOver.Field>(.receiver, .unknown)
        }
        guard receiver.holder.mayHave(dialogue.clarifiedAs) else { throw NotClarified(receiver: receiver.holder) }
        let act = Act(
            kind: .handedOver, actorID: permit.action.staffID, part: .staff, text: new.question, channel: .web,
            facts: .init(aboutID: new.receiverID, dueOn: new.dueOn))
        let (eventID, _) = try apply(.handOver, to: dialogue, act, receiver: receiver, dueOn: new.dueOn, at: now)
        if new.receiverID != permit.action.staffID {
            try mail(.handedOver, to: new.receiverID, about: dialogue.id, event: eventID, at: now)
        }
        try tell(.passedOn, dialogue, event: eventID, at: now)
    }

    /// The owner does not work here any more: today's Fælles-skaber has it, and both sides are told. Step and date stay. False where
    /// nobody else is there to have it.
    func adopt(_ dialogue: Dialogue, at now: Date) throws -> Bool {
        let keeper = try keeper(of: dialogue, on: Day(of: now))
        guard keeper.personID != dialogue.ownerID else { return false }
        let eventID = try journal.record(
            .handedOver, of: dialogue.id, by: nil, as: .system, for: .parties,
            facts: .init(aboutID: keeper.personID, dueOn: dialogue.dueOn), at: now)
        try connection.run(
            """
            UPDATE dialogue SET owner_id = \(keeper.personID), holder = \(keeper.holder), department_id = NULL, last_event_id = \(eventID)
            WHERE id = \(dialogue.id)
            """)
        try mail(.handedOver, to: keeper.personID, about: dialogue.id, event: eventID, at: now)
        try tell(.passedOn, dialogue, event: eventID, at: now)
        if dialogue.visibility == .everyone { connection.touchContent() }
        return true
    }

    /// Writes down that the matter was sent to somebody outside the municipality, and tells the citizen. Whoever has the dialogue
    /// keeps it, and sees to it that it ends.
    package func forward(
        _ new: NewForwarding, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date
    ) throws {
        let act = Act(
            kind: .forwarded, actorID: permit.action.staffID, part: .staff, text: new.text, channel: .web,
            facts: .init(aboutName: new.to))
        let (eventID, _) = try apply(.answer, to: dialogue, act, at: now)
        try connection.run("UPDATE dialogue SET answered_at = \(now) WHERE id = \(dialogue.id) AND answered_at IS NULL")
        try tell(.forwarded, dialogue, event: eventID, at: now)
    }

    /// Lets somebody take part. Throws `Invalid` when they do already, or when there are too many.
    package func invite(_ new: NewParty, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Invite>, at now: Date) throws {
        guard dialogue.stage != .unconfirmed else { throw StepRefused(step: .answer, stage: dialogue.stage) }
        let parties = try PartyRows.all(of: dialogue.id, connection)
        let starter = try PersonRows.one(dialogue.starterID, connection)
        let taken = ([starter] + parties.map(\.person)).compactMap { $0.email.flatMap(EmailAddress.init)?.key }
        guard !taken.contains(new.email.key) else { throw Invalid<NewParty.Field>(.email, .taken) }
        guard parties.count < Party.limit else { throw Invalid<NewParty.Field>(.name, .outOfRange) }
        let personID: Person.ID = try connection.insert(
            """
            INSERT INTO person (name, email, email_key, language, created_at)
            VALUES (\(new.name), \(new.email.text), \(new.email.key), \(starter.language), \(now))
            """)
        try connection.run(
            """
            INSERT INTO party (dialogue_id, person_id, behalf_name, invited_at)
            VALUES (\(dialogue.id), \(personID), \(new.behalf), \(now))
            """)
        _ = try insertAccess(dialogue.id, personID, at: now)
        let action = permit.action
        let eventID = try note(.partyInvited, of: dialogue, by: action.inviterID, as: action.part, about: personID, at: now)
        try mail(.invited, to: personID, about: dialogue.id, event: eventID, at: now)
        if action.part == .staff { try mail(.partyInvited, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now) }
    }

    /// A party leaves: their address opens nothing any more.
    package func leave(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.TakePart>, at now: Date) throws {
        // Without its starter there is no dialogue; who has left has left.
        guard permit.action.personID != dialogue.starterID else { throw NotFound() }
        try end(permit.action.personID, dialogue, at: now)
        _ = try note(.partyLeft, of: dialogue, by: permit.action.personID, as: .party, about: permit.action.personID, at: now)
    }

    /// The starter, or staff, ends somebody's part.
    package func remove(_ personID: Person.ID, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Invite>, at now: Date) throws {
        try end(personID, dialogue, at: now)
        _ = try note(.partyLeft, of: dialogue, by: permit.action.inviterID, as: permit.action.part, about: personID, at: now)
    }

    private func end(_ personID: Person.ID, _ dialogue: Dialogue, at now: Date) throws {
        let left = try connection.run(
            """
            UPDATE party SET left_at = \(now) WHERE dialogue_id = \(dialogue.id) AND person_id = \(personID) AND left_at IS NULL
            """)
        guard left == 1 else { throw NotFound() }
        try connection.run(
            """
            UPDATE access SET revoked_at = \(now)
            WHERE dialogue_id = \(dialogue.id) AND person_id = \(personID) AND revoked_at IS NULL
            """)
    }

    /// A line of the journal that moves neither the ball nor the date.
    private func note(
        _ kind: Event.Kind, of dialogue: Dialogue, by actorID: Person.ID, as part: Event.Actor.Part, about personID: Person.ID, at now: Date
    ) throws -> Event.ID {
        let eventID = try journal.record(
            kind, of: dialogue.id, by: actorID, as: part, for: .parties, facts: .init(aboutID: personID), at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        return eventID
    }
}
