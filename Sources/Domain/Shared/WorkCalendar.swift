/// Which days the municipality works: Monday to Friday without holidays.
package struct WorkCalendar: Sendable, Hashable {
    package let options: HolidayOptions

    package init(options: HolidayOptions = HolidayOptions()) { self.options = options }

    package func isWorkingDay(_ day: Day) -> Bool {
        day.weekday.isOfWeek && !Holiday.allCases.contains { $0.isKept(with: options) && $0.day(in: day.year) == day }
    }

    /// The `workingDays`-th working day after `day`, which itself does not count: counted from a Saturday, Monday is the first.
    ///
    /// A negative number counts backwards; zero is `day` itself, whether or not it is a working day.
    package func day(after day: Day, workingDays: Int) -> Day {
        var day = day
        var left = workingDays.magnitude
        let step = workingDays.signum()
        let end: Day = step < 0 ? .first : .last
        var closed = ClosedDays(year: day.year, options: options)
        while left > 0, day != end {
            day = day.adding(days: step)
            if !day.weekday.isOfWeek { continue }
            if day.year != closed.year { closed = ClosedDays(year: day.year, options: options) }
            if !closed.days.contains(day) { left -= 1 }
        }
        return day
    }

    /// Working days after `from`, up to and including `to`; negative when `to` is earlier.
    ///
    /// The inverse of `day(after:workingDays:)`: seen from a date that has passed, this is how many working days it is over.
    package func workingDays(from: Day, to: Day) -> Int {
        to < from ? -workingDays(from: to, to: from) : workingDays(after: from, upTo: to, without: closedDays(in: from.year...to.year))
    }

    /// The same for each of several days that are not later than `to`: the holidays of a year are found once for all of them.
    package func workingDays(from days: Set<Day>, to: Day) -> [Day: Int] {
        guard let first = days.min(), first <= to else { return [:] }
        let closed = closedDays(in: first.year...to.year)
        return Dictionary(uniqueKeysWithValues: days.map { ($0, workingDays(after: $0, upTo: to, without: closed)) })
    }

    private func closedDays(in years: ClosedRange<Int>) -> [Day] { years.flatMap { ClosedDays(year: $0, options: options).days } }

    private func workingDays(after from: Day, upTo to: Day, without closed: [Day]) -> Int {
        daysOfWeek(from: from, to: to) - closed.count { from < $0 && $0 <= to }
    }

    /// Mondays to Fridays after `from`, up to and including `to`, holidays or not.
    private func daysOfWeek(from: Day, to: Day) -> Int {
        let (weeks, rest) = from.days(until: to).quotientAndRemainder(dividingBy: 7)
        var count = weeks * 5
        for day in 0..<rest where to.adding(days: -day).weekday.isOfWeek { count += 1 }
        return count
    }
}

/// The days of one year that would be working days, were they no holidays; each once.
private struct ClosedDays {
    let year: Int
    let days: Set<Day>

    init(year: Int, options: HolidayOptions) {
        self.year = year
        days = Set(Holiday.all(in: year, options: options).map(\.day).filter(\.weekday.isOfWeek))
    }
}

extension Day.Weekday {
    fileprivate var isOfWeek: Bool { self < .saturday }
}

extension Day.Weekday: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
