package import Domain
package import SQLEngine

/// Finds dialogues by their words.
///
/// The engine only says which dialogues hold the words, newest first; the order is ours, so it is the same on both.
package struct SearchStore: Sendable {
    let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    package struct Hit: Sendable {
        package let line: DialogueStore.Line
        package let subject: Excerpt
        /// Nil where the words stand in no message.
        package let text: Excerpt?
        /// What came of it, where it is closed.
        package let outcome: Excerpt?
    }

    /// Where a page ended.
    package struct Cursor: Sendable, Equatable {
        package let score: Int
        package let id: Dialogue.ID

        package init(score: Int, id: Dialogue.ID) {
            self.score = score
            self.id = id
        }
    }

    package struct Results: Sendable {
        package let hits: [Hit]
        package let next: Cursor?
        /// No dialogue holds all of the words; these hold the most telling of them.
        package let isPartial: Bool
        /// There are more than are ordered: only the newest are shown.
        package let isCut: Bool
        /// Nothing but words that say nothing was typed.
        package let isEmptyQuery: Bool
        /// More was typed than is looked for.
        package let isShortened: Bool
    }

    /// How many of the newest that hold the words are put in order.
    package static let candidateLimit = 300
    package static let pageLength = 20

    /// What everybody may read.
    package func search(_ text: String, after cursor: Cursor? = nil) async throws -> Results {
        try await results(text, .open, after: cursor)
    }

    /// What staff may work on: all of its words, also who wrote.
    package func search(_ text: String, _ permit: Permit<DeskPolicy.Open>, after cursor: Cursor? = nil) async throws -> Results {
        try await results(text, .work(permit.action.staff), after: cursor)
    }

    /// Goes one step on with putting the index in order, which keeps it as fast as it was when it was small; whether there was anything to do.
    package func joinPieces() async throws -> Bool { try await database.write { try $0.joinPieces(of: SearchFields.text) } }

    /// Which words of which dialogues are looked at. The two belong together, so they are one value.
    enum Scope: Sendable {
        case open
        case work(Viewer.Staff)

        var field: FullText.Field {
            switch self {
            case .open: SearchFields.open
            case .work: SearchFields.whole
            }
        }

        var visible: SQL {
            switch self {
            case .open: DialogueRows.readable(by: .anonymous)
            case .work(let staff): DialogueRows.workable(by: staff)
            }
        }
    }

    private func results(_ text: String, _ scope: Scope, after cursor: Cursor?) async throws -> Results {
        try await database.read { connection in
            let search = Search(connection: connection, scope: scope, stemmer: DanishStemmer())
            var query = SearchQuery(text, search.stemmer)
            var found = try search.find(query)
            if found.ranked.isEmpty {
                // As on a keyboard without the Danish letters.
                let danish = SearchQuery(text, search.stemmer, isPlainASCII: true)
                if danish.stems != query.stems {
                    let again = try search.find(danish)
                    if !again.ranked.isEmpty { (query, found) = (danish, again) }
                }
            }
            let isPartial = found.ranked.isEmpty
            if isPartial { found.ranked = try search.alike(query.words, leastShare: 0.3).map { (Int($0.score * 1000), $0.id) } }
            let rest = found.ranked.drop { ranked in
                guard let cursor else { return false }
                return ranked.score > cursor.score || (ranked.score == cursor.score && ranked.id >= cursor.id)
            }
            let page = Array(rest.prefix(Self.pageLength))
            let next = rest.count > page.count ? page.last.map { Cursor(score: $0.score, id: $0.id) } : nil
            return Results(
                hits: try search.hits(page.map(\.id), query), next: next, isPartial: isPartial && !found.ranked.isEmpty, isCut: found.isCut,
                isEmptyQuery: query.isEmpty, isShortened: query.isShortened)
        }
    }
}
