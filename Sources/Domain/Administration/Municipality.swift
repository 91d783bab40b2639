/// The words and numbers in which municipalities differ. Data, never a subclass.
package struct Municipality: Sendable, Equatable {
    package var name: String
    /// What every reference begins with: `HOL` in `HOL-2026-0042`.
    package var referencePrefix: String
    package var phone: String
    package var email: String
    package var address: String
    /// Working days within which a citizen has a first answer.
    package var firstAnswerDays: Int
    /// Working days after which staff looks again at a dialogue that waits for the citizen.
    package var followUpDays: Int
    package var holidays: HolidayOptions
    /// Who owns what has no area, or whose area has no Fælles-skaber on the day.
    package var fallbackID: Person.ID?

    package init(
        name: String, referencePrefix: String, phone: String, email: String, address: String, firstAnswerDays: Int = 7,
        followUpDays: Int = 10, holidays: HolidayOptions = HolidayOptions(), fallbackID: Person.ID? = nil
    ) {
        self.name = name
        self.referencePrefix = referencePrefix
        self.phone = phone
        self.email = email
        self.address = address
        self.firstAnswerDays = firstAnswerDays
        self.followUpDays = followUpDays
        self.holidays = holidays
        self.fallbackID = fallbackID
    }

    package var clock: PromiseClock {
        PromiseClock(calendar: WorkCalendar(options: holidays), firstAnswerDays: firstAnswerDays, followUpDays: followUpDays)
    }
}
