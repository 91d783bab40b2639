import Domain
import Foundation
import SQLEngine

/// The only writer of `event`. Called in the transaction of the change it tells of.
struct Journal {
    let connection: any SQLConnection

    @discardableResult
    func record(
        _ kind: Event.Kind, of dialogueID: Dialogue.ID?, by actorID: Person.ID?, as part: Event.Actor.Part,
        for audience: Event.Audience, message messageID: Int64? = nil, recordedBy recorderID: Person.ID? = nil,
        closing: NewClosing? = nil, facts: Event.Facts = Event.Facts(), at now: Date
    ) throws -> Event.ID {
        try connection.insert(
            """
            INSERT INTO event (dialogue_id, kind, at, audience, actor_id, part, message_id, recorder_id, ground, outcome, clarified_as,
                               verdict, about_id, about_name, due_on, linked_id)
            VALUES (\(dialogueID), \(kind), \(now), \(audience), \(actorID), \(part), \(messageID), \(recorderID), \(closing?.ground),
                    \(closing?.outcome), \(facts.clarifiedAs), \(facts.verdict), \(facts.aboutID), \(facts.aboutName), \(facts.dueOn),
                    \(facts.linkedID))
            """)
    }
}
