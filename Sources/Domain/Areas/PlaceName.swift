import Foundation

/// A place's name as it is compared: people write `Kr. Eskilstrup`, `Kirke-Eskilstrup` and `kirke eskilstrup` for one village.
struct PlaceName: Hashable {
    /// Folded words: lower case, one letter for æ/ae, ø/oe/ö and å/aa, the usual first words shortened.
    let words: [String]

    init(_ text: String) {
        self.init(words: Self.words(of: text))
    }

    private init(words: [String]) {
        self.words = words
    }

    /// The words without what stands between them, so that `Tusenæs` is `Tuse Næs`.
    var key: String { words.joined() }

    /// As typed on a keyboard without Danish letters: `Tollose`.
    var plainKey: String { Self.plain(key) }

    static func plain(_ key: String) -> String {
        String(key.map { Self.plainLetters[$0] ?? $0 })
    }

    /// Without the words around a name in running text: `i Jyderup by`, `lokalområdet Orø`; and without a genitive: `Jyderups`.
    var bare: PlaceName {
        var rest = words[...]
        while rest.count > 1, let first = rest.first, Self.leadingWords.contains(first) { rest.removeFirst() }
        while rest.count > 1, let last = rest.last, Self.trailingWords.contains(last) { rest.removeLast() }
        if let last = rest.last, last.count > 3, last.hasSuffix("s") { rest = rest.dropLast() + [String(last.dropLast())] }
        return PlaceName(words: Array(rest))
    }

    private static let plainLetters: [Character: Character] = ["æ": "a", "ø": "o", "å": "a"]
    private static let leadingWords: Set = [
        "i", "på", "ved", "nær", "omkring", "in", "at", "near", "lokalområdet", "lokalområde", "landsbyen",
    ]
    private static let trailingWords: Set = ["by", "landsby", "sogn", "lokalområde", "lokalforum"]

    /// First words that are shortened in as many ways as there are signposts. `St.` is both Store and Sankt, hence one form.
    private static let firstWords: [String: String] = [
        "store": "st", "sankt": "st", "sct": "st", "skt": "st", "lille": "ll", "gammel": "gl", "gamle": "gl", "nørre": "nr", "nordre": "nr",
        "ndr": "nr", "sønder": "sdr", "søndre": "sdr", "kirke": "kr", "øster": "ø", "østre": "ø", "vester": "v", "vestre": "v",
    ]

    private static func words(of text: String) -> [String] {
        // NFC first: å may come as a and a ring.
        let lower = text.precomposedStringWithCanonicalMapping.lowercased()
        var words = lower.split { !$0.isLetter && !$0.isNumber && !$0.isApostrophe }.map { folded(String($0)) }.filter { !$0.isEmpty }
        // Only in front of another word: a place may be called Store.
        for index in words.indices.dropLast() {
            if let short = firstWords[words[index]] { words[index] = short }
        }
        return words
    }

    private static func folded(_ word: String) -> String {
        var out = word.filter { !$0.isApostrophe }
        for (from, to) in [("ae", "æ"), ("ä", "æ"), ("oe", "ø"), ("ö", "ø"), ("aa", "å")] { out = out.replacing(from, with: to) }
        return out
    }
}

extension Character {
    fileprivate var isApostrophe: Bool { self == "'" || self == "’" || self == "´" }
}
