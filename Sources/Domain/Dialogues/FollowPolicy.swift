/// Who may follow a dialogue: everybody, while everybody may read it.
package enum FollowPolicy {
    package struct Follow: Sendable {
        package let dialogueID: Dialogue.ID
    }

    package static func mayBeFollowed(_ dialogue: Dialogue) -> Bool { DialoguePolicy.mayRead(.anonymous, dialogue) }

    package static func permitFollow(_ dialogue: Dialogue) throws(Forbidden) -> Permit<Follow> {
        guard mayBeFollowed(dialogue) else { throw Forbidden(reason: "only a public dialogue is followed") }
        return Permit(Follow(dialogueID: dialogue.id))
    }
}
