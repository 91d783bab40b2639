/// What in a text says who somebody is or how to reach them. For the staff's preview before a text becomes public: each finding is
/// shown and decided by a person. Linear in the text's length.
package enum SensitiveText {
    package struct Finding: Sendable, Equatable {
        package let kind: Kind
        /// In the text as it was written. Findings do not overlap.
        package let range: Range<String.Index>
        package let certainty: CPRNumber.Certainty
        /// What a public copy may say instead: `DDMMYY-••••` for a CPR number, bullets for the rest.
        package let masked: String
    }

    package enum Kind: String, Sendable, CaseIterable { case cpr, email, phone, name }

    /// - Parameters:
    ///   - names: people who are known to be meant: those in the dialogue. Each of their names counts, alone too.
    ///   - places: words with a capital letter that name nobody, such as the municipality's areas and places.
    package static func find(in text: String, names: [String] = [], places: [String] = []) -> [Finding] {
        find(in: text, NameFinder(names: names, places: places))
    }

    /// The same for many texts about the same people.
    package static func find(in text: String, _ names: NameFinder) -> [Finding] {
        var found = CPRNumber.find(in: text).map {
            Finding(kind: .cpr, range: $0.range, certainty: $0.certainty, masked: $0.masked)
        }
        found.add(emails(in: text))
        found.add(phones(in: text))
        found.add(names.names(in: text))
        return found
    }

    /// The text with the chosen findings masked. Findings must come from this very text.
    package static func mask(_ text: String, _ findings: [Finding]) -> String {
        var masked = ""
        var rest = text.startIndex
        for finding in findings.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where finding.range.lowerBound >= rest {
            masked += text[rest..<finding.range.lowerBound]
            masked += finding.masked
            rest = finding.range.upperBound
        }
        return masked + text[rest...]
    }

    static let bullets = "••••"
}

extension [SensitiveText.Finding] {
    /// Adds what does not touch a finding that is there, and keeps the order of the text.
    fileprivate mutating func add(_ more: [SensitiveText.Finding]) {
        var merged: [SensitiveText.Finding] = []
        merged.reserveCapacity(count + more.count)
        var (mine, other) = (startIndex, more.startIndex)
        while mine < endIndex || other < more.endIndex {
            if other == more.endIndex {
                merged.append(self[mine])
                mine += 1
            } else if mine == endIndex || more[other].range.upperBound <= self[mine].range.lowerBound {
                merged.append(more[other])
                other += 1
            } else if self[mine].range.upperBound <= more[other].range.lowerBound {
                merged.append(self[mine])
                mine += 1
            } else {
                other += 1
            }
        }
        self = merged
    }
}

// E-mail addresses.
extension SensitiveText {
    /// Around every `@`: what an address may have before it, and a domain with a dot after it.
    private static func emails(in text: String) -> [Finding] {
        let bytes = text.utf8
        var found: [Finding] = []
        var rest = bytes.startIndex
        while let at = bytes[rest...].firstIndex(of: UInt8(ascii: "@")) {
            rest = bytes.index(after: at)
            let start = edge(of: bytes[..<at].reversed().prefix(64).prefix(while: isLocal).count, before: at, in: bytes)
            let end = bytes.index(rest, offsetBy: domainLength(bytes[rest...].prefix(253)))
            guard start < at, end > rest, found.last.map({ $0.range.upperBound <= start }) ?? true else { continue }
            found.append(Finding(kind: .email, range: start..<end, certainty: .certain, masked: bullets))
            rest = end
        }
        return found
    }

    private static func edge(of count: Int, before at: String.Index, in bytes: String.UTF8View) -> String.Index {
        var start = bytes.index(at, offsetBy: -count)
        // "skriv til:.anna@…": punctuation before an address is not part of it.
        while start < at, bytes[start] == UInt8(ascii: ".") || bytes[start] == UInt8(ascii: "-") { start = bytes.index(after: start) }
        // Never in the middle of a letter.
        while start < at, bytes[start] & 0xC0 == 0x80 { start = bytes.index(after: start) }
        return start
    }

    /// Labels with dots between them; the full stop that ends a sentence is not one of them. 0 when there is no dot.
    private static func domainLength(_ bytes: Substring.UTF8View) -> Int {
        let length = bytes.prefix(while: isDomain).count
        var domain = bytes.prefix(length)
        while let last = domain.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "-") { domain.removeLast() }
        guard let dot = domain.lastIndex(of: UInt8(ascii: ".")), domain.first != UInt8(ascii: ".") else { return 0 }
        return domain[dot...].count >= 3 ? domain.count : 0
    }

    // Letters beyond ASCII are bytes from 0x80.
    private static func isDomain(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    private static func isLocal(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "._%+-'".utf8.contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            true
        default: false
        }
    }
}

// Telephone numbers.
extension SensitiveText {
    /// Eight digits as Danes group them, or a number with its country's code.
    private static func phones(in text: String) -> [Finding] {
        let reading = DigitGroups(text)
        let (callers, others) = (reading.places(of: callers), reading.places(of: others))
        var found: [Finding] = []
        var index = 0
        while index < reading.groups.count {
            guard let (count, certainty) = phone(reading, at: index, callers, others) else {
                index += 1
                continue
            }
            var start = reading.groups[index].range.lowerBound
            if reading.groups[index].hasPlus { start = text.unicodeScalars.index(before: start) }
            let range = start..<reading.groups[index + count - 1].range.upperBound
            found.append(Finding(kind: .phone, range: range, certainty: certainty, masked: bullets))
            index += count
        }
        return found
    }

    /// How many groups from `first` on are a telephone number, and how sure that is.
    private static func phone(
        _ reading: DigitGroups, at first: Int, _ callers: WordPlaces, _ others: WordPlaces
    ) -> (Int, CPRNumber.Certainty)? {
        let groups = reading.groups[first...].prefix(9)
        guard let head = groups.first, let lead = head.digits.first else { return nil }
        let isAbroad = head.hasPlus || head.digits.starts(with: [0, 0])
        guard isAbroad || lead >= 2 else { return nil }
        var sizes: [Int] = []
        for group in groups {
            let isJoined = sizes.isEmpty || group.gap == .space || group.gap == .dash || group.gap == .dot
            guard isJoined, isAbroad || sizes.count < 5 else { break }
            sizes.append(group.digits.count)
        }
        let digits = { (count: Int) in groups.prefix(count).flatMap(\.digits) }
        if isAbroad { return abroad(sizes, digits, isPlus: head.hasPlus) }
        guard let count = danish(sizes) else { return nil }
        let (start, end) = (reading.groups[first].start, reading.groups[first + count - 1].end)
        if callers.isNear(from: start, to: end, before: 20, after: 0) { return (count, .certain) }
        if others.isNear(from: start, to: end, before: 14, after: 0) { return nil }
        let all = digits(count)
        // A date, or two years with a dash between them.
        if count == 2, all.starts(with: [2, 0]) || all.starts(with: [1, 9]), groups[first + 1].gap == .dash { return nil }
        if count == 1, Day(digits: all) != nil { return nil }
        return (count, count == 4 ? .certain : .hint)
    }

    /// `12345678`, `12 34 56 78`, `1234 5678`, `123 45 678`.
    private static func danish(_ sizes: [Int]) -> Int? {
        for form in [[8], [2, 2, 2, 2], [4, 4], [2, 3, 3], [3, 2, 3], [3, 3, 2], [2, 6], [4, 2, 2]] where sizes.starts(with: form) {
            // 4-2-2 with dashes is a day; more groups after it are a longer number.
            if form == [4, 2, 2] { continue }
            return sizes.count == form.count || form == [8] ? form.count : nil
        }
        return nil
    }

    /// `+45 12 34 56 78`, `0046 70 123 45 67`.
    private static func abroad(_ sizes: [Int], _ digits: (Int) -> [UInt8], isPlus: Bool) -> (Int, CPRNumber.Certainty)? {
        var best: Int?
        for count in sizes.indices.map({ $0 + 1 }) {
            let dialled = digits(count).dropFirst(isPlus ? 0 : 2)
            // Denmark's eight and no more: what follows is something else.
            if dialled.starts(with: [4, 5]) {
                if dialled.count == 10 { return (count, .certain) }
            } else if (8...15).contains(dialled.count), dialled.first != 0 {
                best = count
            }
        }
        return best.map { ($0, isPlus ? .certain : .hint) }
    }

    private static let callers = ["tlf", "telefon", "mobil", "ring", "phone", "sms", "fax", "nummer er"].map { Array($0.unicodeScalars) }
    private static let others = [
        "cvr", "ean", "konto", "faktura", "sagsn", "journaln", "matr", "isbn", "p-nr", "p-nummer", "kr.", "beløb", "kle",
    ].map { Array($0.unicodeScalars) }
}

extension Day {
    /// `23112026` or `20261123`, in our days.
    fileprivate init?(digits: [UInt8]) {
        let number = { (range: Range<Int>) in digits[range].reduce(0) { $0 * 10 + Int($1) } }
        let (dayFirst, yearFirst) = (number(4..<8), number(0..<4))
        if (1900...2099).contains(dayFirst), let day = Day(year: dayFirst, month: number(2..<4), day: number(0..<2)) {
            self = day
        } else if (1900...2099).contains(yearFirst), let day = Day(year: yearFirst, month: number(4..<6), day: number(6..<8)) {
            self = day
        } else {
            return nil
        }
    }
}
