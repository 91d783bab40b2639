import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct FormFieldsTests {
    @Test(arguments: [
        ("text=hej", "hej"), ("text=a+b%20c", "a b c"), ("text=bl%C3%A5b%C3%A6r", "blåbær"), ("text=blåbær", "blåbær"), ("", ""),
        ("text", ""),
        ("text=", ""), ("a=1&text=2", "2"), ("text=first&text=second", "first"), ("t%65xt=name", "name"), ("text=a=b", "a=b"),
        ("&&text=x&", "x"),
        ("text=a%0D%0Ab%0Dc%0Ad", "a\nb\nc\nd"), ("text=a%00b%07c%1Bd%7Fe%C2%85f", "abcdef"), ("text=a%09b", "a\tb"),
        ("text=a%CC%8A", "å"), ("text=%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7", "👩‍👧"), ("text=%2B%26%3D", "+&="),
    ])
    func `text is decoded and cleaned`(form: String, expected: String) throws {
        let fields = try FormFields(query: form)
        #expect(Array(fields["text"].unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func `a letter keeps as many accents as any language has`() throws {
        let marks = String(repeating: "\u{323}\u{301}", count: 20)
        let text = try FormFields(query: "text=a\(marks)b\(marks)")["text"]
        // An `a` with the first mark is one letter, ạ, and so is ḅ.
        #expect(text.unicodeScalars.count == 2 * (1 + 29))
        #expect(try FormFields(query: "text=\(text)")["text"].unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: ["text=", "", "%CC%A3"])
    func `a form of nothing but accents is read at once`(start: String) throws {
        let form = start + String(repeating: "\u{323}\u{301}", count: FormFields.maximumBytes / 4)
        #expect(try ContinuousClock().measure { _ = try FormFields(query: form) } < .seconds(10))
    }

    @Test(arguments: ["text=%", "text=%4", "text=%zz", "text=%C3", "text=%FF", "text=%ED%A0%80", "%C3=x", "text=%C0%80"])
    func `what is no text is refused`(form: String) {
        #expect(throws: FormFields.Unreadable.malformed) { try FormFields(query: form) }
    }

    @Test func `a thousand fields are enough`() throws {
        let form = (1...1000).map { "f\($0)=1" }.joined(separator: "&")
        #expect(try FormFields(query: form).all.count == 1000)
        #expect(throws: FormFields.Unreadable.tooManyFields) { try FormFields(query: form + "&f1001=1") }
    }

    @Test func `spaces around a value can be left out`() throws {
        let fields = try FormFields(query: "name=+Anna%0A&empty=")
        #expect(fields.trimmed("name") == "Anna")
        #expect(fields.has("empty"))
        #expect(!fields.has("other"))
        #expect(fields["other"] == "")
    }

    @Test func `the longest text people may write fits`() async throws {
        let text = String(repeating: "%F0%9F%98%80", count: Dialogue.textLimit)
        try await TestSite().run { (client) async throws in
            let response = try await client.execute(
                uri: "/d/t/besked", method: .post, headers: TestSite.urlencoded, body: ByteBuffer(string: "again=1&text=\(text)"))
            #expect(response.status == .unprocessableContent)
            #expect(response.text.contains(String(repeating: "😀", count: Dialogue.textLimit)))
        }
    }

    @Test(arguments: [
        ("application/x-www-form-urlencoded", "text=hej", 303), ("Application/X-WWW-Form-Urlencoded; charset=UTF-8", "text=hej", 303),
        ("multipart/form-data; boundary=x", "text=hej", 415), ("text/plain", "text=hej", 415), ("application/json", "{}", 415),
        (nil, "text=hej", 415), (nil, nil, 303), ("application/x-www-form-urlencoded", "text=%zz", 400),
        ("application/x-www-form-urlencoded", "text=" + String(repeating: "a", count: 262_139), 303),
        ("application/x-www-form-urlencoded", "text=" + String(repeating: "a", count: 262_140), 413),
    ])
    func `a body is read or refused with a page`(type: String?, body: String?, status: Int) async throws {
        try await TestSite().run { (client) async throws in
            let headers: HTTPFields = type.map { [.contentType: $0] } ?? [:]
            let response = try await client.execute(
                uri: "/d/t/besked", method: .post, headers: headers, body: ByteBuffer(string: body ?? ""))
            #expect(response.status.code == status)
            if status != 303 { #expect(response.text.contains("<h1>")) }
        }
    }
}
