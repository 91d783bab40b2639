package import Domain
package import Foundation

/// Days and moments in words, by the clock in Denmark. Own tables: a `DateFormatter` costs more than the page it stands on.
///
/// `today` is the day of the request; the year is left out when it is the same.
package enum DateTexts {
    /// `onsdag den 2. december`, `Wednesday 2 December`; next year `onsdag den 6. januar 2027`.
    package static func long(_ day: Day, today: Day, _ language: Language) -> String {
        let weekday = weekdays[day.weekday.rawValue - 1](language)
        return switch language {
        case .da: "\(weekday) den \(date(day, today: today, language))"
        case .en: "\(weekday) \(date(day, today: today, language))"
        }
    }

    /// `2. december`, `2 December`.
    package static func date(_ day: Day, today: Day, _ language: Language) -> String {
        "\(ordinal(day, language)) \(months[day.month - 1](language))\(year(day, today: today))"
    }

    /// For tables: `tor 19. nov.`, `Thu 19 Nov`.
    package static func short(_ day: Day, today: Day, _ language: Language) -> String {
        let weekday = shortWeekdays[day.weekday.rawValue - 1](language)
        return "\(weekday) \(ordinal(day, language)) \(shortMonths[day.month - 1](language))\(year(day, today: today))"
    }

    /// `23. november kl. 8.12`, `23 November at 08:12`.
    package static func moment(_ moment: Date, today: Day, _ language: Language) -> String {
        let (day, hour, minute) = local(moment)
        let date = date(day, today: today, language)
        return switch language {
        case .da: "\(date) kl. \(hour).\(twoDigits(minute))"
        case .en: "\(date) at \(twoDigits(hour)):\(twoDigits(minute))"
        }
    }

    /// For `<time datetime>` and feeds: `2026-11-23T08:12:00+01:00`.
    package static func machine(_ moment: Date) -> String {
        let (day, hour, minute) = local(moment)
        let offset = Day.copenhagen.secondsFromGMT(for: moment) / 60
        let second = (Int(moment.timeIntervalSince1970.rounded(.down)) % 60 + 60) % 60
        let zone = "\(offset < 0 ? "-" : "+")\(twoDigits(abs(offset) / 60)):\(twoDigits(abs(offset) % 60))"
        return "\(day.iso)T\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))\(zone)"
    }

    /// As one types a date in a form: `2.12.2026`.
    package static func numeric(_ day: Day) -> String { "\(day.day).\(day.month).\(day.year)" }

    /// `i går`, `i dag`, `i morgen`; any other day in full.
    package static func near(_ day: Day, today: Day, _ language: Language) -> String {
        switch today.days(until: day) {
        case -1: yesterday(language)
        case 0: Self.today(language)
        case 1: tomorrow(language)
        default: long(day, today: today, language)
        }
    }
}

// How a promise stands.
extension DateTexts {
    package static func status(_ status: PromiseClock.Status, _ language: Language) -> String {
        switch status {
        case .onTime(let days): left(workingDays: days, language)
        case .dueToday: today(language)
        case .overdue(let days): overdue(workingDays: days, language)
        }
    }

    /// `om 3 arbejdsdage`, `in 3 working days`.
    package static func left(workingDays count: Int, _ language: Language) -> String {
        switch (count, language) {
        case (0, .da): "før næste arbejdsdag"
        case (0, .en): "before the next working day"
        case (_, .da): "om \(workingDays(count, language))"
        case (_, .en): "in \(workingDays(count, language))"
        }
    }

    /// `2 arbejdsdage over`, `2 working days overdue`; on the days off right after the date no working day has passed yet.
    package static func overdue(workingDays count: Int, _ language: Language) -> String {
        switch (count, language) {
        case (0, .da): "fristen er overskredet"
        case (0, .en): "overdue"
        case (_, .da): "\(workingDays(count, language)) over"
        case (_, .en): "\(workingDays(count, language)) overdue"
        }
    }

    /// `1 arbejdsdag`, `2 arbejdsdage`, `1 working day`, `2 working days`.
    package static func workingDays(_ count: Int, _ language: Language) -> String {
        "\(count) \((count == 1 ? workingDay : workingDays)(language))"
    }
}

extension DateTexts {
    private static let today = Words(da: "i dag", en: "today")
    private static let tomorrow = Words(da: "i morgen", en: "tomorrow")
    private static let yesterday = Words(da: "i går", en: "yesterday")
    private static let workingDay = Words(da: "arbejdsdag", en: "working day")
    private static let workingDays = Words(da: "arbejdsdage", en: "working days")

    private static let weekdays = [
        Words(da: "mandag", en: "Monday"), Words(da: "tirsdag", en: "Tuesday"), Words(da: "onsdag", en: "Wednesday"),
        Words(da: "torsdag", en: "Thursday"), Words(da: "fredag", en: "Friday"), Words(da: "lørdag", en: "Saturday"),
        Words(da: "søndag", en: "Sunday"),
    ]
    private static let shortWeekdays = [
        Words(da: "man", en: "Mon"), Words(da: "tir", en: "Tue"), Words(da: "ons", en: "Wed"), Words(da: "tor", en: "Thu"),
        Words(da: "fre", en: "Fri"), Words(da: "lør", en: "Sat"), Words(da: "søn", en: "Sun"),
    ]
    private static let months = [
        Words(da: "januar", en: "January"), Words(da: "februar", en: "February"), Words(da: "marts", en: "March"),
        Words(da: "april", en: "April"), Words(da: "maj", en: "May"), Words(da: "juni", en: "June"),
        Words(da: "juli", en: "July"), Words(da: "august", en: "August"), Words(da: "september", en: "September"),
        Words(da: "oktober", en: "October"), Words(da: "november", en: "November"), Words(da: "december", en: "December"),
    ]
    private static let shortMonths = [
        Words(da: "jan.", en: "Jan"), Words(da: "feb.", en: "Feb"), Words(da: "mar.", en: "Mar"), Words(da: "apr.", en: "Apr"),
        Words(da: "maj", en: "May"), Words(da: "jun.", en: "Jun"), Words(da: "jul.", en: "Jul"), Words(da: "aug.", en: "Aug"),
        Words(da: "sep.", en: "Sep"), Words(da: "okt.", en: "Oct"), Words(da: "nov.", en: "Nov"), Words(da: "dec.", en: "Dec"),
    ]

    /// Danish numbers its days with a full stop.
    private static func ordinal(_ day: Day, _ language: Language) -> String {
        switch language {
        case .da: "\(day.day)."
        case .en: "\(day.day)"
        }
    }

    private static func year(_ day: Day, today: Day) -> String { day.year == today.year ? "" : " \(day.year)" }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func local(_ moment: Date) -> (day: Day, hour: Int, minute: Int) {
        let day = Day(of: moment)
        // Not the time since midnight: on a night when clocks change, that is an hour off.
        let local = moment.timeIntervalSince1970 + Double(Day.copenhagen.secondsFromGMT(for: moment))
        let minutes = Int((local / 60).rounded(.down)) % 1440
        let minute = minutes < 0 ? minutes + 1440 : minutes
        return (day, minute / 60, minute % 60)
    }
}
