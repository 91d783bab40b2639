import Domain
import Foundation
import SQLEngine

/// How files are kept in their rows, and who may read them.
enum AttachmentRows {
    static let columns: SQL = "a.id, a.name, a.kind, a.byte_count, a.width, a.height, a.is_public, a.created_at"

    static func read(_ row: inout SQLRow) throws -> Attachment {
        let id: Attachment.ID = try row.identifier()
        let name = AttachmentName(stored: try row.text())
        let (kind, byteCount): (Attachment.Kind, Int) = (try row.choice(), try row.count())
        let (width, height) = (try row.optionalInteger(), try row.optionalInteger())
        var size: Attachment.Size?
        if let width, let height { size = Attachment.Size(width: Int(width), height: Int(height)) }
        return Attachment(
            id: id, name: name, kind: kind, byteCount: byteCount, size: size, isPublic: try row.flag(), createdAt: try row.moment())
    }

    static func all(_ condition: SQL, _ connection: any SQLConnection) throws -> [Attachment] {
        try connection.rows("SELECT \(columns) FROM attachment a WHERE \(condition) ORDER BY a.id LIMIT 1000", read)
    }

    static let sent: SQL = """
        FROM attachment a JOIN message m ON m.id = a.message_id JOIN event e ON e.message_id = m.id
            JOIN dialogue d ON d.id = a.dialogue_id
        """

    /// `DialoguePolicy.mayRead(_:fileOf:hasPublicText:isPublic:in:)` in SQL, over `sent`.
    static func readable(by viewer: Viewer) -> SQL {
        let isPublic: SQL = """
            (d.visibility = 'everyone' AND d.stage <> 'unconfirmed' AND e.audience <> 'staff' AND m.public_text IS NOT NULL
             AND a.is_public = 1)
            """
        return switch viewer {
        case .anonymous: isPublic
        case .party(_, let id): "(d.id = \(id) AND e.audience <> 'staff' OR \(isPublic))"
        case .staff(let staff): "(\(DialogueRows.workable(by: staff)) OR \(isPublic))"
        }
    }

    static func byEvent(
        of dialogue: Dialogue, as viewer: Viewer, _ connection: any SQLConnection
    ) throws -> [Event.ID: [Attachment]] {
        let files = try connection.rows(
            "SELECT \(columns), e.id \(sent) WHERE a.dialogue_id = \(dialogue.id) AND \(readable(by: viewer)) ORDER BY a.id LIMIT 5000"
        ) { row in
            let attachment = try read(&row)
            return (eventID: try row.identifier() as Event.ID, attachment: attachment)
        }
        return Dictionary(grouping: files, by: \.eventID).mapValues { $0.map(\.attachment) }
    }

    /// The files of what the parties and the municipality have said to each other, by message: what can be made public.
    static func byMessage(of dialogue: Dialogue, _ connection: any SQLConnection) throws -> [Int64: [Attachment]] {
        let files = try connection.rows(
            """
            SELECT \(columns), a.message_id \(sent)
            WHERE a.dialogue_id = \(dialogue.id) AND e.audience = 'parties' ORDER BY a.id LIMIT 5000
            """
        ) { row in
            let attachment = try read(&row)
            return (messageID: try row.integer(), attachment: attachment)
        }
        return Dictionary(grouping: files, by: \.messageID).mapValues { $0.map(\.attachment) }
    }

    /// Whose files: a draft's, or those of somebody in a dialogue.
    enum Place {
        case draft(Draft.ID)
        case dialogue(Dialogue.ID, Person.ID)

        var draftID: Draft.ID? { if case .draft(let id) = self { id } else { nil } }
        var dialogueID: Dialogue.ID? { if case .dialogue(let id, _) = self { id } else { nil } }
        var personID: Person.ID? { if case .dialogue(_, let id) = self { id } else { nil } }

        /// What counts towards the limit of bytes.
        var all: SQL {
            switch self {
            case .draft(let id): "a.draft_id = \(id)"
            case .dialogue(let id, _): "a.dialogue_id = \(id)"
            }
        }

        /// What waits to be sent.
        var waiting: SQL {
            switch self {
            case .draft(let id): "a.draft_id = \(id)"
            case .dialogue(let id, let personID): "a.dialogue_id = \(id) AND a.person_id = \(personID) AND a.message_id IS NULL"
            }
        }
    }

    /// Keeps a file; the same content twice in one place is one. Throws `Attachment.Problem` where there is no more room.
    static func insert(
        _ new: NewAttachment, in place: Place, messageID: Int64? = nil, _ connection: any SQLConnection, at now: Date
    ) throws -> Attachment.ID {
        let digest = Secrets.digest(new.bytes)
        let same = try connection.first("SELECT a.id FROM attachment a WHERE \(place.waiting) AND a.digest = \(digest)") {
            try $0.identifier() as Attachment.ID
        }
        if let same, messageID == nil { return same }
        let bytes = try connection.one("SELECT CAST(COALESCE(SUM(a.byte_count), 0) AS BIGINT) FROM attachment a WHERE \(place.all)") {
            try $0.count()
        }
        guard bytes + new.bytes.count <= Attachment.dialogueByteLimit else { throw Attachment.Problem.dialogueFull }
        let id: Attachment.ID = try connection.insert(
            """
            INSERT INTO attachment (draft_id, dialogue_id, message_id, person_id, name, kind, byte_count, digest, width, height, created_at)
            VALUES (\(place.draftID), \(place.dialogueID), \(messageID), \(place.personID), \(new.name.text), \(new.kind),
                    \(new.bytes.count), \(digest), \(new.size?.width), \(new.size?.height), \(now))
            """)
        try connection.run(
            "INSERT INTO attachment_content (attachment_id, thumbnail, bytes) VALUES (\(id), \(new.thumbnail), \(new.bytes))")
        return id
    }

    /// Puts files that wait to the newest message of a dialogue.
    static func attach(_ condition: SQL, toNewestMessageOf dialogueID: Dialogue.ID, _ connection: any SQLConnection) throws {
        let (messageID, actorID) = try connection.one(
            """
            SELECT message_id, COALESCE(recorder_id, actor_id) FROM event
            WHERE dialogue_id = \(dialogueID) AND message_id IS NOT NULL ORDER BY id DESC LIMIT 1
            """
        ) { (try $0.integer(), try $0.integer()) }
        try connection.run(
            """
            UPDATE attachment
            SET draft_id = NULL, dialogue_id = \(dialogueID), message_id = \(messageID), person_id = COALESCE(person_id, \(actorID))
            WHERE \(condition) AND message_id IS NULL
            """)
    }

    /// Deletes files that were never sent, with their content; how many.
    @discardableResult
    static func delete(_ condition: SQL, _ connection: any SQLConnection) throws -> Int {
        try connection.run(
            """
            DELETE FROM attachment_content
            WHERE attachment_id IN (SELECT id FROM attachment WHERE \(condition) AND message_id IS NULL)
            """)
        return try connection.run("DELETE FROM attachment WHERE \(condition) AND message_id IS NULL")
    }
}
