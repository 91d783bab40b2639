import Domain
import Foundation
import Testing

@testable import Web

/// Private until chosen: nobody else learns a private dialogue, not even that there is one.
struct PrivacyTests {
    @Test(arguments: Visitor.allCases)
    func `a private dialogue has no public page, also for those who may read it`(visitor: Visitor) async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let browser = try await site.browser(visitor)
        for prefix in ["", "/en"] {
            let page = try await browser.get("\(prefix)/dialoger/\(started.reference)")
            let absent = try await browser.get("\(prefix)/dialoger/HOL-2026-9999")
            #expect(page.status == 404)
            #expect(absent.status == 404)
            // Not a letter tells the two apart but the number that was asked for.
            #expect(page.text == absent.text.replacing("HOL-2026-9999", with: started.reference))
        }
    }

    @Test(arguments: [
        (Visitor.anonymous, 303), (.facilitator, 200), (.otherFacilitator, 404), (.officer, 404), (.politician, 404), (.administrator, 404),
    ])
    func `only whose work it is has the workbench`(visitor: Visitor, status: Int) async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let browser = try await site.browser(visitor)
        for publish in [false, true] {
            if publish { try await site.publish(started.id) }
            #expect(try await browser.get("/skrivebord/\(started.reference)").status == status)
            #expect(try await browser.get("/skrivebord/\(started.reference.lowercased())").status == status)
        }
    }

    @Test func `who served the area before has no part in it`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        #expect(try await site.signedIn("grethe@example.dk").get("/skrivebord/\(started.reference)").status == 404)
    }

    /// What nobody but the parties and the staff may ever read, each at its place.
    private static let canaries = [
        "kanariA-emne", "kanariB-tekst", "kanariC-sted", "KanariD", "kanarie@example.dk", "20304050", "20 30 40 50", "kanariF-forening",
        "kanariG-svar", "kanariH-svar", "kanariI-note", "kanariJ-udfald", "kanariK-besked", "kanariL-emne", "KanariM", "kanarin@example.dk",
        "50607080", "50 60 70 80", "kanariO-forening", "kanariP-sted", "kanariQ-note", "kanariR-note", "kanariS-svar", "kanariT-svar",
        "KanariU", "kanariv@example.dk", "kanariX-telefon", "kanariY-kladde", "kanariZ", "kanarizz@example.dk", "fatima@example.dk",
        "henrik@example.dk", "ole@example.dk", "Ole Vinter", "Mads Juul", "Peter Skov", "Anna Sørensen",
    ]

    private func fill(_ site: TownSite) async throws {
        let hidden = try await site.start(
            .init(
                subject: "kanariA-emne", text: "kanariB-tekst", place: "kanariC-sted", name: "KanariD Holm", email: "kanarie@example.dk",
                phone: "20304050", behalf: "association", behalfName: "kanariF-forening"))
        try await site.answer(hidden.id, "kanariG-svar", asks: true)
        try await site.reply(hidden, "kanariH-svar")
        try await site.note(hidden.id, "kanariI-note")
        try await site.close(hidden.id, text: "kanariK-besked", outcome: "kanariJ-udfald")
        _ = try await site.start(.init(subject: "kanariL-emne"), confirmed: false)

        let open = try await site.start(
            .init(
                subject: "Åbent emne", text: "Åben tekst.", place: "kanariP-sted", name: "KanariM Lund", email: "kanarin@example.dk",
                phone: "50607080", behalf: "other", behalfName: "kanariO-forening"))
        try await site.note(open.id, "kanariQ-note")
        let bo = try await site.invite("KanariU Lind", "kanariv@example.dk", into: open.id)
        try await site.reply(open, as: bo.viewer, "Åbent svar.")
        try await site.answer(open.id, "Åbent fra kommunen.")
        try await site.publish(open.id)
        try await site.note(open.id, "kanariR-note")
        try await site.reply(open, "kanariS-svar")
        try await site.answer(open.id, "kanariT-svar", asks: true)
        try await site.record(open.id, "kanariX-telefon")
        let done = try await site.start(.init(subject: "Åbent og afsluttet", name: "Anna Sørensen"))
        try await site.close(done.id, text: "Åben besked.", outcome: "Åbent udfald.")
        try await site.publish(done.id)
        _ = try await Browser(site).draft(
            matter: ["text": "kanariY-kladde"], contact: ["name": "kanariZ Holm", "email": "kanarizz@example.dk"])
    }

    @Test func `nothing private stands on any public page`() async throws {
        let site = try await TownSite()
        try await fill(site)
        let start = (1...4).flatMap { number in ["", "/en"].map { "\($0)/dialoger/HOL-2026-000\(number)" } }
        let pages = try await Browser(site).crawl(
            from: start + [
                "/", "/en", "/omraader.geojson", "/omraader/jyderup.geojson", "/find?q=Jyderup", "/find?q=Mogenstrup",
                "/find?lat=55.66&lon=11.42",
                "/robots.txt", "/healthz", "/readyz", "/skrivebord", "/skrivebord/HOL-2026-0001", "/.well-known/security.txt", "/postkasse",
            ])
        // Both languages, 18 areas each, the dialogues, the guides.
        #expect(pages.count > 80)
        for (path, page) in pages {
            let everything = page.text + page.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
            for canary in Self.canaries { #expect(!everything.localizedStandardContains(canary), "\(canary) on \(path)") }
        }
        // And the crawl has seen what is public.
        let all = pages.values.map(\.words).joined(separator: " ")
        for words in ["Åbent emne", "Åben tekst.", "Åbent svar.", "Åbent fra kommunen.", "Åbent udfald.", "Åben besked."] {
            #expect(all.contains(words), "\(words)")
        }
    }

    @Test func `no mail to anybody holds what a citizen or staff wrote in private`() async throws {
        let site = try await TownSite()
        try await fill(site)
        let words = ["emne", "tekst", "svar", "note", "udfald", "besked", "telefon", "kladde", "sted", "forening"]
        for mail in try await site.mails() {
            for word in words {
                let found = (mail.subject + mail.text + mail.html).matches(of: /kanari[A-Z]-(\w+)/).contains { $0.1 == word }
                #expect(!found, "\(word) in \(mail.kind)")
            }
        }
    }

    @Test func `the note is never on the party's page`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        try await site.note(started.id, "kanariI-note")
        let bo = try await site.invite("Bo Lind", "bo@example.dk", into: started.id)
        for path in [site.address(started), site.address(started) + "/kvittering", "/d/\(bo.token)"] {
            let page = try await Browser(site).get(path)
            #expect(page.status == 200)
            #expect(!page.text.contains("kanariI"))
            #expect(!page.text.contains("Intern note"))
        }
    }
}
