/// What a mail says. The words are composed from the database when it is delivered, so no text waits in the outbox.
package enum MailKind: String, Sendable, CaseIterable {
    /// To the starter: the receipt, and the link and code that confirm the address.
    case confirmStart = "confirm_start"
    /// To the starter: confirmed; who has it and by when.
    case received
    /// To the owner: a new dialogue.
    case newDialogue = "new_dialogue"
    /// To the owner: a new dialogue from somebody who can only be rung.
    case callStarter = "call_starter"
    /// To the starter: there is an answer.
    case answered
    /// To the starter: there is a question for you.
    case asked
    /// To the owner: the citizen has written.
    case replied
    /// To the starter: closed, with the ground.
    case closed
    /// To the starter: taken up again.
    case reopened
    /// To the starter or a party: another of the parties has written.
    case news
    /// To the starter and the parties: somebody else has it now.
    case passedOn = "passed_on"
    /// To the one who was given a dialogue.
    case handedOver = "handed_over"
    /// To the starter and the parties: it was sent on to somebody outside the municipality.
    case forwarded
    /// To the starter and the parties: it is two dialogues now; this is the address of the new one.
    case split
    /// To somebody invited into a dialogue: what it is, and their own address.
    case invited
    /// To the starter: somebody was invited.
    case partyInvited = "party_invited"
    /// To the starter and the parties, four weeks after the end: was it solved?
    case judge
    /// To the owner: the starter says it was not solved.
    case unsolved
    /// To the starter: may others read along?
    case askConsent = "ask_consent"
    /// To the owner: the starter lets others read along.
    case consented
    /// To the starter: others can read it now, and here is how to take it back.
    case published
    /// To the owner: the starter has taken it back from the public.
    case withdrawn
    /// To the starter: staff has taken it back from the public.
    case unpublished
    /// To a party: the old secret address is blocked; this is the new one.
    case newAddress = "new_address"
    /// To an address that asks to follow a public dialogue: the link that says yes.
    case followConfirm = "follow_confirm"
    /// To a follower: something everybody may read has happened.
    case followNews = "follow_news"
    /// To an address that commented on a public dialogue: the link that says it is theirs.
    case commentConfirm = "comment_confirm"
    /// To the owner, at most once a day and dialogue: comments wait to be looked at.
    case commentWaiting = "comment_waiting"
    /// To the writer of a comment: everybody can read it now.
    case commentShown = "comment_shown"
    /// To the writer of a comment: it is not shown, and why stands at its address.
    case commentRefused = "comment_refused"
    /// To the starter, at most once a day: others have said something to the dialogue.
    case commented
    /// To staff: the code and the link to sign in.
    case signIn = "sign_in"
    /// To staff, at most once a working day: what is overdue and what is to be followed up.
    case duePromises = "due_promises"
}
