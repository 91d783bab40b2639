import Foundation

/// Letters outside ASCII in headers (RFC 2047).
enum EncodedWord {
    /// True when the value can stand in a header as it is: printable ASCII, single spaces between words, nothing that a
    /// reader would take for an encoded word.
    static func isPlain(_ value: String) -> Bool {
        value.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !value.contains("=?") && !value.contains("  ")
            && !value.hasPrefix(" ") && !value.hasSuffix(" ")
    }

    private static let opening = "=?utf-8?q?"
    private static let closing = "?="
    /// RFC 2047, 2: an encoded word has at most 75 characters.
    private static let limit = 75

    /// - Parameter column: where on its line the first word begins; the others begin at column 1.
    static func words(_ value: String, column: Int) -> [String] {
        var words: [String] = []
        var word = opening
        var room = min(limit, MailWriter.lineLimit - column) - closing.utf8.count
        for scalar in value.unicodeScalars {
            let letter = encoded(scalar)
            // A character is never split between words (RFC 2047, 5).
            if word.utf8.count + letter.utf8.count > room {
                words.append(word + closing)
                word = opening
                room = limit - closing.utf8.count
            }
            word += letter
        }
        return words + [word + closing]
    }

    /// Only what RFC 2047, 5 (3) allows everywhere, names included.
    private static func encoded(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "!", "*", "+", "-", "/": String(scalar)
        case " ": "_"
        default: UTF8.encode(scalar).map { $0.map(QuotedPrintable.escaped).joined() } ?? ""
        }
    }

    /// Reads a header's value. Tolerant: what is no encoded word stays as it stands.
    static func decoded(_ value: String) -> String {
        var text = ""
        // Bytes of neighbouring words belong together, also where a foolish writer split a character.
        var pending: (bytes: [UInt8], charset: String) = ([], "utf-8")
        func flush() {
            text += MailCharset.text(pending.bytes, pending.charset)
            pending.bytes = []
        }
        var rest = value[...]
        while let start = rest.range(of: "=?") {
            let before = rest[..<start.lowerBound]
            guard let word = word(rest[start.upperBound...]) else {
                flush()
                text += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            // Space between two encoded words only separates them.
            if pending.bytes.isEmpty || !before.allSatisfy(\.isWhitespace) {
                flush()
                text += before
            }
            if word.charset != pending.charset { flush() }
            pending = (pending.bytes + word.bytes, word.charset)
            rest = word.rest
        }
        flush()
        return text + rest
    }

    /// What follows `=?`: charset, encoding, text, and `?=`.
    private static func word(_ text: Substring) -> (bytes: [UInt8], charset: String, rest: Substring)? {
        let parts = text.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].hasPrefix("="), !parts[0].isEmpty, !parts[2].contains(where: \.isWhitespace) else { return nil }
        // RFC 2231, 5: a language may follow the charset after an asterisk.
        let charset = parts[0].prefix { $0 != "*" }.lowercased()
        guard MailCharset.isKnown(charset) else { return nil }
        let bytes: [UInt8]
        switch parts[1].lowercased() {
        case "q": bytes = QuotedPrintable.decoded(parts[2].utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })
        case "b":
            guard let data = Data(base64Encoded: String(parts[2])) else { return nil }
            bytes = Array(data)
        default: return nil
        }
        return (bytes, charset, parts[3].dropFirst())
    }
}

/// The few character sets that mail to Krumtap comes in.
enum MailCharset {
    static func isKnown(_ name: String) -> Bool { ["utf-8", "us-ascii", "iso-8859-1", "windows-1252"].contains(name) }

    /// Never fails: unreadable bytes become U+FFFD.
    static func text(_ bytes: some Collection<UInt8>, _ name: String) -> String {
        switch name {
        case "iso-8859-1", "windows-1252":
            String(data: Data(bytes), encoding: name == "iso-8859-1" ? .isoLatin1 : .windowsCP1252)
                ?? String(decoding: bytes, as: UTF8.self)
        default: String(decoding: bytes, as: UTF8.self)
        }
    }
}
