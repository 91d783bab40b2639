import Domain
import SQLEngine

/// Dialogues as lines of a list, each with the name of its area.
enum DialogueLines {
    /// - Parameter rest: what stands behind WHERE, of `d`.
    static func rows(_ rest: SQL, _ connection: any SQLConnection) throws -> [DialogueStore.Line] {
        try connection.rows(
            "SELECT \(DialogueRows.columns), a.slug, a.name FROM dialogue d LEFT JOIN area a ON a.id = d.area_id WHERE \(rest)"
        ) { row in
            let dialogue = try DialogueRows.read(&row)
            let (slug, name) = (try row.optionalText(), try row.optionalText())
            guard let slug, let name else { return DialogueStore.Line(dialogue: dialogue, area: nil) }
            return DialogueStore.Line(dialogue: dialogue, area: DialogueStore.AreaName(slug: slug, name: name))
        }
    }
}
