/// A CPR number in a text a person wrote. The finder is linear in the text's length and looks at nothing but the text.
///
/// Rules: docs/cpr.md. A date that exists and four digits with a separator are enough; ten digits in a row need modulus 11, 1 January or
/// the word. Modulus 11 alone is no rule: since 2007 numbers are given without it, so far for 1 January (cpr.dk, *Personnumre uden
/// kontrolciffer*).
package struct CPRNumber: Sendable, Equatable {
    /// In the text as it was written, separators and all.
    package let range: Range<String.Index>
    package let certainty: Certainty
    /// `DDMMYY-••••`: who needs to know which number is meant still sees the date.
    package let masked: String

    package enum Certainty: Int, Sendable, Comparable {
        /// May be something else; the writer may send it all the same.
        case hint
        case certain

        package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }
}

extension CPRNumber {
    package static func find(in text: String) -> [CPRNumber] {
        // Most texts have fewer than ten digits.
        guard text.utf8.count >= 10 else { return [] }
        let reading = DigitGroups(text)
        let (names, others) = (reading.places(of: CPRReading.names), reading.places(of: CPRReading.others))
        var found: [CPRNumber] = []
        var index = 0
        while index < reading.groups.count {
            if let (number, count) = CPRReading(reading: reading, first: index, isNamed: names, isOther: others).number() {
                found.append(number)
                index += count
            } else {
                index += 1
            }
        }
        return found
    }

    /// The text with every number found as `DDMMYY-••••`.
    package static func mask(_ text: String) -> String { mask(text, find(in: text)) }

    package static func mask(_ text: String, _ numbers: [CPRNumber]) -> String {
        var masked = ""
        var rest = text.startIndex
        for number in numbers {
            masked += text[rest..<number.range.lowerBound]
            masked += number.masked
            rest = number.range.upperBound
        }
        return masked + text[rest...]
    }
}

/// Whether a CPR number begins at one group of digits.
private struct CPRReading {
    let reading: DigitGroups
    let first: Int
    /// Where it is called a CPR number, and where something else.
    let isNamed: WordPlaces
    let isOther: WordPlaces

    /// How much a form says by itself.
    private enum Form {
        /// `010190-1234`
        case strong
        /// `0101901234`: a rule more is needed.
        case row
        /// `01 01 90 12 34`, `24.12.26 1830`: seldom a CPR number.
        case weak
        /// Ten digits in any groups: only beside the word.
        case named
    }

    private struct Candidate {
        let date: [UInt8]
        let tail: [UInt8]
        let count: Int
        let form: Form
    }

    func number() -> (CPRNumber, Int)? {
        guard size(0) >= 10 || gap(1) != .far else { return nil }
        for read in [{ single }, { pair }, { dated }, { split }, { spelled }] as [() -> Candidate?] {
            guard let candidate = read(), let certainty = certainty(candidate) else { continue }
            let range = group(0).range.lowerBound..<group(candidate.count - 1).range.upperBound
            let date = String(decoding: candidate.date.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
            return (CPRNumber(range: range, certainty: certainty, masked: date + "-••••"), candidate.count)
        }
        return nil
    }

    private func group(_ offset: Int) -> DigitGroups.Group { reading.groups[first + offset] }
    private func size(_ offset: Int) -> Int { first + offset < reading.groups.count ? group(offset).digits.count : 0 }
    /// What stands before the group at `offset`.
    private func gap(_ offset: Int) -> DigitGroups.Gap { first + offset < reading.groups.count ? group(offset).gap : .far }
    private func digits(_ offsets: Range<Int>) -> [UInt8] { offsets.flatMap { group($0).digits } }

    // What it may be, the surest first.

    private var single: Candidate? {
        let digits = group(0).digits
        switch digits.count {
        case 10: return Candidate(date: Array(digits[..<6]), tail: Array(digits[6...]), count: 1, form: .row)
        case 12: return Self.short(digits[..<8]).map { Candidate(date: $0, tail: Array(digits[8...]), count: 1, form: .named) }
        default: return nil
        }
    }

    /// `010190-1234`, `01011990-1234`.
    private var pair: Candidate? {
        guard size(1) == 4, gap(1) != .far, gap(1) != .none else { return nil }
        let tail = group(1).digits
        switch size(0) {
        case 6:
            let isPlain = gap(1) == .dash || (gap(1) == .space && !group(1).isBeforeCapital)
            return Candidate(date: group(0).digits, tail: tail, count: 2, form: isPlain ? .strong : .row)
        case 8: return Self.short(group(0).digits[...]).map { Candidate(date: $0, tail: tail, count: 2, form: .row) }
        default: return nil
        }
    }

    /// `01.01.90-1234`, `1/1-90 1234`, `01.01.1990-1234`.
    private var dated: Candidate? {
        guard (1...2).contains(size(0)), (1...2).contains(size(1)), size(3) == 4 else { return nil }
        guard Self.isInDate(gap(1)), Self.isInDate(gap(2)), gap(3) != .far else { return nil }
        let start = Self.padded(group(0).digits) + Self.padded(group(1).digits)
        let tail = group(3).digits
        switch size(2) {
        case 2: return Candidate(date: start + group(2).digits, tail: tail, count: 4, form: form(tail, isLong: false))
        case 4:
            return Self.short((start + group(2).digits)[...]).map {
                Candidate(date: $0, tail: tail, count: 4, form: form(tail, isLong: true))
            }
        default: return nil
        }
    }

    private func form(_ tail: [UInt8], isLong: Bool) -> Form {
        let isSpelled = gap(1) == .space || gap(2) == .space
        if gap(3) == .dash { return isLong ? (Self.isYear(tail) ? .named : .row) : isSpelled || gap(1) == .dash ? .row : .strong }
        // A date with a time or a postcode after it.
        return isSpelled && gap(3) == .space && !group(3).isBeforeCapital ? .row : .weak
    }

    /// `010190 12 34`, `01 01 90 12 34`.
    private var split: Candidate? {
        let isRest = { (offset: Int) in size(offset) == 2 && size(offset + 1) == 2 && gap(offset) != .far && isSpelling(gap(offset + 1)) }
        if size(0) == 6, isRest(1) {
            return Candidate(date: group(0).digits, tail: digits(1..<3), count: 3, form: standsAlone(3) ? .row : .named)
        }
        guard size(0) == 2, size(1) == 2, size(2) == 2, isSpelling(gap(1)), isSpelling(gap(2)), isRest(3), standsAlone(5) else {
            return nil
        }
        return Candidate(date: digits(0..<3), tail: digits(3..<5), count: 5, form: gap(3) == .dash && gap(1) != .dash ? .row : .weak)
    }

    /// Ten digits in groups of any size, with no word between them.
    private var spelled: Candidate? {
        var (count, total) = (0, 0)
        while total < 10, count == 0 || gap(count) != .far, size(count) > 0 {
            total += size(count)
            count += 1
        }
        guard total == 10, count > 1 else { return nil }
        let all = digits(0..<count)
        let isByOnes = count == 10 && gap(6) == .dash && gap(5) == .space && standsAlone(10)
        return Candidate(date: Array(all[..<6]), tail: Array(all[6...]), count: count, form: isByOnes ? .row : .named)
    }

    private func isSpelling(_ gap: DigitGroups.Gap) -> Bool { gap == .space || gap == .dash || gap == .dot }
    private static func isInDate(_ gap: DigitGroups.Gap) -> Bool { gap == .dot || gap == .slash || gap == .dash || gap == .space }
    /// No further digits before or after, as in a long number written in groups.
    private func standsAlone(_ count: Int) -> Bool {
        (first == 0 || group(0).gap == .far || group(0).gap == .newline) && (gap(count) == .far || gap(count) == .newline)
    }

    // How sure it is.

    private func certainty(_ candidate: Candidate) -> CPRNumber.Certainty? {
        guard Self.isDate(candidate.date, isReplacement: true) else { return nil }
        let start = group(0).start
        let end = group(candidate.count - 1).end
        let hasName = isNamed.isNear(from: start, to: end, before: 30, after: 30)
        guard Self.isDate(candidate.date, isReplacement: hasName) else { return nil }
        if hasName { return .certain }
        let isProbable = Self.hasModulus11(candidate.date + candidate.tail) || candidate.date.starts(with: [0, 1, 0, 1])
        // Part of a longer number, or one that is called something else.
        let isElse = isPart(candidate.count) || isAbroad
        switch candidate.form {
        case .strong: return isElse ? (isProbable ? .hint : nil) : .certain
        case .row:
            if isElse || isOther.isNear(from: start, to: end, before: 20, after: 0) { return isProbable ? .hint : nil }
            return isProbable ? .certain : .hint
        case .weak: return isProbable && !isElse ? .hint : nil
        case .named: return nil
        }
    }

    /// `+31 0612345678`
    private var isAbroad: Bool { group(0).hasPlus || (first > 0 && group(0).gap == .space && reading.groups[first - 1].hasPlus) }

    private func isPart(_ count: Int) -> Bool {
        let before = group(0).gap.isTight && first > 0 && !(group(0).gap == .dot && reading.groups[first - 1].digits.count <= 2)
        return before || gap(count).isTight
    }

    static let names = ["cpr", "personnummer", "personnr", "person nr", "person-nr", "pers.nr"].map { Array($0.unicodeScalars) }
    /// What ten digits are called when they are something else.
    static let others = [
        "tlf", "telefon", "mobil", "fax", "phone", "isbn", "konto", "faktura", "ordre", "kunde", "stregkode", "gtin", "ean", "iban", "cvr",
        "p-nummer", "p-nr", "sagsn", "journaln", "løben", "reg.", "medlem", "varen", "serien", "måler",
    ].map { Array($0.unicodeScalars) }

    private static func padded(_ digits: [UInt8]) -> [UInt8] { digits.count == 1 ? [0] + digits : digits }

    /// `01011990` as `010190`, when the year is one in which somebody with a CPR number can be born.
    private static func short(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        let year = digits.suffix(4).reduce(0) { $0 * 10 + Int($1) }
        return (1858...2057).contains(year) ? Array(digits.prefix(4) + digits.suffix(2)) : nil
    }

    private static func isYear(_ digits: [UInt8]) -> Bool { digits.starts(with: [1, 9]) || digits.starts(with: [2, 0]) }

    /// - Parameter isReplacement: a number given in place of a CPR number has 60 added to its day.
    private static func isDate(_ digits: [UInt8], isReplacement: Bool) -> Bool {
        var day = Int(digits[0]) * 10 + Int(digits[1])
        let month = Int(digits[2]) * 10 + Int(digits[3])
        let year = Int(digits[4]) * 10 + Int(digits[5])
        if isReplacement, day > 60 { day -= 60 }
        guard (1...12).contains(month), day >= 1 else { return false }
        // '00 was a leap year in one of the centuries, 2000.
        let february = year % 4 == 0 ? 29 : 28
        return day <= [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func hasModulus11(_ digits: [UInt8]) -> Bool {
        zip(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + Int($1.0) * $1.1 } % 11 == 0
    }
}
