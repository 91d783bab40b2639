import Domain
import Foundation
import SQLEngine

/// A dialogue's messages as they may become public.
enum PublicRows {
    static func preview(of dialogue: Dialogue, _ connection: any SQLConnection) throws -> DialogueStore.Preview {
        let names = try names(in: dialogue, connection)
        return DialogueStore.Preview(messages: try messages(of: dialogue, names, connection), names: names)
    }

    /// When the starter was last asked whether others may read along.
    static func consentAskedAt(_ id: Dialogue.ID, _ connection: any SQLConnection) throws -> Date? {
        try connection.first("SELECT at FROM event WHERE dialogue_id = \(id) AND kind = 'consent_asked' ORDER BY id DESC LIMIT 1") {
            try $0.moment()
        }
    }

    static func names(in dialogue: Dialogue, _ connection: any SQLConnection) throws -> NameFinder {
        let names = try connection.rows(
            """
            SELECT p.name FROM person p WHERE p.id = \(dialogue.starterID)
            UNION ALL SELECT p.name FROM party pa JOIN person p ON p.id = pa.person_id WHERE pa.dialogue_id = \(dialogue.id)
            """
        ) { try $0.text() }
        let places = try connection.rows("SELECT name FROM area UNION ALL SELECT name FROM place") { try $0.text() }
        return NameFinder(names: names, places: places)
    }

    private static func messages(
        of dialogue: Dialogue, _ names: NameFinder, _ connection: any SQLConnection
    ) throws -> [DialogueStore.Preview.Message] {
        let lastPublished = try connection.one(
            "SELECT COALESCE(MAX(id), 0) FROM event WHERE dialogue_id = \(dialogue.id) AND kind = 'published'"
        ) { try $0.integer() }
        let isPublic = dialogue.visibility == .everyone
        let files = try AttachmentRows.byMessage(of: dialogue, connection)
        return try connection.rows(
            """
            SELECT m.id, m.text, m.public_text, e.id, e.kind, e.at, p.name, e.part
            FROM event e JOIN message m ON m.id = e.message_id LEFT JOIN person p ON p.id = e.actor_id
            WHERE e.dialogue_id = \(dialogue.id) AND e.audience = 'parties' ORDER BY e.id
            """
        ) { row in
            let (messageID, text, publicText) = (try row.integer(), try row.text(), try row.optionalText())
            let (eventID, kind): (Int64, Event.Kind) = (try row.integer(), try row.choice())
            let at = try row.moment()
            return DialogueStore.Preview.Message(
                part: Dialogue.PublicPart(messageID: messageID, text: text, names: names), publicText: publicText,
                attachments: files[messageID] ?? [],
                isNew: isPublic && eventID > lastPublished, kind: kind, at: at, authorName: try row.optionalText(),
                part: try row.choice())
        }
    }
}
