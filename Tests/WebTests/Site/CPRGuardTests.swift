import Domain
import Foundation
import Testing

@testable import Web

/// A CPR number is caught before it is stored, in every form.
struct CPRGuardTests {
    private static let number = "070761-4285"

    @Test(arguments: ["text", "subject"])
    func `the first question catches it before there is a draft`(field: String) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let answer = try await anna.post("/start", Browser.matter.merging([field: "Jeg hedder 070761-4285."]) { $1 })
        #expect(answer.status == 422)
        #expect(answer.heading == "Der står et CPR-nummer i det, du skrev")
        #expect(answer.title.hasPrefix("Fejl"))
        let place = field == "text" ? "Teksten" : "Overskriften"
        #expect(answer.problems == ["#\(field): \(place): et CPR-nummer. Det kan blive til 070761-••••"])
        #expect(answer.problem(beside: field) == "\(place): et CPR-nummer. Det kan blive til 070761-••••")
        #expect(answer.form[field] == "Jeg hedder 070761-4285.")
        #expect(answer.form["kind"] == "idea")
        #expect(!answer.words.contains("Det er ikke et CPR-nummer – fortsæt"))
        #expect(try await site.count("draft") == 0)
        // What would be sent again is hidden, and only that is stored.
        let masked = try await anna.post("/start", answer.form.merging(["cpr": "mask"]) { $1 })
        #expect(masked.status == 303)
        let page = try await anna.get(try #require(masked.location).replacing("/hvor", with: "/hvad"))
        #expect(page.form[field] == "Jeg hedder 070761-••••.")
        #expect(try await site.contents().allSatisfy { !$0.contains(Self.number) && !$0.contains("4285") })
    }

    @Test func `what may be something else can be sent as it is, and what is certain cannot`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let hint = Browser.matter.merging(["text": "Se tal 1205851234 her"]) { $1 }
        let asked = try await anna.post("/start", hint)
        #expect(asked.status == 422)
        #expect(asked.heading == "Er det et CPR-nummer?")
        #expect(asked.problems == ["#text: Teksten: ti cifre, der ligner et CPR-nummer. Det kan blive til 120585-••••"])
        #expect(asked.words.contains("Det er ikke et CPR-nummer – fortsæt"))
        #expect(try await anna.post("/start", hint.merging(["cpr": "keep"]) { $1 }).status == 303)
        let certain = Browser.matter.merging(["text": "120585-1234", "cpr": "keep"]) { $1 }
        #expect(try await anna.post("/start", certain).status == 422)
        #expect(try await anna.post("/start", certain.merging(["cpr": "nonsense"]) { $1 }).status == 422)
        #expect(try await site.count("draft") == 1)
    }

    @Test func `a draft keeps its earlier words while the writer decides`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        let before = try await site.contents()
        for (path, form) in [
            ("hvad", Browser.matter.merging(["text": "Ny tekst 070761-4285"]) { $1 }),
            ("hvor", Browser.place.merging(["place": "ved 070761-4285"]) { $1 }),
            ("svar", Browser.contact.merging(["name": "Anna 070761-4285"]) { $1 }),
            ("svar", Browser.contact.merging(["behalf": "association", "behalfName": "070761 4285"]) { $1 }),
        ] { #expect(try await anna.post("/start/\(token)/\(path)", form).status == 422, "\(path)") }
        #expect(try await site.contents() == before)
        // Where mail goes is no text: an address is what it is.
        let address = Browser.contact.merging(["email": "0707614285@example.dk"]) { $1 }
        #expect(try await anna.post("/start/\(token)/svar", address).status == 303)
    }

    @Test func `a reply is caught, line by line`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let anna = Browser(site)
        let path = site.address(started) + "/besked"
        let form = ["text": "Hej\nMit er 070761-4285,\nhans 120585-1234", "key": "k"]
        let answer = try await anna.post(path, form)
        #expect(answer.problems == ["#text: Teksten, linje 2, 3: et CPR-nummer. Det kan blive til 070761-••••"])
        #expect(answer.field("Referrer-Policy") == "no-referrer")
        #expect(try await anna.post("/en" + path, form).heading == "There is a CPR number in what you wrote")
        #expect(try await site.count("event WHERE kind = 'replied'") == 0)
        #expect(try await anna.post(path, form.merging(["cpr": "mask"]) { $1 }).status == 303)
        #expect(try await anna.get(site.address(started)).words.contains("Mit er 070761-••••, hans 120585-••••"))
        // The writer can also rewrite it.
        #expect(try await anna.post(path, ["text": "Det får I i Digital Post", "key": "l"]).status == 303)
    }

    @Test(arguments: [
        ("svar", ["text": "070761-4285", "then": "ask"]), ("note", ["text": "070761-4285"]),
        ("telefon", ["text": "070761-4285", "channel": "telephone"]),
        ("luk", ["text": "070761-4285", "ground": "answered", "outcome": "Ja"]),
        ("luk", ["text": "Tak", "ground": "answered", "outcome": "070761-4285 fik svar"]),
        ("afklar", ["kind": "politics", "reason": "070761-4285"]), ("send-videre", ["to": "070761-4285", "text": "Tak"]),
        ("inviter", ["name": "Bo 070761-4285", "email": "bo2@example.dk", "agreed": "ja"]),
    ]) func `staff's forms are caught too, and lose nothing`(act: String, form: [String: String]) async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let fatima = try await site.fatima()
        let events = try await site.count("event")
        let answer = try await fatima.work(started.reference, act, form)
        #expect(answer.status == 422)
        for (name, value) in form { #expect(answer.form[name] == value, "\(name)") }
        #expect(answer.form["key"]?.isEmpty == false)
        #expect(try await site.count("event") == events)
        #expect(try await fatima.post("/skrivebord/\(started.reference)/\(act)", answer.form.merging(["cpr": "mask"]) { $1 }).status == 303)
        #expect(try await site.contents().allSatisfy { !$0.contains(Self.number) })
    }

    @Test(arguments: ["/find?q=070761-4285", "/find?q=cpr+0707614285", "/omraader?x=070761%E2%80%934285", "/start?omraade=070761-4285"])
    func `nobody searches with one`(path: String) async throws {
        let site = try await TownSite()
        let answer = try await Browser(site).get(path)
        if path.hasPrefix("/omraader") {
            // A page that reads nothing behind the question mark shows nothing of it.
            #expect(answer.status == 200)
        } else {
            #expect(answer.status == 422)
            #expect(answer.heading == "Søg ikke med et CPR-nummer")
        }
        #expect(!answer.words.contains("4285"))
        #expect(answer.field("Cache-Control") == "no-store" || answer.status == 200)
    }
}
