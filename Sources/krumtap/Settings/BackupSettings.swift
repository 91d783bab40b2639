import Domain
import Foundation

/// Where backups go, when, and how many are kept.
struct BackupSettings: Sendable, Equatable {
    let path: String
    /// Minutes after midnight, by the clock in Denmark.
    let minute: Int
    let keep: Int

    var folder: BackupFolder { BackupFolder(path: path) }

    static let standardTime = "02:30"
    static let standardKeep = 14

    /// `02:30` as minutes after midnight; nil for any other text.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// Tonight's is not made yet. A clock that was set back makes no second one the same night.
    func isDue(newest: Date?, at now: Date) -> Bool {
        let today = Day(of: now).startsAt().addingTimeInterval(Double(minute) * 60)
        let last = now >= today ? today : Day(of: now).adding(days: -1).startsAt().addingTimeInterval(Double(minute) * 60)
        return newest.map { $0 < last } ?? true
    }
}

extension BackupSettings {
    /// Nil when no folder is given.
    init?(_ reader: inout SettingReader) {
        let minute = reader.value("KRUMTAP_BACKUP_AT", standard: Self.minute(Self.standardTime) ?? 0, expected: "a time such as 02:30") {
            Self.minute($0)
        }
        let keep = reader.value("KRUMTAP_BACKUP_KEEP", standard: Self.standardKeep, expected: "a whole number from 1 to 1000") {
            Int($0).flatMap { (1...1000).contains($0) ? $0 : nil }
        }
        guard let path = reader["KRUMTAP_BACKUP_DIR"] else { return nil }
        self.init(path: path, minute: minute, keep: keep)
    }

    /// As it is written in the settings.
    var time: String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }
}
