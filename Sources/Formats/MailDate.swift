import Foundation

/// Moments as mails write them (RFC 5322, 3.3): `Mon, 23 Nov 2026 12:02:02 +0000`.
enum MailDate {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }

    static func text(_ date: Date) -> String {
        let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        func digits(_ value: Int?, _ count: Int = 2) -> String {
            let text = String(value ?? 0)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let weekday = weekdays[(parts.weekday ?? 1) - 1]
        let month = months[(parts.month ?? 1) - 1]
        let time = "\(digits(parts.hour)):\(digits(parts.minute)):\(digits(parts.second))"
        return "\(weekday), \(digits(parts.day)) \(month) \(digits(parts.year, 4)) \(time) +0000"
    }

    /// Nil for anything else than what the standard writes today.
    static func date(_ text: String) -> Date? {
        var words = text.split(whereSeparator: \.isWhitespace)
        if words.first?.hasSuffix(",") == true { words.removeFirst() }
        guard words.count >= 5, let day = number(words[0], 1...31), let year = number(words[2], 1900...9999),
            let month = months.firstIndex(where: { $0.lowercased() == words[1].lowercased() }), let offset = offset(words[4])
        else { return nil }
        let time = words[3].split(separator: ":", omittingEmptySubsequences: false)
        guard time.count == 2 || time.count == 3, let hour = number(time[0], 0...23), let minute = number(time[1], 0...59),
            let second = time.count == 3 ? number(time[2], 0...60) : 0
        else { return nil }
        let parts = DateComponents(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        return calendar.date(from: parts)?.addingTimeInterval(TimeInterval(-offset))
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy(\.isASCIIDigit), let number = Int(text), range.contains(number) else { return nil }
        return number
    }

    /// Seconds east of Greenwich.
    private static func offset(_ zone: Substring) -> Int? {
        if ["GMT", "UT", "UTC", "Z"].contains(zone.uppercased()) { return 0 }
        guard zone.utf8.count == 5, let sign = zone.first, sign == "+" || sign == "-" else { return nil }
        guard let hours = number(zone.dropFirst().prefix(2), 0...23), let minutes = number(zone.suffix(2), 0...59) else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
