/// Inputs made from a parser's seeds, the same each time.
package struct Mutations {
    private let parser: Parser
    private var random: Random

    package init(of parser: Parser) {
        self.parser = parser
        random = Random(state: parser.name.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
    }

    /// A seed that was changed in one to five places.
    package mutating func next() -> [UInt8] {
        var input = random.one(of: parser.seeds)
        for _ in 0..<random.number(1...5) { change(&input) }
        return input
    }

    private mutating func change(_ input: inout [UInt8]) {
        let range = piece(of: input)
        switch random.number(0...7) {
        case 0 where !range.isEmpty: input[range.lowerBound] ^= 1 << UInt8(random.number(0...7))
        case 1 where !range.isEmpty: input[range.lowerBound] = random.one(of: [0, 1, 0x7F, 0x80, 0xFF, UInt8(random.number(0...255))])
        case 2: input.removeSubrange(range)
        case 3: input.insert(contentsOf: input[range], at: range.lowerBound)
        case 4: input.insert(contentsOf: Array(repeating: Array(input[range]), count: random.number(2...40)).joined(), at: range.upperBound)
        case 5: input.replaceSubrange(range, with: random.one(of: parser.seeds))
        case 6: input.replaceSubrange(range, with: random.one(of: parser.words))
        default: input.insert(contentsOf: random.one(of: parser.words), at: range.lowerBound)
        }
    }

    /// Mostly short.
    private mutating func piece(of input: [UInt8]) -> Range<Int> {
        let start = random.number(0...input.count)
        let length = random.number(0...(random.number(0...3) == 0 ? input.count : 8))
        return start..<min(input.count, start + length)
    }

    /// Every seed, and every word in the middle of the first seed, again and again: what takes time in the square of its length
    /// shows itself.
    package static func stretched(_ parser: Parser, to count: Int) -> [[UInt8]] {
        let first = parser.seeds.first ?? []
        let start = first.prefix(first.count / 2)
        return parser.seeds.map { repeated($0, to: count) }
            + parser.stretchedWords.map { start + repeated($0, to: count) + first.suffix(first.count / 2) }
    }

    private static func repeated(_ piece: [UInt8], to count: Int) -> [UInt8] {
        piece.isEmpty ? [] : Array(Array(repeating: piece, count: max(1, count / piece.count)).joined())
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }
    mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }
}
