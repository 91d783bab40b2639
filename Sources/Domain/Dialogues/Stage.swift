extension Dialogue {
    /// Where a dialogue is in its life, and with whom the ball is.
    package enum Stage: String, Sendable, CaseIterable {
        /// Sent, but the e-mail address is not confirmed. The ball is with the citizen.
        case unconfirmed
        case withStaff = "with_staff"
        case withCitizen = "with_citizen"
        case closed

        package var isOpen: Bool { self != .closed }
    }

    /// What can happen to a dialogue.
    package enum Step: String, Sendable, CaseIterable {
        /// The starter proves the address, or staff has spoken with them.
        case confirm
        /// Staff writes and the municipality works on.
        case answer
        /// Staff writes and needs something from the citizen.
        case ask
        /// The citizen writes, by whatever channel: web, mail, telephone, letter, meeting.
        case reply
        case close
        case reopen
    }
}

extension Dialogue.Stage {
    /// The whole life cycle: the stage after a step, nil where the step does not exist.
    package func after(_ step: Dialogue.Step) -> Dialogue.Stage? {
        switch (self, step) {
        case (.unconfirmed, .confirm): .withStaff
        // A second thought before the mail is confirmed changes nothing: still to be confirmed.
        case (.unconfirmed, .reply): .unconfirmed
        case (.withStaff, .reply), (.withCitizen, .reply): .withStaff
        // What a citizen writes always reaches the owner, also when we thought it was over.
        case (.closed, .reply), (.closed, .reopen): .withStaff
        case (.withStaff, .answer), (.withCitizen, .answer): .withStaff
        case (.withStaff, .ask), (.withCitizen, .ask): .withCitizen
        // Nobody writes to an address that is not proven: staff rings, which confirms.
        case (.unconfirmed, .answer), (.unconfirmed, .ask): nil
        case (.unconfirmed, .close), (.withStaff, .close), (.withCitizen, .close): .closed
        case (.withStaff, .confirm), (.withCitizen, .confirm), (.closed, .confirm): nil
        case (.closed, .answer), (.closed, .ask), (.closed, .close): nil
        case (.unconfirmed, .reopen), (.withStaff, .reopen), (.withCitizen, .reopen): nil
        }
    }
}
