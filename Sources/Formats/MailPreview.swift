package import Foundation

/// A mail read back to be shown: what `MailMessage` writes, and as much as can be made out of anything else.
///
/// Made for the demo's own `.eml` files. It never fails: what is damaged or missing is empty.
package struct MailPreview: Sendable, Equatable {
    /// Without angle brackets.
    package let messageID: String?
    package let inReplyTo: String?
    package let from: MailMessage.Mailbox?
    package let to: MailMessage.Mailbox?
    package let subject: String
    package let date: Date?
    /// The plain text; `\n` ends its lines.
    package let text: String
    package let html: String?

    package init(reading data: Data) {
        let entity = MailEntity(Array(data))
        messageID = entity.identifier("message-id")
        inReplyTo = entity.identifier("in-reply-to")
        from = entity.mailbox("from")
        to = entity.mailbox("to")
        subject = EncodedWord.decoded(entity.header("subject") ?? "")
        date = entity.header("date").flatMap(MailDate.date)
        let leaves = entity.leaves()
        text = leaves.first { $0.type == "text/plain" }?.text ?? ""
        html = leaves.first { $0.type == "text/html" }?.text
    }
}

/// Headers and body, of a mail or of one of its parts.
private struct MailEntity {
    private let headers: [(name: String, value: String)]
    private let body: [UInt8]

    init(_ bytes: [UInt8]) {
        var headers: [(name: String, value: String)] = []
        var rest = bytes[...]
        while let line = Self.nextLine(&rest), !line.isEmpty {
            let text = String(decoding: line, as: UTF8.self)
            if line.first == 0x20 || line.first == 0x09 {
                // Unfolding takes the line end away and leaves the space (RFC 5322, 2.2.3).
                if !headers.isEmpty { headers[headers.count - 1].value += text }
            } else if let colon = text.firstIndex(of: ":") {
                headers.append((text[..<colon].lowercased(), String(text[colon...].dropFirst())))
            }
        }
        self.headers = headers
        body = Array(rest)
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value.trimmingCharacters(in: .whitespaces)
    }

    func identifier(_ name: String) -> String? {
        guard let value = header(name), let start = value.firstIndex(of: "<"), let end = value[start...].firstIndex(of: ">") else {
            return nil
        }
        return String(value[start..<end].dropFirst())
    }

    func mailbox(_ name: String) -> MailMessage.Mailbox? {
        guard let value = header(name) else { return nil }
        guard value.hasSuffix(">"), let start = value.lastIndex(of: "<") else { return MailMessage.Mailbox(name: "", address: value) }
        let shown = value[..<start].trimmingCharacters(in: .whitespaces)
        return MailMessage.Mailbox(
            name: Self.unquoted(shown) ?? EncodedWord.decoded(shown), address: String(value[start...].dropFirst().dropLast()))
    }

    var type: String {
        let value = header("content-type") ?? "text/plain"
        return value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }

    var text: String {
        let bytes: [UInt8] =
            switch header("content-transfer-encoding")?.lowercased() {
            case "quoted-printable": QuotedPrintable.decoded(body)
            case "base64": Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { Array($0) } ?? []
            default: body
            }
        return MailCharset.text(bytes, parameter("charset")?.lowercased() ?? "utf-8").replacing("\r\n", with: "\n")
    }

    /// The parts that hold no parts, in their order. A mail nested deeper than people's programs write is cut off.
    func leaves(depth: Int = 0) -> [MailEntity] {
        guard type.hasPrefix("multipart/"), let boundary = parameter("boundary"), !boundary.isEmpty else { return [self] }
        guard depth < 5 else { return [] }
        return parts(boundary: Array("--\(boundary)".utf8)).flatMap { MailEntity($0).leaves(depth: depth + 1) }
    }

    private func parts(boundary: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var part: [UInt8]?
        var rest = body[...]
        var before = rest.startIndex
        while let line = Self.nextLine(&rest) {
            let isEnd = line.dropFirst(boundary.count).starts(with: "--".utf8)
            // Only blanks may follow: a nested boundary may begin like its outer one.
            if line.starts(with: boundary), isEnd || line.dropFirst(boundary.count).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                if let part { parts.append(Self.withoutLastLineEnd(part)) }
                part = isEnd ? nil : []
                if isEnd || parts.count >= 50 { return parts }
            } else {
                part?.append(contentsOf: body[before..<rest.startIndex])
            }
            before = rest.startIndex
        }
        return parts + (part.map { [$0] } ?? [])
    }

    /// `; name=value` or `; name="value"` of the content type.
    private func parameter(_ name: String) -> String? {
        for piece in (header("content-type") ?? "").split(separator: ";").dropFirst() {
            guard let equals = piece.firstIndex(of: "="), piece[..<equals].trimmingCharacters(in: .whitespaces).lowercased() == name else {
                continue
            }
            let value = piece[equals...].dropFirst().trimmingCharacters(in: .whitespaces)
            return Self.unquoted(value) ?? value
        }
        return nil
    }

    private static func unquoted(_ text: String) -> String? {
        guard text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2 else { return nil }
        var unquoted = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                unquoted.append(character)
                isEscaped = false
            }
        }
        return unquoted
    }

    /// Takes the next line off, without its LF or CRLF. Nil at the end.
    private static func nextLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        var line = rest[..<end]
        rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
        if line.last == 0x0D { line = line.dropLast() }
        return line
    }

    private static func withoutLastLineEnd(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.last == 0x0A else { return bytes }
        return Array(bytes.dropLast(bytes.dropLast().last == 0x0D ? 2 : 1))
    }
}
