/// Who may comment on a dialogue, and who reads comments.
package enum CommentPolicy {
    package struct Write: Sendable {
        package let dialogueID: Dialogue.ID
    }

    /// While the matter is alive and starter and staff both allow it. What is over has its answer; who has more to say starts anew.
    package static func mayComment(_ dialogue: Dialogue) -> Bool {
        DialoguePolicy.mayRead(.anonymous, dialogue) && dialogue.comments == .open && dialogue.stage.isOpen
    }

    /// Whether those that were shown can be read, by everybody who can read the dialogue.
    package static func areShown(_ dialogue: Dialogue) -> Bool {
        DialoguePolicy.mayRead(.anonymous, dialogue) && dialogue.comments != .none
    }

    package static func permitWrite(_ dialogue: Dialogue) throws(Forbidden) -> Permit<Write> {
        guard mayComment(dialogue) else { throw Forbidden(reason: "comments are not open here") }
        return Permit(Write(dialogueID: dialogue.id))
    }
}
