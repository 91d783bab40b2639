import Domain
import SQLEngine

/// How a dialogue is read from its row, and who may read it.
enum DialogueRows {
    static let columns: SQL = """
        d.id, d.reference, d.kind, d.subject, d.scope, d.area_id, d.place, d.starter_id, d.behalf, d.behalf_name, d.stage, d.owner_id,
        d.next_step, d.due_on, d.visibility, d.is_name_public, d.started_at, d.closed_at, d.ground, d.outcome, d.last_event_id
        """

    static func read(_ row: inout SQLRow) throws -> Dialogue {
        let id: Dialogue.ID = try row.identifier()
        let reference = try row.reference()
        let kind: Dialogue.Kind = try row.choice()
        let subject = try row.text()
        let scope = try row.text()
        let areaID: Area.ID? = try row.optionalIdentifier()
        let place = try row.optionalText()
        let starterID: Person.ID = try row.identifier()
        let behalf = Dialogue.Behalf(kind: try row.choice(), name: try row.optionalText())
        let stage: Dialogue.Stage = try row.choice()
        let ownerID: Person.ID = try row.identifier()
        let nextStep: Dialogue.NextStep? = try row.optionalChoice()
        let dueOn = try row.optionalDay()
        let visibility: Dialogue.Visibility = try row.choice()
        let isNamePublic = try row.flag()
        let startedAt = try row.moment()
        let closedAt = try row.optionalMoment()
        let ground: Dialogue.Ground? = try row.optionalChoice()
        let outcome = try row.optionalText()
        let lastEventID: Event.ID = try row.identifier()
        var closing: Dialogue.Closing?
        if let closedAt, let ground, let outcome { closing = Dialogue.Closing(ground: ground, outcome: outcome, at: closedAt) }
        return Dialogue(
            id: id, reference: reference, kind: kind, subject: subject,
            scope: areaID.map { .area($0) } ?? (scope == "municipality" ? .municipality : .unknown), place: place, starterID: starterID,
            behalf: behalf, stage: stage, ownerID: ownerID, nextStep: nextStep, dueOn: dueOn, visibility: visibility,
            isNamePublic: isNamePublic, startedAt: startedAt, closing: closing, lastEventID: lastEventID)
    }

    static func first(_ condition: SQL, _ connection: any SQLConnection) throws -> Dialogue? {
        try connection.first("SELECT \(columns) FROM dialogue d WHERE \(condition)", read)
    }

    static func one(_ id: Dialogue.ID, _ connection: any SQLConnection) throws -> Dialogue {
        guard let dialogue = try first("d.id = \(id)", connection) else { throw NotFound() }
        return dialogue
    }

    /// `DialoguePolicy.mayRead` in SQL.
    static func readable(by viewer: Viewer) -> SQL {
        let isPublic: SQL = "d.visibility = 'everyone' AND d.stage <> 'unconfirmed'"
        return switch viewer {
        case .anonymous: "(\(isPublic))"
        case .party(_, let id): "(d.id = \(id) OR \(isPublic))"
        case .staff(let staff): "(\(isPublic) OR \(workable(by: staff)))"
        }
    }

    /// `DialoguePolicy.mayWork` in SQL.
    ///
    /// "No area" is asked by the scope, which has no index, so that lists read the open dialogues by their date and do not
    /// collect and sort everything a Fælles-skaber may ever see.
    static func workable(by staff: Viewer.Staff) -> SQL {
        staff.isFacilitator
            ? "(d.owner_id = \(staff.personID) OR d.scope <> 'area' OR d.area_id IN (\(staff.areas.sorted().sqlList)))"
            : "d.owner_id = \(staff.personID)"
    }
}
