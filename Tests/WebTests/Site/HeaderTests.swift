import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct HeaderTests {
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

    private static let everywhere: [(String, HTTPRequest.Method)] = [
        ("/", .get), ("/", .head), ("/en/omraader", .get), ("/nowhere", .get), ("/d/t", .get), ("/was", .get), ("/healthz", .get),
        ("/robots.txt", .get), ("/favicon.svg", .get), (Assets.stylesheetPath, .get), ("/skrivebord", .get), ("/kontakt?fail=other", .get),
        ("/kontakt?fail=busy", .get), ("/", .trace), ("/start", .put), ("/find?q=%zz", .get),
    ]

    @Test(arguments: ["https://dialog.example.dk", "http://localhost"])
    func `every answer carries the security headers`(origin: String) async throws {
        let isSecure = origin.hasPrefix("https")
        try await TestSite(origin: origin).run { (client) async throws in
            for (path, method) in Self.everywhere {
                let response = try await client.execute(uri: path, method: method)
                let policy = isSecure ? Self.policy + "; upgrade-insecure-requests" : Self.policy
                #expect(response.field("Content-Security-Policy") == policy, "\(path)")
                #expect(response.field("X-Content-Type-Options") == "nosniff", "\(path)")
                #expect(response.field("Cross-Origin-Opener-Policy") == "same-origin", "\(path)")
                #expect(response.field("Cross-Origin-Resource-Policy") == "same-origin", "\(path)")
                #expect(
                    response.field("Permissions-Policy") == "camera=(), microphone=(), geolocation=(self), payment=(), usb=()", "\(path)")
                let transport = isSecure ? "max-age=63072000; includeSubDomains" : nil
                #expect(response.field("Strict-Transport-Security") == transport, "\(path)")
                #expect(["same-origin", "no-referrer"].contains(response.field("Referrer-Policy")), "\(path)")
                #expect(response.field("Cache-Control") != nil, "\(path)")
                #expect(response.field("X-Request-ID")?.count == 12, "\(path)")
                #expect(response.field("Server") == nil, "\(path)")
            }
        }
    }

    @Test(arguments: [
        ("/", "same-origin", "no-store", nil), ("/omraader", "same-origin", "public, no-cache", "Cookie"),
        ("/d/t", "no-referrer", "no-store", nil), ("/nowhere", "no-referrer", "no-store", nil),
        ("/kontakt?fail=busy", "no-referrer", "no-store", nil),
        ("/skrivebord", "same-origin", "no-store", nil),
    ])
    func `secrets are not told on, and only public pages are kept`(path: String, referrer: String, cache: String, vary: String?)
        async throws
    {
        try await TestSite().run { (client) async throws in
            let response = try await client.execute(uri: path, method: .get)
            #expect(response.field("Referrer-Policy") == referrer)
            #expect(response.field("Cache-Control") == cache)
            #expect(response.field("Vary") == vary)
        }
    }

    @Test func `nothing is kept of what staff see`() async throws {
        try await TestSite(staff: TestSite.fatima).run { (client) async throws in
            let response = try await client.execute(uri: "/omraader", method: .get, headers: [.cookie: "krumtap=fatima"])
            #expect(response.field("Cache-Control") == "no-store")
            #expect(response.field("ETag") == nil)
        }
    }

    @Test func `signing out makes the browser forget`() async throws {
        try await TestSite(origin: "https://dialog.example.dk").run { (client) async throws in
            let response = try await client.execute(uri: "/log-ud", method: .post)
            #expect(response.status == .seeOther)
            #expect(
                response.headers[values: .setCookie] == [
                    "__Host-krumtap-browser=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600",
                    "__Host-krumtap=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0",
                ])
            #expect(response.field("Clear-Site-Data") == "\"cache\", \"cookies\", \"storage\"")
        }
    }

    @Test func `HEAD answers as GET does, without the body`() async throws {
        try await TestSite().run { (client) async throws in
            for path in ["/", "/nowhere", "/favicon.svg"] {
                let get = try await client.execute(uri: path, method: .get)
                let head = try await client.execute(uri: path, method: .head)
                #expect(head.status == get.status)
                #expect(head.body.readableBytes == 0)
                #expect(head.field("Content-Length") == String(get.body.readableBytes))
            }
        }
    }

    @Test func `one line is logged for a request, without the address or the token`() async throws {
        let site = TestSite()
        try await site.run { (client) async throws in
            _ = try await client.execute(uri: "/en/d/s3cr3t?x=p3rson", method: .get, headers: [.cookie: "krumtap=t0ken"])
        }
        let line = try #require(site.lines.all.first)
        #expect(site.lines.all.count == 1)
        for part in ["\"route\": /d/{token}", "\"method\": GET", "\"status\": 200", "\"language\": en", "\"ms\": "] {
            #expect(line.contains(part), "\(line)")
        }
        for secret in ["s3cr3t", "p3rson", "t0ken", "localhost"] { #expect(!line.contains(secret)) }
    }
}
