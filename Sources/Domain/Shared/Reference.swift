/// What people call a dialogue by: `HOL-2026-0042`. The number grows past four digits without ceremony.
package struct Reference: Sendable, Hashable, CustomStringConvertible {
    /// The municipality's, two to six capital letters A to Z. A setting.
    package let prefix: String
    package let year: Int
    /// Counts from 1 in each year.
    package let number: Int

    package static let prefixLengths = 2...6
    private static let years = 1900...2999
    private static let numbers = 1...999_999_999

    /// Nil unless the prefix is two to six letters A to Z, the year 1900 to 2999 and the number 1 to 999,999,999.
    package init?(prefix: String, year: Int, number: Int) {
        guard Self.isPrefix(prefix), Self.years.contains(year), Self.numbers.contains(number) else { return nil }
        self.prefix = prefix
        self.year = year
        self.number = number
    }

    /// Reads what people type: `hol 2026 42`, `HOL–2026–0042`, `#HOL2026-42`. One reference and nothing else.
    package init?(_ text: String) {
        var rest = text[...]
        Self.skipSeparators(&rest)
        let letters = Self.take(&rest, atMost: 7, where: Self.isLetter)
        Self.skipSeparators(&rest)
        let year = Self.take(&rest, atMost: 4, where: Self.isDigit)
        Self.skipSeparators(&rest)
        let number = Self.take(&rest, atMost: 12, where: Self.isDigit)
        Self.skipSeparators(&rest)
        guard rest.isEmpty, year.count == 4, let year = Int(year), let number = Int(number) else { return nil }
        self.init(prefix: letters.uppercased(), year: year, number: number)
    }

    /// Reads what `text` wrote, and nothing else: for rows, of which a page has many.
    package init?(stored text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(Substring(parts[1])), let number = Int(Substring(parts[2])) else { return nil }
        self.init(prefix: String(Substring(parts[0])), year: year, number: number)
    }

    /// `HOL-2026-0042`.
    package var text: String {
        let digits = String(number)
        return "\(prefix)-\(year)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }

    package var description: String { text }

    package static func isPrefix(_ text: String) -> Bool {
        prefixLengths.contains(text.utf8.count) && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}

extension Reference {
    // ASCII first: `isLetter` and `isNumber` alone take every script, and ½.
    private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// Spaces of every kind and any punctuation people put between or around the parts.
    private static func skipSeparators(_ rest: inout Substring) {
        rest = rest.drop { $0.isWhitespace || $0.isPunctuation || $0.isSymbol }
    }

    private static func take(_ rest: inout Substring, atMost limit: Int, where fits: (Character) -> Bool) -> Substring {
        let part = rest.prefix(while: fits).prefix(limit)
        rest = rest.dropFirst(part.count)
        return part
    }
}
