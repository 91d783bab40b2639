import Foundation
import Logging

/// One line on standard output, written at once so that lines of several threads never mix.
enum LogLine {
    static func write(_ bytes: [UInt8]) {
        var bytes = bytes
        bytes.append(UInt8(ascii: "\n"))
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            start += count
        }
    }

    /// `2026-11-23T08:12:00.123Z`. Not a Foundation format: that would take longer than most requests.
    static func now() -> String { text(Date.now) }

    static func text(_ moment: Date) -> String {
        let milliseconds = Int((moment.timeIntervalSince1970 * 1000).rounded(.down))
        var seconds = time_t(milliseconds / 1000)
        var utc = tm()
        gmtime_r(&seconds, &utc)
        func digits(_ number: some BinaryInteger, _ length: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, length - text.count)) + text
        }
        let day = "\(digits(utc.tm_year + 1900, 4))-\(digits(utc.tm_mon + 1, 2))-\(digits(utc.tm_mday, 2))"
        let time = "\(digits(utc.tm_hour, 2)):\(digits(utc.tm_min, 2)):\(digits(utc.tm_sec, 2))"
        return "\(day)T\(time).\(digits(milliseconds % 1000, 3))Z"
    }

    /// What belongs in the log. Hummingbird numbers requests, too; ours is the one people see.
    static func merged(_ own: Logger.Metadata, _ event: Logger.Metadata?) -> [(key: String, value: String)] {
        own.merging(event ?? [:]) { $1 }.filter { $0.key != "hb.request.id" }.map { ($0.key, $0.value.description) }.sorted {
            $0.key < $1.key
        }
    }
}
