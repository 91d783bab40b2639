import Domain
import Testing

struct EmailAddressTests {
    @Test(arguments: [
        ("anna@example.dk", "anna@example.dk", "anna@example.dk"),
        ("  Anna.Jensen@Example.DK\n", "Anna.Jensen@Example.DK", "anna.jensen@example.dk"),
        ("\u{00A0}bo@example.com\t", "bo@example.com", "bo@example.com"),
        ("svar+a1b2@dialog.example.dk", "svar+a1b2@dialog.example.dk", "svar+a1b2@dialog.example.dk"),
        ("o'brien@example.com", "o'brien@example.com", "o'brien@example.com"),
        ("x@a-b.c4.example.dk", "x@a-b.c4.example.dk", "x@a-b.c4.example.dk"),
        ("1@1.dk", "1@1.dk", "1@1.dk"), ("!#$%&*/=?^_`{|}~@example.dk", "!#$%&*/=?^_`{|}~@example.dk", "!#$%&*/=?^_`{|}~@example.dk"),
        ("ole@rødgrød.example.dk", "ole@xn--rdgrd-vuad.example.dk", "ole@xn--rdgrd-vuad.example.dk"),
        ("Ole@BLÅBÆR.example.dk", "Ole@xn--blbr-roah.example.dk", "ole@xn--blbr-roah.example.dk"),
        ("a@xn--rdgrd-vuad.dk", "a@xn--rdgrd-vuad.dk", "a@xn--rdgrd-vuad.dk"),
    ])
    func `an address is read as people type it`(typed: String, text: String, key: String) throws {
        let address = try #require(EmailAddress(typed))
        #expect(address.text == text)
        #expect(address.key == key)
        #expect(EmailAddress(address.text) == address)
    }

    @Test(arguments: [
        ("", EmailAddress.Fault.empty), (" \n", .empty), ("anna", .noMailbox), ("@example.dk", .noMailbox), ("a@b@example.dk", .noMailbox),
        ("anna@@example.dk", .noMailbox), ("anna@", .noDomain), ("anna@example", .noDomain), ("anna@.dk", .noDomain),
        ("anna@example.", .noDomain), ("anna@example..dk", .noDomain), ("anna@-example.dk", .noDomain), ("anna@example-.dk", .noDomain),
        ("anna@exam ple.dk", .noDomain), ("anna@exam_ple.dk", .noDomain), ("anna@127.0.0.1", .noDomain), ("anna@[127.0.0.1]", .noDomain),
        ("anna@example.d", .noDomain), ("anna@example.dk>", .noDomain), ("anna@example.dk,bo@example.dk", .noMailbox),
        ("anna@example.dk\r\nRCPT TO:<bo.example.dk>", .noDomain), ("anna@example.dk\0", .noDomain), ("anna@exa\u{202E}mple.dk", .noDomain),
        ("anna jensen@example.dk", .wrongCharacter), ("anna\r\nBcc: bo@example.dk", .wrongCharacter),
        ("an\tna@example.dk", .wrongCharacter),
        ("an\0na@example.dk", .wrongCharacter), ("\"anna\"@example.dk", .wrongCharacter), ("Anna <anna@example.dk", .wrongCharacter),
        ("a,b@example.dk", .wrongCharacter), ("a;b@example.dk", .wrongCharacter), ("a:b@example.dk", .wrongCharacter),
        ("a\\b@example.dk", .wrongCharacter), (".anna@example.dk", .wrongCharacter), ("anna.@example.dk", .wrongCharacter),
        ("an..na@example.dk", .wrongCharacter), ("an\u{7F}na@example.dk", .wrongCharacter), ("søren@example.dk", .foreignLetter),
        ("an\u{200B}na@example.dk", .foreignLetter), ("anna＠example.dk", .noMailbox),
    ])
    func `what is no address is refused with its reason`(typed: String, fault: EmailAddress.Fault) {
        #expect(throws: fault) { try EmailAddress(checking: typed) }
        #expect(EmailAddress(typed) == nil)
    }

    @Test func `an address has at most 254 characters, its first part 64 and a label 63`() {
        let label = String(repeating: "d", count: 60)
        let domain = "\(label).\(label).\(label)"  // 182
        #expect(EmailAddress(String(repeating: "a", count: 64) + "@" + domain + ".dk") != nil)  // 250
        #expect(EmailAddress(String(repeating: "a", count: 64) + "@" + domain + ".example") == nil)  // 255
        #expect(EmailAddress(String(repeating: "a", count: 64) + "@" + domain + ".exampl") != nil)  // 254
        #expect(EmailAddress(String(repeating: "a", count: 65) + "@example.dk") == nil)
        #expect(EmailAddress("a@" + String(repeating: "d", count: 63) + ".dk") != nil)
        #expect(EmailAddress("a@" + String(repeating: "d", count: 64) + ".dk") == nil)
        #expect(EmailAddress("a@" + String(repeating: "æ", count: 120) + ".dk") == nil)
    }

    @Test func `a mailbox is the same however its letters are`() throws {
        let typed = try #require(EmailAddress("Anna@Example.dk"))
        let known = try #require(EmailAddress("anna@example.DK"))
        #expect(typed.key == known.key)
        #expect(typed != known)
    }
}
