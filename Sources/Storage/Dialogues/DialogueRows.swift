import Domain
import Foundation
import SQLEngine

/// How a dialogue is read from its row, and who may read it.
enum DialogueRows {
    static let columns: SQL = """
        d.id, d.reference, d.kind, d.subject, d.scope, d.area_id, d.place, d.starter_id, d.behalf, d.behalf_name, d.guess, d.clarified_as,
        d.clarified_at, d.origin_id, d.stage, d.owner_id, d.holder, d.department_id, d.next_step, d.due_on, d.visibility, d.is_name_public,
        d.consent, d.comments, d.withdrawn_at, d.started_at, d.closed_at, d.ground, d.outcome, d.judgement_asked_at, d.theme_id, d.last_event_id
        """

    static func read(_ row: inout SQLRow) throws -> Dialogue {
        let id: Dialogue.ID = try row.identifier()
        let reference = try row.reference()
        let kind: Dialogue.Kind = try row.choice()
        let subject = try row.text()
        let scope = try row.scope()
        let place = try row.optionalText()
        let starterID: Person.ID = try row.identifier()
        let behalf = Dialogue.Behalf(kind: try row.choice(), name: try row.optionalText())
        let guess: Dialogue.Guess = try row.choice()
        let (clarifiedAs, clarifiedAt): (Dialogue.Clarification?, Date?) = (try row.optionalChoice(), try row.optionalMoment())
        let originID: Dialogue.ID? = try row.optionalIdentifier()
        let stage: Dialogue.Stage = try row.choice()
        let (ownerID, holder): (Person.ID, Dialogue.Holder) = (try row.identifier(), try row.choice())
        let departmentID: Organization.ID? = try row.optionalIdentifier()
        let nextStep: Dialogue.NextStep? = try row.optionalChoice()
        let dueOn = try row.optionalDay()
        let visibility: Dialogue.Visibility = try row.choice()
        let isNamePublic = try row.flag()
        let (consent, comments): (Dialogue.Consent, Dialogue.Comments) = (try row.choice(), try row.choice())
        let withdrawnAt = try row.optionalMoment()
        let startedAt = try row.moment()
        let closedAt = try row.optionalMoment()
        let ground: Dialogue.Ground? = try row.optionalChoice()
        let outcome = try row.optionalText()
        let judgementAskedAt = try row.optionalMoment()
        let themeID: Theme.ID? = try row.optionalIdentifier()
        let lastEventID: Event.ID = try row.identifier()
        var closing: Dialogue.Closing?
        if let closedAt, let ground, let outcome { closing = Dialogue.Closing(ground: ground, outcome: outcome, at: closedAt) }
        return Dialogue(
            id: id, reference: reference, kind: kind, subject: subject, scope: scope, place: place, starterID: starterID, behalf: behalf,
            guess: guess, clarifiedAs: clarifiedAs, clarifiedAt: clarifiedAt, originID: originID, stage: stage,
            ownerID: ownerID, holder: holder, departmentID: departmentID, nextStep: nextStep, dueOn: dueOn, visibility: visibility,
            isNamePublic: isNamePublic, consent: consent, comments: comments, withdrawnAt: withdrawnAt, startedAt: startedAt,
            closing: closing, judgementAskedAt: judgementAskedAt, themeID: themeID, lastEventID: lastEventID)
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
    ///
    /// - Parameter isByDate: the list is read in the order of its dates, so no index of the department may tempt the planner.
    static func workable(by staff: Viewer.Staff, isByDate: Bool = false) -> SQL {
        let department: SQL = isByDate ? "COALESCE(d.department_id, 0)" : "d.department_id"
        let asked: SQL = "(d.owner_id = \(staff.personID) OR \(department) IN (\(staff.departments.sorted().sqlList)))"
        return staff.isFacilitator ? "(\(asked) OR d.scope <> 'area' OR d.area_id IN (\(staff.areas.sorted().sqlList)))" : asked
    }

    /// `DialoguePolicy.maySteer` in SQL.
    static func steerable(by staff: Viewer.Staff) -> SQL {
        guard !staff.isFacilitator, !staff.isOfficer else { return workable(by: staff) }
        return "(d.owner_id = \(staff.personID) AND d.holder = 'facilitator')"
    }
}
