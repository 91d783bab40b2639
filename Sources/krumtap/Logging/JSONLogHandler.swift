import Logging

/// One JSON object a line, for whoever collects logs. Nothing in a value can begin a line of its own.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { LogLine.write(line(event)) }

    func line(_ event: LogEvent, at time: String = LogLine.now()) -> [UInt8] {
        var line: [UInt8] = Array("{\"time\":\"\(time)\",\"level\":\"\(event.level.rawValue)\",\"message\":".utf8)
        Self.append(event.message.description, to: &line)
        for (key, value) in LogLine.merged(metadata, event.metadata) {
            line.append(UInt8(ascii: ","))
            Self.append(key, to: &line)
            line.append(UInt8(ascii: ":"))
            if Self.isNumber(value) { line += Array(value.utf8) } else { Self.append(value, to: &line) }
        }
        line.append(UInt8(ascii: "}"))
        return line
    }

    /// RFC 8259 § 7.
    private static func append(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): line += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): line += Array("\\n".utf8)
            case 0..<0x20: line += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: line.append(byte)
            }
        }
        line.append(UInt8(ascii: "\""))
    }

    /// RFC 8259 § 6, without exponents: what a metadata number looks like.
    private static func isNumber(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count < 16 else { return false }
        let areDigits = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
        return areDigits && (parts[0].count == 1 || parts[0].first != UInt8(ascii: "0"))
    }
}
