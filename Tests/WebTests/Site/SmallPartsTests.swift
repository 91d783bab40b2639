import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

struct SmallPartsTests {
    @Test(arguments: [
        ("Hej", "<p>Hej</p>"), ("Én\nto", "<p>Én<br>to</p>"), ("Én\n\nto", "<p>Én</p><p>to</p>"), ("Én\n\n\nto\n", "<p>Én</p><p>to</p>"),
        ("\nBlåbær 🫐\n\n\n\n<b>", "<p>Blåbær 🫐</p><p>&lt;b&gt;</p>"), ("", ""), ("\n\n", ""), ("a\r\nb", "<p>a\r<br>b</p>"),
    ])
    func `a text is paragraphs and lines, and never markup`(text: String, html: String) {
        #expect(TextPages.paragraphs(text).text == html)
    }

    @Test(arguments: [
        ("/", Language.da, "/"), ("/omraader", .da, "/omraader"), ("/en", .en, "/"), ("/en/", .en, "/"), ("/en/omraader", .en, "/omraader"),
        ("/energi", .da, "/energi"), ("/en/en", .en, "/en"), ("//evil.example/x", .da, "/evil.example/x"),
        ("/en//evil.example", .en, "/evil.example"),
        ("/\\evil.example", .da, "/evil.example"), ("/en/\\/evil.example", .en, "/evil.example"), ("", .da, "/"),
    ])
    func `the language is the beginning of the path`(path: String, language: Language, rest: String) {
        let split = Arrival.split(path)
        #expect(split.0 == language)
        #expect(split.1 == rest)
    }

    @Test(arguments: [
        ("https://dialog.example.dk", "https://dialog.example.dk"), ("HTTPS://Dialog.Example.dk:443", "https://dialog.example.dk"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://[::1]:80", "http://[::1]"), ("https://example.dk/", nil),
        ("https://example.dk/x", nil), ("ftp://example.dk", nil), ("example.dk", nil), ("https://", nil), ("https://a@example.dk", nil),
        ("https://example.dk:0", nil), ("https://example.dk:70000", nil), ("null", nil), ("https://æ.dk", nil),
    ])
    func `an origin is scheme, host and port`(text: String, expected: String?) {
        #expect(Origin(text)?.description == expected)
    }

    @Test(arguments: [
        ("http://localhost:8080", true), ("http://127.0.0.1", true), ("http://127.1.2.3:1", true), ("http://[::1]:8080", true),
        ("http://127.evil.example", false), ("http://10.0.0.1", false), ("http://localhost.evil.example", false),
    ])
    func `loopback is this machine only`(text: String, expected: Bool) throws {
        #expect(try #require(Origin(text)).isLoopback == expected)
    }

    @Test(arguments: [
        (["krumtap=a; other=b"], "krumtap", "a"), (["krumtap=a; krumtap=b"], "krumtap", "a"), (["x=1", "krumtap=a"], "krumtap", "a"),
        (["krumtap="], "krumtap", nil), (["xkrumtap=a"], "krumtap", nil), (["krumtap"], "krumtap", nil),
        ([" krumtap=a=b ;"], "krumtap", "a=b"),
        (["krumtap=a;\u{301}x=b"], "krumtap", "a"), (["krumtap=æ; krumtap=a"], "krumtap", "a"),
        ([], "krumtap", nil),
    ])
    func `cookies are read, the first of a name`(headers: [String], name: String, expected: String?) {
        var fields = HTTPFields()
        for header in headers { fields.append(HTTPField(name: .cookie, value: header)) }
        #expect(Cookies(fields)[name] == expected)
    }

    @Test func `cookies are bound to the host where the browser can`() {
        #expect(SiteCookie.session.header("x", seconds: nil, isSecure: true) == "__Host-krumtap=x; Path=/; HttpOnly; SameSite=Lax; Secure")
        #expect(SiteCookie.session.header("", seconds: 0, isSecure: false) == "krumtap=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    @Test(arguments: [
        ("192.0.2.1", nil, false, "192.0.2.1"), ("192.0.2.1", "198.51.100.7", false, "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", true, "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7", true, "198.51.100.7"), ("127.0.0.1", "nonsense", true, "127.0.0.1"),
        ("127.0.0.1", "", true, "127.0.0.1"), ("2001:db8:1:2:3:4:5:6", nil, false, "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", nil, false, "192.0.2.1"), ("127.0.0.1", "[2001:db8:1:2:3:4:5:6]", true, "2001:db8:1:2::/64"),
    ])
    func `the network is the client's, and the proxy's word only when it is trusted`(
        client: String, forwarded: String?, trusts: Bool, expected: String
    ) throws {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/")
        if let forwarded { head.headerFields[.known("X-Forwarded-For")] = forwarded }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        #expect(Network.name(of: request, client: try SocketAddress(ipAddress: client, port: 1), trustsProxy: trusts) == expected)
    }

    @Test func `paths keep what people typed inside`() throws {
        let reference = try #require(Reference(prefix: "HOL", year: 2026, number: 42))
        #expect(Paths(.da).home == "/")
        #expect(Paths(.en).home == "/en")
        #expect(Paths(.en).dialogue(reference) == "/en/dialoger/HOL-2026-0042")
        #expect(Paths(.da).area("a/../b?c") == "/omraader/a%2F..%2Fb%3Fc")
        #expect(Paths(.da).find("Gl. Tølløse & omegn") == "/find?q=Gl.%20T%C3%B8ll%C3%B8se%20%26%20omegn")
        #expect(Paths(.da).desk(view: "mig", area: nil, after: "") == "/skrivebord?vis=mig")
        #expect(Paths(.da).desk(view: nil) == "/skrivebord")
        #expect(Paths(.en).workbench(reference, .reopen) == "/en/skrivebord/HOL-2026-0042/genaabn")
    }

    @Test func `the same bytes have the same hash in every process`() {
        #expect(ContentHash("".utf8).eTag == "\"cbf29ce484222325\"")
        #expect(ContentHash("foobar".utf8).eTag == "\"85944171f73967e8\"")
        #expect(ContentHash("foobar".utf8).short == "72ad2699")
    }
}
