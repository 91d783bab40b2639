import Domain
import Foundation
import SQLEngine
import Storage
import Testing

@testable import Web

struct DeskTests {
    @Test(arguments: ["/skrivebord", "/skrivebord?vis=alle", "/skrivebord/HOL-2026-0001", "/en/skrivebord"])
    func `a stranger is asked to sign in`(path: String) async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let answer = try await Browser(site).get(path)
        #expect(answer.status == 303)
        #expect(answer.location == (path.hasPrefix("/en") ? "/en/log-ind" : "/log-ind"))
        #expect(answer.field("Cache-Control") == "no-store")
    }

    /// One dialogue at every stage, all Fatima's but one, which has been forgotten since 2 November.
    private static func fill(_ site: TownSite) async throws {
        site.clock.pass(days: -30)
        _ = try await site.start(.init(subject: "For sent"))
        site.clock.pass(days: 30)
        _ = try await site.start(.init(subject: "Nyt"))
        _ = try await site.start(.init(subject: "Ubekræftet"), confirmed: false)
        let answered = try await site.start(.init(subject: "Besvaret"))
        try await site.answer(answered.id)
        let asked = try await site.start(.init(subject: "Spurgt"))
        try await site.answer(asked.id, "Hvor?", asks: true)
        let closed = try await site.start(.init(subject: "Lukket"))
        try await site.close(closed.id)
        _ = try await site.start(.init(subject: "Henriks", area: "holbaek"))
        _ = try await site.start(.init(subject: "Uden sted", area: nil))
    }

    @Test(arguments: [
        ("mig", ["For sent", "Nyt", "Besvaret"]), ("borger", ["Spurgt"]), ("over", ["For sent"]), ("nye", ["For sent", "Nyt"]),
        ("ubekraeftede", ["Ubekræftet"]), ("alle", ["For sent", "Nyt", "Besvaret", "Uden sted", "Ubekræftet", "Spurgt"]),
        ("vrøvl", ["For sent", "Nyt", "Besvaret"]),
    ])
    func `each view is an address, the nearest date first`(view: String, subjects: [String]) async throws {
        let site = try await TownSite()
        try await Self.fill(site)
        let fatima = try await site.fatima()
        for prefix in ["", "/en"] {
            let page = try await fatima.get("\(prefix)/skrivebord?vis=\(Browser.encoded(view))")
            #expect(page.status == 200)
            #expect(page.subjects == subjects)
        }
    }

    @Test func `the desk without a view is what waits for me`() async throws {
        let site = try await TownSite()
        try await Self.fill(site)
        let page = try await site.fatima().get("/skrivebord")
        #expect(page.subjects == ["For sent", "Nyt", "Besvaret"])
        #expect(
            page.words.contains(
                "Venter på mig 3 Venter på forvaltningen 0 Venter på en politiker 0 Venter på borgeren 1 Over tid 1 Nye 2 Ubekræftede 1 Alle åbne"
            ))
        // 30 days before is Saturday 24 October; seven working days after is Tuesday 3 November; to 23 November are 14 more.
        #expect(page.words.contains("For sent 14 arbejdsdage over"))
    }

    @Test func `the area is an address too, and the choice stays`() async throws {
        let site = try await TownSite()
        try await Self.fill(site)
        let fatima = try await site.fatima()
        let page = try await fatima.get("/skrivebord?vis=alle&omraade=jyderup")
        #expect(page.subjects == ["For sent", "Nyt", "Besvaret", "Ubekræftet", "Spurgt"])
        #expect(page.form["omraade"] == "jyderup")
        #expect(page.form["vis"] == "alle")
        #expect(page.links.contains("/skrivebord?vis=over&omraade=jyderup"))
        #expect(try await fatima.get("/skrivebord?vis=alle&omraade=holbaek").subjects == [])
        #expect(try await site.signedIn("henrik@example.dk").get("/skrivebord?vis=alle&omraade=holbaek").subjects == ["Henriks"])
    }

    @Test func `an empty table says so`() async throws {
        let page = try await (try await TownSite()).fatima().get("/skrivebord")
        #expect(page.words.contains("Her er ikke noget Ingen dialoger venter på dig. Godt gået."))
    }

    @Test func `a hundred and twenty dialogues are each on one page`() async throws {
        let site = try await TownSite()
        let (new, now) = (try await site.new(.init(email: "", phone: "20304050")), site.clock.now)
        try await site.database.write { connection in
            let steps = DialogueSteps(connection, try Municipality(on: connection))
            for number in 0..<120 { _ = try steps.start(new, at: now.addingTimeInterval(Double(number % 3) * 86_400)) }
        }
        let fatima = try await site.fatima()
        var (pages, references): ([Int], [String]) = ([], [])
        var path: String? = "/skrivebord?vis=alle&omraade=jyderup"
        while let next = path {
            let page = try await fatima.get(next)
            pages.append(page.references.count)
            references += page.references
            path = page.text.firstMatch(of: /<a rel="next" href="([^"]*)"/).map { String($0.1.replacing("&amp;", with: "&")) }
            #expect(pages.count == 1 || page.links.contains("/skrivebord?vis=alle&omraade=jyderup"))
        }
        #expect(pages == [50, 50, 20])
        #expect(Set(references).count == 120)
    }

    @Test(arguments: ["efter=", "efter=x", "efter=2026-13-01.1", "efter=2026-12-02.x", "efter=2026-12-02.1.2", "efter='%20OR%201=1"])
    func `a cursor that is none begins at the beginning`(query: String) async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let page = try await site.fatima().get("/skrivebord?vis=alle&\(query)")
        #expect(page.status == 200)
        #expect(page.subjects == ["Cykelsti langs Skarridsøvej"])
    }

    @Test func `mail that cannot be sent is shown to staff`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        #expect(try await !fatima.get("/skrivebord").text.contains("class=\"banner"))
        let items = try await site.stores.outbox.claim(10, at: site.clock.now)
        try #require(items.count >= 3)
        try await site.stores.outbox.failed(items[0], "the server does not answer", isFinal: false, at: site.clock.now)
        var page = try await fatima.get("/skrivebord")
        #expect(page.words.contains("1 mail kan ikke sendes lige nu. Vi prøver igen af os selv, og intet går tabt."))
        try await site.stores.outbox.failed(items[1], "no such mailbox", isFinal: true, at: site.clock.now)
        try await site.stores.outbox.failed(items[2], "no such mailbox", isFinal: true, at: site.clock.now)
        page = try await fatima.get("/en/skrivebord")
        #expect(page.words.contains("2 mails were given up. Ring those concerned."))
    }
}

extension Answer {
    /// The table's rows.
    fileprivate var subjects: [String] {
        text.matches(of: /<tr><th scope="row"><a href="[^"]*">([^<]*)<\/a>/).map { String($0.1) }
    }

    fileprivate var references: [String] { text.matches(of: /<span class="meta">(HOL-[0-9-]*)<\/span>/).map { String($0.1) } }
}
