import HTTPTypes
import Testing

@testable import Web

/// What every answer carries, whatever it is (SECURITY 2.2).
struct EveryAnswerTests {
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; upgrade-insecure-requests"

    private static func expectSafe(_ answer: Answer) {
        for (name, value) in [
            ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"), ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"),
        ] { #expect(answer.field(name) == value, "\(name) on \(answer.path)") }
        #expect(["same-origin", "no-referrer"].contains(answer.field("Referrer-Policy")), "\(answer.path)")
        #expect(answer.field("Cache-Control") != nil)
        #expect(answer.field("X-Request-ID")?.count == 12)
        #expect(answer.field("Server") == nil)
        #expect(!answer.text.contains(" style=\""), "\(answer.path)")
        #expect(answer.text.firstMatch(of: /<script(?! src="\/assets\/)/) == nil, "\(answer.path)")
        #expect(answer.text.firstMatch(of: /\son[a-z]+="/) == nil, "\(answer.path)")
        // Nothing is fetched from elsewhere. A link may lead there: to who helps sooner.
        #expect(
            answer.text.firstMatch(of: /(src|srcset|action|<link[^>]*href)="https?:\/\/(?!dialog\.example\.dk)/) == nil, "\(answer.path)")
        #expect(answer.text.firstMatch(of: /href="(?!https:|http:\/\/dialog|mailto:|tel:|\/|#|\?)/) == nil, "\(answer.path)")
    }

    @Test func `every answer is safe`() async throws {
        let site = try await TownSite(isDemo: true)
        let started = try await site.start()
        _ = try await site.mails()
        let (anna, fatima) = (Browser(site), try await site.fatima())
        let draft = try await anna.draft()
        for path in [
            "/", "/en", "/omraader", "/omraader/jyderup", "/omraader.geojson", "/find?q=Mogenstrup", "/start", "/start/\(draft)/tjek",
            site.address(started), site.address(started) + "/kvittering", "/log-ind", "/log-ind/kode", "/skrivebord", "/was", "/healthz",
            "/readyz", "/robots.txt", "/favicon.svg", "/nowhere", "/dialoger/\(started.reference)", "/postkasse", "/find?q=%ff",
            "/" + String(repeating: "a", count: 9000),
        ] {
            for browser in [anna, fatima] {
                Self.expectSafe(try await browser.get(path))
                let head = try await browser.head(path)
                #expect(head.field("Content-Security-Policy") == Self.policy)
            }
        }
        Self.expectSafe(try await fatima.get("/skrivebord/\(started.reference)"))
        Self.expectSafe(try await anna.post("/start", ["text": ""]))
        Self.expectSafe(try await anna.post("/start", body: "text=%ff"))
        Self.expectSafe(try await anna.post("/start", ["text": String(repeating: "a", count: 300_000)]))
        Self.expectSafe(try await anna.post("/start", body: "a=b", fetchSite: "cross-site"))
        Self.expectSafe(try await anna.send(.delete, "/"))
        site.database.refuseWrites(.other)
        let broken = try await anna.post("/start", Browser.matter)
        #expect(broken.status == 500)
        #expect(!broken.text.contains("out of order"))
        #expect(broken.words.contains(broken.field("X-Request-ID") ?? "-"))
        Self.expectSafe(broken)
    }

    @Test func `nobody keeps what is for one reader`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let (anna, fatima) = (Browser(site), try await site.fatima())
        for path in ["/", "/omraader", "/omraader/jyderup", "/kontakt", "/omraader.geojson"] {
            #expect(try await anna.get(path).field("Cache-Control") == "public, no-cache", "\(path)")
            #expect(try await anna.get(path).field("Vary") == "Cookie")
            #expect(try await fatima.get(path).field("Cache-Control") == "no-store", "\(path)")
        }
        for path in ["/start", "/find?q=x", site.address(started), "/log-ind", "/skrivebord", "/nowhere"] {
            #expect(try await anna.get(path).field("Cache-Control") == "no-store", "\(path)")
        }
        #expect(try await fatima.get("/skrivebord/\(started.reference)").field("Cache-Control") == "no-store")
    }
}
