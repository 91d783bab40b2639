import Foundation
import Testing

@testable import Web

struct AreaPageTests {
    @Test(arguments: ["", "/en"])
    func `all eighteen areas are listed and drawn`(prefix: String) async throws {
        let browser = Browser(try await TownSite())
        let page = try await browser.get(prefix + "/omraader")
        let paths = Set(page.links.filter { $0.hasPrefix(prefix + "/omraader/") })
        #expect(paths.count == 18)
        #expect(page.text.matches(of: /<path class="area"/).count == 18)
        #expect(page.words.contains(prefix.isEmpty ? "Holbæk Kommune består af 18 lokalområder." : "consists of 18 local areas."))
        for path in paths { #expect(try await browser.get(path).status == 200) }
    }

    @Test func `an area's page says who helps, and what belongs to it`() async throws {
        let page = try await Browser(try await TownSite()).get("/omraader/jyderup")
        #expect(page.heading == "Jyderup")
        #expect(page.words.contains("Fatima Lund Fælles-skaber for Jyderup"))
        #expect(page.words.contains("59 00 11 01"))
        #expect(page.words.contains("Lokalforum Jyderup"))
        #expect(page.words.contains("Holmstrup"))
        #expect(page.words.contains("4.323 i byen Jyderup (2017)"))
        #expect(page.links.contains("/omraader/jyderup.geojson"))
        #expect(page.words.contains("Ingen offentlige dialoger endnu"))
    }

    @Test(arguments: [("2026-05-31", "Grethe Holm", "Fatima Lund"), ("2026-06-01", "Fatima Lund", "Grethe Holm")])
    func `who serves the area is a matter of the day`(iso: String, serves: String, not: String) async throws {
        let site = try await TownSite()
        let distance = try day("2026-11-23").days(until: try day(iso))
        site.clock.pass(days: distance)
        let page = try await Browser(site).get("/omraader/jyderup")
        #expect(page.words.contains(serves))
        #expect(!page.words.contains(not))
    }

    @Test func `an area without a facilitator says where to go`() async throws {
        let page = try await Browser(try await TownSite()).get("/omraader/oroe")
        #expect(page.words.contains("Området har ingen Fælles-skaber lige nu."))
    }

    @Test(arguments: ["atlantis", "Jyderup", "jyderup/", "jyderup.json", "atlantis.geojson", "%ff", "..%2fjyderup"])
    func `an area that is none is not found`(slug: String) async throws {
        let status = try await Browser(try await TownSite()).get("/omraader/\(slug)").status
        #expect(status == (slug == "jyderup/" ? 200 : 404))
    }

    @Test func `public dialogues are on their area's page, the newest first`() async throws {
        let site = try await TownSite()
        for (subject, area) in [("Den første", "jyderup"), ("Den anden", "jyderup"), ("I Holbæk", "holbaek")] {
            let started = try await site.start(.init(subject: subject, area: area))
            site.clock.pass(days: 1)
            if area == "jyderup" { try await site.publish(started.id) }
        }
        let page = try await Browser(site).get("/omraader/jyderup")
        #expect(page.text.matches(of: /<h3><a href="[^"]*">([^<]*)<\/a><\/h3>/).map { String($0.1) } == ["Den anden", "Den første"])
        #expect(page.links.contains("/dialoger/HOL-2026-0001"))
    }
}
