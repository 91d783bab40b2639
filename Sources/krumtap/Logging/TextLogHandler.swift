import Logging

/// Lines for people: `08:12:00 info request method=GET route=/omraader status=200`.
struct TextLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = LogLine.now().dropFirst(11).prefix(8)
        let values = LogLine.merged(metadata, event.metadata).map { " \($0.key)=\($0.value)" }.joined()
        let line = "\(time) \(event.level.rawValue) \(event.message)\(values)"
        LogLine.write(line.unicodeScalars.flatMap { $0.properties.generalCategory == .control ? Array(" ".utf8) : Array(String($0).utf8) })
    }
}

extension Settings {
    var logger: Logger {
        let (format, level) = (logFormat, logLevel)
        return Logger(label: "krumtap") { _ in
            switch format {
            case .json: JSONLogHandler(logLevel: level)
            case .text: TextLogHandler(logLevel: level)
            }
        }
    }
}
