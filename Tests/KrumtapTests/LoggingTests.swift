import Foundation
import Logging
import Testing

@testable import krumtap

struct LoggingTests {
    private static func line(_ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
        var handler = JSONLogHandler()
        handler.metadata = ["request": "abc"]
        let event = LogEvent(level: .info, message: message, metadata: metadata, source: "", file: "", function: "", line: 0)
        return String(decoding: handler.line(event, at: "2026-11-23T08:12:00.123Z"), as: UTF8.self)
    }

    @Test func `a line is one JSON object`() {
        #expect(
            Self.line("request", ["status": "200", "ms": "0.25", "route": "/d/{token}", "hb.request.id": "1"])
                == "{\"time\":\"2026-11-23T08:12:00.123Z\",\"level\":\"info\",\"message\":\"request\",\"ms\":0.25,\"request\":\"abc\","
                + "\"route\":\"/d/{token}\",\"status\":200}")
    }

    @Test(arguments: [
        "a\nb", "\"quoted\"", "back\\slash", "\u{0}\u{1b}[31m", "blåbær 😀", "007", "1.", "-1", "1e5", "12345678901234567890", "",
    ])
    func `nothing in a value breaks out of it`(value: String) throws {
        let line = Self.line("\(value)", ["key": "\(value)"])
        #expect(!line.contains("\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == value)
        #expect(object["key"] as? String == value)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_795_421_520.123, "2026-11-23T08:12:00.123Z"), (951_782_400, "2000-02-29T00:00:00.000Z"),
    ])
    func `moments are in UTC`(seconds: Double, expected: String) {
        #expect(LogLine.text(Date(timeIntervalSince1970: seconds)) == expected)
    }
}
