import Formats
import Foundation
import Testing

struct MailPreviewTests {
    private func preview(_ text: String) -> MailPreview { MailPreview(reading: Data(text.utf8)) }

    @Test func `a mail of ours is read back`() throws {
        let mail = try MailMessage(
            messageID: "a.2@example.dk", inReplyTo: "a.1@example.dk", references: ["a.1@example.dk"],
            from: .init(name: "Dialog – Holbæk", address: "dialog@example.dk"), to: .init(name: "", address: "anna@example.dk"),
            subject: "Du har fået svar", date: Date(timeIntervalSince1970: 1_795_435_322), text: "Kære Anna\n", html: "<p>Kære</p>",
            language: "da")
        let preview = MailPreview(reading: mail.data)
        #expect(preview.messageID == "a.2@example.dk")
        #expect(preview.inReplyTo == "a.1@example.dk")
        #expect(preview.from == .init(name: "Dialog – Holbæk", address: "dialog@example.dk"))
        #expect(preview.to == .init(name: "", address: "anna@example.dk"))
        #expect(preview.subject == "Du har fået svar")
        #expect(preview.date == Date(timeIntervalSince1970: 1_795_435_322))
        #expect(preview.text == "Kære Anna\n")
        #expect(preview.html == "<p>Kære</p>\n")
    }

    @Test(arguments: [
        ("=?utf-8?q?f=C3=A5et?=", "fået"), ("=?UTF-8?Q?f=c3=a5et?=", "fået"), ("=?utf-8?b?ZsOlZXQ=?=", "fået"),
        ("=?iso-8859-1?q?f=E5et?=", "fået"),
        ("=?utf-8*da?q?f=C3=A5et?=", "fået"), ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"), ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a_?= b", "a  b"), ("x =?utf-8?q?a?= y", "x a y"), ("=?utf-8?q?=C3?= =?utf-8?q?=A5?=", "å"),
        ("=?iso-8859-1?q?=E5?= =?utf-8?q?=C3=A5?=", "åå"), ("=?utf-8?q?=FF?=", "\u{FFFD}"), ("=?x-unknown?q?a?=", "=?x-unknown?q?a?="),
        ("=?utf-8?x?a?=", "=?utf-8?x?a?="), ("=?utf-8?q?a", "=?utf-8?q?a"), ("=?", "=?"), ("=?=?=?utf-8?q?a?=", "=?=?a"),
        ("=?utf-8?b?!?=", "=?utf-8?b?!?="),
        ("rå æøå", "rå æøå"), ("en\r\n to", "en to"), ("=?utf-8?q?=3?=", "=3"),
    ])
    func `a subject is decoded`(written: String, subject: String) {
        #expect(preview("Subject: \(written)\r\n\r\n").subject == subject)
    }

    @Test(arguments: [
        ("Mon, 23 Nov 2026 12:02:02 +0000", 1_795_435_322.0), ("23 Nov 2026 13:02:02 +0100", 1_795_435_322),
        ("Mon, 23 Nov 2026 07:02 -0500", 1_795_435_320),
        ("Thu, 1 Jan 1970 00:00:00 GMT", 0),
    ])
    func `a date is read`(written: String, seconds: TimeInterval) {
        #expect(preview("Date: \(written)\r\n\r\n").date == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "x", "Mon,", "23 Nov", "Mon, 99 Nov 2026 12:02:02 +0000", "23 Foo 2026 12:02:02 +0000", "23 Nov 2026 12:02:02 +99",
        "23 Nov 99999999999999999999 1:2:3 +0000",
    ])
    func `no date is no date`(written: String) {
        #expect(preview("Date: \(written)\r\n\r\n").date == nil)
    }

    @Test func `other people's mails are read as far as may be`() {
        let mail = preview(
            """
            To: Anna <anna@example.dk>
            from: bo@example.dk
            Content-Type: multipart/mixed; boundary=yder

            for gamle programmer
            --yder
            Content-Type: multipart/alternative; boundary="inder"

            --inder
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: base64

            S+ZyZQ==
            --inder
            content-type: TEXT/HTML

            <p>x</p>
            --inder--
            --yder
            Content-Type: text/plain

            bilag
            """)
        #expect(mail.to == .init(name: "Anna", address: "anna@example.dk"))
        #expect(mail.from == .init(name: "", address: "bo@example.dk"))
        #expect(mail.text == "Kære")
        #expect(mail.html == "<p>x</p>")
        #expect(mail.messageID == nil)
    }

    @Test(arguments: [
        "", "\n", "\r\n\r\n", ":", ": x\n\n", " fold\n\n", "Subject", "Subject:", "From: >\nTo: <\nMessage-ID: ><\n\n",
        "From: \"\nTo: \" <\n\n", "To: \"\\\" <x>\n\n",
        "Content-Type: multipart/mixed\n\nx", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\nx",
        "Content-Type: multipart/mixed; boundary=a\n\n--a",
        "Content-Type: multipart/mixed; boundary=a\n\n--a--", "Content-Type: multipart/x; boundary=a\n\n--a\n--a\n--a\n",
        "Content-Type: ;;;=;boundary\n\n",
        "Content-Type: multipart/mixed; boundary=\"\n\nx", "Content-Transfer-Encoding: quoted-printable\n\n=",
        "Content-Transfer-Encoding: quoted-printable\n\n=\r",
        "Content-Transfer-Encoding: base64\n\n====", "Content-Type: text/plain; charset=\n\nx",
    ])
    func `a damaged mail is shown as far as it goes`(text: String) {
        let mail = preview(text)
        #expect(mail.date == nil)
    }

    @Test func `parts may stand in parts, but not without end`() {
        func nested(_ depth: Int) -> String {
            let boundaries = (1...depth).map { String(repeating: "a", count: $0) }
            return boundaries.map { "Content-Type: multipart/mixed; boundary=\($0)\n\n--\($0)\n" }.joined() + "\nx"
        }
        #expect(preview(nested(5)).text == "x")
        #expect(preview(nested(6)).text == "")
        #expect(preview(nested(500)).text == "")
    }

    /// Every cut and 1,000 random damages of a real mail, and 500 heaps of bytes: nothing traps.
    @Test func `no bytes bring it down`() throws {
        let whole = try MailMessage(
            messageID: "a.2@example.dk", from: .init(name: "Søren \"x\"", address: "dialog@example.dk"),
            to: .init(name: "Ærø", address: "anna@example.dk"),
            subject: "Du har fået svar 😀", date: Date(timeIntervalSince1970: 0), text: "Kære Anna\n=\n", html: "<p>Kære</p>", language: "da"
        ).data
        for length in 0...whole.count { _ = MailPreview(reading: whole.prefix(length)) }
        var random = Seeded(state: 42)
        for _ in 0..<1000 {
            var damaged = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.remove(at: place)
                default: damaged.insert(contentsOf: Array("=?\"<>;=\r\n".utf8).shuffled(using: &random).prefix(3), at: place)
                }
            }
            _ = MailPreview(reading: damaged)
        }
        for _ in 0..<500 { _ = MailPreview(reading: Data((0..<300).map { _ in UInt8.random(in: 0...255, using: &random) })) }
    }

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }
}
