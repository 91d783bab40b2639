import Formats
import Foundation

extension Parser {
    /// Any mail, read to be shown.
    static let mail = Parser(
        "mail",
        seeds: [
            "From: \"Anna \\\"A\\\" Berg\" <anna@example.dk>\r\nTo: =?iso-8859-1?Q?B=F8rge?= <bo@example.dk>\r\n"
                + "Subject: =?utf-8?B?QmzDpWI=?=\r\n =?utf-8?q?=C3=A6r?= og mere\r\nDate: Mon, 23 Nov 2026 12:02:02 +0100\r\n"
                + "Message-ID: <a@b>\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n"
                + "Content-Type: multipart/alternative; boundary=xy\r\n\r\n--xy\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nBl=C3=A5b=\r\n=C3=A6r\r\n--xy\r\nContent-Type: text/html\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nPHA+SGVqPC9wPg==\r\n--xy--\r\n--x--\r\n",
            "Subject: hej\n\nkun tekst\n", "from: <>\nContent-Type: text/plain; charset=windows-1252\n\n\u{80}",
        ],
        words: [
            "=?", "?=", "=?utf-8?q?", "=?utf-8?b?", "?", "=", "--x", "--", "=C3=A5", "Content-Type: multipart/mixed; boundary=x\n\n", "<",
            ">",
        ]
    ) { bytes in
        let mail = MailPreview(reading: Data(bytes))
        let texts = [mail.subject, mail.text, mail.html ?? "", mail.from?.name ?? "", mail.to?.name ?? "", mail.messageID ?? ""]
        // A byte that cannot be read becomes three, and each of these three more when the header says they are Windows' letters.
        try expect(texts.reduce(0) { $0 + $1.utf8.count } <= 9 * bytes.count, "more came out than went in")
    }

    /// A mail we write, with a name, a subject (the first two lines) and a text that somebody typed.
    static let writtenMail = Parser(
        "written-mail",
        seeds: [
            "Anna \"A\" Berg\nSvar på HOL-2026-0042\nKære Anna\r\n\r\n.\r\n--\r\nlinje \nå=20\n", "\n =?utf-8?q?x?=  \n\n",
            "a\n\(Array(repeating: "ord", count: 40).joined(separator: " "))\n",
        ],
        words: ["=?utf-8?q?x?=", "=", "\"", "\\", "<x@y>", "--", "Bcc: x@example.dk", String(repeating: "x", count: 80)]
    ) { bytes in
        let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 3 else { return }
        let (name, subject, text) = (lines[0], lines[1], lines[2])
        let message = try MailMessage(
            messageID: "a@example.dk", from: .init(name: name, address: "fra@example.dk"), to: .init(name: name, address: "til@example.dk"),
            subject: subject, date: Date(timeIntervalSince1970: 1_800_000_000), text: text, html: text, language: "da")
        let data = message.data
        try expect(data.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }, "a mail holds more than ASCII")
        let lengths = data.split(separator: 0x0A, omittingEmptySubsequences: false).map(\.count)
        try expect(lengths.allSatisfy { $0 <= 77 }, "a line is longer than 76")
        let mail = MailPreview(reading: data)
        try expect(mail.subject.isExactly(subject), "the subject is read otherwise: \(mail.subject.debugDescription)")
        try expect(mail.to?.address == "til@example.dk" && mail.to?.name.isExactly(name) == true, "the name is read otherwise")
        try expect(mail.text.isExactly(withPlainLines(text)), "the text is read otherwise")
        try expect(mail.html?.isExactly(withPlainLines(text)) == true, "the HTML is read otherwise")
    }

    /// Lines that end in `\n`, the last one too, and no NUL.
    private static func withPlainLines(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var last: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            if !(scalar == "\n" && last == "\r"), scalar != "\0" { plain.append(scalar == "\r" ? "\n" : scalar) }
            last = scalar
        }
        if last != "\n", last != "\r" { plain.append("\n") }
        return String(plain)
    }
}
