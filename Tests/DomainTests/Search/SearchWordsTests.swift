import Domain
import Testing

struct SearchWordsTests {
    @Test(arguments: [
        ("Cykelsti langs Skarridsøvej", ["cykelsti", "langs", "skarridsøvej"]),
        ("HOL-2026-0042", ["hol", "2026", "0042"]),
        ("Aagade, ÅGADE og Ågade", ["ågade", "ågade", "og", "ågade"]),
        ("Café Müller på Öresundsvej", ["cafe", "muller", "på", "øresundsvej"]),
        // Letters with their accents written after them.
        ("A\u{30A}gade cafe\u{301} o\u{308}l", ["ågade", "cafe", "øl"]),
        ("\"bus\" AND (tog OR -færge)*", ["bus", "and", "tog", "or", "færge"]),
        ("🚲 4300 Holbæk!\u{202E}", ["4300", "holbæk"]),
        ("", []), ("… – ?!", []), ("\u{301}\u{301}", []),
    ])
    func `a text is its words`(text: String, words: [String]) {
        #expect(SearchWords(text).map(\.text) == words)
    }

    @Test func `a word knows where it stands`() {
        let text = "Vi vil ha’ en Aastrup-bænk"
        #expect(SearchWords(text).map { String(text[$0.range]) } == ["Vi", "vil", "ha", "en", "Aastrup", "bænk"])
    }

    @Test func `a word without end is cut`() {
        #expect(SearchWords(String(repeating: "x", count: 5000)).map(\.text.count) == [60])
    }

    @Test func `common words are known in the form they are compared in`() {
        #expect(SearchWords.common.isSuperset(of: ["og", "på", "når", "være"]))
        #expect(!SearchWords.common.contains("vej"))
    }
}
