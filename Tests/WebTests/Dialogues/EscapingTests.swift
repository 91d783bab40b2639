import Domain
import Testing

@testable import Web

/// Text from a person is text everywhere it shows.
struct EscapingTests {
    private static let script = "<script>alert('x')</script>"
    private static let attribute = "\"><img src=x onerror=alert(1)>"

    private static func expectHarmless(_ answer: Answer, shows count: Int, _ comment: Testing.Comment? = nil) {
        #expect(answer.status == 200 || answer.status == 422)
        #expect(!answer.text.contains("<script>alert"), comment)
        #expect(!answer.text.contains("<img"), comment)
        #expect(answer.text.components(separatedBy: "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;").count - 1 >= count, comment)
    }

    private static let matter = ["text": "\(script)\n\n\(attribute)", "subject": "S \(script)"]
    private static let contact = ["name": script, "behalf": "other", "behalfName": script + attribute]

    @Test(arguments: ["", "/en"])
    func `what a citizen types stays text on every page`(prefix: String) async throws {
        let site = try await TownSite(isDemo: true)
        let anna = Browser(site)
        let token = try await anna.draft(prefix, matter: Self.matter, place: ["place": Self.script], contact: Self.contact)
        Self.expectHarmless(try await anna.get("\(prefix)/start/\(token)/tjek"), shows: 5)
        Self.expectHarmless(try await anna.get("\(prefix)/start/\(token)/hvad"), shows: 2)
        Self.expectHarmless(try await anna.get("\(prefix)/start/\(token)/hvor"), shows: 1)
        Self.expectHarmless(try await anna.get("\(prefix)/start/\(token)/svar"), shows: 2)
        let again = try await anna.post("\(prefix)/start/\(token)/hvor", ["scope": "area", "area": "", "place": Self.script])
        Self.expectHarmless(again, shows: 3)

        let receipt = try await anna.post("\(prefix)/start/\(token)/send")
        Self.expectHarmless(try await anna.follow(receipt), shows: 0)
        let mail = try #require(try await site.mails().first)
        #expect(!mail.html.contains("<script"))
        #expect(mail.html.contains("&lt;script&gt;"))
        Self.expectHarmless(try await anna.get(try mail.path), shows: 1)
        _ = try await anna.post(try mail.path)

        let thread = try #require(receipt.location).replacing("/kvittering", with: "")
        _ = try await anna.post(thread + "/besked", ["text": Self.script + Self.attribute, "key": "a"])
        Self.expectHarmless(try await anna.get(thread), shows: 3)
        Self.expectHarmless(
            try await anna.post(thread + "/besked", ["text": Self.script + String(repeating: "a", count: 10_000)]), shows: 4)

        let fatima = try await site.fatima()
        Self.expectHarmless(try await fatima.get("\(prefix)/skrivebord?vis=alle"), shows: 2)
        let workbench = "\(prefix)/skrivebord/HOL-2026-0001"
        Self.expectHarmless(try await fatima.get(workbench), shows: 6)
        Self.expectHarmless(try await fatima.post(workbench + "/svar", ["text": Self.script, "then": ""]), shows: 7)
        try await fatima.work("HOL-2026-0001", "note", ["text": Self.script])
        try await fatima.work("HOL-2026-0001", "svar", ["text": Self.script, "then": "ask"])
        try await fatima.work("HOL-2026-0001", "luk", ["text": Self.script, "ground": "agreed", "outcome": Self.script + Self.attribute])
        Self.expectHarmless(try await fatima.get(workbench), shows: 10)
        Self.expectHarmless(try await anna.get(thread), shows: 6)

        try await site.publish(Dialogue.ID(1))
        Self.expectHarmless(try await anna.get("\(prefix)/dialoger/HOL-2026-0001"), shows: 4)
        Self.expectHarmless(try await anna.get(prefix.isEmpty ? "/" : prefix), shows: 2)
        Self.expectHarmless(try await anna.get("\(prefix)/omraader/jyderup"), shows: 2)
        for mail in try await site.mails() { #expect(!mail.html.contains("<script") && !mail.html.contains("<img")) }
    }

    @Test(arguments: [
        "/find?q=%3Cscript%3Ealert('x')%3C/script%3E", "/en/find?q=%22%3E%3Cimg%20src=x%3E",
        "/skrivebord?vis=%3Cscript%3Ealert('x')%3C/script%3E&omraade=%22%3E%3Cimg%3E", "/%3Cscript%3Ealert('x')%3C/script%3E",
        "/omraader/%22%3E%3Cimg%20src=x%3E", "/start?omraade=%22%3E%3Cimg%3E", "//evil.example/", "/find?q=a&x=%22%3E%3Cimg%3E",
    ])
    func `what stands in an address stays text`(path: String) async throws {
        let site = try await TownSite()
        for browser in [Browser(site), try await site.fatima()] {
            let answer = try await browser.get(path)
            #expect(!answer.text.contains("<script>alert"))
            #expect(!answer.text.contains("<img"))
            #expect(!answer.text.contains("href=\"//"))
        }
    }

    @Test func `the demo's mailbox shows mails as text`() async throws {
        let site = try await TownSite(isDemo: true)
        _ = try await site.start(.init(name: Self.script + Self.attribute))
        let mail = try #require(try await site.mails().first)
        Self.expectHarmless(try await Browser(site).get("/postkasse"), shows: 0)
        let page = try await Browser(site).get("/postkasse/\(mail.id)")
        #expect(page.text.contains("Hej &lt;script&gt;alert"))
        Self.expectHarmless(page, shows: 1)
    }
}
