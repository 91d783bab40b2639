package import Domain
import SQLEngine

/// What others have written that is alike.
extension SearchStore {
    /// How much of the telling words' weight another dialogue must hold, and how many of the words. Measured on the demo:
    /// docs/search.md.
    package static let similarShare = 0.35
    package static let similarWords = 3

    /// Up to three public dialogues about the same, best first; of equals those of the same area. Empty when none is good enough.
    ///
    /// - Parameter text: its heading on the first line.
    package func similar(to text: String, in areaID: Area.ID?, limit: Int = 3) async throws -> [DialogueStore.Line] {
        try await database.read { connection in
            let search = Search(connection: connection, scope: .open, stemmer: DanishStemmer())
            var found = try search.similar(to: text, near: areaID, limit, condition: "1 = 1")
            // Few and common words tell nothing by themselves, but the same heading does.
            if found.count < limit {
                let same = try search.headed(text.prefix { !$0.isNewline })
                found += same.filter { one in !found.contains { $0.id == one.id } }.prefix(limit - found.count)
            }
            return try Self.lines(found, search)
        }
    }

    /// The most similar answered dialogues among those a person at a desk may work on and those everybody may read.
    package func similarAnswered(
        _ permit: Permit<DialoguePolicy.Work>, as staff: Viewer.Staff, limit: Int = 3
    ) async throws -> [DialogueStore.Line] {
        let id = permit.action.dialogueID
        return try await database.read { connection in
            let dialogue = try DialogueRows.one(id, connection)
            let first = try connection.first("SELECT text FROM message WHERE dialogue_id = \(id) ORDER BY id LIMIT 1") { try $0.text() }
            let text = "\(dialogue.subject)\n\(first ?? "")"
            let answered: SQL = "d.id <> \(id) AND d.closed_at IS NOT NULL AND d.ground NOT IN ('withdrawn', 'unreachable')"
            let stemmer = DanishStemmer()
            let (open, own) = (
                Search(connection: connection, scope: .open, stemmer: stemmer),
                Search(connection: connection, scope: .work(staff), stemmer: stemmer)
            )
            var seen: Set<Dialogue.ID> = []
            let found =
                try own.similar(to: text, near: dialogue.areaID, limit, condition: answered).map { ($0, own) }
                + open.similar(to: text, near: dialogue.areaID, limit, condition: answered).map { ($0, open) }
            let best = found.filter { seen.insert($0.0.id).inserted }.sorted { ($0.0.score, $0.0.id) > ($1.0.score, $1.0.id) }.prefix(limit)
            return try best.flatMap { try Self.lines([$0.0], $0.1) }
        }
    }

    private static func lines(_ found: [Search.Alike], _ search: Search) throws -> [DialogueStore.Line] {
        guard !found.isEmpty else { return [] }
        let ids = found.map(\.id)
        let lines = try DialogueLines.rows("d.id IN (\(ids.sqlList)) AND \(search.scope.visible)", search.connection)
        return ids.compactMap { id in lines.first { $0.dialogue.id == id } }
    }
}

extension Search {
    /// Whose heading holds every word of this one.
    fileprivate func headed(_ heading: some StringProtocol) throws -> [Alike] {
        let words = stemmer.stems(of: String(heading)).filter { $0.count >= SearchQuery.prefixLength }
        guard (SearchStore.similarWords...Self.tellingWords).contains(words.count) else { return [] }
        return try alike(words.map { FullText.Word($0, isPrefix: false) }, leastShare: 1, leastWords: words.count).filter(\.isHeaded)
    }

    func similar(to text: String, near areaID: Area.ID?, _ limit: Int, condition: SQL) throws -> [Alike] {
        // The longest words tell most in a language that joins its words; the rest is settled by how many dialogues hold them.
        let stems = stemmer.stems(of: text).filter { $0.count >= SearchQuery.prefixLength }
        let words = stems.sorted { $0.count > $1.count }.prefix(SearchQuery.maximumWords).map { FullText.Word($0, isPrefix: false) }
        let all = try alike(
            words, leastShare: SearchStore.similarShare, leastWords: SearchStore.similarWords, isStrict: true, condition: condition)
        guard let areaID, !all.isEmpty else { return Array(all.prefix(limit)) }
        let best = all.prefix(50)
        let near = Set(
            try connection.rows("SELECT d.id FROM dialogue d WHERE d.id IN (\(best.map(\.id).sqlList)) AND d.area_id = \(areaID)") {
                try $0.identifier() as Dialogue.ID
            })
        func rank(_ alike: Alike) -> (Double, Dialogue.ID) { (alike.score + (near.contains(alike.id) ? 0.1 : 0), alike.id) }
        return Array(best.sorted { rank($0) > rank($1) }.prefix(limit))
    }
}
