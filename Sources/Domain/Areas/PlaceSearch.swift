/// Finds the area of a place by its name: *Find dit lokalområde*.
///
/// Names are not unique (there are two Mogenstrups), so the answer may be several areas, and a person is asked. A postcode never
/// decides: 4300 covers parts of seven areas.
package struct PlaceSearch<ID: Hashable & Sendable>: Sendable {
    /// A name under which an area may be found: its own, its main town, a village, what it is also called.
    package struct Entry: Sendable, Hashable {
        package let name: String
        package let areaID: ID

        package init(name: String, areaID: ID) {
            self.name = name
            self.areaID = areaID
        }
    }

    package enum Answer: Sendable, Hashable {
        case one(ID)
        /// Each area once, in the order of the entries.
        case several([ID])
        /// Names that are one slip of the finger away; may be empty.
        case none(suggestions: [Entry])
        /// Nothing but a postcode was recognised.
        case postcode(String)
    }

    private struct Candidate: Sendable {
        let entry: Entry
        let key: String
        let plainKey: String
        /// From each of its words on: `Grandløse` finds St. Grandløse.
        let tails: [String]
    }

    /// A name asked for, made once and compared with every candidate.
    private struct Asked {
        let key: String
        let plainKey: String

        init(_ name: PlaceName) { (key, plainKey) = (name.key, name.plainKey) }
    }

    private let candidates: [Candidate]

    package init(_ entries: [Entry]) {
        candidates = entries.map { entry in
            let name = PlaceName(entry.name)
            let tails = name.words.indices.map { name.words[$0...].joined() }
            return Candidate(entry: entry, key: name.key, plainKey: name.plainKey, tails: tails)
        }
    }

    /// Letters from which the beginning of a name is enough.
    private static var prefixLength: Int { 3 }
    /// Letters from which one slip is forgiven.
    private static var typoLength: Int { 5 }
    private static var suggestionLimit: Int { 5 }
    /// Longer is no name of a place, and comparing it would cost.
    private static var queryLimit: Int { 60 }

    /// Whole names first, then beginnings of names or of words in them, then suggestions.
    package func find(_ query: String) -> Answer {
        let (text, postcode) = Self.splitAtPostcode(query)
        let name = PlaceName(text)
        let areas = matches(name)
        switch areas.count {
        case 1: return .one(areas[0])
        case 2...: return .several(areas)
        default: return postcode.map(Answer.postcode) ?? .none(suggestions: suggestions(for: name))
        }
    }

    /// The areas a name stands for, each once: none where `find` would have to ask.
    package func areas(named query: String) -> [ID] { matches(PlaceName(Self.splitAtPostcode(query).before)) }

    private func matches(_ whole: PlaceName) -> [ID] {
        let (name, bare) = (Asked(whole), Asked(whole.bare))
        guard !name.key.isEmpty, name.key.count <= Self.queryLimit else { return [] }
        let tiers: [(Candidate) -> Bool] = [
            { $0.key == name.key },
            { $0.key == bare.key },
            { $0.plainKey == name.plainKey || $0.plainKey == bare.plainKey },
            { Self.begins($0, with: name) },
            { Self.begins($0, with: bare) },
        ]
        return tiers.lazy.map { tier in distinctAreas(candidates.filter(tier)) }.first { !$0.isEmpty } ?? []
    }

    private func distinctAreas(_ found: [Candidate]) -> [ID] {
        var seen = Set<ID>()
        return found.map(\.entry.areaID).filter { seen.insert($0).inserted }
    }

    private static func begins(_ candidate: Candidate, with name: Asked) -> Bool {
        name.key.count >= prefixLength && candidate.tails.contains { $0.hasPrefix(name.key) }
    }

    private func suggestions(for name: PlaceName) -> [Entry] {
        var seen = Set<Entry>()
        return [name, name.bare].filter { (Self.typoLength...Self.queryLimit).contains($0.key.count) }.flatMap { name in
            let (key, plainKey) = (Array(name.key), Array(name.plainKey))
            return candidates.filter { Self.isOneSlip(key, Array($0.key)) || Self.isOneSlip(plainKey, Array($0.plainKey)) }
        }.map(\.entry).filter { seen.insert($0).inserted }.prefix(Self.suggestionLimit).map { $0 }
    }

    /// Whether one letter too many, too few, wrong, or two swapped neighbours are all that differs
    /// (Damerau–Levenshtein distance of at most 1).
    private static func isOneSlip(_ left: [Character], _ right: [Character]) -> Bool {
        guard abs(left.count - right.count) <= 1 else { return false }
        let same = zip(left, right).prefix { $0 == $1 }.count
        let (restLeft, restRight) = (left[same...], right[same...])
        return restLeft.dropFirst() == restRight.dropFirst()
            || restLeft.dropFirst() == restRight
            || restLeft == restRight.dropFirst()
            || (restLeft.prefix(2).reversed() == Array(restRight.prefix(2)) && restLeft.dropFirst(2) == restRight.dropFirst(2))
    }

    /// What stands before the first word of four digits, and that word. An address `Mårsø, 4300 Holbæk` says where in front
    /// of its postcode; the town behind it is the post office's, not the area's.
    private static func splitAtPostcode(_ text: String) -> (before: String, postcode: String?) {
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "." }
        guard let code = words.first(where: isPostcode) else { return (text, nil) }
        return (String(text[..<code.startIndex]), String(code.suffix(4)))
    }

    /// `4300`, `DK4300`; Danish postcodes begin at 0555.
    private static func isPostcode(_ word: Substring) -> Bool {
        let digits = word.lowercased().hasPrefix("dk") ? word.dropFirst(2) : word
        return digits.count == 4 && digits.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
