import Testing

@testable import Web

/// What can be wrong with each answer: said above and beside the field, in the reader's language, with nothing lost.
struct StartProblemsTests {
    enum Step: String, Sendable { case hvad, hvor, svar }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let step: Step
        let typed: [String: String]
        let field: String
        let da: String
        let en: String

        init(_ step: Step, _ typed: [String: String], _ field: String, _ da: String, _ en: String) {
            self.step = step
            self.typed = typed
            self.field = field
            self.da = da
            self.en = en
        }

        var testDescription: String { "\(step.rawValue) \(typed.mapValues { $0.prefix(12) })" }
    }

    static let matters = [
        Mistake(.hvad, ["text": ""], "text", "Skriv, hvad det drejer sig om", "Write what it is about"),
        Mistake(.hvad, ["text": " \n\u{200D} "], "text", "Skriv, hvad det drejer sig om", "Write what it is about"),
        Mistake(
            .hvad, ["text": String(repeating: "æ", count: 10_001)], "text", "Din besked må højst fylde 10.000 tegn. Nu er der 10.001.",
            "Your message can be at most 10,000 characters. It is now 10,001."),
        Mistake(.hvad, ["subject": ""], "subject", "Skriv en kort overskrift", "Write a short heading"),
        Mistake(
            .hvad, ["subject": String(repeating: "a", count: 121)], "subject", "Overskriften må højst fylde 120 tegn. Nu er der 121.",
            "The heading can be at most 120 characters. It is now 121."),
        Mistake(
            .hvad, ["kind": ""], "kind", "Vælg, hvad det mest er – Ved ikke er også et svar",
            "Choose what it mostly is – Don’t know is an answer too"),
        Mistake(
            .hvad, ["kind": "poem"], "kind", "Vælg, hvad det mest er – Ved ikke er også et svar",
            "Choose what it mostly is – Don’t know is an answer too"),
    ]

    static let places = [
        Mistake(
            .hvor, ["scope": ""], "scope", "Vælg, hvor det handler om – Ved ikke er også et svar",
            "Choose where it is about – Don’t know is an answer too"),
        Mistake(
            .hvor, ["scope": "world"], "scope", "Vælg, hvor det handler om – Ved ikke er også et svar",
            "Choose where it is about – Don’t know is an answer too"),
        Mistake(
            .hvor, ["area": "", "place": ""], "area", "Vælg et lokalområde, eller skriv byens navn",
            "Choose a local area, or write the village’s name"),
        Mistake(
            .hvor, ["area": "atlantis"], "area", "Vælg et lokalområde, eller skriv byens navn",
            "Choose a local area, or write the village’s name"),
        Mistake(
            .hvor, ["area": "", "place": "Mogenstrup"], "area", "Der er flere steder, der hedder Mogenstrup. Vælg lokalområdet på listen.",
            "Several places are called Mogenstrup. Choose the local area on the list."),
        Mistake(
            .hvor, ["area": "", "place": "4450"], "area",
            "Et postnummer kan dække flere lokalområder. Vælg lokalområdet for 4450 på listen.",
            "A postcode may cover several local areas. Choose the local area for 4450 on the list."),
        Mistake(
            .hvor, ["area": "", "place": "4450 Jyderup"], "area",
            "Et postnummer kan dække flere lokalområder. Vælg lokalområdet for 4450 på listen.",
            "A postcode may cover several local areas. Choose the local area for 4450 on the list."),
        Mistake(
            .hvor, ["area": "", "place": "Holmstrop"], "area",
            "Vi kan ikke finde lokalområdet ud fra »Holmstrop«. Vælg det på listen – eller vælg Ved ikke. Mente du Holmstrup?",
            "We cannot find the local area from “Holmstrop”. Choose it on the list, or choose Don’t know. Did you mean Holmstrup?"),
        Mistake(
            .hvor, ["area": "", "place": "Nakskov"], "area",
            "Vi kan ikke finde lokalområdet ud fra »Nakskov«. Vælg det på listen – eller vælg Ved ikke.",
            "We cannot find the local area from “Nakskov”. Choose it on the list, or choose Don’t know."),
        Mistake(
            .hvor, ["place": String(repeating: "a", count: 201)], "place",
            "Stedet må højst fylde 200 tegn. Nu er der 201.",
            "The place can be at most 200 characters. It is now 201."),
    ]

    static let contacts = [
        Mistake(.svar, ["name": "  "], "name", "Skriv dit navn", "Write your name"),
        Mistake(
            .svar, ["name": String(repeating: "n", count: 121)], "name", "Dit navn må højst fylde 120 tegn. Nu er der 121.",
            "Your name can be at most 120 characters. It is now 121."),
        Mistake(
            .svar, ["email": "", "phone": ""], "email", "Skriv din e-mail eller dit telefonnummer, så vi kan svare",
            "Write your e-mail or telephone number, so that we can answer"),
        Mistake(
            .svar, ["email": "anna.example.dk"], "email", "Mailadressen ser ikke rigtig ud. Den skal ligne navn@eksempel.dk",
            "The e-mail address does not look right. It should be like name@example.com"),
        Mistake(
            .svar, ["email": String(repeating: "a", count: 244) + "@example.dk"], "email",
            "Mailadressen ser ikke rigtig ud. Den skal ligne navn@eksempel.dk",
            "The e-mail address does not look right. It should be like name@example.com"),
        Mistake(
            .svar, ["phone": "20 30 40"], "phone", "Telefonnummeret ser ikke rigtigt ud. Skriv 8 cifre, eller begynd med + og landekode",
            "The telephone number does not look right. Write 8 digits, or begin with + and the country code"),
        Mistake(.svar, ["behalf": ""], "behalf", "Vælg, hvem du skriver for", "Choose for whom you write"),
        Mistake(.svar, ["behalf": "king"], "behalf", "Vælg, hvem du skriver for", "Choose for whom you write"),
        Mistake(
            .svar, ["behalf": "association", "behalfName": ""], "behalfName", "Skriv navnet på dem, du skriver for",
            "Write the name of those you write for"),
        Mistake(
            .svar, ["behalf": "company", "behalfName": String(repeating: "b", count: 161)], "behalfName",
            "Navnet må højst fylde 160 tegn. Nu er der 161.", "The name can be at most 160 characters. It is now 161."),
    ]

    @Test(arguments: matters + places + contacts)
    func `a mistake is said at its field, and nothing typed is lost`(mistake: Mistake) async throws {
        let site = try await TownSite()
        for (prefix, words, error) in [("", mistake.da, "Fejl: "), ("/en", mistake.en, "Error: ")] {
            let anna = Browser(site)
            let token = try await anna.draft(prefix)
            let valid: [String: String] =
                switch mistake.step {
                case .hvad: Browser.matter
                case .hvor: Browser.place
                case .svar: Browser.contact
                }
            let typed = valid.merging(mistake.typed) { $1 }
            let path = "\(prefix)/start/\(token)/\(mistake.step.rawValue)"
            let answer = try await anna.post(path, typed)
            #expect(answer.status == 422)
            #expect(answer.title.hasPrefix(error))
            #expect(answer.problems == ["#\(mistake.field): \(words)"])
            #expect(answer.problem(beside: mistake.field) == words)
            #expect(answer.text.contains(" id=\"\(mistake.field)\""))
            for (name, value) in typed where !["poem", "world", "king", "atlantis"].contains(value) {
                #expect(answer.form[name] ?? "" == value, "\(name)")
            }
            // And what was saved before is as it was.
            #expect(try await anna.get("\(prefix)/start/\(token)/tjek").words.contains("Skolevejen er farlig."))
        }
        #expect(try await site.count("dialogue") == 0)
    }

    @Test func `several mistakes are said in the order of the fields`() async throws {
        let anna = Browser(try await TownSite())
        let answer = try await anna.post("/start", ["text": "", "subject": "", "kind": ""])
        #expect(answer.status == 422)
        #expect(
            answer.problems == [
                "#text: Skriv, hvad det drejer sig om", "#subject: Skriv en kort overskrift",
                "#kind: Vælg, hvad det mest er – Ved ikke er også et svar",
            ])
    }

    @Test(arguments: ["text=a%ff&subject=b&kind=idea", "text=%", "text=%zz"])
    func `what is no text at all is said on a page`(body: String) async throws {
        let answer = try await Browser(try await TownSite()).post("/start", body: body)
        #expect(answer.status == 400)
        #expect(answer.heading == "Vi kunne ikke læse det, du sendte")
    }

    @Test func `ten thousand characters of four bytes fit`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let text = String(repeating: "🚲", count: 10_000)
        let path = try await anna.start(matter: ["text": text])
        let thread = try await anna.get(path.replacing("/kvittering", with: ""))
        #expect(thread.text.contains(text))
        let tooMuch = try await anna.post("/start", Browser.matter.merging(["text": text + "🚲"]) { $1 })
        #expect(tooMuch.status == 422)
        #expect(tooMuch.form["text"] == text + "🚲")
    }

    @Test func `a text that is far too large is said on a page`() async throws {
        let answer = try await Browser(try await TownSite()).post("/start", ["text": String(repeating: "a", count: 300_000)])
        #expect(answer.status == 413)
        #expect(answer.heading == "Det, du sendte, fylder for meget")
    }
}
