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

    /// The owner; the Fælles-skaber of the area today; any Fælles-skaber where no area is known.
    package static func mayWork(_ staff: Viewer.Staff, _ dialogue: Dialogue) -> Bool {
        if dialogue.ownerID == staff.personID { return true }
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
}
