/// The promise clock (PRODUCT, principle 4): by which working day somebody hears from us.
///
/// - A promise of `firstAnswerDays` working days begins each time the ball comes to the municipality: when a dialogue
///   starts, when the citizen replies, when it is reopened. The day it comes does not count.
/// - While the citizen has the ball no promise runs. Instead there is a day on which staff looks again.
/// - How a reply came (web, mail, telephone, letter, meeting) is no parameter here, so it cannot matter.
/// - A citizen who writes again while the ball already is with the municipality moves nothing: an impatient citizen must
///   not postpone their own answer. That rule needs to know the step, and stands in `promise(after:to:on:current:from:)`.
package struct PromiseClock: Sendable, Hashable {
    package let calendar: WorkCalendar
    /// Working days we give ourselves to answer. A setting.
    package let firstAnswerDays: Int
    /// Working days after which we look again at something that waits for the citizen. A setting.
    package let followUpDays: Int

    package init(calendar: WorkCalendar = WorkCalendar(), firstAnswerDays: Int = 7, followUpDays: Int = 10) {
        self.calendar = calendar
        self.firstAnswerDays = firstAnswerDays
        self.followUpDays = followUpDays
    }

    /// Who has to act next.
    package enum Ball: String, Sendable, CaseIterable {
        case staff, citizen
    }

    /// The day by which somebody acts, when the ball came to `ball` on `day`.
    package func dueOn(with ball: Ball, since day: Day) -> Day {
        switch ball {
        case .staff: promise(madeOn: day)
        case .citizen: followUp(waitingSince: day)
        }
    }

    /// The ball came to the municipality on `day`: the last day for our answer.
    package func promise(madeOn day: Day) -> Day { calendar.day(after: day, workingDays: firstAnswerDays) }

    /// The ball went to the citizen on `day`: the day on which staff looks again.
    package func followUp(waitingSince day: Day) -> Day { calendar.day(after: day, workingDays: followUpDays) }

    /// How a date that was promised stands.
    package enum Status: Sendable, Hashable {
        /// Zero only when the date itself is no working day, as after a change of settings.
        case onTime(workingDaysLeft: Int)
        case dueToday
        /// Zero on the days off right after the date: it has passed, but no working day with it.
        case overdue(workingDays: Int)
    }

    package func status(dueOn: Day, today: Day) -> Status {
        if dueOn == today { return .dueToday }
        let distance = calendar.workingDays(from: today, to: dueOn)
        return today < dueOn ? .onTime(workingDaysLeft: distance) : .overdue(workingDays: -distance)
    }
}
