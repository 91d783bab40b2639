import OutsideInput
import Testing

@testable import Storage

struct ExcerptTests {
    private func marked(_ text: String, _ query: String) -> String {
        let stemmer = DanishStemmer()
        return Excerpt(of: text, SearchQuery(query, stemmer), stemmer).marked
    }

    @Test(arguments: [
        ("Vi vil have en cykelsti til skolen.", "cykelstier", "Vi vil have en [cykelsti] til skolen."),
        ("Skolevejen er farlig ved skolen.", "skole", "[Skolevejen] er farlig ved [skolen]."),
        ("<b>Vej</b> & \"sti\"", "sti", "<b>Vej</b> & \"[sti]\""),
        ("Ågade og Aagaden.", "aagade", "[Ågade] og [Aagaden]."),
        ("Ingen af ordene.", "bus", "Ingen af ordene."),
        ("To\nlinjer\n\nmed  bus", "bus", "To linjer med [bus]"),
    ])
    func `words are marked where they stand`(text: String, query: String, expected: String) {
        #expect(marked(text, query) == expected)
    }

    @Test func `a long text is cut around its first hit, between words`() {
        let text = String(repeating: "ord ", count: 100) + "broen er lukket " + String(repeating: "mere ", count: 100)
        let excerpt = marked(text, "broen")
        #expect(excerpt.hasPrefix("… ord ord"))
        #expect(excerpt.contains("ord [broen] er lukket mere"))
        #expect(excerpt.hasSuffix("mere …"))
        #expect(excerpt.count < 200)
    }

    @Test func `one endless word is cut too`() {
        let excerpt = marked(String(repeating: "æ", count: 10_000), "bus")
        #expect(excerpt.count < 200)
    }

    @Test func `a heading is marked whole`() {
        let stemmer = DanishStemmer()
        let text = "Bænke langs havnepromenaden, " + String(repeating: "langt ", count: 60) + "ved broen"
        #expect(Excerpt(marking: text, SearchQuery("bro", stemmer), stemmer).marked.hasSuffix("langt ved [broen]"))
    }
}

/// With the inputs of `Tools/fuzz`.
struct ExcerptMutationTests {
    @Test func `marking words leaves a text as it is, but for spaces`() {
        let stemmer = DanishStemmer()
        let withoutSpaces = { (text: String) in Array(text.unicodeScalars.filter { !$0.properties.isWhitespace }) }
        var mutations = Mutations(of: .search)
        for _ in 0..<500 {
            let text = String(decoding: mutations.next(), as: UTF8.self)
            let query = SearchQuery(String(text.prefix(20)), stemmer)
            let marked = Excerpt(marking: text, query, stemmer).pieces.map(\.text).joined()
            #expect(withoutSpaces(marked) == withoutSpaces(text))
            #expect(
                Excerpt(of: text, query, stemmer).pieces.reduce(0) { $0 + $1.text.unicodeScalars.count } <= text.unicodeScalars.count + 4)
        }
    }
}

extension Excerpt {
    /// Hits in brackets.
    var marked: String { pieces.map { $0.isHit ? "[\($0.text)]" : $0.text }.joined() }
}
