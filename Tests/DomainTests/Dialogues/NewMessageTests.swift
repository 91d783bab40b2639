import Domain
import Testing

struct NewMessageTests {
    @Test(arguments: ["", " ", "\r\n\t\u{a0}"])
    func `a message has to say something`(text: String) {
        #expect(throws: Invalid<NewMessage.Field>(.text, .missing)) { try NewMessage(text) }
    }

    @Test(arguments: ["x", "å", "e\u{301}", "🇩🇰"])
    func `a message may have 10 000 characters`(character: String) throws {
        let most = String(repeating: character, count: 10_000)
        #expect(try NewMessage("\n \(most) \n").text == most)
        #expect(throws: Invalid<NewMessage.Field>(.text, .tooLong(limit: 10_000, length: 10_001))) { try NewMessage(most + character) }
    }
}

struct NewClosingTests {
    @Test func `an end needs a ground, words to the citizen and what came of it`() throws {
        let invalid = try #require(throws: Invalid<NewClosing.Field>.self) { try NewClosing(ground: "", text: " ", outcome: "\n") }
        #expect(invalid.problems == [.ground: .needsChoice, .text: .missing, .outcome: .missing])
    }

    @Test(arguments: Dialogue.Ground.allCases)
    func `every ground is a ground`(ground: Dialogue.Ground) throws {
        let closing = try NewClosing(ground: ground.rawValue, text: " Tak. ", outcome: " Stien \n bygges ")
        #expect(closing.ground == ground && closing.text == "Tak." && closing.outcome == "Stien bygges")
    }

    @Test(arguments: ["solved", "Answered", "answered "])
    func `no other word is a ground`(ground: String) {
        #expect(throws: Invalid<NewClosing.Field>(.ground, .needsChoice)) { try NewClosing(ground: ground, text: "x", outcome: "x") }
    }

    @Test func `an outcome may have 300 characters, the words 10 000`() throws {
        let (outcome, text) = (String(repeating: "ø", count: 300), String(repeating: "🇩🇰", count: 10_000))
        let closing = try NewClosing(ground: "agreed", text: text, outcome: outcome)
        #expect(closing.outcome == outcome && closing.text == text)
        #expect(throws: Invalid<NewClosing.Field>(.outcome, .tooLong(limit: 300, length: 301))) {
            try NewClosing(ground: "agreed", text: text, outcome: outcome + "x")
        }
        #expect(throws: Invalid<NewClosing.Field>(.text, .tooLong(limit: 10_000, length: 10_001))) {
            try NewClosing(ground: "agreed", text: text + "x", outcome: outcome)
        }
    }
}

struct DraftTests {
    @Test func `a draft passes on what was typed to the rules`() throws {
        var draft = Draft()
        draft.text = "Vejen er mørk."
        draft.subject = "Lys på Stationsvej"
        draft.kind = "problem"
        draft.scope = "area"
        draft.place = "Ved stationen"
        draft.name = "Anna Sørensen"
        draft.email = "anna@example.dk"
        draft.behalf = "forum"
        draft.behalfName = "Jyderup Lokalforum"
        #expect(try draft.matter() == Matter(text: "Vejen er mørk.", subject: "Lys på Stationsvej", kind: "problem"))
        #expect(try draft.whereabouts(area: .init(1)).scope == .area(.init(1)))
        #expect(try draft.whereabouts(area: .init(1)).place == "Ved stationen")
        #expect(try draft.contact().behalf == .init(kind: .forum, name: "Jyderup Lokalforum"))
        #expect(throws: Invalid<Whereabouts.Field>(.area, .needsChoice)) { try draft.whereabouts(area: nil) }
    }

    @Test func `an empty draft is told what is missing on each screen`() {
        #expect(throws: Invalid<Matter.Field>.self) { try Draft().matter() }
        #expect(throws: Invalid<Whereabouts.Field>.self) { try Draft().whereabouts(area: nil) }
        #expect(throws: Invalid<Contact.Field>.self) { try Draft().contact() }
    }
}
