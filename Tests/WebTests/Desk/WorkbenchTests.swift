import Domain
import Foundation
import Testing

@testable import Web

struct WorkbenchTests {
    private static let reference = "HOL-2026-0001"
    private static let path = "/skrivebord/HOL-2026-0001"

    @Test func `an answer goes to the citizen, and the page says what is next`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let fatima = try await site.fatima()
        let done = try await fatima.work(Self.reference, "svar", ["text": "Tak for idéen.", "then": "proceed"])
        #expect(done.location == Self.path + "?gemt")
        let page = try await fatima.follow(done)
        #expect(page.words.contains("Gemt. Det ligger nederst i forløbet."))
        #expect(try await Browser(site).get(site.address(started)).words.contains("Vi arbejder videre og skriver til dig igen"))
        #expect(try await site.post().contains("answered → anna@example.dk"))
    }

    @Test(arguments: [
        ("svar", ["text": "", "then": "ask"], ["#answer-text: Skriv noget først"]),
        ("svar", ["text": "Hej", "then": ""], ["#answer-then: Vælg, hvad der sker så"]),
        ("svar", ["text": "Hej", "then": "wait"], ["#answer-then: Vælg, hvad der sker så"]),
        ("note", ["text": " "], ["#note-text: Skriv noget først"]),
        ("telefon", ["text": "", "channel": "letter"], ["#record-text: Skriv noget først"]),
        (
            "luk", ["text": "Farvel", "ground": "answered", "outcome": ""],
            ["#close-outcome: Skriv én sætning om, hvad der kom ud af det"]
        ),
        ("luk", ["text": "Farvel", "ground": "", "outcome": "Intet"], ["#close-ground: Vælg, hvordan det ender"]),
        ("luk", ["text": "Farvel", "ground": "solved", "outcome": "Intet"], ["#close-ground: Vælg, hvordan det ender"]),
        (
            "luk", ["text": "Farvel", "ground": "answered", "outcome": String(repeating: "o", count: 301)],
            ["#close-outcome: Sætningen må højst fylde 300 tegn. Nu er der 301."]
        ),
    ])
    func `a form that lacks something is shown again with what was typed`(
        act: String, typed: [String: String], problems: [String]
    ) async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let before = try await site.count("event")
        let fatima = try await site.fatima()
        let signedIn = try await site.count("event")
        let answer = try await fatima.work(Self.reference, act, typed)
        #expect(answer.status == 422)
        #expect(answer.title.hasPrefix("Fejl: "))
        #expect(answer.problems == problems)
        let id = try #require(problems.first?.dropFirst().prefix { $0 != ":" })
        #expect(answer.problem(beside: String(id)) != nil)
        for (name, value) in typed where !["wait", "solved"].contains(value) {
            let field = act == "svar" || name != "text" ? answer.form[name] : answer.text(of: String(id.prefix { $0 != "-" }) + "-text")
            #expect(field ?? "" == value, "\(name)")
        }
        #expect(try await site.count("event") == signedIn)
        #expect(before < signedIn)
    }

    @Test func `a closing without a message to the citizen is refused`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let answer = try await site.fatima().work(
            Self.reference, "luk", ["text": "", "ground": "answered", "outcome": "Stien kommer."])
        #expect(answer.status == 422)
        #expect(answer.problems == ["#close-text: Skriv svaret eller grunden til borgeren"])
        #expect(answer.form["outcome"] == "Stien kommer.")
        #expect(try await site.count("dialogue WHERE stage = 'closed'") == 0)
    }

    @Test func `an overtaken answer keeps its text and shows what is new`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let fatima = try await site.fatima()
        let form = try await fatima.get(Self.path).form
        try await site.reply(started, "Vent – det er den anden vej.")
        let mine = ["text": "Vi går ud og ser på vejen.", "then": "ask"].merging(form.filter { ["key", "seen"].contains($0.key) }) { $1 }
        let answer = try await fatima.post(Self.path + "/svar", mine)
        #expect(answer.status == 422)
        #expect(answer.words.contains("Nogen var hurtigere"))
        #expect(answer.words.contains("Vent – det er den anden vej."))
        #expect(answer.form["text"] == "Vi går ud og ser på vejen.")
        #expect(answer.form["then"] == "ask")
        #expect(try await site.count("event WHERE kind = 'asked'") == 0)
        // Read, and sent again.
        let again = try await fatima.post(Self.path + "/svar", answer.form)
        #expect(again.status == 303)
        #expect(try await site.count("event WHERE kind = 'asked'") == 1)
    }

    @Test func `two answers at once are one answer, and the other is told`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let (one, two) = (try await site.fatima(), try await site.fatima())
        let (first, second) = (try await one.get(Self.path).form, try await two.get(Self.path).form)
        func send(_ browser: Browser, _ form: [String: String], _ text: String) async throws -> Int {
            try await browser.post(
                Self.path + "/svar", ["text": text, "then": "proceed", "key": form["key"] ?? "", "seen": form["seen"] ?? ""]
            ).status
        }
        async let a = send(one, first, "Det første svar.")
        async let b = send(two, second, "Det andet svar.")
        #expect(try await [a, b].sorted() == [303, 422])
        #expect(try await site.count("event WHERE kind = 'answered'") == 1)
    }

    @Test func `one form sent twice is one answer`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        let form = try await fatima.get(Self.path).form.merging(["text": "Hej", "then": "proceed"]) { $1 }
        for _ in 0..<2 { #expect(try await fatima.post(Self.path + "/svar", form).status == 303) }
        #expect(try await site.count("event WHERE kind = 'answered'") == 1)
    }

    @Test func `nobody writes to an address that is not confirmed`() async throws {
        let site = try await TownSite()
        let started = try await site.start(confirmed: false)
        let fatima = try await site.fatima()
        let page = try await fatima.get(Self.path)
        #expect(!page.actions.contains(Self.path + "/svar"))
        #expect(page.words.contains("ikke bekræftet endnu"))
        let answer = try await fatima.post(Self.path + "/svar", ["text": "Hej Anna", "then": "ask", "key": "k"])
        #expect(answer.status == 422)
        #expect(answer.words.contains("Det kan ikke lade sig gøre mere"))
        // Who has spoken with the citizen has confirmed who they are.
        #expect(try await fatima.work(Self.reference, "telefon", ["text": "Det er ved skolen.", "channel": "telephone"]).status == 303)
        let thread = try await Browser(site).get(site.address(started))
        #expect(thread.words.contains("Anna Sørensen på telefonen skrevet ned af Fatima Lund"))
    }

    @Test func `closed and taken up again`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        try await fatima.work(Self.reference, "luk", ["text": "Farvel", "ground": "declined", "outcome": "Det bliver ikke til noget."])
        let page = try await fatima.get(Self.path)
        #expect(page.words.contains("Afsluttet: Det bliver ikke til noget"))
        #expect(!page.actions.contains(Self.path + "/svar"))
        let late = try await fatima.post(Self.path + "/svar", ["text": "Glemte at sige …", "then": "proceed", "key": "k"])
        #expect(late.status == 422)
        #expect(late.words.contains("Det kan ikke lade sig gøre mere"))
        #expect(try await fatima.work(Self.reference, "genaabn", ["text": "Planen er ændret."]).status == 303)
        #expect(try await fatima.get(Self.path).words.contains("Hos Fatima Lund, Fælles-skaber for Jyderup"))
        #expect(try await site.post().suffix(2) == ["closed → anna@example.dk", "reopened → anna@example.dk"])
    }

    @Test(arguments: ["svar", "note", "luk", "telefon", "genaabn"])
    func `a full disk loses nothing that staff typed`(act: String) async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        let form = try await fatima.get(Self.path).form.merging(
            ["text": "En time om at skrive.", "then": "ask", "ground": "agreed", "outcome": "Sti", "channel": "letter"]) { $1 }
        site.database.refuseWrites(.busy)
        let refused = try await fatima.post("\(Self.path)/\(act)", form)
        #expect(refused.status == 503)
        #expect(refused.form == form)
        #expect(refused.actions.contains("\(Self.path)/\(act)"))
    }
}

extension Answer {
    /// The text area with an id.
    func text(of id: String) -> String? {
        text.matches(of: /<textarea id="([^"]*)"[^>]*>\n?([^<]*)<\/textarea>/).first { $0.1 == id }.map { String($0.2) }
    }
}
