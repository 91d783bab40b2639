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

    private let text: String.UnicodeScalarView
    private var position: String.Index

    package init(_ text: String) {
        self.text = text.unicodeScalars
        position = text.startIndex
    }

    package mutating func next() -> Word? {
        while position < text.endIndex, !Self.isPart(text[position]) { position = text.index(after: position) }
        guard position < text.endIndex else { return nil }
        let start = position
        var word: [Unicode.Scalar] = []
        while position < text.endIndex, Self.continues(text[position]) {
            Self.append(text[position], to: &word)
            position = text.index(after: position)
        }
        return Word(text: String(String.UnicodeScalarView(word.prefix(Self.maximumLength))), range: start..<position)
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isASCIIPart(scalar) }
        if isDanish(scalar) { return true }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber: true
        default: false
        }
    }

    /// What the tables of Unicode need not be asked about.
    private static func isDanish(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "æ", "ø", "å", "Æ", "Ø", "Å": true
        default: false
        }
    }

    private static func isASCIIPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    /// An accent that follows its letter does not end the word.
    private static func continues(_ scalar: Unicode.Scalar) -> Bool {
        isPart(scalar) || (!scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark)
    }

    private static func append(_ scalar: Unicode.Scalar, to word: inout [Unicode.Scalar]) {
        if scalar.isASCII {
            let small = ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
            if small == "a", word.last == "a" { word[word.count - 1] = "å" } else { word.append(small) }
            return
        }
        switch scalar {
        case "æ", "ø", "å": word.append(scalar)
        case "\u{30A}" where word.last == "a": word[word.count - 1] = "å"
        case "\u{308}" where word.last == "a": word[word.count - 1] = "æ"
        case "\u{308}" where word.last == "o": word[word.count - 1] = "ø"
        case _ where scalar.properties.generalCategory == .nonspacingMark: break
        default: for small in scalar.properties.lowercaseMapping.unicodeScalars { word.append(plain[small] ?? small) }
        }
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
