import Domain
import Foundation
import Testing

@testable import Web

/// What those who look after the program see of it.
struct ConditionPageTests {
    @Test func `an administrator sees that all is well, and finds it from the desk`() async throws {
        let site = try await TownSite()
        let mads = try await site.browser(.administrator)
        #expect(try await mads.get("/skrivebord").text.contains("href=\"/skrivebord/drift\""))
        #expect(try await !site.fatima().get("/skrivebord").text.contains("/skrivebord/drift"))
        _ = try await site.mails()
        let page = try await mads.get("/skrivebord/drift")
        #expect(page.words.contains("Drift Alt er i orden. Database I orden Fylder "))
        #expect(page.words.contains("Mail I orden Ingen mails venter."))
        #expect(try await mads.get("/en/skrivebord/drift").words.contains("Operations All is well."))
    }

    @Test func `what is wrong is said with what to do`() async throws {
        let site = try await TownSite()
        let mads = try await site.browser(.administrator)
        _ = try await site.mails()
        _ = try await site.start(confirmed: false)
        site.clock.pass(3600)
        let late = try await mads.get("/skrivebord/drift")
        #expect(late.words.contains("Krumtap virker, men der er noget, du skal se på."))
        #expect(late.words.contains("Se på det 1 venter, den ældste siden"))
        site.clock.pass(-2 * 3600)
        // The session that was seen in the future has ended.
        let again = try await site.browser(.administrator)
        #expect(try await again.get("/skrivebord/drift").words.contains("Maskinens ur går bagud"))
        site.clock.pass(3600)
        site.database.refuseWrites(.unavailable)
        let broken = try await again.get("/skrivebord/drift")
        #expect(broken.words.contains("Krumtap kan ikke gøre sit arbejde. Database Virker ikke"))
    }

    @Test func `readiness names the parts and no figures`() async throws {
        let site = try await TownSite()
        let fine = try await Browser(site).get("/readyz")
        #expect(fine.status == 200)
        #expect(fine.text == "ready\ndatabase: fine\nmigrations: fine\ndisk: fine\nmail: fine\nclock: fine\nbackup: fine\n")
        // What only needs somebody's attention takes no process out of service.
        _ = try await site.start()
        site.clock.pass(3600)
        let late = try await Browser(site).get("/readyz")
        #expect(late.status == 200 && late.text.contains("\nmail: attention\n"))
        site.database.refuseWrites(.unavailable)
        let broken = try await Browser(site).get("/readyz")
        #expect(broken.status == 503 && broken.text.hasPrefix("not ready\ndatabase: broken\n"))
    }

    @Test func `traffic is counted by route, however many addresses are tried`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        let before = site.responder.traffic.counts
        for number in 0..<20 { _ = try await browser.get("/omraader/nowhere-\(number)") }
        for number in 0..<20 { _ = try await browser.get("/nowhere-\(number)") }
        _ = try await browser.get("/")
        let after = site.responder.traffic.counts
        func more(_ key: Traffic.Key) -> Int { after.requests[key, default: 0] - before.requests[key, default: 0] }
        #expect(more(.init(route: "/omraader/{slug}", statusClass: 4)) == 20)
        #expect(more(.init(route: "NotFound", statusClass: 4)) == 20)
        #expect(more(.init(route: "/", statusClass: 2)) == 1)
        #expect(after.requests.count - before.requests.count <= 3)
        #expect(after.durations.reduce(0, +) - before.durations.reduce(0, +) == 41)
    }
}
