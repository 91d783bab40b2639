/// `NAME=value` lines, as systemd's EnvironmentFile has them: blank lines, `#` comments, and quotes around a value.
package struct SettingsFile {
    package private(set) var values: [String: String] = [:]
    package private(set) var faults: [String] = []

    /// `name` is the file's, for the faults.
    package init(_ text: String, name: String) {
        // Scalars: to Swift the end of a line in Windows is one character, and a `=` with an accent behind it is no `=`.
        for (index, line) in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = Self.trimmed(line)
            if line.isEmpty || line.first == "#" { continue }
            guard let equals = line.firstIndex(of: "="), equals != line.startIndex else {
                faults.append("\(name), line \(index + 1): expected NAME=value.")
                continue
            }
            let key = String(Self.trimmed(line[..<equals]))
            guard let value = Self.unquoted(Self.trimmed(line[equals...].dropFirst())) else {
                faults.append("\(name), line \(index + 1): the quotation mark of \(key) is not closed.")
                continue
            }
            if values.updateValue(value, forKey: key) != nil { faults.append("\(name), line \(index + 1): \(key) is given twice.") }
        }
    }

    private typealias Scalars = Substring.UnicodeScalarView

    private static func unquoted(_ value: Scalars) -> String? {
        guard let quote = value.first, quote == "\"" || quote == "'" else { return String(value) }
        guard value.count > 1, value.last == quote else { return nil }
        return String(value.dropFirst().dropLast())
    }

    private static func trimmed(_ text: Scalars) -> Scalars {
        var text = text.drop { $0.properties.isWhitespace }
        while let last = text.last, last.properties.isWhitespace { text.removeLast() }
        return text
    }
}
