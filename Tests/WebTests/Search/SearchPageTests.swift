import Domain
import Foundation
import Testing

@testable import Web

struct SearchPageTests {
    private static func published(_ site: TownSite, _ words: TownSite.Words = .init()) async throws -> TownSite.Started {
        let started = try await site.start(words)
        try await site.publish(started.id)
        return started
    }

    @Test func `anybody finds a public dialogue, with the words marked`() async throws {
        let site = try await TownSite()
        _ = try await Self.published(site)
        let page = try await Browser(site).get("/soeg?q=cykelstien+farlig")
        #expect(page.heading == "Søg i dialogerne")
        #expect(page.text.contains("<a href=\"/dialoger/HOL-2026-0001\"><mark>Cykelsti</mark> langs Skarridsøvej</a>"))
        #expect(page.text.contains("<p>Skolevejen er <mark>farlig</mark>.</p>"))
        #expect(page.text.contains("value=\"cykelstien farlig\""))
        #expect(page.words.contains("1 dialog"))
        #expect(page.field("Cache-Control") == "no-store")
    }

    @Test func `a private dialogue is found by its facilitator and nobody else`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        for address in ["/soeg?q=cykelsti", "/soeg?q=\(started.reference)", "/dialoger", "/dialoger.json"] {
            for browser in [Browser(site), try await site.fatima()] {
                #expect(!(try await browser.get(address)).text.contains("Skarridsøvej"), "\(address)")
            }
        }
        let found = try await site.fatima().get("/skrivebord/soeg?q=anna+s%C3%B8rensen")
        #expect(found.links.contains("/skrivebord/HOL-2026-0001"))
        for role in Visitor.allCases where role != .facilitator {
            let page = try await site.browser(role).get("/skrivebord/soeg?q=cykelsti")
            #expect(!page.text.contains("Skarridsøvej"), "\(role)")
        }
    }

    @Test func `nothing found says what to try`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        #expect(try await browser.get("/soeg?q=enhjørning").words.contains("Vi fandt ikke noget"))
        #expect(try await browser.get("/soeg?q=og").words.contains("Skriv mindst ét ord"))
        let empty = try await browser.get("/soeg")
        #expect(!empty.words.contains("Vi fandt ikke noget"))
        #expect(empty.form["q"] == "")
        #expect(try await browser.get("/soeg?q=jyderup").links.contains("/omraader/jyderup"))
    }

    @Test func `what was typed is shown as text`() async throws {
        let site = try await TownSite()
        _ = try await Self.published(site, .init(subject: "<b>Sti</b> & \"bro\"", text: "<script>alert(1)</script> sti"))
        let page = try await Browser(site).get("/soeg?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E+sti%22")
        #expect(!page.text.contains("<script>alert"))
        #expect(page.text.contains("&lt;b&gt;<mark>Sti</mark>&lt;/b&gt; &amp; &quot;bro&quot;"))
    }

    @Test(arguments: [1000, 4000])
    func `a very long question is answered`(length: Int) async throws {
        let site = try await TownSite()
        _ = try await Self.published(site)
        let text = String(repeating: "cykelsti+", count: length / 9)
        #expect(try await Browser(site).get("/soeg?q=\(text)").links.contains("/dialoger/HOL-2026-0001"))
    }

    @Test func `a CPR number is not searched for, and not kept in the address`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        let answer = try await browser.get("/soeg?q=skolebus+til+010203-4567")
        #expect(answer.status == 303)
        #expect(answer.location == "/soeg?q=skolebus%20til&cpr=fjernet")
        #expect(!answer.text.contains("010203"))
        let page = try await browser.follow(answer)
        #expect(page.words.contains("Vi har fjernet et CPR-nummer"))
        #expect(page.form["q"] == "skolebus til")
        let staff = try await site.fatima().get("/skrivebord/soeg?q=010203-4567")
        #expect(staff.location == "/skrivebord/soeg?cpr=fjernet")
    }

    @Test(arguments: ["x", "1-", "-1-2", "99999999999999999999-1", "9223372036854775807-1", "1-2-3", "%00"])
    func `an address that was tampered with shows the first page`(cursor: String) async throws {
        let site = try await TownSite()
        _ = try await Self.published(site)
        let browser = Browser(site)
        #expect(try await browser.get("/soeg?q=cykelsti&efter=\(cursor)").status == 200)
        #expect(try await browser.get("/dialoger?efter=\(cursor)").links.contains("/dialoger/HOL-2026-0001"))
    }

    @Test func `what is alike is offered while starting, above the form`() async throws {
        let site = try await TownSite()
        _ = try await Self.published(
            site, .init(subject: "Cykelsti til skolen ved Skarridsøvej", text: "Børnene mangler en cykelsti, skolevejen er farlig og mørk.")
        )
        _ = try await Self.published(site, .init(subject: "Badebroen", text: "Der mangler brædder."))
        let anna = Browser(site)
        let start = try await anna.post(
            "/start",
            Browser.matter.merging([
                "subject": "Farlig skolevej", "text": "Skolevejen er mørk, og der er ingen cykelsti. Børnene cykler på vejen til skolen.",
            ]) { $1 })
        let page = try await anna.follow(start)
        #expect(page.words.contains("Andre taler om noget, der ligner"))
        #expect(page.links.contains("/dialoger/HOL-2026-0001"))
        #expect(!page.links.contains("/dialoger/HOL-2026-0002"))
        let notice = try #require(page.text.range(of: "id=\"similar\""))
        let form = try #require(page.text.range(of: "<form method=\"post\""))
        #expect(notice.lowerBound < form.lowerBound)
        #expect(page.form.keys.contains("place"))
        let other = try await anna.follow(
            try await anna.post(
                "/start", Browser.matter.merging(["subject": "Klaver", "text": "Er der nogen, der vil have et klaver?"]) { $1 }))
        #expect(!other.words.contains("Andre taler om noget"))
    }

    @Test func `staff see answered dialogues that are alike`() async throws {
        let site = try await TownSite()
        let words = TownSite.Words(
            subject: "Cykelsti til skolen ved Skarridsøvej", text: "Børnene mangler en cykelsti, skolevejen er farlig og mørk.")
        let old = try await site.start(words)
        let new = try await site.start(words)
        let fatima = try await site.fatima()
        #expect(try await !fatima.get("/skrivebord/\(new.reference)").links.contains("/skrivebord/\(old.reference)"))
        try await site.close(old.id)
        let page = try await fatima.get("/skrivebord/\(new.reference)")
        #expect(page.words.contains("Ligner noget, der er svaret på"))
        #expect(page.links.contains("/skrivebord/\(old.reference)"))
    }
}
