import Domain
import Foundation
import SQLEngine

/// One search in one transaction.
struct Search {
    let connection: any SQLConnection
    let scope: SearchStore.Scope
    let stemmer: DanishStemmer

    struct Found {
        /// Best first; of equals the newest.
        var ranked: [(score: Int, id: Dialogue.ID)] = []
        var isCut = false
    }

    private struct Candidate {
        let id: Dialogue.ID
        let subject: String
    }

    /// The dialogues that hold every word.
    func find(_ query: SearchQuery) throws -> Found {
        var scores: [Dialogue.ID: Int] = [:]
        var found = Found()
        if let reference = query.reference, let dialogue = try find(reference) { scores[dialogue] = 1_000_000 }
        if !query.stems.isEmpty {
            let exact = try candidates(query.exactWords, SearchStore.candidateLimit)
            // Where the very words stand in so many, longer words that begin with them are not looked for: their lists are the longest.
            let isEnough = exact.count == SearchStore.candidateLimit || query.exactWords == query.words
            let any = isEnough ? exact : try candidates(query.words, SearchStore.candidateLimit)
            found.isCut = any.count == SearchStore.candidateLimit
            // Among too many, those that hold the words in the heading are not lost.
            let headed = found.isCut ? try candidates(query.headingWords, SearchStore.candidateLimit / 2, isHeading: true) : []
            for candidate in any + exact + headed where scores[candidate.id] == nil {
                scores[candidate.id] = query.score(candidate.subject)
            }
            for candidate in exact { scores[candidate.id, default: 0] += 1 }
        }
        found.ranked = scores.map { ($0.value, $0.key) }.sorted { ($0.score, $0.id) > ($1.score, $1.id) }
        return found
    }

    private func find(_ reference: Reference) throws -> Dialogue.ID? {
        try connection.first("SELECT d.id FROM dialogue d WHERE d.reference = \(reference) AND \(scope.visible)") { try $0.identifier() }
    }

    private func candidates(_ words: [FullText.Word], _ limit: Int, isHeading: Bool = false) throws -> [Candidate] {
        // A heading is as readable as its dialogue, and that is asked here.
        try newest(limit, words, isHeading ? SearchFields.subject : scope.field)
    }

    /// The newest that hold all of the words, newest first, with the stems of their headings.
    private func newest(_ limit: Int, _ words: [FullText.Word], _ field: FullText.Field, _ condition: SQL = "1 = 1") throws -> [Candidate] {
        try connection.rows(
            connection.dialect.newest(
                limit, "d.id, h.subject", joining: "CROSS JOIN dialogue d CROSS JOIN search_document h", holding: words, in: field,
                SearchFields.text, where: "d.id = \(key) AND h.dialogue_id = d.id AND \(scope.visible) AND \(condition)")
        ) { Candidate(id: try $0.identifier(), subject: try $0.text()) }
    }

    private var source: SQL { connection.dialect.source(SearchFields.text) }
    private var key: SQL { connection.dialect.key(SearchFields.text) }
}

// What is alike.
extension Search {
    struct Alike {
        let id: Dialogue.ID
        /// The share of the telling words' weight it holds, 0 to 1; what stands in its heading counts half as much again.
        let score: Double
        /// Its heading holds all of the words.
        let isHeaded: Bool
    }

    /// A word in so many dialogues tells nothing, and is counted no further.
    private static let countLimit = 2000
    static let tellingWords = 8
    private static let newestOfEach = 200

    /// Dialogues that hold the most telling of the words, best first.
    ///
    /// - Parameter isStrict: a word in more than one of 25 dialogues, or in `countLimit`, says nothing, and a word that no dialogue holds weighs
    ///   too, so that a text about something new is like nothing.
    ///
    /// How telling a word is: its inverse document frequency, ln(1 + N / n) (Spärck Jones 1972), counted as far as `countLimit`.
    func alike(
        _ words: [FullText.Word], leastShare: Double, leastWords: Int = 1, isStrict: Bool = false, condition: SQL = "1 = 1"
    ) throws -> [Alike] {
        let total = try connection.first("SELECT MAX(dialogue_id) FROM search_document") { try $0.optionalInteger() } ?? nil
        guard let total, total > 0, !words.isEmpty else { return [] }
        let counted = try words.map { word in (word: word, count: try count(word)) }
        let telling = min(max(3, Int(total) / 25), Self.countLimit - 1)
        let weighted = counted.filter { isStrict ? $0.count <= telling : $0.count > 0 }
            .map { (word: $0.word, weight: log(1 + Double(total) / Double(max(1, $0.count)))) }
            .sorted { ($0.weight, $0.word.text) > ($1.weight, $1.word.text) }.prefix(Self.tellingWords)
        let sum = weighted.reduce(0) { $0 + $1.weight }
        var weights: [Dialogue.ID: (share: Double, words: Int, inHeading: Int)] = [:]
        for (word, weight) in weighted {
            for (id, isHeading) in try newest(word, condition) {
                var found = weights[id] ?? (0, 0, 0)
                found.share += weight / sum * (isHeading ? 1.5 : 1)
                found.words += 1
                found.inHeading += isHeading ? 1 : 0
                weights[id] = found
            }
        }
        return weights.filter { $0.value.share >= leastShare && $0.value.words >= leastWords }
            .map { Alike(id: $0.key, score: min(1, $0.value.share), isHeaded: $0.value.inHeading == words.count) }
            .sorted { ($0.score, $0.id) > ($1.score, $1.id) }
    }

    private func count(_ word: FullText.Word) throws -> Int {
        let holds = connection.dialect.holds([word], in: scope.field, SearchFields.text)
        return try connection.one(
            "SELECT COUNT(*) FROM (SELECT \(key) FROM \(source) WHERE \(holds) LIMIT \(Self.countLimit)) AS counted"
        ) { try $0.count() }
    }

    private func newest(_ word: FullText.Word, _ condition: SQL) throws -> [(id: Dialogue.ID, isHeading: Bool)] {
        let wanted = SearchFields.inHeading(word.text).utf8
        return try newest(Self.newestOfEach, [word], scope.field, condition).map { candidate in
            let stems = candidate.subject.utf8.split(separator: UInt8(ascii: " "))
            return (candidate.id, stems.contains { $0.starts(with: wanted) && (word.isPrefix || $0.count == wanted.count) })
        }
    }
}

// What is shown of a hit.
extension Search {
    /// In the order given.
    func hits(_ ids: [Dialogue.ID], _ query: SearchQuery) throws -> [SearchStore.Hit] {
        guard !ids.isEmpty else { return [] }
        let lines = try DialogueLines.rows("d.id IN (\(ids.sqlList)) AND \(scope.visible)", connection)
        let byID = Dictionary(uniqueKeysWithValues: lines.map { ($0.dialogue.id, $0) })
        let texts = try texts(ids)
        return ids.compactMap { id in
            byID[id].map { line in
                let excerpt = (texts[id] ?? []).lazy.map { Excerpt(of: $0, query, stemmer) }.first { !$0.isPlain }
                return SearchStore.Hit(
                    line: line, subject: Excerpt(marking: line.dialogue.subject, query, stemmer), text: excerpt,
                    outcome: line.dialogue.closing.map { Excerpt(marking: $0.outcome, query, stemmer) })
            }
        }
    }

    /// What the reader may read of the messages, oldest first.
    private func texts(_ ids: [Dialogue.ID]) throws -> [Dialogue.ID: [String]] {
        let text: SQL =
            switch scope {
            case .open: "m.public_text"
            case .work: "m.text"
            }
        let rows = try connection.rows(
            "SELECT m.dialogue_id, \(text) FROM message m WHERE m.dialogue_id IN (\(ids.sqlList)) AND \(text) IS NOT NULL ORDER BY m.id"
        ) { (id: try $0.identifier() as Dialogue.ID, text: try $0.text()) }
        return Dictionary(grouping: rows, by: \.id).mapValues { $0.map(\.text) }
    }
}
