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
        if to < from { return -workingDays(from: to, to: from) }
        var count = daysOfWeek(from: from, to: to)
        for year in from.year...to.year {
            for closed in ClosedDays(year: year, options: options).days where from < closed && closed <= to { count -= 1 }
        }
        return count
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
