/// `NAME=value` lines, as systemd's EnvironmentFile has them: blank lines, `#` comments, and quotes around a value.
struct SettingsFile {
    private(set) var values: [String: String] = [:]
    private(set) var faults: [String] = []

    /// `name` is the file's, for the faults.
    init(_ text: String, name: String) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.firstIndex(of: "="), equals != line.startIndex else {
                faults.append("\(name), line \(index + 1): expected NAME=value.")
                continue
            }
            let key = String(line[..<equals].trimmed)
            guard let value = Self.unquoted(line[line.index(after: equals)...].trimmed) else {
                faults.append("\(name), line \(index + 1): the quotation mark of \(key) is not closed.")
                continue
            }
            if values.updateValue(value, forKey: key) != nil { faults.append("\(name), line \(index + 1): \(key) is given twice.") }
        }
    }

    private static func unquoted(_ value: Substring) -> String? {
        guard let quote = value.first, quote == "\"" || quote == "'" else { return String(value) }
        guard value.count > 1, value.last == quote else { return nil }
        return String(value.dropFirst().dropLast())
    }
}

extension StringProtocol {
    var trimmed: SubSequence {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return self[endIndex...] }
        return start[...last]
    }
}
