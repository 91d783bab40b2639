import Domain
import Foundation
import Testing

struct DayTests {
    @Test(arguments: [
        ("1900-01-01", 1900, 1, 1, Day.Weekday.monday), ("1970-01-01", 1970, 1, 1, .thursday), ("2000-02-29", 2000, 2, 29, .tuesday),
        ("2024-02-29", 2024, 2, 29, .thursday), ("2026-11-23", 2026, 11, 23, .monday), ("2026-12-31", 2026, 12, 31, .thursday),
        ("2100-03-01", 2100, 3, 1, .monday), ("2999-12-31", 2999, 12, 31, .tuesday), ("1969-12-31", 1969, 12, 31, .wednesday),
    ])
    func `a day is read, taken apart and written again`(text: String, year: Int, month: Int, day: Int, weekday: Day.Weekday) throws {
        let read = try #require(Day(iso: text))
        #expect(read.year == year)
        #expect(read.month == month)
        #expect(read.day == day)
        #expect(read.weekday == weekday)
        #expect(read.iso == text)
        #expect(read == Day(year: year, month: month, day: day))
    }

    @Test(arguments: [
        "2027-02-29", "2100-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32", "1899-12-31",
        "3000-01-01", "2026-1-1", "26-01-01", "2026/01/01", "20260101", "2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01 ", "",
        "+026-01-01",
        "2026-01-1a", "２０２６-01-01", "-026-01-01",
    ])
    func `a day that does not exist or is written otherwise is refused`(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test(arguments: [
        ("2024-02-28", 1, "2024-02-29"), ("2024-02-28", 2, "2024-03-01"), ("2023-02-28", 1, "2023-03-01"), ("2000-02-28", 1, "2000-02-29"),
        ("2100-02-28", 1, "2100-03-01"), ("2026-12-31", 1, "2027-01-01"), ("2027-01-01", -1, "2026-12-31"), ("2026-03-28", 1, "2026-03-29"),
        ("2026-03-29", 1, "2026-03-30"), ("2026-10-25", 1, "2026-10-26"), ("2024-01-01", 366, "2025-01-01"),
        ("2026-01-01", 365, "2027-01-01"),
        ("1970-01-01", -365, "1969-01-01"), ("2000-01-01", 146_097, "2400-01-01"),
    ])
    func `days are added across leap days, years and clock changes`(from: String, days: Int, to: String) throws {
        let start = try #require(Day(iso: from))
        let end = try #require(Day(iso: to))
        #expect(start.adding(days: days) == end)
        #expect(end.adding(days: -days) == start)
        #expect(start.days(until: end) == days)
        #expect(end.days(until: start) == -days)
        #expect((start < end) == (days > 0))
    }

    @Test func `every day from 1900 to 2999 follows the day before and is read back from its parts`() {
        var day = Day.first
        var weekday = 1
        var count = 1
        var faults: [Day] = []
        while day < .last {
            let next = day.adding(days: 1)
            weekday = weekday % 7 + 1
            let isNextOrFirst = next.day == day.day + 1 || next.day == 1
            let isReadBack = Day(year: next.year, month: next.month, day: next.day) == next
            if next <= day || next.weekday.rawValue != weekday || !isNextOrFirst || !isReadBack { faults.append(next) }
            day = next
            count += 1
        }
        #expect(faults.isEmpty)
        // 1,100 years with 267 leap days: 275 divisible by four, less 11 centuries, plus 2000, 2400 and 2800.
        #expect(count == 1100 * 365 + 267)
    }

    @Test func `arithmetic stops at the ends of the range`() {
        #expect(Day.last.adding(days: 1) == .last)
        #expect(Day.first.adding(days: -1) == .first)
        #expect(Day.last.adding(days: .max) == .last)
        #expect(Day.first.adding(days: .min) == .first)
        #expect(Day.first.iso == "1900-01-01")
        #expect(Day.last.iso == "2999-12-31")
        #expect(Day(of: .distantPast) == .first)
        #expect(Day(of: .distantFuture) == .last)
        #expect(Day(of: Date(timeIntervalSince1970: .infinity)) == .last)
    }

    /// Clocks go forward on 29 March and 28 March, back on 25 October and 31 October, at 01:00 UTC.
    @Test(arguments: [
        ("2026-01-15", "2026-01-14T23:00:00Z"), ("2026-07-15", "2026-07-14T22:00:00Z"), ("2026-03-29", "2026-03-28T23:00:00Z"),
        ("2026-03-30", "2026-03-29T22:00:00Z"), ("2026-10-25", "2026-10-24T22:00:00Z"), ("2026-10-26", "2026-10-25T23:00:00Z"),
        ("2027-03-28", "2027-03-27T23:00:00Z"), ("2027-03-29", "2027-03-28T22:00:00Z"), ("2027-10-31", "2027-10-30T22:00:00Z"),
        ("2027-11-01", "2027-10-31T23:00:00Z"), ("2027-01-01", "2026-12-31T23:00:00Z"),
    ])
    func `a Danish day starts at local midnight`(text: String, utc: String) throws {
        let day = try #require(Day(iso: text))
        let start = try Date(utc, strategy: .iso8601)
        #expect(day.startsAt() == start)
        #expect(Day(of: start) == day)
        #expect(Day(of: start.addingTimeInterval(-1)) == day.adding(days: -1))
    }

    /// Chile's clocks skip midnight in spring and go back at midnight in autumn; Cuba's repeat the first hour; New York's change at 2.
    @Test(arguments: [
        ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"), ("America/Santiago", "2026-04-05", "2026-04-05T04:00:00Z"),
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"), ("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z"),
        ("Pacific/Kiritimati", "2026-11-23", "2026-11-22T10:00:00Z"), ("Asia/Kathmandu", "2026-11-23", "2026-11-22T18:15:00Z"),
    ])
    func `a day starts at its first moment also where clocks change at midnight`(name: String, text: String, utc: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let day = try #require(Day(iso: text))
        let start = try Date(utc, strategy: .iso8601)
        #expect(day.startsAt(in: zone) == start)
        #expect(Day(of: start, in: zone) == day)
        #expect(Day(of: start.addingTimeInterval(-1), in: zone) == day.adding(days: -1))
    }

    @Test func `Danish time is really Danish time`() {
        #expect(Day.copenhagen.identifier == "Europe/Copenhagen")
    }
}
