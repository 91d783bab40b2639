/// Which of the days that are not holidays by law the municipality's offices keep as such. A setting.
package struct HolidayOptions: Sendable, Hashable {
    /// 5 June.
    package var grundlovsdag: Bool
    /// 24 December.
    package var christmasEve: Bool
    /// 31 December.
    package var newYearsEve: Bool

    package init(grundlovsdag: Bool = true, christmasEve: Bool = true, newYearsEve: Bool = true) {
        self.grundlovsdag = grundlovsdag
        self.christmasEve = christmasEve
        self.newYearsEve = newYearsEve
    }
}

/// The days on which a Danish municipality is closed besides Saturdays and Sundays.
package enum Holiday: String, Sendable, CaseIterable {
    case newYearsDay, maundyThursday, goodFriday, easterSunday, easterMonday, generalPrayerDay, ascensionDay, whitSunday, whitMonday
    case grundlovsdag, christmasEve, christmasDay, secondChristmasDay, newYearsEve

    /// Store bededag is no holiday from 2024 on: LOV nr 214 af 06/03/2023.
    package static let lastYearOfGeneralPrayerDay = 2023

    /// The holiday's day in `year`; nil when it is none that year, or the year is out of `Day`'s range.
    package func day(in year: Int) -> Day? {
        switch self {
        case .newYearsDay: Day(year: year, month: 1, day: 1)
        case .maundyThursday: Self.easter(in: year, plus: -3)
        case .goodFriday: Self.easter(in: year, plus: -2)
        case .easterSunday: Self.easter(in: year, plus: 0)
        case .easterMonday: Self.easter(in: year, plus: 1)
        // The fourth Friday after Easter.
        case .generalPrayerDay: year <= Self.lastYearOfGeneralPrayerDay ? Self.easter(in: year, plus: 26) : nil
        case .ascensionDay: Self.easter(in: year, plus: 39)
        case .whitSunday: Self.easter(in: year, plus: 49)
        case .whitMonday: Self.easter(in: year, plus: 50)
        case .grundlovsdag: Day(year: year, month: 6, day: 5)
        case .christmasEve: Day(year: year, month: 12, day: 24)
        case .christmasDay: Day(year: year, month: 12, day: 25)
        case .secondChristmasDay: Day(year: year, month: 12, day: 26)
        case .newYearsEve: Day(year: year, month: 12, day: 31)
        }
    }

    package func isKept(with options: HolidayOptions) -> Bool {
        switch self {
        case .grundlovsdag: options.grundlovsdag
        case .christmasEve: options.christmasEve
        case .newYearsEve: options.newYearsEve
        default: true
        }
    }

    /// The holidays of a year in calendar order. Two may share a day: 2. pinsedag and Grundlovsdag did on 5 June 2017.
    package static func all(in year: Int, options: HolidayOptions = HolidayOptions()) -> [(holiday: Holiday, day: Day)] {
        allCases.compactMap { holiday in
            guard holiday.isKept(with: options), let day = holiday.day(in: year) else { return nil }
            return (holiday, day)
        }.sorted { $0.day < $1.day }
    }

    /// Easter Sunday of the Gregorian calendar plus a number of days.
    ///
    /// The computus of "A New York correspondent", Nature 13 (1876), p. 487, in the letters of J. Meeus, Astronomical
    /// Algorithms, 2nd edition (1998), chapter 8. Exact for every Gregorian year.
    private static func easter(in year: Int, plus days: Int) -> Day? {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let f = (b + 8) / 25
        let g = (b - f + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let n = h + l - 7 * m + 114
        return Day(year: year, month: n / 31, day: n % 31 + 1)?.adding(days: days)
    }
}
