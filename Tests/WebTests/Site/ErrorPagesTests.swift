import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct ErrorPagesTests {
    @Test(arguments: [
        (TestSite.Failure.notFound, 404, "Siden findes ikke"), (.forbidden, 403, "Det har du ikke adgang til"),
        (.exceeded, 429, "Vent lidt, før du prøver igen"), (.busy, 503, "Det kan vi ikke lige nu"),
        (.other, 500, "Der gik noget galt hos os"),
        (.router, 400, "Det kunne vi ikke forstå"),
    ])
    func `each error has its status and its page`(failure: TestSite.Failure, status: Int, title: String) async throws {
        try await TestSite().run { (client) async throws in
            let response = try await client.execute(uri: "/kontakt?fail=\(failure.rawValue)", method: .get)
            #expect(response.status.code == status)
            #expect(response.text.contains("<title>\(title) – Krumtap · Holbæk Kommune</title>"))
            #expect(response.text.contains("<h1>\(title)</h1>"))
            #expect(response.field("Content-Type") == "text/html; charset=utf-8")
            for secret in ["secret reason", "what a citizen wrote", "words for the log", "Surprise"] {
                #expect(!response.text.contains(secret))
            }
        }
    }

    @Test(
        arguments: [
            ("/nowhere", HTTPRequest.Method.get, HTTPFields(), 404, "Siden findes ikke"),
            ("/en/nowhere", .get, [:], 404, "This page does not exist"),
            ("/omraader", .post, [:], 404, "Siden findes ikke"), ("/", .trace, [:], 405, "Det kan man ikke her"),
            ("/log-ud", .post, [.origin: "https://evil.example"], 403, "Formularen kom et andet sted fra"),
            ("/en/log-ud", .post, [.origin: "null"], 403, "The form came from somewhere else"), ("/d/%FF", .get, [:], 200, "Dialog"),
            ("/omraader/%FF", .get, [:], 404, "Siden findes ikke"), ("/find?q=%FF", .get, [:], 400, "Vi kunne ikke læse det, du sendte"),
            ("/readyz", .get, [:], 200, "ready"),
        ] as [(String, HTTPRequest.Method, HTTPFields, Int, String)])
    func `what no room answers has a page, too`(
        path: String, method: HTTPRequest.Method, headers: HTTPFields, status: Int, words: String
    ) async throws {
        try await TestSite().run { (client) async throws in
            let response = try await client.execute(uri: path, method: method, headers: headers)
            #expect(response.status.code == status)
            #expect(response.text.contains(words))
        }
    }

    @Test func `waiting has a length and a method a list`() async throws {
        try await TestSite().run { (client) async throws in
            let tooOften = try await client.execute(uri: "/kontakt?fail=exceeded", method: .get)
            #expect(tooOften.field("Retry-After") == "120")
            #expect(tooOften.text.contains("Prøv igen om 2 minutter."))
            #expect(try await client.execute(uri: "/kontakt?fail=busy", method: .get).field("Retry-After") == "5")
            #expect(try await client.execute(uri: "/", method: .trace).field("Allow") == "GET, HEAD, POST")
        }
    }

    @Test(arguments: [("exceeded", true), ("busy", true), ("other", true), ("notFound", false), ("forbidden", false)])
    func `what was typed can be sent again`(failure: String, isOffered: Bool) async throws {
        try await TestSite().run { (client) async throws in
            let response = try await client.execute(
                uri: "/en/d/t/besked", method: .post, headers: TestSite.urlencoded,
                body: ByteBuffer(string: "fail=\(failure)&text=%22a%22+%3Cb%3E%0Ac&key=k1"))
            #expect(response.text.contains("<form method=\"post\" action=\"/en/d/t/besked\" novalidate>") == isOffered)
            let field = "<input type=\"hidden\" name=\"text\" value=\"&quot;a&quot; &lt;b&gt;\nc\">"
            #expect(response.text.contains(field) == isOffered)
            #expect(response.text.contains("name=\"key\" value=\"k1\"") == isOffered)
        }
    }

    @Test func `a fault is logged once, with its number and without what a citizen wrote`() async throws {
        let site = TestSite()
        try await site.run { (client) async throws in
            let response = try await client.execute(uri: "/kontakt?fail=other", method: .get)
            let number = try #require(response.field("X-Request-ID"))
            #expect(response.text.contains("<code>\(number)</code>"))
            let faults = site.lines.all.filter { $0.hasPrefix("error") }
            #expect(faults.count == 1)
            #expect(faults.first?.contains(number) == true)
            #expect(faults.first?.contains("words for the log") == true)
            #expect(site.lines.all.allSatisfy { !$0.contains("what a citizen wrote") })
        }
    }

    @Test func `the reason for a refusal is in the log only`() async throws {
        let site = TestSite()
        try await site.run { (client) async throws in _ = try await client.execute(uri: "/kontakt?fail=forbidden", method: .get) }
        #expect(site.lines.all.count { $0.hasPrefix("notice request forbidden") } == 1)
    }

    @Test func `a session that cannot be looked up is no open door`() async throws {
        try await TestSite(staff: TestSite.fatima).run { (client) async throws in
            #expect(try await client.execute(uri: "/skrivebord", method: .get, headers: [.cookie: "krumtap=broken"]).status.code == 503)
            let stranger = try await client.execute(uri: "/en/skrivebord", method: .get, headers: [.cookie: "krumtap=other"])
            #expect(stranger.status == .seeOther)
            #expect(stranger.field("Location") == "/en/log-ind")
            #expect(try await client.execute(uri: "/skrivebord", method: .get, headers: [.cookie: "krumtap=fatima"]).status == .ok)
        }
    }

    @Test func `a program that cannot work is alive but not ready`() async throws {
        let site = TestSite()
        site.version.set(99)
        try await site.run { (client) async throws in
            #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
            #expect(try await client.execute(uri: "/readyz", method: .get).status == .serviceUnavailable)
        }
    }
}
