import Domain
import Foundation
import SQLEngine

/// What somebody looks for, as search compares it. Whatever was typed is words: there are no operators to know, or to get wrong.
struct SearchQuery: Sendable {
    /// Different stems, in the order they were typed.
    let stems: [String]
    let isShortened: Bool
    /// Their bytes, and whether longer words that begin with them fit too.
    private let sought: [(bytes: [UInt8], isBeginning: Bool)]
    /// A reference among the words, when that is what was typed.
    let reference: Reference?

    /// More words are no better question.
    static let maximumWords = 24
    /// From here a stem is also the beginning of longer words: *skole* finds *skolevej*.
    static let prefixLength = 3

    /// - Parameter isPlainASCII: *ae* and *oe* were typed for æ and ø, as on a keyboard without them.
    init(_ text: String, _ stemmer: DanishStemmer, isPlainASCII: Bool = false) {
        let text = isPlainASCII ? Self.danish(text) : text
        let all = stemmer.stems(of: text)
        stems = Array(all.prefix(Self.maximumWords))
        sought = stems.map { (Array($0.utf8), $0.count >= Self.prefixLength) }
        isShortened = all.count > Self.maximumWords
        reference = Reference(text)
    }

    private static func danish(_ text: String) -> String {
        text.lowercased().replacing("ae", with: "æ").replacing("oe", with: "ø")
    }

    var isEmpty: Bool { stems.isEmpty && reference == nil }

    var words: [FullText.Word] { stems.map { FullText.Word($0, isPrefix: $0.count >= Self.prefixLength) } }
    var exactWords: [FullText.Word] { stems.map { FullText.Word($0, isPrefix: false) } }
    var headingWords: [FullText.Word] { stems.map { FullText.Word(SearchFields.inHeading($0), isPrefix: false) } }

    /// How well a heading fits: a whole word counts more than the beginning of one.
    ///
    /// - Parameter heading: its stems, each behind its mark, with a space between them.
    func score(_ heading: String) -> Int {
        var heading = heading
        return heading.withUTF8 { bytes in
            var sum = 0
            for (stem, isBeginning) in sought {
                var (best, start) = (0, 0)
                while start < bytes.count, best < 4 {
                    let end = bytes[start...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
                    let word = bytes[start..<end].dropFirst(SearchFields.headingMark.utf8.count)
                    if word.starts(with: stem) { best = word.count == stem.count ? 4 : isBeginning ? 2 : best }
                    start = end + 1
                }
                sum += best
            }
            return sum
        }
    }

    /// Where the words stand in a text.
    func hits(in text: String, _ stemmer: DanishStemmer) -> [Range<String.Index>] {
        guard !stems.isEmpty else { return [] }
        let beginnings = stems.filter { $0.count >= Self.prefixLength }
        return SearchWords(text).compactMap { word in
            // A stem is the beginning of its word: Snowball's Danish takes endings off and puts none on. Few words get so far.
            guard stems.contains(where: { word.text.utf8.starts(with: $0.utf8) }) else { return nil }
            let stem = stemmer.stem(word.text)
            let isHit = stems.contains(stem) || beginnings.contains { stem.utf8.starts(with: $0.utf8) }
            return isHit ? word.range : nil
        }
    }
}
