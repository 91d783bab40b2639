import Domain
import Foundation
import Testing

@testable import Web

/// The dialogue's page for those who write in it.
struct ThreadTests {
    @Test func `the page says first who has it, what happens next and when`() async throws {
        let site = try await TownSite()
        let page = try await Browser(site).get(site.address(try await site.start()))
        let said =
            "Hos Fatima Lund, Fælles-skaber for Jyderup Næste skridt Vi finder ud af, hvem der skal svare dig Senest onsdag den 2. december"
        #expect(page.words.contains(said))
        #expect(page.words.contains("Jyderup · HOL-2026-0001 · kun du og kommunen kan læse med"))
    }

    @Test func `a reply gives the ball back, and the clock starts again`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        try await site.answer(started.id, "Hvor er det helt præcist?", asks: true)
        let address = site.address(started)
        let anna = Browser(site)
        #expect(try await anna.get(address).words.contains("Næste skridt Vi venter på dit svar"))
        site.clock.pass(days: 2)
        _ = try await anna.post(address + "/besked", ["text": "Ved skolen.", "key": "k1"])
        // Seven working days from Wednesday 25 November.
        #expect(
            try await anna.get(address).words.contains(
                "Næste skridt Vi finder ud af, hvem der skal svare dig Senest fredag den 4. december"))
    }

    @Test func `what is written to a closed dialogue opens it`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        try await site.close(started.id)
        let address = site.address(started)
        let anna = Browser(site)
        #expect(try await anna.get(address).words.contains("Afsluttet med en aftale"))
        #expect(try await anna.post(address + "/besked", ["text": "Det er vi ikke enige i.", "key": "k1"]).status == 303)
        let page = try await anna.get(address + "?sendt")
        #expect(page.words.contains("Hos Fatima Lund"))
        #expect(page.words.hasPrefix("Sendt. Din besked ligger nederst på siden."))
    }

    @Test func `one form sent twice is one message`() async throws {
        let site = try await TownSite()
        let address = site.address(try await site.start())
        let anna = Browser(site)
        let key = try #require(try await anna.get(address).form["key"])
        #expect(key.count > 10)
        for _ in 0..<3 { #expect(try await anna.post(address + "/besked", ["text": "Hej", "key": key]).status == 303) }
        #expect(try await site.count("message WHERE text = 'Hej'") == 1)
        #expect(try await site.post().filter { $0.hasPrefix("replied") } == ["replied → fatima@example.dk"])
        let next = try #require(try await anna.get(address).form["key"])
        #expect(next != key)
        _ = try await anna.post(address + "/besked", ["text": "Hej", "key": next])
        #expect(try await site.count("message WHERE text = 'Hej'") == 2)
    }

    @Test(arguments: [
        ("", "", "Skriv din besked"), ("/en", "  ", "Write your message"),
        ("", String(repeating: "x", count: 10_001), "Beskeden må højst fylde 10.000 tegn. Nu er der 10.001."),
    ])
    func `a message that cannot be sent is kept`(prefix: String, text: String, words: String) async throws {
        let site = try await TownSite()
        let address = prefix + site.address(try await site.start())
        let answer = try await Browser(site).post(address + "/besked", ["text": text, "key": "k"])
        #expect(answer.status == 422)
        #expect(answer.title.hasPrefix(prefix.isEmpty ? "Fejl: " : "Error: "))
        #expect(answer.problems == ["#text: \(words)"])
        #expect(answer.form["text"] == text)
        #expect(try await site.count("event WHERE kind = 'replied'") == 0)
    }

    @Test func `an invited party writes under their own name`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let bo = try await site.invite("Bo Lind", "bo@example.dk", into: started.id)
        #expect(try await Browser(site).post("/d/\(bo.token)/besked", ["text": "Det mener jeg også.", "key": "b"]).status == 303)
        #expect(try await Browser(site).get(site.address(started)).words.contains("Bo Lind"))
        // The starter's own things are not the party's.
        let page = try await Browser(site).get("/d/\(bo.token)")
        #expect(!page.text.contains("anna@example.dk"))
        #expect(!page.actions.contains("/d/\(bo.token)/parter"))
        #expect(page.actions.contains("/d/\(bo.token)/forlad"))
    }

    @Test func `an English page says which words are Danish, and a Danish one has no need to`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        try await site.close(started.id)
        let english = try await Browser(site).get("/en" + site.address(started)).text
        #expect(english.contains("<h1 lang=\"da\">") && english.contains("<dd lang=\"da\">Cykelstien bygges i 2028.</dd>"))
        #expect(english.contains("<div lang=\"da\"><p>Stien er med i planen.</p></div>"))
        let danish = try await Browser(site).get(site.address(started)).text
        #expect(!danish.dropFirst(200).contains(" lang=\"da\"><p>") && !danish.contains("<h1 lang"))
    }

    @Test func `a network that writes without end is asked to wait`() async throws {
        let site = try await TownSite()
        let address = site.address(try await site.start())
        let anna = Browser(site)
        for number in 0..<60 { _ = try await anna.post(address + "/besked", ["text": "Hej", "key": "k\(number)"]) }
        let refused = try await anna.post(address + "/besked", ["text": "Og en ting til", "key": "k60"])
        #expect(refused.status == 429)
        #expect(refused.form["text"] == "Og en ting til")
        #expect(try await site.count("message WHERE text = 'Hej'") == 60)
    }
}
