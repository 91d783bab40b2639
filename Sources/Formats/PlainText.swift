import Foundation

/// Text without markup or control characters.
package enum PlainText {
    /// What programs and pages begin with. Written in text they would still be programs and pages to whoever opens them.
    private static let otherBeginnings: [StaticString] = ["#!", "gif8", "rar!", "{\\rtf", "%!ps", "begin:v"]

    static func mayBeText(_ reader: ByteReader) -> Bool {
        guard let text = decoded(Array(reader.bytes)) else { return false }
        // Scalars, not characters: one character may be a letter and ten megabytes of accents, which take hours to compare.
        let scalars = text.unicodeScalars
        let start = String(scalars.drop { $0.properties.isWhitespace }.prefix(16)).lowercased()
        let isOther = otherBeginnings.contains { start.hasPrefix("\($0)") } || isMarkup(start.unicodeScalars)
        return !isOther && !String(scalars.prefix(1024)).contains("%PDF-") && !start.isEmpty
    }

    /// `<` and then a name, `!`, `?` or `/`: HTML, SVG, XML or PHP.
    private static func isMarkup(_ start: String.UnicodeScalarView) -> Bool {
        guard start.first == "<", let next = start.dropFirst().first else { return false }
        return next.properties.isAlphabetic || "!?/".unicodeScalars.contains(next)
    }

    /// UTF-8, or what Windows wrote before it (CP1252, or UTF-16 with its mark), as text; nil for anything with control characters.
    package static func decoded(_ bytes: [UInt8]) -> String? {
        let text: String?
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            text = bytes.count % 2 == 0 ? String(data: Data(bytes), encoding: .utf16) : nil
        } else if bytes.contains(0) {
            text = nil
        } else {
            text = String(validating: bytes, as: UTF8.self) ?? String(data: Data(bytes), encoding: .windowsCP1252)
        }
        guard let text, text.unicodeScalars.allSatisfy(isText) else { return nil }
        return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\t", "\u{C}": true
        default: scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .unassigned
        }
    }
}
