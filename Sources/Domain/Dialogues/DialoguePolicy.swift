/// Who may see and do what with dialogues. The only place these rules are written in Swift; `DialogueStore.readable`
/// says the first of them in SQL for lists, and one test ties the two.
package enum DialoguePolicy {
    package struct Start: Sendable {}

    /// Somebody who writes as the citizen's side of a dialogue.
    package struct Reply: Sendable {
        package let dialogueID: Dialogue.ID
        package let authorID: Person.ID
        package let channel: Event.Channel
    }

    /// Somebody who works on a dialogue for the municipality.
    package struct Work: Sendable {
        package let dialogueID: Dialogue.ID
        package let staffID: Person.ID
    }

    /// Somebody who ends, takes up or sends on a dialogue.
    package struct Steer: Sendable {
        package let dialogueID: Dialogue.ID
        package let staffID: Person.ID
    }

    /// Somebody who settles whose matter it is.
    package struct Clarify: Sendable {
        package let dialogueID: Dialogue.ID
        package let staffID: Person.ID
    }

    /// Somebody who lets another take part, from either side.
    package struct Invite: Sendable {
        package let dialogueID: Dialogue.ID
        package let inviterID: Person.ID
        package let part: Event.Actor.Part
    }

    /// A party who speaks for themselves: answers whether it was solved, or leaves.
    package struct TakePart: Sendable {
        package let dialogueID: Dialogue.ID
        package let personID: Person.ID
    }

    /// One entrance, no login: everybody may start a dialogue.
    package static func permitStart(_ viewer: Viewer) -> Permit<Start> { Permit(Start()) }

    package static func mayRead(_ viewer: Viewer, _ dialogue: Dialogue) -> Bool {
        let isPublic = dialogue.visibility == .everyone && dialogue.stage != .unconfirmed
        return switch viewer {
        case .anonymous: isPublic
        case .party(_, let id): isPublic || id == dialogue.id
        case .staff(let staff): isPublic || mayWork(staff, dialogue)
        }
    }

    /// The owner; the officers of the department that was asked; the Fælles-skaber of the area today; any Fælles-skaber where no
    /// area is known.
    package static func mayWork(_ staff: Viewer.Staff, _ dialogue: Dialogue) -> Bool {
        if dialogue.ownerID == staff.personID { return true }
        if let departmentID = dialogue.departmentID, staff.departments.contains(departmentID) { return true }
        guard staff.isFacilitator else { return false }
        return dialogue.areaID.map(staff.areas.contains) ?? true
    }

    /// What of a dialogue's journal the viewer may read, given that the dialogue itself is readable.
    package static func audiences(_ viewer: Viewer, _ dialogue: Dialogue) -> Set<Event.Audience> {
        switch viewer {
        case .party(_, let id) where id == dialogue.id: [.everyone, .parties]
        case .staff(let staff) where mayWork(staff, dialogue): [.everyone, .parties, .staff]
        case .anonymous, .party, .staff: [.everyone]
        }
    }

    package static func permitReply(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<Reply> {
        guard case .party(let personID, let id) = viewer, id == dialogue.id else {
            throw Forbidden(reason: "only a party of the dialogue replies in it")
        }
        return Permit(Reply(dialogueID: id, authorID: personID, channel: .web))
    }

    package static func permitWork(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<Work> {
        guard case .staff(let staff) = viewer, mayWork(staff, dialogue) else {
            throw Forbidden(reason: "only staff whose work it is act on a dialogue")
        }
        return Permit(Work(dialogueID: dialogue.id, staffID: staff.personID))
    }

    /// The Fælles-skaber clarifies, or who stands in for one; officers and politicians may say what they think in a note.
    package static func permitClarify(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<Clarify> {
        guard case .staff(let staff) = viewer, mayClarify(staff, dialogue) else {
            throw Forbidden(reason: "only a facilitator whose work it is clarifies")
        }
        return Permit(Clarify(dialogueID: dialogue.id, staffID: staff.personID))
    }

    /// To close, reopen or forward is for Fælles-skabere and officers; a politician who has a dialogue answers it or gives it back.
    package static func permitSteer(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<Steer> {
        guard case .staff(let staff) = viewer, maySteer(staff, dialogue) else {
            throw Forbidden(reason: "only facilitators and officers whose work it is steer a dialogue")
        }
        return Permit(Steer(dialogueID: dialogue.id, staffID: staff.personID))
    }

    package static func maySteer(_ staff: Viewer.Staff, _ dialogue: Dialogue) -> Bool {
        mayWork(staff, dialogue) && (staff.isFacilitator || staff.isOfficer || standsIn(staff, dialogue))
    }

    package static func mayClarify(_ staff: Viewer.Staff, _ dialogue: Dialogue) -> Bool {
        mayWork(staff, dialogue) && (staff.isFacilitator || standsIn(staff, dialogue))
    }

    /// Has it as a Fælles-skaber would: where an area has none, somebody else is set to.
    private static func standsIn(_ staff: Viewer.Staff, _ dialogue: Dialogue) -> Bool {
        dialogue.ownerID == staff.personID && dialogue.holder == .facilitator
    }

    /// The starter, and the staff that steer.
    package static func permitInvite(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<Invite> {
        switch viewer {
        case .party(let personID, dialogue.id) where personID == dialogue.starterID:
            return Permit(Invite(dialogueID: dialogue.id, inviterID: personID, part: .starter))
        case .staff(let staff) where maySteer(staff, dialogue):
            return Permit(Invite(dialogueID: dialogue.id, inviterID: staff.personID, part: .staff))
        case .anonymous, .party, .staff:
            throw Forbidden(reason: "only the starter and the staff that steer invite")
        }
    }

    package static func permitTakePart(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<TakePart> {
        guard case .party(let personID, let id) = viewer, id == dialogue.id else {
            throw Forbidden(reason: "only a party speaks for themselves")
        }
        return Permit(TakePart(dialogueID: id, personID: personID))
    }
}
