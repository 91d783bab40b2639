package import Domain
package import Foundation
import SQLEngine

extension DialogueSteps {
    /// Adds files to what was last written in a dialogue, by whoever wrote it. Throws `Attachment.Problem` where there is no room.
    package func attach(_ files: [NewAttachment], to dialogueID: Dialogue.ID, at now: Date) throws {
        guard !files.isEmpty else { return }
        guard files.count <= Attachment.messageLimit else { throw Attachment.Problem.tooMany }
        let (messageID, personID): (Int64, Person.ID) = try connection.one(
            """
            SELECT message_id, COALESCE(recorder_id, actor_id) FROM event
            WHERE dialogue_id = \(dialogueID) AND message_id IS NOT NULL ORDER BY id DESC LIMIT 1
            """
        ) { (try $0.integer(), try $0.identifier()) }
        for file in files {
            _ = try AttachmentRows.insert(file, in: .dialogue(dialogueID, personID), messageID: messageID, connection, at: now)
        }
    }

    /// The files of what the parties and the municipality have said to each other: what can be made public.
    package func publishableAttachments(of dialogue: Dialogue) throws -> Set<Attachment.ID> {
        Set(try AttachmentRows.byMessage(of: dialogue, connection).values.flatMap { $0 }.map(\.id))
    }

    /// Lets everybody read these files, and no other of the dialogue's, as long as the dialogue and the words they came with are
    /// public. Files of staff notes never are.
    func publishAttachments(_ ids: Set<Attachment.ID>, of dialogue: Dialogue) throws {
        try connection.run("UPDATE attachment SET is_public = 0 WHERE dialogue_id = \(dialogue.id) AND is_public = 1")
        try connection.run(
            """
            UPDATE attachment SET is_public = 1
            WHERE dialogue_id = \(dialogue.id) AND id IN (\(ids.sorted().sqlList))
                AND message_id IN (SELECT message_id FROM event WHERE dialogue_id = \(dialogue.id) AND audience = 'parties')
            """)
    }
}
