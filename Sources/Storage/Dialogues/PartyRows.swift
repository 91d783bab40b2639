import Domain
import Foundation
import SQLEngine

/// Who takes part in a dialogue besides its starter.
enum PartyRows {
    static func personIDs(of dialogueID: Dialogue.ID, _ connection: any SQLConnection) throws -> [Person.ID] {
        try connection.rows("SELECT person_id FROM party WHERE dialogue_id = \(dialogueID) AND left_at IS NULL") {
            try $0.identifier()
        }
        .sorted()
    }

    static func all(of dialogueID: Dialogue.ID, _ connection: any SQLConnection) throws -> [Party] {
        try connection.rows(
            """
            SELECT p.id, p.name, p.email, p.phone, p.language, pa.behalf_name
            FROM party pa JOIN person p ON p.id = pa.person_id
            WHERE pa.dialogue_id = \(dialogueID) AND pa.left_at IS NULL ORDER BY pa.person_id
            """
        ) { row in
            Party(
                person: Person(
                    id: try row.identifier(), name: try row.text(), email: try row.optionalText(), phone: try row.optionalText(),
                    language: try row.choice()),
                behalf: try row.optionalText())
        }
    }
}
