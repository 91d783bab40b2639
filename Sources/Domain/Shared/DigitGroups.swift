/// The digits of a text as a reader sees them: groups, and what stands between two of them. One pass over the text.
///
/// NFKC's digits (full width, raised, circled, mathematical) and every script's own digits count as digits, every dash as a dash,
/// every space as a space; what nobody can see (zero width, soft hyphen, variation selectors, keycaps) is skipped.
struct DigitGroups {
    struct Group {
        var digits: [UInt8]
        /// In the text as it was written.
        var range: Range<String.Index>
        /// The place among the visible characters.
        let start: Int
        var end: Int
        /// What stands between this group and the one before.
        let gap: Gap
        /// A plus sign stands directly before.
        let hasPlus: Bool
        /// A capital letter begins the next word, directly after a space.
        var isBeforeCapital = false
    }

    /// What stands between two groups.
    enum Gap {
        case none, space, newline, dash, dot, slash
        /// One of `_ : • · | ~ *`.
        case other
        /// Words, or more than a separator.
        case far

        /// Both groups look like one written thing.
        var isTight: Bool { self == .dash || self == .dot || self == .other }
    }

    let groups: [Group]
    /// The visible characters, small letters, for looking at words nearby.
    let visible: [Unicode.Scalar]

    init(_ text: String) {
        var reader = Reader()
        let scalars = text.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let next = scalars.index(after: index)
            reader.take(scalars[index], index..<next)
            index = next
        }
        groups = reader.groups
        visible = reader.visible
    }
}

extension DigitGroups {
    /// Where any of the words begins, found in one pass. `words` are small letters.
    func places(of words: [[Unicode.Scalar]]) -> WordPlaces {
        let byFirst = Dictionary(grouping: words.filter { !$0.isEmpty }, by: { $0[0] })
        var places: [Int] = []
        for (place, scalar) in visible.enumerated() {
            guard let words = byFirst[scalar] else { continue }
            let isHere = words.contains { visible[place...].prefix($0.count).elementsEqual($0) }
            if isHere { places.append(place) }
        }
        return WordPlaces(starts: places)
    }
}

/// Where certain words begin among a text's visible characters, in order.
struct WordPlaces {
    let starts: [Int]

    /// Whether one begins within `before` characters before `start`, or within `after` characters after `end`.
    func isNear(from start: Int, to end: Int, before: Int, after: Int) -> Bool {
        has(from: start - before, to: start) || has(from: end, to: end + after)
    }

    private func has(from lower: Int, to upper: Int) -> Bool {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < lower { low = middle + 1 } else { high = middle }
        }
        return low < starts.count && starts[low] < upper
    }
}

/// Reads one scalar at a time.
private struct Reader {
    var groups: [DigitGroups.Group] = []
    var visible: [Unicode.Scalar] = []
    private var between: [DigitGroups.Gap] = []
    private var isFar = false
    private var hasPlus = false

    mutating func take(_ scalar: Unicode.Scalar, _ range: Range<String.Index>) {
        if Self.isInvisible(scalar) {
            // A keycap belongs to its digit.
            if between.isEmpty, let last = groups.indices.last { groups[last].range = groups[last].range.lowerBound..<range.upperBound }
            return
        }
        if let digit = Self.digit(scalar) {
            add(digit, range)
            visible.append(Unicode.Scalar(UInt8(ascii: "0") + digit))
            return
        }
        hasPlus = scalar == "+" || scalar == "\u{FF0B}"
        if let last = groups.indices.last, groups[last].end == visible.count - 1, between == [.space], scalar.properties.isUppercase {
            groups[last].isBeforeCapital = true
        }
        visible.append(Self.small(scalar))
        let gap = Self.gap(scalar)
        if gap == .far { isFar = true }
        // Two spaces or two dashes are one.
        if between.last != gap, between.count < 4 { between.append(gap) }
    }

    private mutating func add(_ digit: UInt8, _ range: Range<String.Index>) {
        defer {
            between = []
            (isFar, hasPlus) = (false, false)
        }
        if between.isEmpty, let last = groups.indices.last {
            // Nobody's number is longer; the rest only makes it no CPR number.
            if groups[last].digits.count < 40 { groups[last].digits.append(digit) }
            groups[last].range = groups[last].range.lowerBound..<range.upperBound
            groups[last].end = visible.count + 1
            return
        }
        let gap: DigitGroups.Gap = groups.isEmpty ? .far : isFar ? .far : Self.joined(between)
        groups.append(
            .init(digits: [digit], range: range, start: visible.count, end: visible.count + 1, gap: gap, hasPlus: hasPlus))
    }

    /// A separator may have spaces around it: `010190 - 1234`.
    private static func joined(_ gaps: [DigitGroups.Gap]) -> DigitGroups.Gap {
        let marks = gaps.filter { $0 != .space && $0 != .newline }
        if marks.isEmpty { return gaps == [.space] ? .space : .newline }
        guard marks.count == 1, gaps.count <= 3 else { return .far }
        // "… 010190-1234. 12 people came": the dot ends a sentence.
        return marks[0] == .dash || gaps.count == 1 ? marks[0] : .far
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.isASCII { return ("0"..."9").contains(scalar) ? UInt8(scalar.value - 48) : nil }
        let properties = scalar.properties
        guard properties.numericType == .decimal || properties.numericType == .digit, let value = properties.numericValue else {
            return nil
        }
        return (0...9).contains(value) ? UInt8(value) : nil
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return false }
        switch scalar.properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func gap(_ scalar: Unicode.Scalar) -> DigitGroups.Gap {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}": return .newline
        case "-", "\u{2212}", "\u{2043}", "\u{02D7}", "\u{FE63}", "\u{FF0D}", "\u{207B}", "\u{208B}", "\u{30FC}": return .dash
        case ".", "\u{FF0E}", "\u{2024}": return .dot
        case "/", "\\", "\u{FF0F}", "\u{2044}", "\u{2215}": return .slash
        case "_", ":", "•", "·", "|", "~", "*", "\u{FF3F}", "\u{FF1A}": return .other
        default:
            if scalar.properties.isWhitespace { return .space }
            return scalar.properties.generalCategory == .dashPunctuation ? .dash : .far
        }
    }

    private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if ("A"..."Z").contains(scalar) { return Unicode.Scalar(UInt8(scalar.value + 32)) }
        // Full width letters are the ASCII ones, 0xFEE0 further on.
        if (0xFF21...0xFF3A).contains(scalar.value) { return Unicode.Scalar(UInt8(scalar.value - 0xFEE0 + 32)) }
        if (0xFF41...0xFF5A).contains(scalar.value) { return Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) }
        return scalar == "Ø" ? "ø" : scalar == "Æ" ? "æ" : scalar == "Å" ? "å" : scalar
    }
}
