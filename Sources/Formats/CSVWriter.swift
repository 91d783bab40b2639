package import Foundation

extension CSV {
    /// A field to write. Numbers are ours and go as they are; text may come from anybody and is guarded.
    package enum Field: Sendable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case number(Int)

        package init(stringLiteral value: String) { self = .text(value) }
        package init(integerLiteral value: Int) { self = .number(value) }
    }

    /// A table as Danish Excel opens it by a double click: UTF-8 with byte order mark, `;` between fields, CRLF after each row.
    ///
    /// Text that a spreadsheet would run as a formula gets a `'` in front (OWASP, CSV Injection; ASVS 5.0 V1.2.10).
    package static func excel(columns: [String], rows: some Sequence<[Field]>) -> Data {
        var out = "\u{FEFF}" + line(columns.map(Field.text))
        for row in rows { out += line(row) }
        return Data(out.utf8)
    }

    private static func line(_ fields: [Field]) -> String {
        // A line without anything on it would be no row.
        if fields == [.text("")] { return "\"\"\r\n" }
        return fields.map { field in
            switch field {
            case .text(let text): quoted(guarded(text))
            case .number(let number): String(number)
            }
        }.joined(separator: ";") + "\r\n"
    }

    /// Also behind quotes and spaces, which some programs take away before they look, and in full width, which some fold.
    private static func guarded(_ text: String) -> String {
        let scalars = text.unicodeScalars
        if let first = scalars.first, "\t\r\0".unicodeScalars.contains(first) { return "'" + text }
        let start = scalars.drop { $0 == "\"" || $0.properties.isWhitespace }.first
        return start.map("=+-@＝＋－＠".unicodeScalars.contains) == true ? "'" + text : text
    }

    // Scalars, not characters: a quote with a combining mark is another character, but still a quote to the reader.
    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isPlain = !scalars.contains(where: ";,\"\r\n\t".unicodeScalars.contains) && scalars.first != " " && scalars.last != " "
        if isPlain { return text }
        var out = "\""
        for scalar in scalars { out += scalar == "\"" ? "\"\"" : String(scalar) }
        return out + "\""
    }
}
