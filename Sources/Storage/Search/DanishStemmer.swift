import CStemmer
import Domain

/// Danish words to their stems by Snowball's algorithm: *cykelstierne* and *cykelsti* are one.
///
/// The C stemmer writes into a buffer of its own, so each transaction makes its own and nothing is shared between threads:
/// this class is not `Sendable`.
final class DanishStemmer {
    /// Nil would mean a library built without Danish; words are then compared as they stand.
    private let stemmer: OpaquePointer?
    private var known: [String: String] = [:]

    init() { stemmer = sb_stemmer_new("danish", "UTF_8") }

    deinit { if let stemmer { sb_stemmer_delete(stemmer) } }

    /// The stem of a word of `SearchWords`. One with digits is its own.
    func stem(_ word: String) -> String {
        if let stem = known[word] { return stem }
        let stem = compute(word)
        if known.count < 20_000 { known[word] = stem }
        return stem
    }

    private func compute(_ word: String) -> String {
        var stem = word
        // Once more where it helps: "legepladser" becomes "legeplads", and that "legeplad", as "legeplads" does.
        for _ in 0..<3 {
            let shorter = step(stem)
            if shorter == stem { break }
            stem = shorter
        }
        return stem
    }

    private func step(_ word: String) -> String {
        guard let stemmer, !word.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return word }
        var word = word
        return word.withUTF8 { bytes in
            guard let symbols = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else { return nil }
            return String(decoding: UnsafeBufferPointer(start: symbols, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
        } ?? word
    }

    /// The different stems of a text that say what it is about, in the order they first stand.
    func stems(of text: String) -> [String] {
        var seen: Set<String> = []
        return SearchWords(text).compactMap { word in
            guard !SearchWords.common.contains(word.text) else { return nil }
            let stem = stem(word.text)
            return seen.insert(stem).inserted ? stem : nil
        }
    }
}
