package import Domain
import Foundation
import SQLEngine

/// What the pages about dialogues show, each read in one snapshot.
extension DialogueStore {
    /// One dialogue with the names and lines the viewer may see.
    package struct Thread: Sendable {
        package let dialogue: Dialogue
        package let area: AreaName?
        /// The language its people write: the starter's.
        package let language: Language
        package let owner: Person
        /// The department or council of an owner who is no Fælles-skaber.
        package let ownerOrganization: String?
        /// Nil when the viewer may not know who started it.
        package let starter: Person?
        package let events: [Event]
        /// The files of each line that the viewer may read.
        package let attachments: [Event.ID: [Attachment]]
        /// Who takes part besides the starter; empty for whoever may not know.
        package let parties: [Party]
        /// The other dialogues of a split that the viewer may read.
        package let links: [Link]
    }

    /// Another dialogue of the same matter.
    package struct Link: Sendable, Equatable {
        package let id: Dialogue.ID
        package let reference: Reference
        package let subject: String
        /// The viewer's own secret address of it, for a party.
        package let accessID: Int64?
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
        // The parties know each other by name; addresses and numbers are for staff, and one's own.
        let knowsContacts = audiences.contains(.staff) || viewer == .party(dialogue.starterID, of: dialogue.id)
        let lines = try events(of: dialogue, audiences, connection)
        return Thread(
            dialogue: dialogue, area: area, language: try PersonRows.one(dialogue.starterID, connection).language,
            owner: try PersonRows.one(dialogue.ownerID, connection),
            ownerOrganization: try organization(of: dialogue, connection),
            starter: knowsStarter ? try starter(of: dialogue, withContact: knowsContacts, connection) : nil, events: lines,
            attachments: try AttachmentRows.byEvent(of: dialogue, as: viewer, connection),
            parties: audiences.contains(.parties) ? try parties(of: dialogue, withContact: knowsContacts, connection) : [],
            links: try links(of: dialogue, as: viewer, connection))
    }

    private static func organization(of dialogue: Dialogue, _ connection: any SQLConnection) throws -> String? {
        guard dialogue.holder != .facilitator else { return nil }
        return try connection.first(
            """
            SELECT o.name FROM membership m JOIN organization o ON o.id = m.organization_id
            WHERE m.person_id = \(dialogue.ownerID) AND m.role = \(dialogue.holder)
            ORDER BY CASE WHEN o.id = \(dialogue.departmentID) THEN 0 ELSE 1 END, m.id DESC LIMIT 1
            """
        ) { try $0.text() }
    }

    /// What it was split from, and what was split from it, as far as the viewer may read them.
    private static func links(of dialogue: Dialogue, as viewer: Viewer, _ connection: any SQLConnection) throws -> [Link] {
        let personID = if case .party(let id, dialogue.id) = viewer { id } else { Person.ID(0) }
        return try connection.rows(
            """
            SELECT d.id, d.reference, d.subject,
                (SELECT MAX(a.id) FROM access a WHERE a.dialogue_id = d.id AND a.person_id = \(personID) AND a.revoked_at IS NULL) AS own
            FROM dialogue d
            WHERE (d.id = \(dialogue.originID) OR d.origin_id = \(dialogue.id))
                AND (\(DialogueRows.readable(by: viewer))
                     OR EXISTS (SELECT 1 FROM access a WHERE a.dialogue_id = d.id AND a.person_id = \(personID) AND a.revoked_at IS NULL))
            LIMIT 20
            """
        ) { Link(id: try $0.identifier(), reference: try $0.reference(), subject: try $0.text(), accessID: try $0.optionalInteger()) }
        .sorted { $0.id < $1.id }
    }

    /// Whoever may know the name only gets no address or number.
    private static func starter(
        of dialogue: Dialogue, withContact: Bool, _ connection: any SQLConnection
    ) throws -> Person {
        let person = try PersonRows.one(dialogue.starterID, connection)
        return withContact ? person : person.withoutContact
    }

    private static func parties(
        of dialogue: Dialogue, withContact: Bool, _ connection: any SQLConnection
    ) throws -> [Party] {
        try PartyRows.all(of: dialogue.id, connection)
            .map { withContact ? $0 : Party(person: $0.person.withoutContact, behalf: $0.behalf) }
    }

    private static func events(
        of dialogue: Dialogue, _ audiences: Set<Event.Audience>, _ connection: any SQLConnection
    ) throws -> [Event] {
        // Everybody else reads the public words of what the parties said, where there are any.
        let text: SQL = audiences.contains(.parties) ? "m.text" : "m.public_text"
        return try connection.rows(
            """
            SELECT e.id, e.kind, e.at, e.audience, e.actor_id, p.name, e.part, pa.behalf_name, \(text), m.channel, r.name, e.ground,
                e.clarified_as, e.verdict, e.about_id, COALESCE(a.name, e.about_name), e.due_on, e.linked_id
            FROM event e LEFT JOIN person p ON p.id = e.actor_id LEFT JOIN message m ON m.id = e.message_id
                LEFT JOIN person r ON r.id = e.recorder_id LEFT JOIN person a ON a.id = e.about_id
                LEFT JOIN party pa ON pa.dialogue_id = e.dialogue_id AND pa.person_id = e.actor_id
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
            let behalf = try row.optionalText()
            let actor = Event.Actor(
                personID: isNamed ? personID : nil, name: isNamed ? name : nil, part: part, behalf: isNamed ? behalf : nil)
            let (text, channel): (String?, Event.Channel?) = (try row.optionalText(), try row.optionalChoice())
            let (recorderName, ground): (String?, Dialogue.Ground?) = (try row.optionalText(), try row.optionalChoice())
            return Event(
                id: id, kind: kind, at: at, audience: audience, actor: actor, text: text, channel: channel, recorderName: recorderName,
                ground: ground, facts: try facts(&row, of: kind, isParty: audiences.contains(.parties)))
        }
    }

    /// Whom an act concerned is said to others only where it is part of somebody's work: never who was invited.
    private static func facts(_ row: inout SQLRow, of kind: Event.Kind, isParty: Bool) throws -> Event.Facts {
        let (clarifiedAs, verdict): (Dialogue.Clarification?, Dialogue.Verdict?) = (try row.optionalChoice(), try row.optionalChoice())
        let (aboutID, aboutName): (Person.ID?, String?) = (try row.optionalIdentifier(), try row.optionalText())
        let isNamed = isParty || kind == .handedOver || kind == .forwarded
        return Event.Facts(
            clarifiedAs: clarifiedAs, verdict: verdict, aboutID: isNamed ? aboutID : nil, aboutName: isNamed ? aboutName : nil,
            dueOn: try row.optionalDay(), linkedID: try row.optionalIdentifier())
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
        try await lines("d.visibility = 'everyone' AND d.closed_at IS NOT NULL ORDER BY d.closed_at DESC, d.id DESC LIMIT \(limit)")
    }

    private func lines(_ rest: SQL) async throws -> [Line] {
        try await database.read { try DialogueLines.rows(rest, $0) }
    }
}

extension Person {
    fileprivate var withoutContact: Person { Person(id: id, name: name, email: nil, phone: nil, language: language) }
}
