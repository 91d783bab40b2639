import Domain
import Foundation
import SQLEngine

/// Mail enqueued in the transaction of the act it tells of. The key says which mail it is, so none is sent twice.
struct Outbox {
    let connection: any SQLConnection

    func enqueue(
        _ kind: MailKind, to recipientID: Person.ID, about dialogueID: Dialogue.ID? = nil, subject subjectID: Int64? = nil,
        key: String, at now: Date
    ) throws {
        try connection.run(
            """
            INSERT INTO outbox (key, kind, recipient_id, dialogue_id, subject_id, created_at, state, next_attempt_at)
            SELECT \(key), \(kind), id, \(dialogueID), \(subjectID), \(now), 'waiting', \(now)
            FROM person WHERE id = \(recipientID) AND email IS NOT NULL
            ON CONFLICT (key) DO NOTHING
            """)
    }
}
