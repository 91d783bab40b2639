package import Domain
package import Foundation
import SQLEngine

// What is politics and what is administration, before anything else is arranged.
extension DialogueSteps {
    /// Says whose matter it is, with the reason the citizen reads. It moves neither the ball nor the date.
    package func clarify(
        _ new: NewClarification, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Clarify>, at now: Date
    ) throws {
        // Both is two: `split` makes them.
        guard new.kind != .both else { throw StepRefused(step: .answer, stage: dialogue.stage) }
        let eventID = try record(new.kind, new.reason, of: dialogue, by: permit.action.staffID, at: now)
        try settle(new.kind, dialogue, eventID, at: now)
    }

    /// Makes two dialogues of one: the politics stays here, the administration gets its own reference, owner, step and date, and
    /// everybody who takes part gets an address of it.
    package func split(
        _ new: NewSplit, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Clarify>, at now: Date
    ) throws -> Dialogue.ID {
        guard dialogue.stage.isUnderWay else { throw StepRefused(step: .answer, stage: dialogue.stage) }
        let staffID = permit.action.staffID
        let eventID = try record(.both, new.reason, of: dialogue, by: staffID, at: now)
        try settle(.politics, dialogue, eventID, at: now)
        let partID = try insertPart(new, of: dialogue, at: now)
        let originEventID = try journal.record(
            .split, of: dialogue.id, by: staffID, as: .staff, for: .parties, facts: .init(linkedID: partID), at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(originEventID) WHERE id = \(dialogue.id)")
        let messageID = try insertMessage(new.text, partID, .web)
        let partEventID = try journal.record(
            .split, of: partID, by: staffID, as: .staff, for: .parties, message: messageID, facts: .init(linkedID: dialogue.id), at: now)
        let part = try DialogueRows.one(partID, connection)
        let lastEventID = try record(.administration, new.reason, of: part, by: staffID, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(lastEventID) WHERE id = \(partID)")
        try copyParties(from: dialogue, to: partID, at: now)
        try tell(.split, part, event: partEventID, at: now)
        return partID
    }

    private func record(
        _ kind: Dialogue.Clarification, _ reason: String, of dialogue: Dialogue, by staffID: Person.ID, at now: Date
    ) throws -> Event.ID {
        let messageID = try insertMessage(reason, dialogue.id, nil)
        return try journal.record(
            .clarified, of: dialogue.id, by: staffID, as: .staff, for: .parties, message: messageID, facts: .init(clarifiedAs: kind),
            at: now)
    }

    /// The first time is kept: from the start to here is how long the clarification took.
    private func settle(_ kind: Dialogue.Clarification, _ dialogue: Dialogue, _ eventID: Event.ID, at now: Date) throws {
        try connection.run(
            """
            UPDATE dialogue
            SET clarified_as = \(kind), clarified_at = COALESCE(clarified_at, \(now)), last_event_id = \(eventID),
                next_step = CASE WHEN next_step = 'clarify' THEN 'answer' ELSE next_step END
            WHERE id = \(dialogue.id)
            """)
        if dialogue.visibility == .everyone { connection.touchContent() }
    }

    private func insertPart(_ new: NewSplit, of dialogue: Dialogue, at now: Date) throws -> Dialogue.ID {
        let day = Day(of: now)
        let keeper = try keeper(of: dialogue, on: day)
        // What was promised stays promised.
        let dueOn = dialogue.stage == .withStaff ? dialogue.dueOn : nil
        return try connection.insert(
            """
            INSERT INTO dialogue (reference, kind, subject, scope, area_id, place, starter_id, behalf, behalf_name, guess, clarified_as,
                                  clarified_at, origin_id, stage, owner_id, holder, department_id, next_step, due_on, visibility,
                                  is_name_public, consent, started_at, last_event_id)
            VALUES (\(try nextReference(year: day.year)), \(dialogue.kind), \(new.subject), \(dialogue.scope.name), \(dialogue.areaID),
                    \(dialogue.place), \(dialogue.starterID), \(dialogue.behalf.kind), \(dialogue.behalf.name), \(dialogue.guess),
                    'administration', \(now), \(dialogue.id), 'with_staff', \(keeper.personID), \(keeper.holder), \(keeper.departmentID),
                    'answer', \(dueOn ?? municipality.clock.promise(madeOn: day)), 'parties', 0, \(dialogue.consent), \(now), 0)
            """)
    }

    private func copyParties(from dialogue: Dialogue, to partID: Dialogue.ID, at now: Date) throws {
        try connection.run(
            """
            INSERT INTO party (dialogue_id, person_id, behalf_name, invited_at)
            SELECT \(partID), person_id, behalf_name, \(now) FROM party WHERE dialogue_id = \(dialogue.id) AND left_at IS NULL
            """)
        for personID in [dialogue.starterID] + (try PartyRows.personIDs(of: partID, connection)) {
            _ = try insertAccess(partID, personID, at: now)
        }
    }
}
