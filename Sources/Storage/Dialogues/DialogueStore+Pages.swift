package import Domain
import Foundation
import SQLEngine

/// What the pages about dialogues show, each read in one snapshot.
extension DialogueStore {
    /// One dialogue with the names and lines the viewer may see.
    package struct Thread: Sendable {
        package let dialogue: Dialogue
        package let area: AreaName?
        package let owner: Person
        /// Nil when the viewer may not know who started it.
        package let starter: Person?
        package let events: [Event]
    }

    package struct AreaName: Sendable, Equatable {
        package let slug: String
        package let name: String
    }

    /// A dialogue as a line of a public list.
    package struct Line: Sendable {
        package let dialogue: Dialogue
        package let area: AreaName?
    }

    package func thread(_ reference: Reference, as viewer: Viewer) async throws -> Thread? {
        try await database.read { connection in
            try DialogueRows.first("d.reference = \(reference) AND \(DialogueRows.readable(by: viewer))", connection)
                .map { try Self.thread($0, as: viewer, connection) }
        }
    }

    package func thread(_ id: Dialogue.ID, as viewer: Viewer) async throws -> Thread? {
        try await database.read { connection in
            try DialogueRows.first("d.id = \(id) AND \(DialogueRows.readable(by: viewer))", connection)
                .map { try Self.thread($0, as: viewer, connection) }
        }
    }

    private static func thread(_ dialogue: Dialogue, as viewer: Viewer, _ connection: any SQLConnection) throws -> Thread {
        let audiences = DialoguePolicy.audiences(viewer, dialogue)
        let knowsStarter = audiences.contains(.parties) || dialogue.isNamePublic
        let area = try dialogue.areaID.flatMap { areaID in
            try connection.first("SELECT slug, name FROM area WHERE id = \(areaID)") {
                AreaName(slug: try $0.text(), name: try $0.text())
            }
        }
        let lines = try events(of: dialogue, audiences, connection)
        return Thread(
            dialogue: dialogue, area: area, owner: try PersonRows.one(dialogue.ownerID, connection),
            starter: knowsStarter ? try starter(of: dialogue, withContact: audiences.contains(.parties), connection) : nil, events: lines)
    }

    /// Whoever may know the name only gets no address or number.
    private static func starter(
        of dialogue: Dialogue, withContact: Bool, _ connection: any SQLConnection
    ) throws -> Person {
        let person = try PersonRows.one(dialogue.starterID, connection)
        guard !withContact else { return person }
        return Person(id: person.id, name: person.name, email: nil, phone: nil, language: person.language)
    }

    private static func events(
        of dialogue: Dialogue, _ audiences: Set<Event.Audience>, _ connection: any SQLConnection
    ) throws -> [Event] {
        // Everybody else reads the public words of what the parties said, where there are any.
        let text: SQL = audiences.contains(.parties) ? "m.text" : "m.public_text"
        return try connection.rows(
            """
            SELECT e.id, e.kind, e.at, e.audience, e.actor_id, p.name, e.part, \(text), m.channel, r.name, e.ground
            FROM event e LEFT JOIN person p ON p.id = e.actor_id LEFT JOIN message m ON m.id = e.message_id
                LEFT JOIN person r ON r.id = e.recorder_id
            WHERE e.dialogue_id = \(dialogue.id)
                AND (e.audience IN (\(audiences.sorted(by: { $0.rawValue < $1.rawValue }).sqlList))
                     OR e.audience = 'parties' AND m.public_text IS NOT NULL)
            ORDER BY e.id
            """
        ) { row in
            let (id, kind): (Event.ID, Event.Kind) = (try row.identifier(), try row.choice())
            let (at, audience): (Date, Event.Audience) = (try row.moment(), try row.choice())
            let (personID, name): (Person.ID?, String?) = (try row.optionalIdentifier(), try row.optionalText())
            let part: Event.Actor.Part = try row.choice()
            // Only the starter can have made their own name public; other parties are named among themselves.
            let isNamed = part == .staff || audiences.contains(.parties) || (part == .starter && dialogue.isNamePublic)
            let actor = Event.Actor(personID: isNamed ? personID : nil, name: isNamed ? name : nil, part: part)
            return Event(
                id: id, kind: kind, at: at, audience: audience, actor: actor, text: try row.optionalText(),
                channel: try row.optionalChoice(), recorderName: try row.optionalText(), ground: try row.optionalChoice())
        }
    }

    /// The newest dialogues the viewer may read, newest first, of one area or of all.
    package func newest(_ limit: Int, in areaID: Area.ID? = nil, before: Dialogue.ID? = nil, as viewer: Viewer) async throws -> [Line] {
        let inArea: SQL = areaID.map { "d.area_id = \($0)" } ?? "1 = 1"
        let earlier: SQL = before.map { "d.id < \($0)" } ?? "1 = 1"
        return try await lines("\(DialogueRows.readable(by: viewer)) AND \(inArea) AND \(earlier) ORDER BY d.id DESC LIMIT \(limit)")
    }

    /// Public dialogues of an area, newest first.
    package func published(in areaID: Area.ID, limit: Int) async throws -> [Line] {
        try await lines(
            """
            d.visibility = 'everyone' AND d.stage <> 'unconfirmed' AND d.area_id = \(areaID)
            ORDER BY d.started_at DESC, d.id DESC LIMIT \(limit)
            """)
    }

    /// What came out of public dialogues lately, newest first.
    package func outcomes(limit: Int) async throws -> [Line] {
        try await lines("d.visibility = 'everyone' AND d.stage = 'closed' ORDER BY d.closed_at DESC, d.id DESC LIMIT \(limit)")
    }

    private func lines(_ rest: SQL) async throws -> [Line] {
        try await database.read { connection in
            try connection.rows(
                "SELECT \(DialogueRows.columns), a.slug, a.name FROM dialogue d LEFT JOIN area a ON a.id = d.area_id WHERE \(rest)"
            ) { row in
                let dialogue = try DialogueRows.read(&row)
                let (slug, name) = (try row.optionalText(), try row.optionalText())
                guard let slug, let name else { return Line(dialogue: dialogue, area: nil) }
                return Line(dialogue: dialogue, area: AreaName(slug: slug, name: name))
            }
        }
    }
}
