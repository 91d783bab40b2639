import Domain
import Foundation
import Testing

@testable import Web

/// Closed is not solved: what Anna is asked four weeks later, and who comes along on the way.
struct FourWeeksTests {
    /// Closed, and the mail that asks.
    private static func asked(_ site: TownSite) async throws -> (started: TownSite.Started, letter: Letter) {
        let started = try await site.start()
        try await site.close(started.id)
        _ = try await site.mails()
        site.clock.pass(days: 28)
        _ = try await site.stores.dialogues.askForJudgement(at: site.clock.now)
        return (started, try #require(try await site.mails().first { $0.kind == .judge }))
    }

    private static func paths(_ letter: Letter) -> [String] {
        letter.text.split(separator: "\n").filter { $0.hasPrefix(TownSite.origin) }.map { String($0.dropFirst(TownSite.origin.count)) }
    }

    @Test func `the three links in the mail show, and only the button answers`() async throws {
        let site = try await TownSite()
        let (started, letter) = try await Self.asked(site)
        let (links, scanner) = (Self.paths(letter), Browser(site))
        #expect(links.count == 3)
        for link in links {
            for _ in 0..<2 { #expect(try await scanner.get(link).heading == "Blev det løst?") }
            #expect(try await scanner.head(link).status == 200)
        }
        #expect(try await site.count("event WHERE kind = 'judged'") == 0)
        let anna = Browser(site)
        let page = try await anna.get(links[1])
        // The one the link names stands first, and the others are there.
        #expect(page.verdicts == ["partly", "yes", "no"])
        let done = try await anna.follow(
            try await anna.post(site.address(started) + "/blev-det-loest", ["verdict": "partly", "key": page.form["key"] ?? ""]))
        #expect(done.words.contains("Tak for dit svar."))
        #expect(try await site.count("dialogue WHERE stage = 'partly_solved'") == 1)
        // She may think again; the same link still works.
        _ = try await anna.post(site.address(started) + "/blev-det-loest", ["verdict": "yes", "key": "again"])
        #expect(try await site.count("dialogue WHERE stage = 'solved'") == 1)
        #expect(try await anna.get(site.address(started)).words.contains("Blev det løst? Ja"))
    }

    @Test func `no opens it again with the same owner, who is told`() async throws {
        let site = try await TownSite()
        let (started, letter) = try await Self.asked(site)
        let anna = Browser(site)
        let page = try await anna.get(try #require(Self.paths(letter).last))
        #expect(page.verdicts == ["no", "yes", "partly"])
        _ = try await anna.post(
            site.address(started) + "/blev-det-loest", ["verdict": "no", "text": "Hullet er der endnu.", "key": page.form["key"] ?? ""])
        #expect(try await site.post() == ["unsolved → fatima@example.dk"])
        let thread = try await anna.get(site.address(started))
        #expect(thread.words.contains("Fatima Lund, Fælles-skaber for Jyderup") && thread.words.contains("Hullet er der endnu."))
        #expect(try await site.count("dialogue WHERE stage = 'with_staff' AND due_on IS NOT NULL") == 1)
        // The old link leads to the dialogue, and asks nothing.
        #expect(try await anna.get(Self.paths(letter)[0]).location == site.address(started))
    }

    @Test func `where two parties disagree the starter's answer counts, and staff sees both`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let anna = Browser(site)
        let form = try await anna.get(site.address(started)).form
        _ = try await anna.post(
            site.address(started) + "/parter",
            ["name": "Karen Friis", "email": "karen@example.dk", "behalf": "Jyderup Lokalforum", "agreed": "ja", "key": form["key"] ?? ""])
        let karen = try #require(try await site.mails().first { $0.kind == .invited }).path
        try await site.close(started.id)
        site.clock.pass(days: 28)
        _ = try await site.stores.dialogues.askForJudgement(at: site.clock.now)
        #expect(try await site.post().filter { $0.hasPrefix("judge ") } == ["judge → anna@example.dk", "judge → karen@example.dk"])
        _ = try await Browser(site).post(karen + "/blev-det-loest", ["verdict": "no", "key": "k1"])
        #expect(try await site.count("dialogue WHERE stage = 'closed'") == 1)
        _ = try await anna.post(site.address(started) + "/blev-det-loest", ["verdict": "yes", "key": "k2"])
        #expect(try await site.count("dialogue WHERE stage = 'solved'") == 1)
        let bench = try await site.fatima().get("/skrivebord/\(started.reference)")
        #expect(bench.words.contains("Karen Friis: Nej") && bench.words.contains("Anna Sørensen: Ja"))
    }

    @Test func `an answer that is none is asked for again, and nobody else's link answers`() async throws {
        let site = try await TownSite()
        let (started, _) = try await Self.asked(site)
        let page = try await Browser(site).post(site.address(started) + "/blev-det-loest", ["verdict": "måske", "text": "Tja."])
        #expect(page.status == 422 && page.form["text"] == "Tja.")
        #expect(try await Browser(site).post("/d/1-x/blev-det-loest", ["verdict": "no"]).status == 404)
        #expect(try await site.count("event WHERE kind = 'judged'") == 0)
    }

    @Test func `nobody is invited twice, nor is Anna, and who leaves has no address any more`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        _ = try await site.mails()
        let anna = Browser(site)
        func invite(_ email: String, _ key: String, agreed: String = "ja") async throws -> Answer {
            try await anna.post(
                site.address(started) + "/parter", ["name": "Karen Friis", "email": email, "agreed": agreed, "key": key])
        }
        #expect(try await invite("karen@example.dk", "a", agreed: "").problems.first?.hasPrefix("#party-agreed") == true)
        for own in ["anna@example.dk", "ANNA@example.dk"] {
            #expect(try await invite(own, "b\(own)").problems == ["#party-email: Den mailadresse er allerede med i dialogen"])
        }
        #expect(try await invite("karen@example.dk", "c").status == 303)
        #expect(try await invite("Karen@Example.dk", "d").problems == ["#party-email: Den mailadresse er allerede med i dialogen"])
        let karen = try #require(try await site.mails().first { $0.kind == .invited }).path
        #expect(try await Browser(site).get(karen).words.contains("Skolevejen er farlig."))
        #expect(try await Browser(site).post(karen + "/forlad", ["key": "k"]).heading == "Du har forladt dialogen")
        #expect(try await Browser(site).get(karen).status == 404)
        #expect(try await Browser(site).post(karen + "/besked", ["text": "Hej", "key": "x"]).status == 404)
        // Invited anew, she has another address.
        #expect(try await invite("karen@example.dk", "e").status == 303)
        let again = try #require(try await site.mails().first { $0.kind == .invited }).path
        #expect(again != karen)
    }

    @Test func `when Fatima leaves, who serves the area has it and both sides are told`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        _ = try await site.mails()
        try await site.leave(site.people.fatima)
        site.clock.pass(days: 1)
        #expect(try await site.stores.dialogues.adoptLeft(at: site.clock.now) == 1)
        #expect(Set(try await site.post()) == ["handed_over → inge@example.dk", "passed_on → anna@example.dk"])
        #expect(try await Browser(site).get(site.address(started)).words.contains("Inge Krogh"))
        #expect(try await site.stores.dialogues.adoptLeft(at: site.clock.now) == 0)
    }
}

extension Answer {
    fileprivate var verdicts: [String] { text.matches(of: /<button[^>]* name="verdict" value="(\w+)"/).map { String($0.1) } }
}

extension TownSite {
    /// From tomorrow somebody does not work here any more.
    fileprivate func leave(_ personID: Person.ID) async throws {
        let tomorrow = Day(of: clock.now).adding(days: 1)
        try await database.write { connection in
            try connection.run("UPDATE membership SET until_on = \(tomorrow.iso) WHERE person_id = \(personID)")
            try connection.run("UPDATE facilitator SET until_on = \(tomorrow.iso) WHERE person_id = \(personID)")
        }
    }
}
