import Domain
import Testing

/// Counted by hand in a printed calendar, with seven working days to answer and ten to follow up.
struct PromiseClockTests {
    @Test(arguments: [
        // New Year
        ("2026-01-01", "2026-01-12"), ("2026-01-02", "2026-01-13"),
        // A Saturday, a Sunday and the Monday after
        ("2026-03-14", "2026-03-24"), ("2026-03-15", "2026-03-24"), ("2026-03-16", "2026-03-25"),
        // Easter, 5 April
        ("2026-03-24", "2026-04-07"), ("2026-03-25", "2026-04-08"), ("2026-04-01", "2026-04-15"), ("2026-04-02", "2026-04-15"),
        ("2026-04-05", "2026-04-15"), ("2026-04-06", "2026-04-15"), ("2026-04-07", "2026-04-16"),
        // Ascension, 14 May, Pentecost, 24 May, Grundlovsdag, a Friday
        ("2026-05-05", "2026-05-15"), ("2026-05-14", "2026-05-26"), ("2026-05-15", "2026-05-27"), ("2026-05-28", "2026-06-09"),
        ("2026-06-05", "2026-06-16"),
        // Summer
        ("2026-07-15", "2026-07-24"),
        // The mission's example
        ("2026-11-23", "2026-12-02"),
        // Christmas and New Year
        ("2026-12-15", "2026-12-28"), ("2026-12-16", "2026-12-29"), ("2026-12-21", "2027-01-05"), ("2026-12-24", "2027-01-07"),
        ("2026-12-31", "2027-01-12"), ("2027-01-01", "2027-01-12"),
        // Easter, 28 March
        ("2027-03-15", "2027-03-24"), ("2027-03-16", "2027-03-30"), ("2027-03-24", "2027-04-07"), ("2027-03-28", "2027-04-07"),
        ("2027-03-29", "2027-04-07"),
        // Ascension, 6 May, Pentecost, 16 May, Grundlovsdag, a Saturday
        ("2027-04-27", "2027-05-07"), ("2027-05-06", "2027-05-18"), ("2027-05-14", "2027-05-26"), ("2027-05-28", "2027-06-08"),
        // Christmas and New Year
        ("2027-12-13", "2027-12-22"), ("2027-12-15", "2027-12-27"), ("2027-12-23", "2028-01-05"), ("2027-12-31", "2028-01-11"),
        // Store bededag: a day off on 5 May 2023, a working day on 26 April 2024
        ("2023-04-26", "2023-05-08"), ("2024-04-17", "2024-04-26"),
    ])
    func `an answer is promised seven working days on`(made: String, due: String) throws {
        let day = try #require(Day(iso: made))
        #expect(PromiseClock().promise(madeOn: day).iso == due)
        #expect(PromiseClock().dueOn(with: .staff, since: day).iso == due)
    }

    @Test(arguments: [
        ("2026-11-23", "2026-12-07"), ("2026-12-16", "2027-01-05"), ("2027-03-16", "2027-04-02"), ("2026-11-28", "2026-12-11"),
    ])
    func `what waits for the citizen is looked at again ten working days on`(since: String, again: String) throws {
        let day = try #require(Day(iso: since))
        #expect(PromiseClock().followUp(waitingSince: day).iso == again)
        #expect(PromiseClock().dueOn(with: .citizen, since: day).iso == again)
    }

    @Test(arguments: [
        (HolidayOptions(grundlovsdag: false), "2026-05-28", "2026-06-08"),
        (HolidayOptions(christmasEve: false), "2026-12-21", "2027-01-04"),
        (HolidayOptions(newYearsEve: false), "2026-12-21", "2027-01-04"),
        (HolidayOptions(christmasEve: false, newYearsEve: false), "2026-12-21", "2026-12-31"),
    ])
    func `the settings move the promise`(options: HolidayOptions, made: String, due: String) throws {
        let day = try #require(Day(iso: made))
        #expect(PromiseClock(calendar: WorkCalendar(options: options)).promise(madeOn: day).iso == due)
    }

    @Test func `a municipality may promise three days`() throws {
        let friday = try #require(Day(iso: "2026-11-27"))
        #expect(PromiseClock(firstAnswerDays: 3).promise(madeOn: friday).iso == "2026-12-02")
    }

    @Test(arguments: [
        ("2026-12-02", "2026-12-02", PromiseClock.Status.dueToday), ("2026-12-02", "2026-11-23", .onTime(workingDaysLeft: 7)),
        ("2026-12-02", "2026-12-01", .onTime(workingDaysLeft: 1)), ("2026-12-07", "2026-12-05", .onTime(workingDaysLeft: 1)),
        ("2026-12-02", "2026-12-03", .overdue(workingDays: 1)), ("2026-12-02", "2026-12-04", .overdue(workingDays: 2)),
        ("2026-12-04", "2026-12-05", .overdue(workingDays: 0)), ("2026-12-04", "2026-12-07", .overdue(workingDays: 1)),
        ("2026-04-01", "2026-04-06", .overdue(workingDays: 0)), ("2026-04-01", "2026-04-08", .overdue(workingDays: 2)),
        ("2026-12-05", "2026-12-04", .onTime(workingDaysLeft: 0)),
    ])
    func `a date is on time, today or over, in working days`(due: String, today: String, status: PromiseClock.Status) throws {
        let dueOn = try #require(Day(iso: due))
        let day = try #require(Day(iso: today))
        #expect(PromiseClock().status(dueOn: dueOn, today: day) == status)
    }
}
