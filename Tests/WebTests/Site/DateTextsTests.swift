import Domain
import Foundation
import Testing
import Web

struct DateTextsTests {
    @Test(arguments: [
        ("2026-12-02", "onsdag den 2. december", "Wednesday 2 December", "ons 2. dec.", "Wed 2 Dec"),
        ("2027-01-06", "onsdag den 6. januar 2027", "Wednesday 6 January 2027", "ons 6. jan. 2027", "Wed 6 Jan 2027"),
        ("2026-11-19", "torsdag den 19. november", "Thursday 19 November", "tor 19. nov.", "Thu 19 Nov"),
        ("2025-05-31", "lørdag den 31. maj 2025", "Saturday 31 May 2025", "lør 31. maj 2025", "Sat 31 May 2025"),
        ("2026-08-16", "søndag den 16. august", "Sunday 16 August", "søn 16. aug.", "Sun 16 Aug"),
    ])
    func `a day is said in both languages`(iso: String, da: String, en: String, shortDa: String, shortEn: String) throws {
        let day = try #require(Day(iso: iso))
        let today = try #require(Day(iso: "2026-11-23"))
        #expect(DateTexts.long(day, today: today, .da) == da)
        #expect(DateTexts.long(day, today: today, .en) == en)
        #expect(DateTexts.short(day, today: today, .da) == shortDa)
        #expect(DateTexts.short(day, today: today, .en) == shortEn)
    }

    @Test(arguments: [
        ("2026-11-23T07:12:00Z", "23. november kl. 8.12", "23 November at 08:12", "2026-11-23T08:12:00+01:00"),
        ("2026-07-01T22:05:09Z", "2. juli kl. 0.05", "2 July at 00:05", "2026-07-02T00:05:09+02:00"),
        ("2025-12-31T22:59:59Z", "31. december 2025 kl. 23.59", "31 December 2025 at 23:59", "2025-12-31T23:59:59+01:00"),
        // The nights when clocks change.
        ("2026-03-29T01:00:00Z", "29. marts kl. 3.00", "29 March at 03:00", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25T00:30:00Z", "25. oktober kl. 2.30", "25 October at 02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00Z", "25. oktober kl. 2.30", "25 October at 02:30", "2026-10-25T02:30:00+01:00"),
        ("1969-12-31T22:58:57Z", "31. december 1969 kl. 23.58", "31 December 1969 at 23:58", "1969-12-31T23:58:57+01:00"),
    ])
    func `a moment is said by the clock in Denmark`(utc: String, da: String, en: String, machine: String) throws {
        let moment = try Date(utc, strategy: .iso8601)
        let today = try #require(Day(iso: "2026-11-23"))
        #expect(DateTexts.moment(moment, today: today, .da) == da)
        #expect(DateTexts.moment(moment, today: today, .en) == en)
        #expect(DateTexts.machine(moment) == machine)
    }

    @Test(arguments: [
        (PromiseClock.Status.dueToday, "i dag", "today"), (.onTime(workingDaysLeft: 1), "om 1 arbejdsdag", "in 1 working day"),
        (.onTime(workingDaysLeft: 3), "om 3 arbejdsdage", "in 3 working days"),
        (.onTime(workingDaysLeft: 0), "før næste arbejdsdag", "before the next working day"),
        (.overdue(workingDays: 1), "1 arbejdsdag over", "1 working day overdue"),
        (.overdue(workingDays: 2), "2 arbejdsdage over", "2 working days overdue"),
        (.overdue(workingDays: 0), "fristen er overskredet", "overdue"),
    ])
    func `how a promise stands is said in working days`(status: PromiseClock.Status, da: String, en: String) {
        #expect(DateTexts.status(status, .da) == da)
        #expect(DateTexts.status(status, .en) == en)
    }

    @Test(arguments: [
        ("2026-11-22", "i går", "yesterday"), ("2026-11-23", "i dag", "today"), ("2026-11-24", "i morgen", "tomorrow"),
        ("2026-11-25", "onsdag den 25. november", "Wednesday 25 November"),
    ])
    func `the days around today have names`(iso: String, da: String, en: String) throws {
        let day = try #require(Day(iso: iso))
        let today = try #require(Day(iso: "2026-11-23"))
        #expect(DateTexts.near(day, today: today, .da) == da)
        #expect(DateTexts.near(day, today: today, .en) == en)
    }
}
