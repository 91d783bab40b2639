package import Domain
import SQLEngine

extension DialogueSteps {
    /// Lets search find the dialogue by its words as they are now. `DialogueStore` calls it at the end of every step that may have
    /// changed words, visibility or names; whoever takes steps past `DialogueStore` calls it too, in the same transaction.
    package func indexWords(of id: Dialogue.ID) throws { try SearchIndex(connection, stemmer).refresh(id) }
}

/// What search reads of a dialogue, written in the transaction that changes its words.
struct SearchIndex {
    let connection: any SQLConnection
    private let stemmer: DanishStemmer

    init(_ connection: any SQLConnection, _ stemmer: DanishStemmer) {
        self.connection = connection
        self.stemmer = stemmer
    }

    /// Writes the words of a dialogue as they are now. Changes nothing when they are the same.
    func refresh(_ id: Dialogue.ID) throws {
        let texts = try texts(of: id)
        let open = stemmer.stems(of: texts.open)
        let isOpen = Set(open)
        let closed = stemmer.stems(of: texts.closed).filter { !isOpen.contains($0) }
        let subject = stemmer.stems(of: texts.subject).map(SearchFields.inHeading)
        let values = [subject, open, closed].map { $0.joined(separator: " ") }
        let known = try connection.first(
            "SELECT subject, open_words, closed_words FROM search_document WHERE dialogue_id = \(id)"
        ) { [try $0.text(), try $0.text(), try $0.text()] }
        guard values != known else { return }
        if let known, let forget = connection.dialect.forget(known, of: id.rawValue, SearchFields.text) { connection.runAtEnd(forget) }
        try connection.run(
            """
            INSERT INTO search_document (dialogue_id, subject, open_words, closed_words)
            VALUES (\(id), \(values[0]), \(values[1]), \(values[2]))
            ON CONFLICT (dialogue_id) DO UPDATE
            SET subject = excluded.subject, open_words = excluded.open_words, closed_words = excluded.closed_words
            """)
        if let index = connection.dialect.index(values, of: id.rawValue, SearchFields.text) { connection.runAtEnd(index) }
    }

    private struct Texts {
        var subject = ""
        var open = ""
        var closed = ""
    }

    private func texts(of id: Dialogue.ID) throws -> Texts {
        let texts = try connection.first(
            """
            SELECT d.subject, d.place, a.name, t.name_da, d.outcome, p.name, d.behalf_name, d.is_name_public, d.visibility, d.stage
            FROM dialogue d JOIN person p ON p.id = d.starter_id LEFT JOIN area a ON a.id = d.area_id LEFT JOIN theme t ON t.id = d.theme_id
            WHERE d.id = \(id)
            """
        ) { row in
            let subject = try row.text()
            let about = [subject, try row.optionalText(), try row.optionalText(), try row.optionalText(), try row.optionalText()]
            let who = [try row.text(), try row.optionalText()]
            let isNamePublic = try row.flag()
            let (visibility, stage): (Dialogue.Visibility, Dialogue.Stage) = (try row.choice(), try row.choice())
            let isOpen = visibility == .everyone && stage != .unconfirmed
            return Texts(
                subject: subject, open: isOpen ? Self.joined(about + (isNamePublic ? who : [])) : "",
                closed: Self.joined(who + (isOpen ? [] : about)))
        }
        guard var texts else { throw NotFound() }
        let isOpen = !texts.open.isEmpty
        let messages = try connection.rows("SELECT text, public_text FROM message WHERE dialogue_id = \(id) ORDER BY id") {
            (text: try $0.text(), open: try $0.optionalText())
        }
        let parties = try connection.rows(
            """
            SELECT p.name, pa.behalf_name FROM party pa JOIN person p ON p.id = pa.person_id
            WHERE pa.dialogue_id = \(id) AND pa.left_at IS NULL
            """
        ) { Self.joined([try $0.text(), try $0.optionalText()]) }
        if isOpen { texts.open = Self.joined([texts.open] + messages.map(\.open)) }
        texts.closed = Self.joined([texts.closed] + messages.map(\.text) + parties.sorted())
        return texts
    }

    private static func joined(_ texts: [String?]) -> String { texts.compactMap { $0 }.joined(separator: "\n") }
}
