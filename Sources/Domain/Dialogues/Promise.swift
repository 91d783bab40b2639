extension Dialogue {
    /// What happens next and by which day: never one without the other.
    package struct Promise: Sendable, Equatable {
        package let nextStep: NextStep
        package let dueOn: Day

        package init(nextStep: NextStep, dueOn: Day) {
            self.nextStep = nextStep
            self.dueOn = dueOn
        }
    }
}

extension PromiseClock {
    /// The promise after `step` took a dialogue to `stage` on `day`; nil when it is closed.
    ///
    /// A reply while the ball already is with the municipality asks for an answer by the same date: nobody
    /// postpones their own answer by writing again.
    package func promise(
        after step: Dialogue.Step, to stage: Dialogue.Stage, on day: Day, current: Dialogue.Promise?, from earlier: Dialogue.Stage,
        isClarified: Bool = true
    ) -> Dialogue.Promise? {
        switch stage {
        case .draft, .closed, .solved, .partlySolved: nil
        case .unconfirmed: current ?? Dialogue.Promise(nextStep: .confirm, dueOn: followUp(waitingSince: day))
        case .withCitizen: Dialogue.Promise(nextStep: .awaitReply, dueOn: followUp(waitingSince: day))
        case .withStaff:
            if step == .reply, earlier == .withStaff, let current {
                Dialogue.Promise(nextStep: Self.isFirst(current.nextStep) ? current.nextStep : .answer, dueOn: current.dueOn)
            } else if step == .startByTelephone {
                Dialogue.Promise(nextStep: .call, dueOn: promise(madeOn: day))
            } else {
                Dialogue.Promise(
                    nextStep: step == .answer ? .proceed : isClarified ? .answer : .clarify, dueOn: promise(madeOn: day))
            }
        }
    }

    /// What has to be done before anybody can answer.
    private static func isFirst(_ step: Dialogue.NextStep) -> Bool { step == .call || step == .clarify }
}
