/// Writes the lines of a mail. Values have been checked by `MailMessage`.
struct MailWriter {
    private(set) var bytes: [UInt8] = []

    /// RFC 5322, 2.1.1 asks for at most 78; RFC 2047, 2 for 76 where there are encoded words.
    static let lineLimit = 76

    /// A header of words that stay whole: lines break between them.
    mutating func tokens(_ name: String, _ tokens: [String]) {
        append(name + ":")
        var column = name.utf8.count + 1
        for (index, token) in tokens.enumerated() {
            let width = token.utf8.count + 1
            if column + width > Self.lineLimit, index > 0 {
                append("\r\n")
                column = 0
            }
            append(" " + token)
            column += width
        }
        append("\r\n")
    }

    mutating func unstructured(_ name: String, _ value: String) {
        let isPlain = EncodedWord.isPlain(value) && value.utf8.split(separator: 0x20).allSatisfy { $0.count <= 60 }
        if value.isEmpty {
            append(name + ":\r\n")
        } else if isPlain {
            tokens(name, value.split(separator: " ", omittingEmptySubsequences: false).map(String.init))
        } else {
            tokens(name, EncodedWord.words(value, column: name.utf8.count + 2))
        }
    }

    mutating func mailboxes(_ name: String, _ mailbox: MailMessage.Mailbox) {
        guard !mailbox.name.isEmpty else { return tokens(name, [mailbox.address]) }
        // Always quoted: no name can be a comment, a group or a second address.
        let quoted = "\"" + mailbox.name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        let isShort = EncodedWord.isPlain(mailbox.name) && quoted.utf8.count <= 58
        let shown = isShort ? [quoted] : EncodedWord.words(mailbox.name, column: name.utf8.count + 2)
        tokens(name, shown + ["<\(mailbox.address)>"])
    }

    mutating func part(_ kind: String, _ text: String, boundary: String) {
        append("\r\n--\(boundary)\r\n")
        body(kind, text)
    }

    mutating func end(boundary: String) { append("\r\n--\(boundary)--\r\n") }

    /// The headers of a text and the text.
    mutating func body(_ kind: String, _ text: String) {
        tokens("Content-Type", ["text/\(kind);", "charset=utf-8"])
        tokens("Content-Transfer-Encoding", ["quoted-printable"])
        append("\r\n")
        bytes += QuotedPrintable.encoded(text)
    }

    private mutating func append(_ text: String) { bytes += text.utf8 }
}
