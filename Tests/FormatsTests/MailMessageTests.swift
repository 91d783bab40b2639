import Formats
import Foundation
import Testing

struct MailMessageTests {
    private static func mail(
        messageID: String = "HOL-2026-0042.17@dialog.example.dk", inReplyTo: String? = nil, references: [String] = [],
        from: MailMessage.Mailbox = .init(name: "Dialog", address: "dialog@example.dk"), replyTo: MailMessage.Mailbox? = nil,
        to: MailMessage.Mailbox = .init(name: "Anna", address: "anna@example.dk"), subject: String = "Hej", text: String = "Hej",
        html: String? = nil, language: String = "da", isAutomatic: Bool = true
    ) throws(MailMessage.Fault) -> MailMessage {
        try MailMessage(
            messageID: messageID, inReplyTo: inReplyTo, references: references, from: from, replyTo: replyTo, to: to, subject: subject,
            date: Date(timeIntervalSince1970: 1_795_435_322), text: text, html: html, language: language, isAutomatic: isAutomatic)
    }

    private static func lines(_ mail: MailMessage) -> [String] {
        String(decoding: mail.data, as: UTF8.self).components(separatedBy: "\r\n")
    }

    /// The lines of one header, folded as they are.
    private static func header(_ name: String, of mail: MailMessage) -> [String] {
        let headers = lines(mail).prefix { !$0.isEmpty }
        guard let start = headers.firstIndex(where: { $0.hasPrefix(name + ":") }) else { return [] }
        return [headers[start]] + headers[(start + 1)...].prefix { $0.hasPrefix(" ") }
    }

    @Test func `a mail is written byte for byte`() throws {
        let mail = try Self.mail(
            inReplyTo: "HOL-2026-0042.12@dialog.example.dk",
            references: ["HOL-2026-0042.9@dialog.example.dk", "HOL-2026-0042.12@dialog.example.dk"],
            from: .init(name: "Dialog – Holbæk", address: "dialog@example.dk"), replyTo: .init(name: "", address: "svar+abc@example.dk"),
            to: .init(name: "Anna \"Ann\" O'Neil, Jr.", address: "anna@example.dk"), subject: "Du har fået svar: Cykelsti [HOL-2026-0042]",
            text: "Kære Anna,\n\nDu har fået svar. \n", html: "<p lang=\"da\">Kære</p>")
        let expected = """
            From: =?utf-8?q?Dialog_=E2=80=93_Holb=C3=A6k?= <dialog@example.dk>
            Reply-To: svar+abc@example.dk
            To: "Anna \\"Ann\\" O'Neil, Jr." <anna@example.dk>
            Subject: =?utf-8?q?Du_har_f=C3=A5et_svar=3A_Cykelsti_=5BHOL-2026-0042=5D?=
            Date: Mon, 23 Nov 2026 12:02:02 +0000
            Message-ID: <HOL-2026-0042.17@dialog.example.dk>
            In-Reply-To: <HOL-2026-0042.12@dialog.example.dk>
            References: <HOL-2026-0042.9@dialog.example.dk>
             <HOL-2026-0042.12@dialog.example.dk>
            Auto-Submitted: auto-generated
            X-Auto-Response-Suppress: All
            Content-Language: da
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=_BOUNDARY"

            --=_BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            K=C3=A6re Anna,

            Du har f=C3=A5et svar.=20

            --=_BOUNDARY
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p lang=3D"da">K=C3=A6re</p>

            --=_BOUNDARY--

            """
        let boundary = try #require(String(decoding: mail.data, as: UTF8.self).firstMatch(of: /boundary="=_([0-9a-f]{16})"/)).1
        #expect(String(decoding: mail.data, as: UTF8.self) == expected.replacing("BOUNDARY", with: boundary).replacing("\n", with: "\r\n"))
        #expect(mail.data == mail.data)
        #expect(try Self.mail(messageID: "HOL-2026-0042.18@dialog.example.dk", html: "x").data.range(of: Data(boundary.utf8)) == nil)
    }

    @Test func `a mail without an HTML twin is plain`() throws {
        let text = String(decoding: try Self.mail(isAutomatic: false).data, as: UTF8.self)
        let expected = """
            From: "Dialog" <dialog@example.dk>
            To: "Anna" <anna@example.dk>
            Subject: Hej
            Date: Mon, 23 Nov 2026 12:02:02 +0000
            Message-ID: <HOL-2026-0042.17@dialog.example.dk>
            Content-Language: da
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Hej

            """
        #expect(text == expected.replacing("\n", with: "\r\n"))
    }

    /// Header injection (CWE-93): each place where somebody's text goes into a header.
    @Test(arguments: ["\r\nBcc: bo@example.dk", "\nBcc: bo@example.dk", "\rBcc: bo@example.dk", "\0", "æ\r\n\r\nbody", "\n"])
    func `no header takes a line end or NUL`(poison: String) {
        let bad = "x" + poison
        #expect(throws: MailMessage.Fault.lineBreak(.subject)) { try Self.mail(subject: bad) }
        #expect(throws: MailMessage.Fault.lineBreak(.to)) { try Self.mail(to: .init(name: bad, address: "anna@example.dk")) }
        #expect(throws: MailMessage.Fault.lineBreak(.to)) { try Self.mail(to: .init(name: "", address: "anna@example.dk" + poison)) }
        #expect(throws: MailMessage.Fault.lineBreak(.from)) { try Self.mail(from: .init(name: bad, address: "anna@example.dk")) }
        #expect(throws: MailMessage.Fault.lineBreak(.replyTo)) { try Self.mail(replyTo: .init(name: bad, address: "anna@example.dk")) }
        #expect(throws: MailMessage.Fault.lineBreak(.messageID)) { try Self.mail(messageID: "a@b" + poison) }
        #expect(throws: MailMessage.Fault.lineBreak(.inReplyTo)) { try Self.mail(inReplyTo: "a@b" + poison) }
        #expect(throws: MailMessage.Fault.lineBreak(.references)) { try Self.mail(references: ["a@b", "a@b" + poison]) }
        #expect(throws: MailMessage.Fault.lineBreak(.language)) { try Self.mail(language: "da" + poison) }
    }

    @Test(arguments: ["", "a", "@b", "a@", "a@b@c", "a b@c", "<a@b>", "æ@b", String(repeating: "a", count: 250) + "@b"])
    func `an identifier is one`(identifier: String) {
        #expect(throws: MailMessage.Fault.malformed(.messageID)) { try Self.mail(messageID: identifier) }
        #expect(throws: MailMessage.Fault.malformed(.references)) { try Self.mail(references: [identifier]) }
    }

    @Test(arguments: [
        "", "anna", "@example.dk", "anna@", "a@b@c", "anna@example.dk, bo@example.dk", "anna@example.dk,bo", "<anna@example.dk>",
        "søren@example.dk",
        "anna@example.dk (x)", "\"a\"@example.dk", "group:anna@example.dk;", String(repeating: "a", count: 250) + "@b.dk",
    ])
    func `a mailbox has one address`(address: String) {
        #expect(throws: MailMessage.Fault.malformed(.to)) { try Self.mail(to: .init(name: "Anna", address: address)) }
    }

    @Test(arguments: ["", "da; x", "da_DK", "abcdefghijklmnopqrstu"])
    func `a language is a tag`(language: String) {
        #expect(throws: MailMessage.Fault.malformed(.language)) { try Self.mail(language: language) }
    }

    /// Names and subjects as people and attackers type them; each comes back as it was.
    static let words = [
        "", "Anna", "Anna Jensen", "Søren Ærø Ågård", "\"", "\\", "a\"b\\c", "Anna <bo@example.dk>", "bo@example.dk, cy", "=?utf-8?q?x?=",
        "=?", "?=",
        " foran", "bag ", "to  mellemrum", "\t", "\u{7F}", "\u{2028}x", "😀", "👩‍👩‍👧‍👦", "e\u{301}", "a_b=c?d", "[HOL-2026-0042] Æblet", ".", "..",
        String(repeating: "æøå😀 ", count: 60), String(repeating: "x", count: 300), String(repeating: "ord ", count: 75) + "slut",
        String(repeating: "\"", count: 43),
        String(repeating: "👩‍👩‍👧‍👦", count: 40), "Å" + String(repeating: "\u{301}", count: 300), "Anna\u{85}B",
    ]

    @Test(arguments: words)
    func `a header's lines are short ASCII and read back as they were`(word: String) throws {
        let mail = try Self.mail(
            from: .init(name: word, address: "dialog@example.dk"), to: .init(name: word, address: "anna@example.dk"), subject: word)
        #expect(mail.data.allSatisfy { $0 < 0x80 })
        for name in ["From", "To", "Subject"] {
            let lines = Self.header(name, of: mail)
            #expect(lines.allSatisfy { $0.utf8.count <= 76 }, "\(lines)")
            #expect(lines.allSatisfy { !$0.dropFirst(name == "Subject" && word.isEmpty ? 8 : 0).hasSuffix(" ") })
            for word in lines.joined().split(separator: " ") where word.hasPrefix("=?") { #expect(word.utf8.count <= 75) }
        }
        let headers = Self.lines(mail).prefix { !$0.isEmpty }
        #expect(headers.count { !$0.hasPrefix(" ") } == 11)
        let preview = MailPreview(reading: mail.data)
        #expect(preview.subject == word)
        #expect(preview.from == .init(name: word, address: "dialog@example.dk"))
        #expect(preview.to == .init(name: word, address: "anna@example.dk"))
    }

    @Test func `a character is never split between two encoded words`() throws {
        let lines = Self.header(
            "Subject", of: try Self.mail(subject: String(repeating: "a", count: 54) + "æ" + String(repeating: "b", count: 70)))
        #expect(
            lines == [
                "Subject: =?utf-8?q?" + String(repeating: "a", count: 54) + "?=",
                " =?utf-8?q?=C3=A6" + String(repeating: "b", count: 57) + "?=",
                " =?utf-8?q?" + String(repeating: "b", count: 13) + "?=",
            ])
    }

    @Test func `a long plain subject is folded between words`() throws {
        let subject = "Borgeren har skrevet igen om cykelstien langs landevejen til skolen [HOL-2026-0042]"
        #expect(
            Self.header("Subject", of: try Self.mail(subject: subject)) == [
                "Subject: Borgeren har skrevet igen om cykelstien langs landevejen til skolen", " [HOL-2026-0042]",
            ])
    }

    @Test(arguments: [
        ("", ""), ("a", "a\r\n"), ("a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd\r\n"), ("a\n\n\nb\n", "a\r\n\r\n\r\nb\r\n"), ("a=b", "a=3Db\r\n"),
        ("a \nb\t\nc ", "a=20\r\nb=09\r\nc=20\r\n"), ("a b\tc", "a b\tc\r\n"), ("æ", "=C3=A6\r\n"), ("a\0b\u{7F}\u{1B}", "ab=7F=1B\r\n"),
        (".\n..", ".\r\n..\r\n"),
        (" ", "=20\r\n"), ("😀", "=F0=9F=98=80\r\n"),
        (String(repeating: "x", count: 76), String(repeating: "x", count: 76) + "\r\n"),
        (String(repeating: "x", count: 77), String(repeating: "x", count: 75) + "=\r\nxx\r\n"),
        (String(repeating: "x", count: 74) + "æ", String(repeating: "x", count: 74) + "=\r\n=C3=A6\r\n"),
        (String(repeating: "x", count: 70) + "æ", String(repeating: "x", count: 70) + "=C3=A6\r\n"),
        (String(repeating: "x", count: 75) + " ", String(repeating: "x", count: 75) + "=\r\n=20\r\n"),
        (String(repeating: "x", count: 73) + " ", String(repeating: "x", count: 73) + "=20\r\n"),
    ])
    func `a text is quoted-printable`(text: String, body: String) throws {
        let written = String(decoding: try Self.mail(text: text).data, as: UTF8.self)
        let start = try #require(written.range(of: "\r\n\r\n"))
        #expect(String(written[start.upperBound...]) == body)
    }

    @Test func `a long text has short lines and comes back whole`() throws {
        let text =
            (1...200).map { "Linje \($0): " + String(repeating: "på en ø 😀 ", count: $0 % 30) + "=" + String(repeating: ".", count: $0) }
            .joined(separator: "\n") + "\n"
        let mail = try Self.mail(text: text, html: "<pre>\(text)</pre>")
        #expect(Self.lines(mail).allSatisfy { $0.utf8.count <= 76 })
        #expect(mail.data.allSatisfy { $0 < 0x80 })
        #expect(MailPreview(reading: mail.data).text == text)
        #expect(MailPreview(reading: mail.data).html == "<pre>\(text)</pre>\n")
    }

    @Test func `a text cannot end its part or begin another`() throws {
        let mail = try Self.mail(html: "x")
        let boundary = try #require(String(decoding: mail.data, as: UTF8.self).firstMatch(of: /boundary="([^"]+)"/)).1
        let text = "før\n--\(boundary)\nContent-Type: text/html\n\n--\(boundary)--\nefter\n"
        let preview = MailPreview(reading: try Self.mail(text: text, html: "x").data)
        #expect(preview.text == text)
        #expect(preview.html == "x\n")
    }

    @Test func `a subscription is ended by one press in the mail program`() throws {
        func mail(_ address: String) throws -> MailMessage {
            try MailMessage(
                messageID: "1@example.dk", from: .init(name: "", address: "dialog@example.dk"),
                to: .init(name: "", address: "bo@example.dk"), subject: "Hej", date: Date(timeIntervalSince1970: 0), text: "Hej",
                language: "da", unsubscribe: address)
        }
        let safe = Self.lines(try mail("https://dialog.example.dk/foelg/1-abc/stop"))
        #expect(safe.contains("List-Unsubscribe: <https://dialog.example.dk/foelg/1-abc/stop>"))
        #expect(safe.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
        // A development server has no HTTPS, and RFC 8058 asks for it.
        let plain = Self.lines(try mail("http://localhost/foelg/1-abc/stop"))
        #expect(plain.contains("List-Unsubscribe: <http://localhost/foelg/1-abc/stop>"))
        #expect(!plain.contains { $0.hasPrefix("List-Unsubscribe-Post") })
        #expect(!Self.lines(try Self.mail()).contains { $0.hasPrefix("List-Unsubscribe") })
        #expect(throws: MailMessage.Fault.lineBreak(.unsubscribe)) { try mail("https://example.dk/\r\nBcc: x@example.dk") }
        for address in ["mailto:x@example.dk", "https://example.dk/>,<http://b.dk", "https://example.dk/a b"] {
            #expect(throws: MailMessage.Fault.malformed(.unsubscribe)) { try mail(address) }
        }
    }
}
