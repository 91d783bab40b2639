import Domain
import Foundation
import Testing

@testable import Web

/// The right person: Fatima clarifies, and gives the matter to who can answer.
struct PassOnTests {
    private static let reference = "HOL-2026-0001"
    private static let path = "/skrivebord/HOL-2026-0001"

    private static func ole(_ site: TownSite, due: String = "1.12.2026", text: String = "Kan I ordne det?") -> [String: String] {
        ["receiver": String(site.people.ole.rawValue), "text": text, "due": due]
    }

    private static let administration = ["kind": "administration", "reason": "Det er drift."]

    @Test func `what is not clarified goes to no officer, and the question is kept`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        let page = try await fatima.get(Self.path)
        #expect(page.words.contains("Afklar først, om det er politik eller administration."))
        #expect(!page.words.contains("Ole Vinter, Vej og Park"))
        // An old page, or a script.
        let refused = try await fatima.work(Self.reference, "giv-videre", Self.ole(site))
        #expect(refused.status == 422)
        #expect(refused.problems.map { $0.prefix(19) } == ["#handOver-receiver:"])
        #expect(refused.text(of: "handOver-text") == "Kan I ordne det?")
        #expect(try await site.count("event WHERE kind = 'handed_over'") == 0)
    }

    @Test func `Ole gets it with a question and a date, and Anna sees that he has it`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        _ = try await site.mails()
        let fatima = try await site.fatima()
        #expect(try await fatima.work(Self.reference, "afklar", Self.administration).status == 303)
        #expect(try await fatima.work(Self.reference, "giv-videre", Self.ole(site)).status == 303)
        let post = try await site.mails()
        #expect(post.map { "\($0.kind) → \($0.to)" } == ["handedOver → ole@example.dk", "passedOn → anna@example.dk"])
        #expect(post[0].text.contains("Svar senest tirsdag den 1. december"))
        let thread = try await Browser(site).get(site.address(started))
        for words in [
            "Ole Vinter, Vej og Park", "Kan I ordne det?", "tirsdag den 1. december", "Det er drift.", "Fatima Lund har afklaret",
        ] {
            #expect(thread.words.contains(words), "\(words)")
        }
        let ole = try await site.signedIn("ole@example.dk")
        #expect(try await ole.get("/skrivebord").words.contains("Cykelsti langs Skarridsøvej"))
        #expect(try await fatima.get("/skrivebord?vis=forvaltning").words.contains("Cykelsti langs Skarridsøvej"))
        // Ole answers, and gives it back to whom it came from.
        #expect(try await ole.work(Self.reference, "svar", ["text": "Vi maler striben i april.", "then": "proceed"]).status == 303)
        let back = ["receiver": String(site.people.fatima.rawValue), "text": "Svaret er givet. Vil du følge op?", "due": "2.12.2026"]
        #expect(try await ole.work(Self.reference, "giv-videre", back).status == 303)
        #expect(try await Browser(site).get(site.address(started)).words.contains("Fatima Lund, Fælles-skaber for Jyderup"))
    }

    @Test(arguments: [
        ("", "Skriv en dato"), ("i morgen", "Skriv datoen som 2.12.2026"), ("31.2.2026", "Skriv datoen som 2.12.2026"),
        ("22.11.2026", "Vælg en arbejdsdag fra i dag og højst"), ("29.11.2026", "Vælg en arbejdsdag fra i dag og højst"),
        ("2.12.2036", "Vælg en arbejdsdag fra i dag og højst"),
    ])
    func `a date that is none, past, a Sunday or too far away is told beside the field`(due: String, words: String) async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        _ = try await fatima.work(Self.reference, "afklar", Self.administration)
        let page = try await fatima.work(Self.reference, "giv-videre", Self.ole(site, due: due))
        #expect(page.status == 422)
        #expect(page.problem(beside: "handOver-due")?.hasPrefix(words) == true)
        #expect(page.form["due"] == due || due.isEmpty)
        #expect(page.text(of: "handOver-text") == "Kan I ordne det?")
    }

    @Test func `of two hand-overs that meet one happens, and the other keeps its words and decides`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let (one, two) = (try await site.fatima(), try await site.fatima())
        _ = try await one.work(Self.reference, "afklar", Self.administration)
        let form = try await two.get(Self.path).form
        #expect(try await one.work(Self.reference, "giv-videre", Self.ole(site)).status == 303)
        let mine = ["receiver": String(site.people.henrik.rawValue), "text": "Tager du den, Henrik?", "due": "3.12.2026"]
        let late = try await two.post(Self.path + "/giv-videre", mine.merging(form.filter { ["key", "seen"].contains($0.key) }) { $1 })
        #expect(late.status == 422)
        #expect(late.words.contains("Nogen var hurtigere") && late.words.contains("Ole Vinter"))
        #expect(late.text(of: "handOver-text") == "Tager du den, Henrik?")
        #expect(try await site.count("event WHERE kind = 'handed_over'") == 1)
    }

    @Test func `a closing that meets a reply is not done, and nothing typed is lost`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let fatima = try await site.fatima()
        let form = try await fatima.get(Self.path).form
        try await site.reply(started, "Vent, der er mere.")
        let typed = ["text": "Tak for snakken.", "ground": "answered", "outcome": "Der kommer en stribe."]
        let late = try await fatima.post(Self.path + "/luk", typed.merging(form.filter { ["key", "seen"].contains($0.key) }) { $1 })
        #expect(late.status == 422 && late.words.contains("Vent, der er mere."))
        #expect(late.form["outcome"] == "Der kommer en stribe." && late.form["ground"] == "answered")
        #expect(late.text(of: "close-text") == "Tak for snakken.")
        #expect(try await site.count("dialogue WHERE closed_at IS NOT NULL") == 0)
    }

    @Test func `both becomes two, each with owner, step and date, and Anna has an address of each`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        _ = try await site.mails()
        let fatima = try await site.fatima()
        let asked = try await fatima.work(Self.reference, "afklar", ["kind": "both", "reason": "Stien er politik, lygterne drift."])
        #expect(asked.status == 422)
        #expect(asked.text(of: "split-reason") == "Stien er politik, lygterne drift.")
        let done = try await fatima.work(
            Self.reference, "del",
            ["reason": "Stien er politik, lygterne drift.", "subject": "Lygter på stien", "text": "To lygter er gået."])
        #expect(done.status == 303)
        #expect(try await site.count("dialogue WHERE owner_id IS NOT NULL AND next_step IS NOT NULL AND due_on IS NOT NULL") == 2)
        let mail = try #require(try await site.mails().first { $0.kind == .split })
        #expect(mail.to == "anna@example.dk")
        let part = try await Browser(site).get(mail.path)
        #expect(part.words.contains("Lygter på stien") && part.words.contains("To lygter er gået."))
        let whole = try await Browser(site).get(site.address(started))
        #expect(whole.links.contains { $0.hasPrefix("/d/") && $0 != site.address(started) && part.path == $0 })
        #expect(part.links.contains(site.address(started)))
    }

    @Test func `what is sent on outside is told to Anna, and Fatima still has it`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        _ = try await site.mails()
        let fatima = try await site.fatima()
        let done = try await fatima.work(
            Self.reference, "send-videre", ["to": "Vejdirektoratet", "text": "Det er deres vej. Jeg har skrevet til dem i dag."])
        #expect(done.status == 303)
        #expect(try await site.post() == ["forwarded → anna@example.dk"])
        let thread = try await Browser(site).get(site.address(started))
        #expect(thread.words.contains("Vejdirektoratet") && thread.words.contains("Fatima Lund, Fælles-skaber for Jyderup"))
    }

    @Test func `the same in English`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let fatima = try await site.fatima()
        let page = try await fatima.get("/en" + Self.path)
        #expect(page.words.contains("Clarify and pass on") && page.words.contains("Who has to decide?"))
        let refused = try await fatima.post("/en\(Self.path)/giv-videre", Self.ole(site, text: "").merging(["key": "k"]) { $1 })
        #expect(refused.status == 422)
        for words in ["Afklar", "Giv dialogen", "Hvem skal", "Skriv"] { #expect(!refused.words.contains(words), "\(words)") }
    }
}
