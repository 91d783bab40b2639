import Testing

@testable import Storage

struct StemTests {
    @Test(arguments: [
        ["cykelsti", "cykelstier", "cykelstien", "cykelstierne"], ["skole", "skolen", "skoler", "skolerne", "skolens"],
        ["bænk", "bænke", "bænken", "bænkene"], ["havn", "havnen", "havne", "havnens"], ["lygte", "lygter", "lygterne"],
        ["trafik", "trafikken"],
        ["legeplads", "legepladsen", "legepladser", "legepladserne"], ["ågade", "Aagade", "AAGADEN"],
        ["bus", "bussen", "busser", "busserne"],
    ])
    func `the forms of a word have one stem`(forms: [String]) {
        let stemmer = DanishStemmer()
        let stems = Set(forms.map { stemmer.stems(of: $0) })
        #expect(stems.count == 1, "\(stems)")
        #expect(stems.first?.count == 1)
    }

    @Test func `words of their own stay apart`() {
        let stemmer = DanishStemmer()
        #expect(stemmer.stems(of: "bær bar") == ["bær", "bar"])
        #expect(stemmer.stems(of: "sø so sæl") == ["sø", "so", "sæl"])
    }

    @Test func `numbers stay whole, common words are left out, and a word counts once`() {
        #expect(DanishStemmer().stems(of: "Og 4300 og B12s, 4300!") == ["4300", "b12s"])
    }

    @Test func `many threads stem at once`() async {
        let stems = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var last: [String] = []
                    for _ in 0..<500 { last = DanishStemmer().stems(of: "Cykelstierne langs vejene ved skolerne") }
                    return last
                }
            }
            return await group.reduce(into: Set<[String]>()) { $0.insert($1) }
        }
        #expect(stems == [["cykelsti", "lang", "vej", "ved", "skol"]])
    }
}
