import Domain
import Testing

@testable import Web

struct MailboxTests {
    @Test func `the demo shows every mail with its addresses to follow`() async throws {
        let site = try await TownSite(isDemo: true)
        _ = try await site.start(confirmed: false)
        #expect(try await Browser(site).get("/postkasse").words.contains("Postkassen er tom"))
        let mail = try #require(try await site.mails().first)
        let list = try await Browser(site).get("/postkasse")
        #expect(list.words.contains("til anna@example.dk"))
        #expect(list.links.contains("/postkasse/\(mail.id)"))
        let page = try await Browser(site).get("/postkasse/\(mail.id)")
        #expect(page.status == 200)
        #expect(page.heading == "Bekræft din henvendelse [HOL-2026-0001]")
        #expect(page.text.contains("<a href=\"https://dialog.example.dk/bekraeft/"))
        #expect(page.field("Referrer-Policy") == "no-referrer")
        #expect(page.field("Cache-Control") == "no-store")
    }

    @Test(arguments: ["0", "x", "..%2f..%2fetc%2fpasswd", "%ff", "999"])
    func `a mail that is not there is not found`(id: String) async throws {
        #expect(try await Browser(try await TownSite(isDemo: true)).get("/postkasse/\(id)").status == 404)
    }

    @Test(arguments: ["/postkasse", "/postkasse/1", "/en/postkasse"])
    func `production has no such page`(path: String) async throws {
        let site = try await TownSite()
        _ = try await site.start()
        #expect(try await Browser(site).get(path).status == 404)
        #expect(try await !Browser(site).get("/").links.contains("/postkasse"))
    }
}
