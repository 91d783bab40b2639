import Domain
import Foundation
import Testing

@testable import Web

/// Reading changes nothing, whoever reads, and however often: mail scanners, search engines and previews read too.
struct SafeReadingTests {
    @Test(arguments: Visitor.allCases)
    func `reading every page changes nothing`(visitor: Visitor) async throws {
        let site = try await TownSite(isDemo: true)
        let started = try await site.start()
        let unconfirmed = try await site.start(.init(subject: "Ubekræftet"), confirmed: false)
        let open = try await site.start(.init(subject: "Åbent"))
        try await site.answer(open.id, asks: true)
        try await site.publish(open.id)
        let anna = Browser(site)
        let draft = try await anna.draft()
        _ = try await site.mails()
        let asked = Browser(site)
        _ = try await asked.post("/log-ind", ["email": "henrik@example.dk"])
        let link = try #require(try await site.mails().last).path
        let browser = try await site.browser(visitor)

        var paths = [
            "/", "/en", "/postkasse", "/omraader.geojson", "/find?q=Mogenstrup", "/find?lat=55.66&lon=11.42", "/skrivebord?vis=alle", link,
        ]
        for started in [started, unconfirmed, open] {
            paths += ["/dialoger/\(started.reference)", "/skrivebord/\(started.reference)"]
        }
        if visitor == .starter {
            for started in [started, unconfirmed, open] {
                paths += [
                    site.address(started), site.address(started) + "/kvittering",
                    "/bekraeft/\(site.secrets.token(.confirm, started.accessID))",
                ]
            }
            paths += ["hvad", "hvor", "svar", "tjek"].map { "/start/\(draft)/\($0)" }
        }
        let before = try await site.contents()
        let pages = try await browser.crawl(from: paths)
        #expect(pages.count > 60)
        #expect(pages.values.allSatisfy { $0.status < 500 })
        for path in pages.keys { _ = try await browser.head(path) }
        #expect(try await site.contents() == before)
        // And no page leads where nothing is.
        let linked = Set(pages.values.filter { $0.status == 200 }.flatMap(\.links))
        for (path, page) in pages where linked.contains(path) && page.status == 404 {
            Issue.record("\(path) is linked to and not found")
        }
    }
}
