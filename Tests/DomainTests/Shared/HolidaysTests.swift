import Domain
import Testing

struct HolidaysTests {
    @Test(arguments: [
        (1900, "1900-04-15"), (1913, "1913-03-23"), (1943, "1943-04-25"), (1954, "1954-04-18"), (1961, "1961-04-02"), (1981, "1981-04-19"),
        (1999, "1999-04-04"), (2000, "2000-04-23"), (2005, "2005-03-27"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2016, "2016-03-27"),
        (2019, "2019-04-21"), (2020, "2020-04-12"), (2021, "2021-04-04"), (2022, "2022-04-17"), (2023, "2023-04-09"), (2024, "2024-03-31"),
        (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"), (2028, "2028-04-16"), (2029, "2029-04-01"), (2030, "2030-04-21"),
        (2035, "2035-03-25"), (2038, "2038-04-25"), (2049, "2049-04-18"), (2076, "2076-04-19"), (2100, "2100-03-28"), (2200, "2200-04-06"),
        (2285, "2285-03-22"), (2400, "2400-04-16"),
    ])
    func `Easter is on its known day`(year: Int, day: String) {
        #expect(Holiday.easterSunday.day(in: year)?.iso == day)
    }

    @Test func `the Danish holidays of 2023, the last with store bededag`() {
        #expect(
            table(2023) == [
                "2023-01-01 newYearsDay", "2023-04-06 maundyThursday", "2023-04-07 goodFriday", "2023-04-09 easterSunday",
                "2023-04-10 easterMonday", "2023-05-05 generalPrayerDay", "2023-05-18 ascensionDay", "2023-05-28 whitSunday",
                "2023-05-29 whitMonday", "2023-06-05 grundlovsdag", "2023-12-24 christmasEve", "2023-12-25 christmasDay",
                "2023-12-26 secondChristmasDay", "2023-12-31 newYearsEve",
            ])
    }

    @Test func `the Danish holidays of 2024, the first without store bededag`() {
        #expect(
            table(2024) == [
                "2024-01-01 newYearsDay", "2024-03-28 maundyThursday", "2024-03-29 goodFriday", "2024-03-31 easterSunday",
                "2024-04-01 easterMonday", "2024-05-09 ascensionDay", "2024-05-19 whitSunday", "2024-05-20 whitMonday",
                "2024-06-05 grundlovsdag", "2024-12-24 christmasEve", "2024-12-25 christmasDay", "2024-12-26 secondChristmasDay",
                "2024-12-31 newYearsEve",
            ])
    }

    @Test func `a municipality may work on the days that are not holidays by law`() {
        let options = HolidayOptions(grundlovsdag: false, christmasEve: false, newYearsEve: false)
        let kept = Set(Holiday.all(in: 2026, options: options).map(\.holiday))
        #expect(kept.isDisjoint(with: [.grundlovsdag, .christmasEve, .newYearsEve]))
        #expect(kept.count == 10)
    }

    @Test func `two holidays may share a day`() {
        #expect(table(2017).filter { $0.hasPrefix("2017-06-05") } == ["2017-06-05 whitMonday", "2017-06-05 grundlovsdag"])
    }

    private func table(_ year: Int) -> [String] {
        Holiday.all(in: year).map { "\($0.day) \($0.holiday)" }
    }
}
