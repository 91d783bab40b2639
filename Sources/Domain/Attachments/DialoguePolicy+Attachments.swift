// Files follow their message.
extension DialoguePolicy {
    /// Somebody who puts files into a dialogue, to go with what they write there.
    package struct Attach: Sendable {
        package let dialogueID: Dialogue.ID
        package let personID: Person.ID
    }

    package static func permitAttach(_ viewer: Viewer, _ dialogue: Dialogue) throws(Forbidden) -> Permit<Attach> {
        switch viewer {
        case .party(let personID, dialogue.id): return Permit(Attach(dialogueID: dialogue.id, personID: personID))
        case .staff(let staff) where mayWork(staff, dialogue):
            return Permit(Attach(dialogueID: dialogue.id, personID: staff.personID))
        case .anonymous, .party, .staff: throw Forbidden(reason: "only parties and the staff whose work it is put files into a dialogue")
        }
    }

    /// Whether the viewer may read a file of a message. `AttachmentRows.readable` says it in SQL, and one test ties the two.
    ///
    /// - Parameter hasPublicText: some of the message's words are public.
    package static func mayRead(
        _ viewer: Viewer, fileOf audience: Event.Audience, hasPublicText: Bool, isPublic: Bool, in dialogue: Dialogue
    ) -> Bool {
        guard mayRead(viewer, dialogue) else { return false }
        let audiences = audiences(viewer, dialogue)
        if audiences.contains(.parties), audiences.contains(audience) { return true }
        // A note's file is the note's, whatever is set on it.
        return audience != .staff && hasPublicText && isPublic && dialogue.visibility == .everyone
    }
}
