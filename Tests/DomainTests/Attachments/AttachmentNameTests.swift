import Testing

@testable import Domain

struct AttachmentNameTests {
    @Test(arguments: [
        ("plan.pdf", Attachment.Kind.pdf, "plan.pdf"),
        ("Skitse af Torvet (2).PDF", .pdf, "Skitse af Torvet (2).pdf"),
        ("IMG_0042.HEIC", .jpeg, "IMG_0042.jpg"),
        ("foto.jpeg", .jpeg, "foto.jpeg"),
        ("regning.pdf", .jpeg, "regning.jpg"),
        ("archive.tar.gz", .text, "archive.tar.gz.txt"),
        ("evil.html", .text, "evil.html.txt"),
        ("../../etc/passwd", .text, "passwd.txt"),
        ("C:\\Users\\Anna\\brev.docx", .docx, "brev.docx"),
        ("..", .pdf, "fil.pdf"),
        ("", .png, "fil.png"),
        (".htaccess", .text, "htaccess.txt"),
        ("  a \t b\n.txt", .text, "a b.txt"),
        ("nul\0l.pdf", .pdf, "null.pdf"),
        // Right-to-left override: shown as "annexe.pdf.exe" turned round.
        ("ann\u{202E}fdp.exe", .pdf, "annfdp.exe.pdf"),
        ("a\u{200B}b\u{FEFF}c.pdf", .pdf, "abc.pdf"),
        // "å" in two parts becomes one.
        ("bla\u{30A}ba\u{E6}r.txt", .text, "blåbaær.txt"),
        ("<img src=x onerror=alert(1)>.png", .png, "_img src=x onerror=alert(1)_.png"),
        ("a\"b;c.pdf", .pdf, "a_b;c.pdf"),
        // To Swift a slash or a dot with an accent is another character, to a file system it is not.
        ("a/\u{33C}b\\\u{301}c.pdf", .pdf, "\u{301}c.pdf"),
        (".\u{33C}a.pdf", .pdf, "\u{33C}a.pdf"),
    ])
    func `a name is made safe to show and to save`(typed: String, kind: Attachment.Kind, expected: String) {
        #expect(AttachmentName(typed, kind).text == expected)
    }

    @Test func `a letter is one again when what stood inside it is gone`() {
        #expect(Array(AttachmentName("o\u{FEFF}\u{323}.pdf", .pdf).text.unicodeScalars) == Array("\u{1ECD}.pdf".unicodeScalars))
    }

    @Test func `a name of three hundred characters keeps its ending`() {
        let name = AttachmentName(String(repeating: "æ", count: 300) + ".pdf", .pdf)
        #expect(name.text.count == 120)
        #expect(name.text.hasSuffix("æ.pdf"))
        let stacked = AttachmentName("a" + String(repeating: "\u{301}", count: 5000) + ".pdf", .pdf)
        #expect(stacked.text.unicodeScalars.count < 300)
    }
}

struct NewAttachmentTests {
    @Test func `a file is not empty, and at most ten megabytes`() throws {
        #expect(throws: Attachment.Problem.empty) { try NewAttachment(name: "a", kind: .pdf, bytes: []) }
        let limit = [UInt8](repeating: 0, count: 10 * 1024 * 1024)
        #expect(try NewAttachment(name: "a", kind: .pdf, bytes: limit).name.text == "a.pdf")
        #expect(throws: Attachment.Problem.tooLarge) { try NewAttachment(name: "a", kind: .pdf, bytes: limit + [0]) }
    }

    @Test func `a picture has a size and a thumbnail, and nothing else has`() {
        let size = Attachment.Size(width: 2, height: 2)
        #expect(throws: Attachment.Problem.damaged) { try NewAttachment(name: "a", kind: .png, bytes: [1]) }
        #expect(throws: Attachment.Problem.damaged) { try NewAttachment(name: "a", kind: .png, bytes: [1], size: size) }
        #expect(throws: Attachment.Problem.damaged) { try NewAttachment(name: "a", kind: .pdf, bytes: [1], size: size, thumbnail: [1]) }
        #expect(throws: Attachment.Problem.tooManyPixels) {
            try NewAttachment(name: "a", kind: .png, bytes: [1], size: .init(width: 8000, height: 7500), thumbnail: [1])
        }
        #expect(throws: Never.self) { try NewAttachment(name: "a", kind: .png, bytes: [1], size: size, thumbnail: [1]) }
    }
}
