/// Names of people in a text: those we know of, and two words with capital letters after each other, which in Danish is
/// seldom anything but a name.
package struct NameFinder: Sendable {
    private let known: Set<String>
    private let places: Set<String>

    /// - Parameters:
    ///   - names: people who are known to be meant. Each of their names counts, alone too.
    ///   - places: words with a capital letter that name nobody, such as the municipality's areas and places.
    package init(names: [String], places: [String] = []) {
        // "Bo" is a name, "af" in "Anna af Jyderup" is not.
        known = Set(names.flatMap(Self.parts).filter { $0.first?.isUppercase == true && $0.count >= 2 }.map { $0.lowercased() })
        self.places = Set(places.flatMap(Self.parts).map { $0.lowercased() })
    }

    func names(in text: String) -> [SensitiveText.Finding] {
        let words = Self.words(in: text)
        var found: [SensitiveText.Finding] = []
        var index = 0
        while index < words.count {
            var end = index + 1
            while end < words.count, isName(words[end]), Self.isJoined(words[end - 1], words[end], in: text) { end += 1 }
            let run = words[index..<end]
            guard isName(words[index]), isKnown(run) || end - index >= 2 else {
                index += 1
                continue
            }
            let range = run[index].startIndex..<run[end - 1].endIndex
            found.append(
                .init(kind: .name, range: range, certainty: isKnown(run) ? .certain : .hint, masked: SensitiveText.bullets))
            index = end
        }
        return found
    }

    private func isKnown(_ run: ArraySlice<Substring>) -> Bool { run.contains { isKnown($0.lowercased()) } }

    /// "Annas bænk" and "Anna’s bench" are Anna's.
    private func isKnown(_ word: String) -> Bool {
        known.contains(word)
            || ["s", "'s", "’s"].contains { word.hasSuffix($0) && known.contains(String(word.dropLast($0.count))) }
    }

    private func isName(_ word: Substring) -> Bool {
        guard let first = word.first, first.isUppercase else { return false }
        let key = word.lowercased()
        if isKnown(key) { return true }
        guard word.count >= 2, !word.allSatisfy({ $0.isUppercase || $0 == "-" }) || word.count > 3 else { return false }
        return !places.contains(key) && !Self.ordinary.contains(key) && !Self.endings.contains(where: key.hasSuffix)
    }

    /// One space between them, and no end of a sentence.
    private static func isJoined(_ one: Substring, _ other: Substring, in text: String) -> Bool {
        let between = text[one.endIndex..<other.startIndex]
        return between.count == 1 && between.first.map { $0 == " " || $0 == "\u{A0}" } ?? false
    }

    private static func parts(_ name: String) -> [String] { words(in: name).map(String.init) }

    private static func words(in text: String) -> [Substring] {
        text.split { !($0.isLetter || $0 == "-" || $0 == "’" || $0 == "'") }
    }

    /// Words that begin a sentence, or name what is no person.
    private static let ordinary: Set<String> = [
        "jeg", "vi", "du", "i", "han", "hun", "de", "den", "det", "der", "en", "et", "og", "men", "at", "når", "hvis", "kan", "kære", "hej",
        "med",
        "hilsen", "venlig", "mange", "tak", "vores", "min", "mit", "på", "til", "fra", "for", "her", "så", "nu", "kommune", "kommunen",
        "region",
        "regionen", "center", "udvalg", "udvalget", "lokalforum", "byråd", "borgmester", "borgmesteren", "the", "we", "my", "our", "dear",
        "hi",
        "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "danmark", "sjælland", "by", "nord", "syd", "øst", "vest",
        "gamle",
        "ny", "nye", "store", "lille", "facebook", "google", "movia", "dsb",
    ]
    private static let endings = [
        "vej", "vejen", "gade", "gaden", "stræde", "allé", "parken", "skole", "skolen", "hallen", "havn", "havnen", "station", "stationen",
        "kirke",
        "torv", "torvet", "kommune", "forum", "foreningen", "forening", "huset", "centret", "centeret", "udvalg", "udvalget", "klub",
        "klubben",
    ]
}
