import Domain
import Formats

/// Readers of what people type, which has passed through a form.
extension Parser {
    private init(typed name: String, seeds: [String], words: [String], check: @escaping @Sendable (String) throws -> Void) {
        self.init(name, seeds: seeds, words: words) { bytes in try check(TypedText.cleaned(String(decoding: bytes, as: UTF8.self))) }
    }

    static let cprNumbers = Parser(
        typed: "cpr-numbers",
        seeds: [
            "Mit CPR-nr. er 010190-1234, tlf. 12 34 56 78", "0101901234 01.01.1990-1234 1/1-90 1234",
            "０１０１９０ 12 34 cpr 0 1 0 1 9 0 1 2 3 4",
        ],
        words: ["010190-1234", "010190", "1234", "-", "–", ".", "/", "cpr", "konto", "+45", "1", "\u{20E3}", "٣", "\u{AD}"]
    ) { text in
        let numbers = CPRNumber.find(in: text)
        try expectOrder(numbers.map(\.range), in: text)
        let masked = CPRNumber.mask(text, numbers)
        for number in numbers {
            let form = number.masked.unicodeScalars
            try expect(form.count == 11 && form.prefix(6).allSatisfy { ("0"..."9").contains($0) }, "a mask of another form")
        }
        try expect(numbers.isEmpty == masked.isExactly(text), "a number was not masked")
    }

    static let sensitive = Parser(
        typed: "sensitive",
        seeds: [
            "Ring til Anna Berg på +45 12 34 56 78 eller anna@example.dk. Hilsen Bo Holm", "Annas 0046 70 123 45 67, 010190-1234",
            "a@b.c.dk.@æ.dk",
        ],
        words: ["@", "anna@example.dk", "Anna", " Berg", "+45", "12345678", "0046", "12 34 ", ".", "’s"]
    ) { text in
        let found = SensitiveText.find(in: text, names: ["Anna Berg"], places: ["Jyderup"])
        try expectOrder(found.map(\.range), in: text)
        try expect(found.isEmpty == SensitiveText.mask(text, found).isExactly(text), "something was not masked")
    }

    package static let search = Parser(
        typed: "search",
        seeds: [
            "Cykelstien ved Skolevej i Ågerup", "HOL-2026-0042", "kan   man få\nen bænk? \"rabarber*\" OR x' --",
            String(repeating: "ord ", count: 80),
        ],
        words: ["ord", "\"", "'", "*", " OR ", "(", "Å", "a\u{30A}", "skole", "ß", "ﬁ", "-"]
    ) { text in
        let words = Array(SearchWords(text))
        try expectOrder(words.map(\.range), in: text)
        for word in words {
            let isWord = word.text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || isMark($0)
            }
            // The engines' own languages are written with quotes, spaces and operators.
            try expect(isWord && !word.text.isEmpty, "no word: \(word.text.debugDescription)")
            try expect(word.text.unicodeScalars.count <= SearchWords.maximumLength, "a word is too long")
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .nonspacingMark }

    private static let town = PlaceSearch([
        .init(name: "Jyderup", areaID: 1), .init(name: "St. Merløse", areaID: 2), .init(name: "Mogenstrup", areaID: 3),
        .init(name: "Mogenstrup", areaID: 4), .init(name: "Ågerup", areaID: 5),
    ])

    static let places = Parser(
        typed: "places", seeds: ["Jyderup", "i Store Merløse by", "mogenstrup", "Aagerop", "Nowhere 4300 Holbæk", "DK4450"],
        words: ["Store ", "by", "4300", "DK", "aa", "'", ".", "s"]
    ) { text in
        switch town.find(text) {
        case .one, .postcode: break
        case .several(let areas): try expect(areas.count > 1 && Set(areas).count == areas.count, "an area stands twice")
        case .none(let suggestions): try expect(suggestions.count <= 5, "too many suggestions")
        }
    }

    /// Addresses, numbers, days and names of files: written as we write them, they are read as the same.
    static let shortTexts = Parser(
        typed: "short-texts",
        seeds: [
            "anna@bøgeskov.example.dk", "(+45) 12 34 56 78", "+44 (0)20 7946 0000", "hol 2026 42", "2026-02-28", "https://a.dk:8443",
            "../a b.PDF",
        ],
        words: ["@", ".", "xn--", "+45", "(0)", "HOL", "2026-", "0", "/", "\\", ".pdf"]
    ) { text in
        if let address = EmailAddress(text) {
            try expect(EmailAddress(address.text) == address, "another address: \(address.text)")
            try expect(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "an address no server takes: \(address.text)")
        }
        if let phone = PhoneNumber(text) {
            try expect(PhoneNumber(phone.text) == phone && PhoneNumber(phone.formatted) == phone, "another number: \(phone.text)")
        }
        if let reference = Reference(text) {
            try expect(Reference(reference.text) == reference && Reference(stored: reference.text) == reference, "another: \(reference)")
        }
        if let day = Day(iso: text) { try expect(day.description == text, "another day: \(day)") }
        for kind in [.pdf, .text] as [Attachment.Kind] {
            let name = AttachmentName(text, kind)
            try expect(name.text.count <= AttachmentName.limit, "a name of \(name.text.count) characters")
            try expect(
                !name.text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }, "no name: \(name.text)")
            try expect(AttachmentName(name.text, kind).text.isExactly(name.text), "another name: \(name.text.debugDescription)")
        }
    }

    private static func expectOrder(_ ranges: [Range<String.Index>], in text: String) throws(Broken) {
        var end = text.startIndex
        for range in ranges {
            try expect(range.lowerBound >= end && !range.isEmpty && range.upperBound <= text.endIndex, "places out of order")
            end = range.upperBound
        }
    }
}
