package import Foundation

/// A mail with a plain text and, where there is one, an HTML twin (RFC 5322, RFC 2045 to 2047).
///
/// Everything in a header goes through one builder that refuses line ends and NUL, so that what a person typed can never
/// become a header or a recipient. The same value makes the same bytes.
package struct MailMessage: Sendable, Equatable {
    /// Somebody's name and address. The name may be empty.
    package struct Mailbox: Sendable, Equatable {
        package let name: String
        package let address: String

        package init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    package enum Field: String, Sendable, CaseIterable {
        case messageID, inReplyTo, references, from, replyTo, to, subject, language, unsubscribe
    }

    /// Why a mail cannot be written.
    package enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// CR, LF or NUL in a header.
        case lineBreak(Field)
        /// No identifier, address or language tag.
        case malformed(Field)

        /// For logs: says which field, never what stood in it.
        package var description: String {
            switch self {
            case .lineBreak(let field): "a line end or NUL stands in the mail's \(field.rawValue)"
            case .malformed(let field): "the mail's \(field.rawValue) is malformed"
            }
        }
    }

    /// Without angle brackets: `HOL-2026-0042.17@dialog.example.dk`.
    package let messageID: String
    package let inReplyTo: String?
    /// The thread's identifiers, the oldest first.
    package let references: [String]
    package let from: Mailbox
    package let replyTo: Mailbox?
    package let to: Mailbox
    package let subject: String
    package let date: Date
    package let text: String
    package let html: String?
    /// `da` or `en`.
    package let language: String
    /// A machine wrote it: nobody's absence notice answers (RFC 3834; the second header is Exchange's).
    package let isAutomatic: Bool
    /// Where a POST ends the subscription (RFC 2369, RFC 8058).
    package let unsubscribe: String?

    /// - Parameters:
    ///   - messageID: unique in the world and the same at each attempt to send; without angle brackets, as are the others.
    ///   - text, html: any line ends; NUL is left out.
    package init(
        messageID: String, inReplyTo: String? = nil, references: [String] = [], from: Mailbox, replyTo: Mailbox? = nil, to: Mailbox,
        subject: String, date: Date, text: String, html: String? = nil, language: String, isAutomatic: Bool = true,
        unsubscribe: String? = nil
    ) throws(Fault) {
        try Self.check(identifier: messageID, .messageID)
        if let inReplyTo { try Self.check(identifier: inReplyTo, .inReplyTo) }
        for reference in references { try Self.check(identifier: reference, .references) }
        try Self.check(from, .from)
        if let replyTo { try Self.check(replyTo, .replyTo) }
        try Self.check(to, .to)
        try Self.check(line: subject, .subject)
        try Self.check(line: language, .language)
        guard (1...20).contains(language.utf8.count), language.utf8.allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "-") }) else {
            throw .malformed(.language)
        }
        if let unsubscribe { try Self.check(address: unsubscribe, .unsubscribe) }
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.date = date
        self.text = text
        self.html = html
        self.language = language
        self.isAutomatic = isAutomatic
        self.unsubscribe = unsubscribe
    }

    /// The mail as it is sent: CRLF ends lines, ASCII alone, no line over 76 characters but for an address or identifier that
    /// is longer itself. Dots at the beginning of lines are doubled by the transport.
    package var data: Data {
        var writer = MailWriter()
        writer.mailboxes("From", from)
        if let replyTo { writer.mailboxes("Reply-To", replyTo) }
        writer.mailboxes("To", to)
        writer.unstructured("Subject", subject)
        writer.tokens("Date", [MailDate.text(date)])
        writer.tokens("Message-ID", ["<\(messageID)>"])
        if let inReplyTo { writer.tokens("In-Reply-To", ["<\(inReplyTo)>"]) }
        if !references.isEmpty { writer.tokens("References", references.map { "<\($0)>" }) }
        if isAutomatic {
            writer.tokens("Auto-Submitted", ["auto-generated"])
            writer.tokens("X-Auto-Response-Suppress", ["All"])
        }
        if let unsubscribe {
            writer.tokens("List-Unsubscribe", ["<\(unsubscribe)>"])
            // RFC 8058, 3.1 asks for HTTPS.
            if unsubscribe.hasPrefix("https:") { writer.tokens("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]) }
        }
        writer.tokens("Content-Language", [language])
        writer.tokens("MIME-Version", ["1.0"])
        if let html {
            let boundary = Self.boundary(messageID)
            writer.tokens("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""])
            writer.part("plain", text, boundary: boundary)
            writer.part("html", html, boundary: boundary)
            writer.end(boundary: boundary)
        } else {
            writer.body("plain", text)
        }
        return Data(writer.bytes)
    }

    /// `=_` cannot stand in quoted-printable (RFC 2045, 6.7), so no text can end its part.
    private static func boundary(_ messageID: String) -> String { "=_" + MailHash.hexadecimal(messageID) }
}

extension MailMessage {
    private static func check(line: String, _ field: Field) throws(Fault) {
        // Over bytes: to Swift, CR and LF together are one character that equals neither.
        guard line.utf8.allSatisfy({ $0 != 0x0D && $0 != 0x0A && $0 != 0 }) else { throw .lineBreak(field) }
    }

    /// `left@right` in printable ASCII (RFC 5322, 3.6.4, read leniently).
    private static func check(identifier: String, _ field: Field) throws(Fault) {
        try check(line: identifier, field)
        let parts = identifier.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), identifier.utf8.count <= 250 else { throw .malformed(field) }
        guard identifier.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>".utf8.contains($0) }) else { throw .malformed(field) }
    }

    /// A web address in printable ASCII.
    private static func check(address: String, _ field: Field) throws(Fault) {
        try check(line: address, field)
        guard address.hasPrefix("https://") || address.hasPrefix("http://"),
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>\"".utf8.contains($0) })
        else { throw .malformed(field) }
    }

    /// The rule for what a person's address may be is `EmailAddress` in the domain; this one only keeps headers whole.
    private static func check(_ mailbox: Mailbox, _ field: Field) throws(Fault) {
        try check(line: mailbox.name, field)
        try check(line: mailbox.address, field)
        let parts = mailbox.address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), mailbox.address.utf8.count <= 254 else { throw .malformed(field) }
        guard mailbox.address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"()<>[]:;\\,\"".utf8.contains($0) }) else {
            throw .malformed(field)
        }
    }
}

/// FNV-1a with 64 bits: short names that are the same each time. Not for secrets.
package enum MailHash {
    package static func hexadecimal(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}
