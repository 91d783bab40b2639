import Domain
import Foundation
import Storage
import Testing

@testable import Web

/// Anna's words become public only when she says so and Fatima has looked each flag in the eye.
struct PublishingTests {
    private static let text = "Jeg hedder Anna Sørensen, ring 59 12 34 56 eller skriv til anna@example.dk. Mit nummer er 010190-1234."

    private func site(consent: String? = "public") async throws -> (site: TownSite, started: TownSite.Started, fatima: Browser) {
        let site = try await TownSite()
        let started = try await site.start(.init(text: Self.text))
        if let consent {
            _ = try await Browser(site).post(site.address(started) + "/hvem-laeser-med", ["consent": consent, "key": "c"])
        }
        return (site, started, try await site.fatima())
    }

    private func everybody(_ site: TownSite, _ started: TownSite.Started) async throws -> Answer {
        try await Browser(site).get("/dialoger/\(started.reference)")
    }

    /// Fills the preview as it stands: shows everything, and decides every flag in the same way.
    private func choices(_ page: Answer, deciding decision: String, subject: String = "Cykelsti") -> [String: String] {
        var form = page.form
        form["subject"] = subject
        for name in page.text.matches(of: /name="(flag-\d+-\d+)"/).map({ String($0.1) }) { form[name] = decision }
        for name in page.text.matches(of: /name="(show-\d+)"/).map({ String($0.1) }) { form[name] = "ja" }
        return form
    }

    @Test func `without consent nothing can be made public, and the workbench says how to ask`() async throws {
        let (site, started, fatima) = try await site(consent: nil)
        let bench = "/skrivebord/\(started.reference)"
        #expect(try await fatima.get(bench).words.contains("har ikke sagt ja til, at andre læser med"))
        #expect(try await fatima.get(bench + "/offentlig").status == 303)
        let refused = try await fatima.post(bench + "/offentlig", ["subject": "Cykelsti", "show-1": "ja", "key": "p"])
        #expect(refused.status == 422)
        #expect(try await everybody(site, started).status == 404)
        #expect(try await fatima.post(bench + "/spoerg-om-offentlig", ["key": "a"]).status == 303)
        #expect(try await site.post().last == "ask_consent → anna@example.dk")
        // Once is enough for a week, and the workbench says so.
        let count = try await site.post().count
        #expect(try await fatima.post(bench + "/spoerg-om-offentlig", ["key": "b"]).status == 303)
        #expect(try await site.post().count == count)
        let asked = try await fatima.get(bench)
        #expect(asked.words.contains("De blev spurgt") && !asked.words.contains("Spørg, om andre må læse med"))
        site.clock.pass(days: 7)
        let later = try await site.fatima()
        #expect(try await later.get(bench).words.contains("Spørg, om andre må læse med"))
        #expect(try await later.post(bench + "/spoerg-om-offentlig", ["key": "c"]).status == 303)
        #expect(try await site.post().count == count + 1)
    }

    @Test func `what came of a public dialogue names nobody before that is decided`() async throws {
        let (site, started, fatima) = try await site()
        let bench = "/skrivebord/\(started.reference)"
        _ = try await fatima.post(bench + "/offentlig", choices(try await fatima.get(bench + "/offentlig"), deciding: "hide"))
        var form = try await fatima.get(bench).form
        form.merge(["ground": "agreed", "text": "Stien bygges.", "outcome": "Anna og kommunen bygger stien."]) { $1 }
        let refused = try await fatima.post(bench + "/luk", form)
        #expect(refused.status == 422)
        #expect(refused.problems.contains { $0.contains("Skriv det uden »Anna«") })
        #expect(refused.text.contains("id=\"close-keepNames\""))
        #expect(try await fatima.post(bench + "/luk", form.merging(["keepNames": "ja"]) { $1 }).status == 303)
        #expect(try await everybody(site, started).words.contains("Anna og kommunen bygger stien."))
    }

    @Test func `every name has to be decided, and contact data and CPR numbers are never shown`() async throws {
        let (site, started, fatima) = try await site()
        let path = "/skrivebord/\(started.reference)/offentlig"
        let page = try await fatima.get(path)
        #expect(page.words.contains("Navn: Anna Sørensen") && page.words.contains("CPR-nummer: 010190-1234"))
        #expect(page.words.contains("Skjules altid"))
        let undecided = try await fatima.post(path, choices(page, deciding: ""))
        #expect(undecided.status == 422)
        #expect(undecided.problems.contains { $0.contains("Vælg, om »Anna Sørensen« skal skjules eller vises") })
        #expect(try await everybody(site, started).status == 404)

        #expect(try await fatima.post(path, choices(page, deciding: "hide")).status == 303)
        let open = try await everybody(site, started)
        #expect(open.status == 200)
        for word in ["Anna", "Sørensen", "59 12 34 56", "anna@example.dk", "1234"] { #expect(!open.words.contains(word), "\(word)") }
        #expect(open.words.contains("ring") && open.words.contains("Den, der startede dialogen"))
        #expect(try await site.post().last == "published → anna@example.dk")
    }

    @Test func `even a decision to show leaves contact data hidden`() async throws {
        let (site, started, fatima) = try await site()
        let path = "/skrivebord/\(started.reference)/offentlig"
        _ = try await fatima.post(path, choices(try await fatima.get(path), deciding: "keep"))
        let open = try await everybody(site, started)
        #expect(open.words.contains("Anna Sørensen"))
        for word in ["59 12 34 56", "anna@example.dk", "1234"] { #expect(!open.words.contains(word), "\(word)") }
    }

    @Test func `a heading with a telephone number is refused`() async throws {
        let (site, started, fatima) = try await site()
        let path = "/skrivebord/\(started.reference)/offentlig"
        let form = choices(try await fatima.get(path), deciding: "hide", subject: "Ring 59 12 34 56")
        let refused = try await fatima.post(path, form)
        #expect(refused.status == 422 && refused.form["subject"] == "Ring 59 12 34 56")
        #expect(try await everybody(site, started).status == 404)
    }

    @Test func `what came of it is looked through too, and a name in it or in the heading is decided`() async throws {
        let (site, started, fatima) = try await site()
        let path = "/skrivebord/\(started.reference)/offentlig"
        try await site.close(started.id, outcome: "Anna får sin sti. Ring 59 12 34 56.")
        let page = try await fatima.get(path)
        #expect(page.form["outcome"] == "Anna får sin sti. Ring 59 12 34 56." && page.words.contains("Alle må læse navnet »Anna«"))
        var form = choices(page, deciding: "hide", subject: "Cykelsti til Anna")
        form["keepNames"] = nil
        let refused = try await fatima.post(path, form)
        #expect(refused.status == 422 && refused.form["outcome"] == form["outcome"])
        #expect(refused.problems.contains { $0.contains("uden kontaktoplysninger") })
        #expect(refused.problems.contains { $0.contains("Skriv det uden »Anna«, eller") })
        form["outcome"] = "Stien er bygget."
        #expect(try await fatima.post(path, form).problems.count == 1)
        form["keepNames"] = "ja"
        #expect(try await fatima.post(path, form).status == 303)
        let open = try await everybody(site, started)
        #expect(open.words.contains("Cykelsti til Anna") && open.words.contains("Stien er bygget.") && !open.words.contains("59 12"))
    }

    @Test func `what comes after is not public by itself`() async throws {
        let (site, started, fatima) = try await site()
        let bench = "/skrivebord/\(started.reference)"
        _ = try await fatima.post(bench + "/offentlig", choices(try await fatima.get(bench + "/offentlig"), deciding: "hide"))
        try await site.answer(started.id, "Hemmeligt til dig alene.")
        #expect(try await everybody(site, started).words.contains("Hemmeligt") == false)
        #expect(try await fatima.get(bench).words.contains("1 besked er ikke vist for andre."))
        let page = try await fatima.get(bench + "/offentlig")
        #expect(page.words.contains("ny siden sidst"))
        _ = try await fatima.post(bench + "/offentlig", choices(page, deciding: "hide"))
        #expect(try await everybody(site, started).words.contains("Hemmeligt til dig alene."))
    }

    @Test func `consent taken back while staff looks it through publishes nothing and keeps the choices`() async throws {
        let (site, started, fatima) = try await site()
        let path = "/skrivebord/\(started.reference)/offentlig"
        let form = choices(try await fatima.get(path), deciding: "hide", subject: "En ny overskrift")
        _ = try await Browser(site).post(site.address(started) + "/hvem-laeser-med", ["consent": "private", "key": "c2"])
        let refused = try await fatima.post(path, form)
        #expect(refused.status == 422)
        #expect(refused.form["subject"] == "En ny overskrift")
        #expect(refused.words.contains("har trukket sit ja tilbage") && !refused.words.contains("Nogen var hurtigere"))
        #expect(try await everybody(site, started).status == 404)
    }

    @Test(arguments: [true, false])
    func `taken back it is gone at once, and a stub is left`(byStarter: Bool) async throws {
        let (site, started, fatima) = try await site()
        let bench = "/skrivebord/\(started.reference)"
        _ = try await fatima.post(bench + "/offentlig", choices(try await fatima.get(bench + "/offentlig"), deciding: "hide"))
        #expect(try await everybody(site, started).status == 200)
        if byStarter {
            _ = try await Browser(site).post(site.address(started) + "/hvem-laeser-med", ["consent": "private", "key": "c3"])
        } else {
            _ = try await fatima.post(bench + "/traek-tilbage", ["key": "t"])
        }
        let stub = try await everybody(site, started)
        #expect(stub.status == 410)
        #expect(stub.words.contains("Dialogen er trukket tilbage") && stub.words.contains(started.reference))
        #expect(!stub.words.contains("Cykelsti") && !stub.words.contains("hedder"))
        #expect(try await site.count("message WHERE public_text IS NOT NULL") == 0)
        #expect(try await Browser(site).get("/omraader/jyderup").words.contains("Cykelsti") == false)
        #expect(try await site.post().last == (byStarter ? "withdrawn → fatima@example.dk" : "unpublished → anna@example.dk"))
        // The starter's own page is as it was.
        #expect(try await Browser(site).get(site.address(started)).words.contains("hedder Anna Sørensen"))
    }

    @Test func `with the name shown when the starter wants it, and hidden again when not`() async throws {
        let (site, started, fatima) = try await site(consent: "public_named")
        let path = "/skrivebord/\(started.reference)/offentlig"
        _ = try await fatima.post(path, choices(try await fatima.get(path), deciding: "hide"))
        #expect(try await everybody(site, started).words.contains("Anna Sørensen"))
        _ = try await Browser(site).post(site.address(started) + "/hvem-laeser-med", ["consent": "public", "key": "c4"])
        #expect(try await everybody(site, started).words.contains("Anna Sørensen") == false)
    }

    @Test func `only the starter says who reads along`() async throws {
        let (site, started, _) = try await site()
        let bo = try await site.invite("Bo Lind", "bo@example.dk", into: started.id)
        #expect(try await Browser(site).get("/d/\(bo.token)/hvem-laeser-med").status == 404)
        #expect(try await Browser(site).post("/d/\(bo.token)/hvem-laeser-med", ["consent": "private"]).status == 404)
        #expect(try await Browser(site).get("/d/\(bo.token)").text.contains("/hvem-laeser-med") == false)
    }
}
