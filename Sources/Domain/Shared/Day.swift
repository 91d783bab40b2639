package import Foundation

/// A calendar day (proleptic Gregorian), from 1900-01-01 to 2999-12-31. Text form: `2026-12-02`.
///
/// Arithmetic that would leave the range stops at its ends, so a wild number in a query cannot crash the program.
package struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    private let number: Int32

    package static let first = Day(clamping: daysFromCivil(1900, 1, 1))
    package static let last = Day(clamping: daysFromCivil(2999, 12, 31))

    /// Denmark's clock. The second choice is Danish winter time, for a machine without time zone data.
    package static let copenhagen = TimeZone(identifier: "Europe/Copenhagen") ?? TimeZone(secondsFromGMT: 3600) ?? .gmt

    /// Monday first, as ISO 8601 counts.
    package enum Weekday: Int, Sendable, CaseIterable {
        case monday = 1
        case tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// Nil for a day that does not exist, such as 29 February 2027, or is out of range.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), (1...Self.length(ofMonth: month, year: year)).contains(day) else {
            return nil
        }
        self.init(clamping: Self.daysFromCivil(year, month, day))
    }

    /// Reads exactly `YYYY-MM-DD` (ISO 8601 extended, ASCII digits), and only days that exist.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]), let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day it is in `zone` at `moment`.
    package init(of moment: Date, in zone: TimeZone = Day.copenhagen) {
        let local = moment.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: moment))
        let days = (local / 86_400).rounded(.down)
        // A broken moment (not a number, infinite) must not trap either.
        self.init(clamping: days.isNaN ? 0 : Int(min(max(days, -1_000_000), 1_000_000)))
    }

    private init(clamping days: Int) {
        let bounds = Self.daysFromCivil(1900, 1, 1)...Self.daysFromCivil(2999, 12, 31)
        number = Int32(min(max(days, bounds.lowerBound), bounds.upperBound))
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day {
    package var year: Int { civil.year }
    package var month: Int { civil.month }
    /// The day of the month, 1 to 31.
    package var day: Int { civil.day }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday; the range starts before it, so the remainder may be negative.
        let sinceMonday = ((Int(number) + 3) % 7 + 7) % 7
        return Weekday(rawValue: sinceMonday + 1) ?? .monday
    }

    /// `2026-12-02`: the form in the database, in addresses and in exports.
    package var iso: String {
        let (year, month, day) = civil
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    package var description: String { iso }

    package func adding(days: Int) -> Day {
        let (sum, overflow) = Int(number).addingReportingOverflow(days)
        return overflow ? (days < 0 ? .first : .last) : Day(clamping: sum)
    }

    /// Calendar days from this day to `other`; negative when `other` is earlier.
    package func days(until other: Day) -> Int { Int(other.number) - Int(number) }

    /// The first moment of the day in `zone`: midnight, or the end of the gap where clocks skip midnight.
    package func startsAt(in zone: TimeZone = Day.copenhagen) -> Date {
        let midnight = Double(number) * 86_400
        // Only the offset shortly before or shortly after can hold at local midnight; the larger one gives the earlier moment.
        let offsets = [-86_400.0, 86_400].map { Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: midnight + $0))) }
        let candidates = offsets.sorted(by: >).map { Date(timeIntervalSince1970: midnight - $0) }
        return candidates.first { Day(of: $0, in: zone) == self } ?? candidates[1]
    }
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", https://howardhinnant.github.io/date_algorithms.html
extension Day {
    private static let years = 1900...2999

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `days_from_civil`, for years from 0 on.
    private static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// `civil_from_days`, for years from 0 on.
    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
