import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Web

struct LayoutTests {
    @Test(arguments: [
        ("/", "/en", "en"), ("/en", "/", "da"), ("/omraader?x=1&amp;y=%20", "/en/omraader?x=1&amp;y=%20", "en"),
        ("/en/omraader?x=1", "/omraader?x=1", "da"), ("/nowhere", "/en/nowhere", "en"), ("/en//evil.example", "/evil.example", "da"),
        ("//evil.example", "/en/evil.example", "en"),
    ])
    func `the language switch keeps the page`(path: String, other: String, language: String) async throws {
        try await TestSite().run { (client) async throws in
            let text = try await client.execute(uri: path.replacing("&amp;", with: "&"), method: .get).text
            #expect(text.contains("<a href=\"\(other)\" lang=\"\(language)\" hreflang=\"\(language)\">"))
            #expect(text.contains("<html lang=\"\(language == "da" ? "en" : "da")\">"))
        }
    }

    @Test func `a refused form says so in the title, and its language switch leads to a page that can be read`() async throws {
        try await TestSite().run { (client) async throws in
            let text = try await client.execute(
                uri: "/d/t/besked", method: .post, headers: TestSite.urlencoded, body: ByteBuffer(string: "again=1&text=%3Cscript%3E")
            ).text
            #expect(text.contains("<title>Fejl: Dialog – Krumtap · Holbæk Kommune</title>"))
            #expect(text.contains("<a href=\"/en/d/t\" lang=\"en\" hreflang=\"en\">English</a>"))
            #expect(text.contains("<p>&lt;script&gt;</p>"))
        }
    }

    @Test func `the menu shows where one is`() async throws {
        try await TestSite().run { (client) async throws in
            let text = try await client.execute(uri: "/en/omraader", method: .get).text
            #expect(text.contains("<li><a href=\"/en/omraader\" aria-current=\"page\">Local areas</a></li>"))
            #expect(text.contains("<li><a href=\"/en/start\">Start a dialogue</a></li>"))
            #expect(text.contains("<li><a href=\"/en/log-ind\">Sign in</a></li>"))
        }
    }

    @Test func `staff have their desk and can sign out`() async throws {
        try await TestSite(staff: TestSite.fatima).run { (client) async throws in
            let text = try await client.execute(uri: "/skrivebord", method: .get, headers: [.cookie: "krumtap=fatima"]).text
            #expect(text.contains("<li><a href=\"/skrivebord\" aria-current=\"page\">Skrivebord</a></li>"))
            #expect(
                text.contains(
                    "<form class=\"who\" method=\"post\" action=\"/log-ud\"><span>Fatima Lund</span><button class=\"link\">Log ud</button></form>"
                ))
            #expect(!text.contains("Log ind"))
        }
    }

    @Test func `the way here begins at the front page`() async throws {
        try await TestSite().run { (client) async throws in
            let text = try await client.execute(uri: "/omraader/j%C3%B8%22yde", method: .get).text
            let crumbs =
                "<nav class=\"crumbs\" aria-label=\"Brødkrumme\"><ol><li><a href=\"/\">Forside</a></li>"
                + "<li><a href=\"/omraader\">Lokalområder</a></li><li aria-current=\"page\">jø&quot;yde</li></ol></nav>"
            #expect(text.contains(crumbs))
        }
    }

    @Test func `the frame has what every page must have`() async throws {
        try await TestSite(isDemo: true).run { (client) async throws in
            let text = try await client.execute(uri: "/", method: .get).text
            #expect(text.hasPrefix("<!doctype html>\n<html lang=\"da\"><head><meta charset=\"utf-8\">"))
            for part in [
                "<a class=\"skip\" href=\"#main\">Gå til sidens indhold</a>", "<main id=\"main\">", "Dialog med Holbæk Kommune",
                "<p class=\"banner demo\">", "href=\"/postkasse\"", "href=\"/tilgaengelighed\"", "href=\"/persondata\"",
                "href=\"/cookies\"",
                "href=\"/kontakt\"", "<a href=\"tel:+4570000000\">telefon 70 00 00 00</a>", "mailto:post@example.dk", "version 1.2.3",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"", "<link rel=\"stylesheet\" href=\"\(Assets.stylesheetPath)\">",
                "<script src=\"\(Assets.scriptPath)\" defer></script>",
            ] { #expect(text.contains(part), "\(part)") }
            #expect(!text.contains("style=\""))
        }
        try await TestSite().run { (client) async throws in
            #expect(try await !client.execute(uri: "/", method: .get).text.contains("banner demo"))
        }
    }
}
