import Domain
import Storage
import Testing

@testable import Web

/// Whom a citizen is led to before sending, and who keeps that list.
struct DiversionPageTests {
    private static let words = [
        "kind": "fault", "title": "Huller på Ærøvej & omegn", "titleInEnglish": "Potholes", "advice": "Vej og Park retter dem.",
        "adviceInEnglish": "Roads repairs them.", "telephone": "59 11 22 33", "web": "https://vej.example.dk/fejl",
        "triggers": "hul vej*\ngadelamp*", "version": "0", "key": "k",
    ]

    @Test func `the place is named before the citizen goes on, and the way on is open`() async throws {
        let site = try await TownSite()
        let fatima = try await site.fatima()
        #expect(try await fatima.post("/henvisninger/ny", Self.words).location == "/henvisninger?gemt")
        let anna = Browser(site)
        let sent = try await anna.post("/start", Browser.matter.merging(["text": "Der er store huller i vejen ved hallen."]) { $1 })
        let page = try await anna.follow(sent)
        #expect(page.words.contains("Før du går videre Huller på Ærøvej & omegn Vej og Park retter dem. Ring 59 11 22 33 · vej.example.dk"))
        #expect(page.text.contains("href=\"tel:+4559112233\""))
        #expect(page.text.contains("href=\"https://vej.example.dk/fejl\""))
        #expect(page.text.contains("name=\"scope\""))
        let english = try await anna.get("/en" + (try #require(sent.location)))
        #expect(english.words.contains("Before you go on Potholes Roads repairs them."))
        // Once more before sending, in a line.
        let answer = try await anna.post(try #require(sent.location), Browser.place)
        let check = try await anna.follow(try await anna.post(try #require(answer.location), Browser.contact))
        #expect(check.words.contains("Huller på Ærøvej & omegn Ring 59 11 22 33 · vej.example.dk"))
        #expect(!check.words.contains("Vej og Park retter dem."))
        let action = try #require(check.actions.first { $0.hasSuffix("/send") })
        #expect(try await anna.post(action).status == 303)
        #expect(try await site.count("dialogue") == 1)
    }

    @Test func `whose text fits nothing sees nothing`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let page = try await anna.follow(try await anna.post("/start", Browser.matter))
        #expect(!page.words.contains("Før du går videre"))
    }

    @Test(arguments: [("Det er en brand i skolen", "1-1-2", "112"), ("Hvad med min ansøgning?", "post.borger.dk", nil)])
    func `what the whole country has is there from the beginning`(text: String, place: String, number: String?) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let page = try await anna.follow(try await anna.post("/start", Browser.matter.merging(["text": text]) { $1 }))
        #expect(page.words.contains(place))
        if let number { #expect(page.text.contains("href=\"tel:\(number)\"")) }
    }

    @Test func `the first page says what it is not for`() async throws {
        let site = try await TownSite()
        let page = try await Browser(site).get("/start")
        #expect(page.words.contains("Er det noget andet? Er nogen i fare? Ring 1-1-2"))
        try await site.database.write { _ = try $0.run("UPDATE diversion SET retired_at = 1") }
        #expect(try await Browser(site).get("/start").words.contains("Er nogen i fare, så ring 1-1-2."))
    }

    @Test func `the list is added to, changed, ordered and taken from`() async throws {
        let site = try await TownSite()
        let fatima = try await site.fatima()
        #expect(try await fatima.get("/skrivebord").links.contains("/henvisninger"))
        #expect(try await fatima.post("/henvisninger/ny", Self.words).status == 303)
        let list = try await fatima.get("/henvisninger?gemt")
        #expect(list.words.contains("Det er gemt") && list.words.contains("Huller på Ærøvej & omegn"))
        let path = "/henvisninger/6"
        let form = try await fatima.get(path).form
        #expect(form["title"] == Self.words["title"] && form["triggers"] == Self.words["triggers"] && form["telephone"] == "59 11 22 33")
        let changed = form.merging(["title": "Ny overskrift"]) { $1 }
        #expect(try await fatima.post(path, changed).status == 303)
        #expect(try await fatima.post("\(path)/op", ["version": "2", "key": "up"]).status == 303)
        #expect(try await fatima.post("\(path)/tag-af", ["version": "3", "key": "off", "retired": "ja"]).status == 303)
        #expect(try await fatima.get("/henvisninger").words.contains("Ny overskrift Taget ned"))
        let stale = try await fatima.post("\(path)/op", ["version": "1", "key": "stale"])
        #expect(stale.status == 422 && stale.words.contains("En anden har rettet listen"))
        #expect(try await fatima.post("/henvisninger/4711/op", ["version": "1", "key": "x"]).status == 404)
        #expect(try await fatima.get("/henvisninger/x").status == 404)
    }

    @Test func `the second of two editors keeps their words and sees the first's`() async throws {
        let site = try await TownSite()
        let (fatima, mads) = (try await site.fatima(), try await site.signedIn("mads@example.dk"))
        let (hers, his) = (try await fatima.get("/henvisninger/1").form, try await mads.get("/henvisninger/1").form)
        #expect(try await fatima.post("/henvisninger/1", hers.merging(["title": "Fatimas ord"]) { $1 }).status == 303)
        let answer = try await mads.post("/henvisninger/1", his.merging(["title": "Mads’ ord"]) { $1 })
        #expect(answer.status == 422)
        #expect(answer.form["title"] == "Mads’ ord")
        #expect(answer.words.contains("Nogen var hurtigere") && answer.words.contains("Fatimas ord"))
        #expect(try await mads.post("/henvisninger/1", answer.form).status == 303)
        #expect(try await mads.get("/henvisninger/1").form["title"] == "Mads’ ord")
    }

    @Test func `what is wrong is said beside its field, and nothing typed is lost`() async throws {
        let site = try await TownSite()
        let fatima = try await site.fatima()
        let wrong = Self.words.merging(["web": "http://vej.dk", "titleInEnglish": "", "telephone": "12", "triggers": "…", "kind": ""]) {
            $1
        }
        let answer = try await fatima.post("/henvisninger/ny", wrong)
        #expect(answer.status == 422)
        #expect(answer.problem(beside: "web") == "Netadressen skal begynde med https://")
        #expect(answer.problem(beside: "titleInEnglish") == "Skriv overskriften på engelsk")
        #expect(answer.problem(beside: "triggers") == "Skriv mindst ét ord, der viser den")
        #expect(answer.problems.count == 5)
        for (name, value) in wrong where name != "kind" { #expect(answer.form[name] == value, "\(name)") }
        let long = Self.words.merging(["title": String(repeating: "ø", count: 121), "title2": ""]) { $1 }
        #expect(
            try await fatima.post("/henvisninger/ny", long).problem(beside: "title")
                == "Overskriften må højst fylde 120 tegn. Nu er der 121.")
    }

    @Test(arguments: [("Der er hul i vejen", "Borgeren ser: Huller på Ærøvej & omegn"), ("En bænk ved søen", "Ingen henvisning passer")])
    func `a sentence can be tried`(sentence: String, words: String) async throws {
        let site = try await TownSite()
        let fatima = try await site.fatima()
        _ = try await fatima.post("/henvisninger/ny", Self.words)
        let page = try await fatima.post("/henvisninger/proev", ["text": sentence])
        #expect(page.status == 200)
        #expect(page.words.contains(words))
        #expect(page.form["text"] == sentence)
    }
}
