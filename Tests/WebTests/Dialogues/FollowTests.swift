import Foundation
import Testing

@testable import Web

/// Bo reads along: by mail, and in a news reader.
struct FollowTests {
    private static func open(_ site: TownSite) async throws -> TownSite.Started {
        let started = try await site.start()
        try await site.publish(started.id)
        _ = try await site.mails()
        return started
    }

    @Test func `Bo follows a dialogue, is told, and stops`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        let page = try await bo.get("/dialoger/\(started.reference)")
        #expect(page.links.contains("/dialoger/\(started.reference)/foelg"))
        #expect(try await bo.get("/dialoger/\(started.reference)/foelg").heading == "Følg dialogen")
        let sent = try await bo.follow(try await bo.post("/dialoger/\(started.reference)/foelg", ["email": "bo@example.dk"]))
        #expect(sent.heading == "Se i din indbakke")

        let asked = try #require(try await site.mails().first)
        #expect(asked.kind == .followConfirm && asked.to == "bo@example.dk")
        #expect(asked.text.hasPrefix("Hej,\n\n"))
        #expect(asked.unsubscribe == nil)
        // A mail scanner opens the link: nothing happens.
        for _ in 0..<2 { #expect(try await bo.get(asked.path).heading == "Vil du følge dialogen?") }
        #expect(try await site.count("follower WHERE confirmed_at IS NOT NULL") == 0)
        #expect(try await bo.follow(try await bo.post(asked.path)).heading == "Du følger dialogen")

        try await site.close(started.id)
        let news = try #require(try await site.mails().first { $0.kind == .followNews })
        #expect(news.to == "bo@example.dk")
        #expect(try news.path == "/dialoger/\(started.reference)")
        #expect(!news.text.contains("Stien er med i planen"))
        let stop = try #require(news.unsubscribe)
        #expect(stop == TownSite.origin + (try asked.path) + "/stop")
        #expect(news.text.contains(stop))
        let stopPath = String(stop.dropFirst(TownSite.origin.count))
        #expect(try await bo.get(stopPath).heading == "Vil du stoppe?")
        #expect(try await site.count("follower WHERE ended_at IS NOT NULL") == 0)
        // As a mail program does it (RFC 8058), which is no browser and follows no form.
        let done = try await Browser(site).post(stopPath, body: "List-Unsubscribe=One-Click", fetchSite: nil)
        #expect(done.status == 200)
        #expect(done.heading == "Du får ikke flere mails")
        #expect(try await bo.get(asked.path).heading == "Du får ikke flere mails")
        #expect(try await site.count("person WHERE email = 'bo@example.dk'") == 0)
    }

    @Test func `nobody can see from the page who follows`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        let path = "/dialoger/\(started.reference)/foelg"
        let first = try await bo.post(path, ["email": "bo@example.dk"])
        _ = try await bo.post(try #require(try await site.mails().first).path)
        let second = try await Browser(site).post(path, ["email": "BO@example.dk"])
        #expect(first.status == second.status && first.location == second.location)
        #expect(try await site.mails().isEmpty)
        #expect(try await !bo.get("/dialoger/\(started.reference)").text.contains("bo@example.dk"))
    }

    @Test func `what is no address is told beside the field, and kept`() async throws {
        let site = try await TownSite()
        let started = try await Self.open(site)
        let page = try await Browser(site).post("/dialoger/\(started.reference)/foelg", ["email": "bo@"])
        #expect(page.status == 422)
        #expect(page.problems == ["#email: Skriv en hel mailadresse, fx anna@eksempel.dk"])
        #expect(page.form["email"] == "bo@")
        #expect(try await site.count("follower") == 0)
    }

    @Test func `a mailbox is not flooded from many networks`() async throws {
        let site = try await TownSite()
        let path = "/dialoger/\(try await Self.open(site).reference)/foelg"
        for _ in 0..<20 { #expect(try await Browser(site).post(path, ["email": "bo@example.dk"]).status == 303) }
        #expect(try await Browser(site).post(path, ["email": "bo@example.dk"]).status == 429)
        #expect(try await site.mails().count == 1)
    }

    @Test func `a link for something else, or somebody else's, opens nothing`() async throws {
        let site = try await TownSite()
        let started = try await Self.open(site)
        _ = try await Browser(site).post("/dialoger/\(started.reference)/foelg", ["email": "bo@example.dk"])
        for token in [site.secrets.token(.access, 1), site.secrets.token(.follow, 2), "1-", "x"] {
            #expect(try await Browser(site).get("/foelg/\(token)").status == 404)
            #expect(try await Browser(site).post("/foelg/\(token)").status == 404)
            #expect(try await Browser(site).post("/foelg/\(token)/stop").status == 404)
        }
        #expect(try await site.count("follower WHERE confirmed_at IS NULL AND ended_at IS NULL") == 1)
    }

    @Test func `the feed says what the page says, and nothing of a private dialogue`() async throws {
        let site = try await TownSite()
        let (started, reader) = (try await Self.open(site), Browser(site))
        try await site.note(started.id, "Intern note")
        try await site.reply(started, "Kun til jer")
        let feed = try await reader.get("/dialoger/\(started.reference).atom")
        #expect(feed.status == 200)
        #expect(feed.field("Content-Type") == "application/atom+xml; charset=utf-8")
        #expect(feed.text.contains("<title>HOL-2026-0001 Cykelsti langs Skarridsøvej</title>"))
        #expect(feed.text.contains("<summary>Skolevejen er farlig.</summary>"))
        for words in ["Intern note", "Kun til jer", "Anna", "anna@example.dk"] { #expect(!feed.text.contains(words), "\(words)") }
        #expect(feed.text.matches(of: /<entry>/).count == 2)
        let hidden = try await site.start()
        #expect(try await reader.get("/dialoger/\(hidden.reference).atom").status == 404)
        #expect(try await reader.get("/dialoger/\(hidden.reference)/foelg").status == 404)
    }
}
