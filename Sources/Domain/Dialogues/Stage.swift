extension Dialogue {
    /// Where a dialogue is in its life, and with whom the ball is.
    package enum Stage: String, Sendable, CaseIterable {
        /// Being written. It is a `Draft` then, not yet a dialogue.
        case draft
        /// Sent, but the e-mail address is not confirmed. The ball is with the citizen.
        case unconfirmed
        case withStaff = "with_staff"
        case withCitizen = "with_citizen"
        /// Ended with an answer or a stated reason. Closed is not solved.
        case closed
        /// The starter says it was solved.
        case solved
        /// The starter says some of it was.
        case partlySolved = "partly_solved"

        package var isOpen: Bool {
            switch self {
            case .draft, .unconfirmed, .withStaff, .withCitizen: true
            case .closed, .solved, .partlySolved: false
            }
        }

        /// The starter has said what became of it.
        package var isJudged: Bool { self == .solved || self == .partlySolved }

        /// Open, and known to come from whom it says.
        package var isUnderWay: Bool { self == .withStaff || self == .withCitizen }
    }

    /// What can happen to a dialogue.
    package enum Step: String, Sendable, CaseIterable {
        /// The draft is sent; a mail asks the starter to confirm.
        case start
        /// The draft is sent by somebody without e-mail: staff rings.
        case startByTelephone
        /// The starter proves the address, or staff has spoken with them.
        case confirm
        /// Staff writes and the municipality works on.
        case answer
        /// Staff writes and needs something from the citizen.
        case ask
        /// The citizen's side writes, by whatever channel: web, mail, telephone, letter, meeting.
        case reply
        /// Somebody else gets it, with a question and a date.
        case handOver
        case close
        case reopen
        /// The starter answers *Blev det løst?*
        case judgeSolved, judgePartlySolved, judgeUnsolved
    }
}

extension Dialogue.Stage {
    /// The whole life cycle: the stage after a step, nil where the step does not exist.
    package func after(_ step: Dialogue.Step) -> Dialogue.Stage? {
        switch step {
        case .start: self == .draft ? .unconfirmed : nil
        case .startByTelephone: self == .draft ? .withStaff : nil
        case .confirm: self == .unconfirmed ? .withStaff : nil
        // Nobody writes to an address that is not proven: staff rings, which confirms.
        case .answer, .handOver: isUnderWay ? .withStaff : nil
        case .ask: isUnderWay ? .withCitizen : nil
        case .reply: afterReply
        case .close: isOpen && self != .draft ? .closed : nil
        case .reopen, .judgeUnsolved: isOpen ? nil : .withStaff
        // The starter may think again.
        case .judgeSolved: isOpen ? nil : .solved
        case .judgePartlySolved: isOpen ? nil : .partlySolved
        }
    }

    private var afterReply: Dialogue.Stage? {
        switch self {
        case .draft: nil
        // A second thought before the mail is confirmed changes nothing: still to be confirmed.
        case .unconfirmed: .unconfirmed
        // What a citizen writes always reaches the owner, also when we thought it was over.
        case .withStaff, .withCitizen, .closed, .solved, .partlySolved: .withStaff
        }
    }
}
