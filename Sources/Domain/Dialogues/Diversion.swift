import Foundation

/// Somewhere else that helps sooner, shown kindly before a citizen goes on. Never a wall: the way on is always open.
package struct Diversion: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Diversion>

    package let id: ID
    /// Grows with each edit, so that two who edit at once do not take each other's words.
    package let version: Int
    package let words: NewDiversion
    package let isRetired: Bool

    package init(id: ID, version: Int, words: NewDiversion, isRetired: Bool) {
        self.id = id
        self.version = version
        self.words = words
        self.isRetired = isRetired
    }

    /// In the order in which they matter.
    package enum Kind: String, Sendable, CaseIterable {
        case emergency, fault, casework
        case otherAuthority = "other_authority"
    }

    package static let titleLimit = 120
    package static let adviceLimit = 600
    package static let addressLimit = 300
    package static let triggersLimit = 4000
    /// More than two notices at once are none.
    package static let shownAtMost = 2
}

extension [Diversion] {
    /// Those that fit a text, emergencies first, otherwise in the list's order; at most `Diversion.shownAtMost`.
    package func fitting(_ text: String) -> [Diversion] {
        let words = TextWords(text)
        let fitting = filter { diversion in !diversion.isRetired && diversion.words.triggers.contains { $0.fits(words) } }
        let emergencies = fitting.filter { $0.words.kind == .emergency }
        return Array((emergencies + fitting.filter { $0.words.kind != .emergency }).prefix(Diversion.shownAtMost))
    }
}

/// Words that lead to a diversion: one line of its list. Several words must stand close together, in any order.
///
/// A word fits its own inflections (*hul* fits *huller* and *hullet*); with `*` after it, it fits every word that begins so
/// (`gadelamp*` fits *gadelampen*).
package struct Trigger: Sendable, Hashable {
    package let text: String
    private let parts: [Part]

    fileprivate struct Part: Sendable, Hashable {
        let stem: String
        let isOpen: Bool
    }

    /// Nil when there is no word in it, or more than five.
    package init?(_ typed: String) {
        let parts = typed.lowercased().precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace).compactMap { word in
            let stem = word.filter { $0.isLetter || $0.isNumber }
            return stem.isEmpty ? nil : Part(stem: stem, isOpen: word.hasSuffix("*"))
        }
        guard (1...5).contains(parts.count) else { return nil }
        self.parts = parts
        text = parts.map { $0.stem + ($0.isOpen ? "*" : "") }.joined(separator: " ")
    }

    /// One on each line, or with commas between.
    package static func read(_ typed: String) -> [Trigger] {
        var seen: Set<Trigger> = []
        return typed.split { $0.isNewline || $0 == "," || $0 == ";" }.compactMap { Trigger(String($0)) }.filter { seen.insert($0).inserted }
    }

    /// Small letters, without marks.
    package static func words(of text: String) -> [Substring] {
        text.lowercased().precomposedStringWithCanonicalMapping.split { !($0.isLetter || $0.isNumber) }
    }

    /// How many words apart a trigger's words may stand.
    private static let reach = 5

    func fits(_ text: TextWords) -> Bool {
        // Most triggers lack a word: only for the others it matters where the words stand.
        let found = parts.map { part in text.different(like: part.stem).filter { part.fits($0) } }
        guard found.allSatisfy({ !$0.isEmpty }) else { return false }
        guard parts.count > 1 else { return true }
        let sets = found.map { Set($0) }
        var last: [Int?] = Array(repeating: nil, count: parts.count)
        for (place, word) in text.all.enumerated() {
            var isOne = false
            for part in sets.indices where sets[part].contains(word) { (last[part], isOne) = (place, true) }
            if isOne, last.allSatisfy({ $0.map { place - $0 < Self.reach } ?? false }) { return true }
        }
        return false
    }
}

/// The words of a text, small letters, without marks; and each different one by its first letter.
struct TextWords {
    let all: [Substring]
    private let byFirst: [Character: [Substring]]

    init(_ text: String) {
        all = Trigger.words(of: text)
        byFirst = Dictionary(grouping: Set(all), by: { $0.first ?? " " })
    }

    func different(like stem: String) -> [Substring] { stem.first.flatMap { byFirst[$0] } ?? [] }
}

extension Trigger.Part {
    fileprivate func fits(_ word: Substring) -> Bool {
        guard word.hasPrefix(stem) else { return false }
        var ending = word.dropFirst(stem.count)
        if isOpen || Self.endings.contains(String(ending)) { return true }
        // hul, huller; bus, bussen.
        guard let last = stem.last, ending.first == last else { return false }
        ending = ending.dropFirst()
        return !ending.isEmpty && Self.endings.contains(String(ending))
    }

    /// What Danish puts after a noun, a verb or an adjective.
    private static let endings: Set<String> = [
        "", "s", "e", "n", "t", "r", "en", "et", "er", "ne", "te", "de", "ene", "erne", "ede", "ens", "ets", "ers", "ernes", "enes", "es",
        "rne",
        "rnes", "ere", "est", "ende",
    ]
}

/// Who may change where citizens are led.
package enum DiversionPolicy {
    package struct Edit: Sendable {
        package let by: Person.ID
    }

    package static func mayEdit(_ viewer: Viewer) -> Bool {
        guard let staff = viewer.staff else { return false }
        return staff.isFacilitator || staff.roles.contains(.administrator)
    }

    package static func permitEdit(_ viewer: Viewer) throws(Forbidden) -> Permit<Edit> {
        guard let staff = viewer.staff, mayEdit(viewer) else {
            throw Forbidden(reason: "diversions are edited by facilitators and administrators")
        }
        return Permit(Edit(by: staff.personID))
    }
}
