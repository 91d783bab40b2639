/// The words of a text as search compares them: small letters, no accents, *aa* as *å*; each with its place in the text.
///
/// Danish keeps æ, ø and å, which are letters of their own: *bær* is not *bar*.
package struct SearchWords: Sequence, IteratorProtocol {
    package struct Word: Sendable, Equatable {
        package let text: String
        package let range: Range<String.Index>
    }

    /// Longer is no word: it is cut, on both sides of the comparison.
    package static let maximumLength = 60

    private let text: String
    private var position: String.Index

    package init(_ text: String) {
        self.text = text
        position = text.startIndex
    }

    package mutating func next() -> Word? {
        var word: [UInt8] = []
        var start = position
        while position < text.endIndex {
            let (letter, end) = read(position)
            // An accent that follows its letter does not end the word.
            guard letter.isPart || (!word.isEmpty && letter.isMark) else {
                if !word.isEmpty { break }
                position = end
                continue
            }
            if word.isEmpty { start = position }
            Self.append(letter, to: &word)
            position = end
        }
        guard !word.isEmpty else { return nil }
        return Word(text: Self.cut(String(decoding: word, as: UTF8.self), word.count), range: start..<position)
    }

    private static func cut(_ word: String, _ bytes: Int) -> String {
        bytes > maximumLength ? String(String.UnicodeScalarView(word.unicodeScalars.prefix(maximumLength))) : word
    }

    /// What stands at a place. Nearly everything is one of the first two, of which the tables of Unicode need not be asked.
    private enum Letter {
        case ascii(UInt8)
        /// The second byte of æ, ø or å, small; the first is always the same.
        case danish(UInt8)
        case other(Unicode.Scalar)

        static let danishLead: UInt8 = 0xC3

        var isPart: Bool {
            switch self {
            case .ascii(let byte):
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            case .danish: true
            case .other(let scalar):
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber:
                    true
                default: false
                }
            }
        }

        var isMark: Bool {
            if case .other(let scalar) = self { scalar.properties.generalCategory == .nonspacingMark } else { false }
        }
    }

    private func read(_ place: String.Index) -> (letter: Letter, end: String.Index) {
        let bytes = text.utf8
        let byte = bytes[place]
        if byte < 0x80 { return (.ascii(byte), bytes.index(after: place)) }
        if byte == Letter.danishLead {
            let second = bytes.index(after: place)
            switch bytes[second] | 0x20 {
            case 0xA6, 0xB8, 0xA5: return (.danish(bytes[second] | 0x20), bytes.index(after: second))
            default: break
            }
        }
        return (.other(text.unicodeScalars[place]), text.unicodeScalars.index(after: place))
    }

    private static func append(_ letter: Letter, to word: inout [UInt8]) {
        let a = UInt8(ascii: "a")
        switch letter {
        case .ascii(let byte):
            let small = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
            if small == a, word.last == a { replaceLast(with: "å", in: &word) } else { word.append(small) }
        case .danish(let second): word += [Letter.danishLead, second]
        case .other("\u{30A}") where word.last == a: replaceLast(with: "å", in: &word)
        case .other("\u{308}") where word.last == a: replaceLast(with: "æ", in: &word)
        case .other("\u{308}") where word.last == UInt8(ascii: "o"): replaceLast(with: "ø", in: &word)
        case .other where letter.isMark: break
        case .other(let scalar):
            for small in scalar.properties.lowercaseMapping.unicodeScalars { word += Array(String(plain[small] ?? small).utf8) }
        }
    }

    private static func replaceLast(with letter: Unicode.Scalar, in word: inout [UInt8]) {
        word.removeLast()
        word += Array(String(letter).utf8)
    }

    /// Letters of the neighbours and of loan words as Danes write them.
    private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
        let groups: [(Unicode.Scalar, String)] = [
            ("a", "àáâã"), ("æ", "ä"), ("c", "ç"), ("e", "èéêë"), ("i", "ìíîï"), ("n", "ñ"), ("o", "òóôõ"), ("ø", "ö"), ("u", "ùúûü"),
            ("y", "ýÿ"),
        ]
        return Dictionary(uniqueKeysWithValues: groups.flatMap { letter, accented in accented.unicodeScalars.map { ($0, letter) } })
    }()
}

extension SearchWords {
    /// Words so common that they say nothing about what a text is about (Snowball's Danish list, then
    /// the words of letters and questions).
    package static let common: Set<String> = Set(
        """
        og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du
        ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog noget ville jo deres efter ned skulle
        denne end dette mit også under have dig anden hende mine alt meget sit sine vor mod disse hvis din nogle hos blive mange ad bliver
        hendes været thi jer sådan
        hej tak kære hilsen venlig gerne kan må få får fik vores jeres hvornår hvordan hvorfor hvilken meget mange så lige bare
        """.split { $0 == " " || $0 == "\n" }.map { SearchWords.plainText(String($0)) })

    private static func plainText(_ word: String) -> String {
        var words = SearchWords(word)
        return words.next()?.text ?? word
    }
}
