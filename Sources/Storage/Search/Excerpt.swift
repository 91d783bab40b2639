import Domain
import Foundation

/// A text with the words that were looked for, in pieces. Made by us and not by the engine, so that it is the same on both, comes
/// from what the reader may read, and is escaped like any text.
package struct Excerpt: Sendable, Equatable {
    package struct Piece: Sendable, Equatable {
        package let text: String
        package let isHit: Bool

        package init(_ text: String, isHit: Bool) {
            self.text = text
            self.isHit = isHit
        }
    }

    package let pieces: [Piece]

    /// Nothing in it was looked for.
    package var isPlain: Bool { !pieces.contains(where: \.isHit) }
}

extension Excerpt {
    /// The whole text, with its hits.
    init(marking text: String, _ query: SearchQuery, _ stemmer: DanishStemmer) {
        self.init(text, query.hits(in: text, stemmer), from: text.startIndex, to: text.endIndex, cutsAtStart: false, cutsAtEnd: false)
    }

    /// Letters around the first hit.
    private static let before = 60
    private static let length = 180

    /// The part of a text around its first hit; from its beginning where there is none.
    init(of text: String, _ query: SearchQuery, _ stemmer: DanishStemmer) {
        let hits = query.hits(in: text, stemmer)
        let anchor = hits.first?.lowerBound ?? text.startIndex
        let start = Self.wordStart(in: text, atMost: Self.before, before: anchor)
        let limit = text.index(start, offsetBy: Self.length, limitedBy: text.endIndex) ?? text.endIndex
        let end = limit == text.endIndex ? limit : Self.wordEnd(in: text, before: limit, after: hits.first?.upperBound ?? start)
        self.init(text, hits, from: start, to: end, cutsAtStart: start > text.startIndex, cutsAtEnd: end < text.endIndex)
    }

    private init(
        _ text: String, _ hits: [Range<String.Index>], from start: String.Index, to end: String.Index, cutsAtStart: Bool, cutsAtEnd: Bool
    ) {
        var pieces: [Piece] = []
        func add(_ range: Range<String.Index>, isHit: Bool) {
            let words = Self.withSingleSpaces(text[range])
            if !words.isEmpty { pieces.append(Piece(words, isHit: isHit)) }
        }
        var position = start
        if cutsAtStart { pieces.append(Piece("… ", isHit: false)) }
        for hit in hits where hit.lowerBound >= start && hit.upperBound <= end {
            if position < hit.lowerBound { add(position..<hit.lowerBound, isHit: false) }
            add(hit, isHit: true)
            position = hit.upperBound
        }
        if position < end { add(position..<end, isHit: false) }
        if cutsAtEnd { pieces.append(Piece(" …", isHit: false)) }
        self.init(pieces: pieces)
    }

    private static func withSingleSpaces(_ text: Substring) -> String {
        guard !text.utf8.contains(where: mayBeginSpace) else { return withSingleSpacesOfAnyKind(text) }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        var isAfterSpace = false
        for byte in text.utf8 {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isSpace { out.append(byte) } else if !isAfterSpace { out.append(0x20) }
            isAfterSpace = isSpace
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Outside of ASCII, White_Space begins with one of these. Danish letters do not.
    private static func mayBeginSpace(_ byte: UInt8) -> Bool { byte == 0xC2 || (0xE1...0xE3).contains(byte) }

    private static func withSingleSpacesOfAnyKind(_ text: Substring) -> String {
        var out = String.UnicodeScalarView()
        var isAfterSpace = false
        // Scalars, not characters: a sign that joins may stand on a space.
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace { out.append(scalar) } else if !isAfterSpace { out.append(" ") }
            isAfterSpace = isSpace
        }
        return String(out)
    }

    private static func wordStart(in text: String, atMost count: Int, before anchor: String.Index) -> String.Index {
        guard let limit = text.index(anchor, offsetBy: -count, limitedBy: text.startIndex), limit > text.startIndex else {
            return text.startIndex
        }
        guard let space = text[limit..<anchor].firstIndex(where: \.isWhitespace) else { return limit }
        return text.index(after: space)
    }

    private static func wordEnd(in text: String, before limit: String.Index, after least: String.Index) -> String.Index {
        guard least < limit, let space = text[least..<limit].lastIndex(where: \.isWhitespace) else { return limit }
        return space
    }
}
