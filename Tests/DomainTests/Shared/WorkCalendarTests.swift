import Domain
import Testing

struct WorkCalendarTests {
    /// By hand from a printed calendar. 26 December 2026, 5 June, 25 and 26 December 2027 fall on weekends.
    static let closedWeekdays = [
        "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-06-05", "2026-12-24", "2026-12-25",
        "2026-12-31", "2027-01-01", "2027-03-25", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17", "2027-12-24", "2027-12-31",
    ]

    @Test func `these and no other weekdays of 2026 and 2027 are days off`() throws {
        let calendar = WorkCalendar()
        var closed: [String] = []
        var working = [2026: 0, 2027: 0]
        var day = try #require(Day(iso: "2026-01-01"))
        while day.year < 2028 {
            let isWeekend = day.weekday == .saturday || day.weekday == .sunday
            if calendar.isWorkingDay(day) {
                #expect(!isWeekend)
                working[day.year, default: 0] += 1
            } else if !isWeekend {
                closed.append(day.iso)
            }
            day = day.adding(days: 1)
        }
        #expect(closed == Self.closedWeekdays)
        #expect(working == [2026: 251, 2027: 253])
    }

    @Test(arguments: [
        ("2026-11-23", 0, "2026-11-23"), ("2026-11-23", 1, "2026-11-24"), ("2026-11-27", 1, "2026-11-30"), ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-29", 1, "2026-11-30"), ("2026-04-01", 1, "2026-04-07"), ("2026-12-30", 1, "2027-01-04"), ("2026-11-30", -1, "2026-11-27"),
        ("2026-04-07", -1, "2026-04-01"), ("2027-01-04", -2, "2026-12-29"), ("2026-01-01", 251, "2026-12-30"),
        ("2026-01-01", 252, "2027-01-04"),
    ])
    func `working days are counted from the day after`(from: String, count: Int, to: String) throws {
        let start = try #require(Day(iso: from))
        #expect(WorkCalendar().day(after: start, workingDays: count).iso == to)
    }

    @Test(arguments: [
        ("2026-11-23", "2026-11-23", 0), ("2026-11-23", "2026-11-24", 1), ("2026-11-23", "2026-12-02", 7), ("2026-12-02", "2026-11-30", -2),
        ("2026-11-27", "2026-11-28", 0), ("2026-11-27", "2026-11-29", 0), ("2026-11-28", "2026-11-30", 1), ("2026-04-01", "2026-04-06", 0),
        ("2026-04-01", "2026-04-07", 1), ("2026-04-07", "2026-04-01", -1), ("2025-12-31", "2026-12-31", 251),
        ("2025-12-31", "2027-12-31", 504),
    ])
    func `working days between two days are signed`(from: String, to: String, count: Int) throws {
        let start = try #require(Day(iso: from))
        let end = try #require(Day(iso: to))
        #expect(WorkCalendar().workingDays(from: start, to: end) == count)
    }

    @Test func `counting and adding are each other's inverse on every day of two years`() throws {
        let calendar = WorkCalendar()
        var faults: [Day] = []
        var day = try #require(Day(iso: "2026-01-01"))
        while day.year < 2028 {
            for count in [1, 2, 3, 5, 7, 10, 23] {
                let later = calendar.day(after: day, workingDays: count)
                let isInverse = calendar.workingDays(from: day, to: later) == count && calendar.workingDays(from: later, to: day) == -count
                if !isInverse || !calendar.isWorkingDay(later) { faults.append(day) }
            }
            day = day.adding(days: 1)
        }
        #expect(faults.isEmpty)
    }

    @Test func `many days at once are counted as each by itself`() throws {
        let calendar = WorkCalendar()
        let today = try #require(Day(iso: "2027-04-07"))
        let days = (0..<500).map { today.adding(days: -$0) }
        let counts = calendar.workingDays(from: Set(days), to: today)
        var count = 0
        for day in days {
            #expect(counts[day] == count)
            if calendar.isWorkingDay(day) { count += 1 }
        }
        #expect(counts.count == 500 && calendar.workingDays(from: [], to: today).isEmpty)
    }

    @Test func `a municipality that works on Grundlovsdag counts it`() throws {
        let day = try #require(Day(iso: "2026-06-05"))
        #expect(!WorkCalendar().isWorkingDay(day))
        #expect(WorkCalendar(options: HolidayOptions(grundlovsdag: false)).isWorkingDay(day))
    }

    @Test func `store bededag was a day off in 2023 and is a working day in 2024`() throws {
        let last = try #require(Day(iso: "2023-05-05"))
        let next = try #require(Day(iso: "2024-04-26"))
        #expect(!WorkCalendar().isWorkingDay(last))
        #expect(WorkCalendar().isWorkingDay(next))
    }

    @Test func `wild numbers end at the end of the calendar`() {
        #expect(WorkCalendar().day(after: .last, workingDays: .max) == .last)
        #expect(WorkCalendar().day(after: .first, workingDays: .min) == .first)
    }
}
