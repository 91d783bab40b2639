import HTTPTypes
import Hummingbird
import Testing

@testable import Web

struct GatesTests {
    private static let host = "dialog.example.dk"

    private static func request(
        _ method: HTTPRequest.Method = .get, _ path: String = "/", host: String? = GatesTests.host, _ fields: [(String, String)] = []
    ) throws -> Request {
        var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
        for (name, value) in fields { head.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value)) }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    private static func trouble(_ check: () throws -> Void) -> Trouble? {
        do { try check() } catch { return error as? Trouble }
        return nil
    }

    @Test(arguments: [
        ("dialog.example.dk", nil), ("DIALOG.example.dk", nil), ("dialog.example.dk:443", nil), ("127.0.0.1:8080", nil),
        ("dialog.example.dk:8443", Trouble.otherHost), ("evil.example", .otherHost), ("dialog.example.dk.evil.example", .otherHost),
        ("127.0.0.1", .otherHost), ("", .malformed), ("a b", .malformed), ("dialog.example.dk:x", .malformed),
        ("x@dialog.example.dk", .malformed),
    ])
    func `only our own hosts are answered`(host: String, expected: Trouble?) throws {
        let gate = HostGate(origin: try #require(Origin("https://dialog.example.dk")), others: ["127.0.0.1:8080"])
        let request = try Self.request(host: host)
        #expect(Self.trouble { try gate.check(request) } == expected)
    }

    @Test func `a missing or a second host is refused`() throws {
        let gate = HostGate(origin: try #require(Origin("https://dialog.example.dk")), others: [])
        let none = try Self.request(host: nil)
        let two = try Self.request(.get, "/", [("Host", Self.host)])
        #expect(Self.trouble { try gate.check(none) } == .malformed)
        #expect(Self.trouble { try gate.check(two) } == .malformed)
    }

    @Test(arguments: [
        ("GET", "/", nil), ("HEAD", "/", nil), ("POST", "/start", nil), ("TRACE", "/", Trouble.otherMethod), ("PUT", "/", .otherMethod),
        ("OPTIONS", "*", .otherMethod), ("CONNECT", "a:1", .otherMethod), ("PROPFIND", "/", .otherMethod), ("GET", "ftp:x", .malformed),
        ("GET", "/" + String(repeating: "a", count: 9000), .malformed),
    ])
    func `only reading and posting is known`(method: String, path: String, expected: Trouble?) throws {
        let request = try Self.request(try #require(HTTPRequest.Method(method)), path)
        #expect(Self.trouble { try MethodGate.check(request) } == expected)
    }

    @Test(arguments: [
        ("POST", "same-origin", nil, false), ("POST", "none", nil, false), ("POST", "cross-site", nil, true),
        ("POST", "same-site", nil, true),
        ("POST", "same-origin", "null", false), ("POST", "cross-site", "https://dialog.example.dk", true),
        ("POST", nil, nil, false), ("POST", nil, "https://dialog.example.dk", false), ("POST", nil, "https://DIALOG.example.dk:443", false),
        ("POST", nil, "http://dialog.example.dk", true), ("POST", nil, "https://evil.example", true), ("POST", nil, "null", true),
        ("POST", nil, "", true), ("GET", "cross-site", "https://evil.example", false), ("HEAD", "cross-site", nil, false),
    ])
    func `posts from other sites are refused`(method: String, site: String?, origin: String?, isRefused: Bool) throws {
        let gate = CrossSiteGate(origin: try #require(Origin("https://dialog.example.dk")))
        var fields: [(String, String)] = []
        if let site { fields.append(("Sec-Fetch-Site", site)) }
        if let origin { fields.append(("Origin", origin)) }
        let request = try Self.request(try #require(HTTPRequest.Method(method)), "/start", fields)
        #expect(Self.trouble { try gate.check(request) } == (isRefused ? .crossSite : nil))
    }
}
