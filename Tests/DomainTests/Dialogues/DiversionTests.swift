import Domain
import Foundation
import Testing

struct DiversionTests {
    @Test(arguments: [
        ("hul vej*", "Der er et stort hul i vejen ved hallen", true),
        ("hul vej*", "Hullerne på Skarridsøvej? Nej: hullet i vejbanen", true),
        ("hul vej*", "Vejen er fuld af huller", true), ("hul vej*", "Et hul i hækken. Jeg vil gerne tale om at lave en ny vej", false),
        ("hul", "Hulemalerier", false), ("hul", "HULLER", true), ("bus", "Bussen kom ikke", true), ("bus", "business", false),
        ("gadelamp*", "Gadelampen er mørk", true), ("gadelamp*", "En lampe i gaden", false), ("brand", "Det er en brand!", true),
        ("brand", "Brandvæsenets fest", false), ("min sag", "Hvad med min sag?", true), ("min sag", "Sagen er min", true),
        ("min sag", "Det er ikke min, men sagens akter", true), ("tyveri", "tyverier", true), ("æbletræ", "Æbletræerne på Ærø", true),
        ("væltet træ", "Et træ er væltet over stien", true), ("1818", "Ring 1818", true),
    ]) func `a word fits its inflections, and several words stand close`(trigger: String, text: String, fits: Bool) throws {
        let diversion = try Self.diversion(1, triggers: trigger)
        #expect([diversion].fitting(text).isEmpty == !fits)
    }

    @Test func `emergencies come first, at most two are shown, and none that was taken down`() throws {
        let list = [
            try Self.diversion(1, triggers: "brand"), try Self.diversion(2, triggers: "brand"),
            try Self.diversion(3, kind: "emergency", triggers: "brand"), try Self.diversion(4, triggers: "brand", isRetired: true),
        ]
        #expect(list.fitting("Brand!").map(\.id.rawValue) == [3, 1])
        #expect([list[3]].fitting("Brand!").isEmpty)
        #expect(list.fitting("").isEmpty)
    }

    @Test func `lines are read leniently and once`() {
        #expect(Trigger.read("  Hul  vej*\n\nhul vej*, KLOAK ;…\n*").map(\.text) == ["hul vej*", "kloak"])
        #expect(Trigger("et to tre fire fem seks") == nil)
    }

    @Test(arguments: [
        ("112", "112"), ("1-1-2", "112"), ("114", "114"), ("1818", "1818"), ("70 20 20 66", "+4570202066"), ("", nil),
    ]) func `a number is kept as it is dialled`(typed: String, dialled: String?) throws {
        #expect(try Self.words(telephone: typed).telephone == dialled)
    }

    @Test(arguments: [
        ("http://fors.dk", NewDiversion.Field.web), ("javascript:alert(1)", .web), ("https://", .web), ("https://localhost", .web),
        ("https://user:word@fors.dk", .web), ("https://fors.dk/a b", .web), ("fors.dk", .web),
    ]) func `only a web address that is safe to follow`(typed: String, field: NewDiversion.Field) {
        #expect(throws: Invalid(field, Problem.malformed)) { try Self.words(web: typed) }
    }

    @Test func `every word that is missing is said`() {
        do {
            _ = try NewDiversion(
                kind: "x", title: " ", titleInEnglish: "", advice: "", adviceInEnglish: "\u{200B}", telephone: "abc", web: "x",
                triggers: "***")
            Issue.record("an empty form was taken")
        } catch {
            #expect(Set(error.problems.keys) == Set(NewDiversion.Field.allCases))
        }
        #expect(throws: Invalid(NewDiversion.Field.title, .tooLong(limit: 120, length: 121))) {
            try Self.words(title: String(repeating: "æ", count: 121))
        }
    }

    @Test(arguments: [("x ", 5_000), ("hul ", 2_500), ("hul x x x x x vej ", 550), ("hulvej", 1_700)])
    func `ten thousand characters take no time`(piece: String, count: Int) throws {
        let list = try (1...200).map { try Self.diversion(Int64($0), triggers: "hul vej*\nhul sti*\nmørk lampe") }
        let spent = ContinuousClock().measure { _ = list.fitting(String(repeating: piece, count: count)) }
        #expect(spent < .seconds(8))
    }

    private static func diversion(
        _ id: Int64, kind: String = "fault", triggers: String, isRetired: Bool = false
    ) throws -> Diversion {
        Diversion(id: .init(id), version: 1, words: try words(kind: kind, triggers: triggers), isRetired: isRetired)
    }

    private static func words(
        kind: String = "fault", title: String = "Vej og Park", telephone: String = "", web: String = "", triggers: String = "hul"
    ) throws(Invalid<NewDiversion.Field>) -> NewDiversion {
        try NewDiversion(
            kind: kind, title: title, titleInEnglish: "Roads", advice: "Ring.", adviceInEnglish: "Ring.", telephone: telephone, web: web,
            triggers: triggers)
    }
}
