import Domain
import Foundation
import Testing

@testable import Web

/// The main job, from a thought to an answer, by HTTP alone.
struct StartJourneyTests {
    struct Reading: Sendable, CustomTestStringConvertible {
        let language: Language
        let question: String
        let receiver: String
        let thanks: String
        let once: String
        let heard: String
        let answered: String
        let outcome: String

        var prefix: String { language == .en ? "/en" : "" }
        var testDescription: String { language.rawValue }
    }

    static let readings = [
        Reading(
            language: .da, question: "Hvad drejer det sig om?",
            receiver: "Beskeden går til Fatima Lund, som er Fælles-skaber for Jyderup.", thanks: "Tak – vi har din henvendelse",
            once: "Bekræfter du i dag, hører du fra os senest onsdag den 2. december.",
            heard: "Du hører fra os senest onsdag den 2. december.", answered: "Du har fået svar [HOL-2026-0001]",
            outcome: "Det kom der ud af det Cykelstien bygges i 2028."),
        Reading(
            language: .en, question: "What is it about?", receiver: "The message goes to Fatima Lund, facilitator for Jyderup.",
            thanks: "Thank you: we have your enquiry",
            once: "If you confirm today, you hear from us by Wednesday 2 December at the latest.",
            heard: "You hear from us by Wednesday 2 December at the latest.", answered: "You have an answer [HOL-2026-0001]",
            outcome: "What came of it Cykelstien bygges i 2028."),
    ]

    @Test(arguments: readings)
    func `a citizen starts a dialogue and gets an answer`(reading: Reading) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        #expect(try await anna.get(reading.prefix + "/start").heading == reading.question)

        let receiptPath = try await anna.start(reading.prefix)
        #expect(receiptPath.hasPrefix(reading.prefix + "/d/"))
        var receipt = try await anna.get(receiptPath)
        #expect(receipt.heading == reading.thanks)
        #expect(receipt.words.contains("HOL-2026-0001"))
        #expect(receipt.words.contains(reading.once))

        let mails = try await site.mails()
        #expect(mails.map(\.kind) == [.confirmStart])
        let mail = try #require(mails.first)
        #expect(mail.to == "anna@example.dk")
        let confirm = try mail.path
        #expect(confirm.hasPrefix(reading.prefix + "/bekraeft/"))
        #expect(try await anna.get(confirm).words.contains("Cykelsti langs Skarridsøvej"))
        receipt = try await anna.follow(try await anna.post(confirm))
        #expect(receipt.words.contains(reading.heard))
        #expect(try await site.post() == ["received → anna@example.dk", "new_dialogue → fatima@example.dk"])

        let fatima = try await site.fatima()
        #expect(try await fatima.get("/skrivebord").words.contains("Cykelsti langs Skarridsøvej"))
        try await fatima.work("HOL-2026-0001", "svar", ["text": "Vi går ud og ser på vejen.", "then": "ask"])
        let answered = try #require(try await site.mails().first { $0.kind == .asked })
        #expect(answered.to == "anna@example.dk")
        #expect(!answered.text.contains("Vi går ud"))
        let thread = try answered.path
        #expect(try await anna.get(thread).words.contains("Vi går ud og ser på vejen."))

        let form = try await anna.get(thread).form
        let sent = try await anna.post(thread + "/besked", ["text": "Det er ved skolen.", "key": try #require(form["key"])])
        #expect(sent.location == thread + "?sendt")
        #expect(try await site.post() == ["replied → fatima@example.dk"])

        try await fatima.work("HOL-2026-0001", "svar", ["text": "Vi måler farten i uge 49.", "then": "proceed"])
        #expect(try await site.mails().map(\.subject) == [reading.answered])
        try await fatima.work(
            "HOL-2026-0001", "luk", ["text": "Det er aftalt.", "ground": "agreed", "outcome": "Cykelstien bygges i 2028."])
        #expect(try await anna.get(thread).words.contains(reading.outcome))
    }

    @Test(arguments: readings)
    func `everything is shown once more before it is sent`(reading: Reading) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft(reading.prefix)
        let check = try await anna.get("\(reading.prefix)/start/\(token)/tjek")
        for words in [
            "Cykelsti langs Skarridsøvej", "Skolevejen er farlig.", "Jyderup", "ved hallen", "Anna Sørensen", "anna@example.dk",
            reading.receiver,
        ] { #expect(check.words.contains(words), "\(words)") }
        for step in ["hvad", "hvor", "svar"] { #expect(check.links.contains("\(reading.prefix)/start/\(token)/\(step)")) }
        #expect(try await site.count("dialogue") == 0)
    }

    @Test func `somebody without e-mail is rung`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let receipt = try await anna.get(try await anna.start(contact: ["email": "", "phone": "20 30 40 50"]))
        #expect(receipt.words.contains("Fatima Lund læser din besked og ringer til dig."))
        #expect(!receipt.words.contains("Bekræft"))
        let mails = try await site.mails()
        #expect(mails.map(\.kind) == [.callStarter])
        #expect(mails.map(\.to) == ["fatima@example.dk"])
        let workbench = try await site.fatima().get("/skrivebord/HOL-2026-0001")
        #expect(workbench.words.contains("20 30 40 50"))
        #expect(workbench.words.contains("Vi ringer"))
    }

    @Test func `a place that is not known goes to the municipality's common entrance`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft(place: ["scope": "unknown", "area": "", "place": ""])
        #expect(try await anna.get("/start/\(token)/tjek").words.contains("Beskeden går til Inge Krogh."))
    }

    @Test func `an area's page begins with the area chosen`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let area = try await anna.get("/omraader/jyderup")
        #expect(area.links.contains("/start?omraade=jyderup"))
        let form = try await anna.get("/start?omraade=jyderup").form
        let answer = try await anna.post("/start", Browser.matter.merging(["area": form["area"] ?? ""]) { $1 })
        #expect(try await anna.follow(answer).form["area"] == "jyderup")
    }

    @Test func `the village is enough`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft(place: ["scope": "area", "area": "", "place": "Holmstrup"])
        #expect(try await anna.get("/start/\(token)/tjek").words.contains("Fælles-skaber for Jyderup"))
    }
}
