import Domain
import Foundation
import Testing

@testable import Web

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct PublicListTests {
    /// Three public dialogues in two areas, the second closed, and a private one.
    private static func site() async throws -> TownSite {
        let site = try await TownSite()
        for (number, (subject, area)) in [("Bænk", "jyderup"), ("Sti", "jyderup"), ("Bro", "holbaek"), ("Hemmelig", "jyderup")].enumerated()
        {
            let started = try await site.start(.init(subject: subject, text: "Vi skriver om det.", area: area))
            if number == 1 { try await site.close(started.id) }
            if number < 3 { try await site.publish(started.id, by: area == "holbaek" ? site.people.henrik : site.people.fatima) }
            site.clock.pass(3600)
        }
        return site
    }

    private static func subjects(_ page: Answer) -> [String] {
        page.text.matches(of: /<h3><a href="[^"]*">(.*?)<\/a>/).map { String($0.1) }
    }

    @Test(arguments: [
        ("", ["Bro", "Sti", "Bænk"]), ("?omraade=jyderup", ["Sti", "Bænk"]), ("?omraade=holbaek", ["Bro"]),
        ("?status=aabne", ["Bro", "Bænk"]),
        ("?status=afsluttede", ["Sti"]), ("?omraade=jyderup&status=aabne", ["Bænk"]), ("?status=loest", []),
        (
            "?omraade=&tema=&status=",
            ["Bro", "Sti", "Bænk"]
        ),
    ])
    func `a list holds what was asked for, newest first`(query: String, subjects: [String]) async throws {
        let page = try await Browser(try await Self.site()).get("/dialoger\(query)")
        #expect(Self.subjects(page) == subjects)
        #expect(page.words.contains("Ingen dialoger her endnu") == subjects.isEmpty)
    }

    @Test func `a closed one says what came of it`() async throws {
        let page = try await Browser(try await Self.site()).get("/dialoger?status=afsluttede")
        #expect(page.words.contains("Hvad kom der ud af det? Cykelstien bygges i 2028."))
        #expect(page.field("Cache-Control") == "public, no-cache")
    }

    @Test(arguments: ["/dialoger", "/dialoger.atom", "/dialoger.csv", "/dialoger.json"])
    func `a list of something there is none of is not found`(path: String) async throws {
        let browser = Browser(try await Self.site())
        for query in ["?omraade=atlantis", "?tema=ukendt", "?status=x", "?omraade=Jyderup"] {
            #expect(try await browser.get(path + query).status == 404, "\(query)")
        }
    }

    @Test func `a theme is chosen on the workbench and makes a list`() async throws {
        let site = try await Self.site()
        let fatima = try await site.fatima()
        #expect(try await fatima.post("/skrivebord/temaer", ["act": "add", "danish": "Veje og stier", "english": "Roads"]).status == 303)
        #expect(try await fatima.work("HOL-2026-0001", "tema", ["theme": "veje-og-stier"]).status == 303)
        #expect(try await fatima.work("HOL-2026-0001", "tema", ["theme": "ukendt"]).status == 404)
        let page = try await Browser(site).get("/dialoger?tema=veje-og-stier")
        #expect(Self.subjects(page) == ["Bænk"])
        #expect(page.text.contains("<option value=\"veje-og-stier\" selected>Veje og stier</option>"))
        #expect(try await Browser(site).get("/en/dialoger?tema=veje-og-stier").words.contains("Roads"))
    }

    @Test func `themes are edited with what is wrong beside the field`() async throws {
        let site = try await TownSite()
        let fatima = try await site.fatima()
        let refused = try await fatima.post("/skrivebord/temaer", ["act": "add", "danish": "Ældre & håb", "english": ""])
        #expect(refused.status == 422)
        #expect(refused.problems == ["#english: Skriv temaets navn på begge sprog"])
        #expect(refused.form["danish"] == "Ældre & håb")
        #expect(try await fatima.post("/skrivebord/temaer", ["act": "add", "danish": "Ældre & håb", "english": "Hope"]).status == 303)
        #expect(try await fatima.post("/skrivebord/temaer", ["act": "add", "danish": "ældre  håb", "english": "Hope"]).status == 422)
        #expect(try await fatima.post("/skrivebord/temaer", ["act": "retire", "id": "1"]).status == 303)
        #expect(try await fatima.get("/skrivebord/temaer").words.contains("bruges ikke mere"))
        #expect(try await fatima.post("/skrivebord/temaer", ["act": "restore", "id": "1"]).status == 303)
        #expect(try await fatima.post("/skrivebord/temaer", ["act": "retire", "id": "9"]).status == 404)
    }

    @Test func `the same list is a feed, a table and data`() async throws {
        let browser = Browser(try await Self.site())
        let page = try await browser.get("/dialoger?omraade=jyderup")
        for format in ["atom", "csv", "json"] { #expect(page.links.contains("/dialoger.\(format)?omraade=jyderup"), "\(format)") }

        let atom = try await browser.get("/dialoger.atom?omraade=jyderup")
        #expect(atom.field("Content-Type") == "application/atom+xml; charset=utf-8")
        #expect(XMLParser(data: Data(atom.text.utf8)).parse())
        #expect(atom.text.contains("<id>https://dialog.example.dk/dialoger/HOL-2026-0002</id>\n<title>Sti</title>"))
        #expect(
            atom.text.contains(
                "rel=\"self\" type=\"application/atom+xml\" href=\"https://dialog.example.dk/dialoger.atom?omraade=jyderup\""))
        #expect(!atom.text.contains("Bro") && !atom.text.contains("Hemmelig") && !atom.text.contains("Anna"))

        let csv = try await browser.get("/dialoger.csv?omraade=jyderup")
        #expect(csv.field("Content-Type") == "text/csv; charset=utf-8")
        #expect(csv.text.contains("HOL-2026-0002;Sti;Jyderup;;Afsluttet med en aftale;2026-11-23;2026-11-23;Cykelstien bygges i 2028.;"))

        let json = try await browser.get("/dialoger.json?status=aabne")
        let data = try #require(try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
        let items = try #require(data["dialogues"] as? [[String: Any]])
        #expect(items.compactMap { $0["subject"] as? String } == ["Bro", "Bænk"])
        #expect(items.first?["address"] as? String == "https://dialog.example.dk/dialoger/HOL-2026-0003")
    }

    @Test func `a long list is turned over`() async throws {
        let site = try await TownSite()
        for number in 1...23 {
            let started = try await site.start(.init(subject: "Nr. \(number)", text: "Vi skriver om legepladsen."))
            try await site.publish(started.id)
        }
        let browser = Browser(site)
        let first = try await browser.get("/dialoger?omraade=jyderup")
        #expect(Self.subjects(first).count == 20)
        let next = try #require(first.links.first { $0.contains("efter=") })
        #expect(next.hasPrefix("/dialoger?omraade=jyderup&efter="))
        let second = try await browser.get(next)
        #expect(Self.subjects(second) == ["Nr. 3", "Nr. 2", "Nr. 1"])
        #expect(second.links.contains("/dialoger?omraade=jyderup"))
        let found = try await browser.get("/soeg?q=legeplads")
        let more = try #require(found.links.first { $0.contains("efter=") })
        #expect(try await browser.get(more).text.matches(of: /<h3>/).count == 3)
    }
}
