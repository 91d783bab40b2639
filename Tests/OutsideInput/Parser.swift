/// A reader of what comes from outside, and what must hold whatever it is given.
package struct Parser: Sendable, CustomStringConvertible {
    package let name: String
    /// Small inputs that it can read; all others are made from them.
    package let seeds: [[UInt8]]
    /// What means something to it, to be put in anywhere.
    package let words: [[UInt8]]
    let stretchedWords: [[UInt8]]
    private let body: @Sendable ([UInt8]) throws -> Void

    package var description: String { name }

    init(_ name: String, seeds: [[UInt8]], words: [String], check body: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.name = name
        self.seeds = seeds
        stretchedWords = (words + Self.everywhere.prefix(3)).map { Array($0.utf8) }
        self.words = (words + Self.everywhere).map { Array($0.utf8) } + [[0xFF], [0xC3], [0]]
        self.body = body
    }

    init(_ name: String, seeds: [String], words: [String], check body: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.init(name, seeds: seeds.map { Array($0.utf8) }, words: words, check: body)
    }

    /// What has broken readers before: accents that have an order, letters that join, a change of direction, ends of lines.
    private static let everywhere = [
        "\u{323}\u{301}", "👩‍👧", "\r\n", "\u{200D}", "\u{600}", "\u{202E}", "\u{FEFF}", "\u{1D160}", "\r", "\n", " ", "\t", "æ", "aa", "İ",
    ]

    /// What did not hold.
    package struct Broken: Error, CustomStringConvertible {
        package let description: String
    }

    /// Throws when something does not hold. What the reader itself throws is an answer like any other.
    package func check(_ input: [UInt8]) throws(Broken) {
        do { try body(input) } catch let broken as Broken { throw broken } catch {}
    }
}

func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws(Parser.Broken) {
    if !holds { throw Parser.Broken(description: otherwise()) }
}

extension String {
    /// Letter for letter: to Swift two ways to write *å* are equal.
    func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Parser {
    package static let all: [Parser] = [
        form, multipart, cookies, mail, writtenMail, csv, geoJSON, settings, file, cprNumbers, sensitive, search, places, shortTexts,
    ]
}
