/// Full text on both engines: an index over columns that hold words, with a space between them.
///
/// The words are made (small letters, stems) before they are stored, and the engine only looks them up, so that both engines find
/// the same: neither gets to decide what a word is.
package struct FullText: Sendable {
    package let table: String
    package let key: String
    package let columns: [String]
    /// What one can search in: some of the columns together.
    package let fields: [Field]
    /// The same names, for statements; the index is `<table>_index`.
    let names: (table: SQL, index: SQL, key: SQL, columns: SQL)
    /// How many keys PostgreSQL's index tells from others at a time. Part of the schema.
    let block: Int64

    package init(
        table: String, key: String, columns: [String], fields: [Field], names: (table: SQL, index: SQL, key: SQL, columns: SQL),
        block: Int64 = 65_536
    ) {
        self.table = table
        self.key = key
        self.columns = columns
        self.fields = fields
        self.names = names
        self.block = block
    }

    package struct Field: Sendable {
        package let columns: [String]
        let name: String
        /// The PostgreSQL column that indexes them: `s.<name>_vector`.
        let vector: SQL
        /// A word may be in so many rows that PostgreSQL asks block by block for the newest.
        let hasBlocks: Bool

        package init(_ name: String, columns: [String], vector: SQL, hasBlocks: Bool) {
            self.name = name
            self.columns = columns
            self.vector = vector
            self.hasBlocks = hasBlocks
        }
    }

    /// One word looked for; as the beginning of words too, when `isPrefix`. Letters and digits only.
    package struct Word: Sendable, Hashable {
        package let text: String
        package let isPrefix: Bool

        package init(_ text: String, isPrefix: Bool) {
            self.text = text
            self.isPrefix = isPrefix
        }
    }
}

extension SQLDialect {
    /// Creates the index over a table that is there.
    package func createFullText(_ text: FullText) -> String {
        switch self {
        case .sqlite: sqliteFullText(text)
        case .postgres: postgresFullText(text)
        }
    }

    /// Statements that make the index anew from the table, after a migration has changed its words; empty where the engine follows by itself.
    package func rebuildFullText(_ text: FullText) -> String {
        switch self {
        case .sqlite: "INSERT INTO \(text.table)_index (\(text.table)_index) VALUES ('rebuild');"
        case .postgres: ""
        }
    }

    /// Statements that keep an index just created fast when it grows: SQLite's, by letting `SQLConnection.joinPieces` find something to do as
    /// soon as there are two pieces of a size; PostgreSQL's, by letting `newest` find what is new.
    package func letFullTextGrow(_ text: FullText) -> String {
        switch self {
        case .sqlite: "INSERT INTO \(text.table)_index (\(text.table)_index, rank) VALUES ('usermerge', 2);"
        case .postgres: postgresBlocks(text)
        }
    }

    /// What a query reads, as `s`: SQLite's index is a table of its own.
    package func source(_ text: FullText) -> SQL {
        switch self {
        case .sqlite: "\(text.names.index) s"
        case .postgres: "\(text.names.table) s"
        }
    }

    /// The key of a row of `source`.
    package func key(_ text: FullText) -> SQL {
        switch self {
        case .sqlite: "s.rowid"
        case .postgres: "s.\(text.names.key)"
        }
    }

    /// Whether a row of `source` holds all of the words, in any of the field's columns.
    package func holds(_ words: [FullText.Word], in field: FullText.Field, _ text: FullText) -> SQL {
        switch self {
        case .sqlite:
            let all = words.map { "\"\($0.text)\"\($0.isPrefix ? "*" : "")" }.joined(separator: " AND ")
            return "s.\(text.names.index) MATCH \("{\(field.columns.joined(separator: " "))} : (\(all))")"
        case .postgres:
            // A word is one list of the index; what begins like it may be thousands, or nothing, and that decides how best to find it.
            let query = Self.query(words)
            return "\(field.vector) @@ CAST(\(words.contains(where: \.isPrefix) ? SQL(decisive: query) : "\(query)") AS tsquery)"
        }
    }

    /// A SELECT of the newest rows of `source` that hold all of the words, newest first.
    ///
    /// - Parameters:
    ///   - columns: of `source` and the tables, each of another name.
    ///   - tables: what is joined to `source`, by the condition; beginning with `CROSS JOIN`.
    package func newest(
        _ limit: Int, _ columns: SQL, joining tables: SQL, holding words: [FullText.Word], in field: FullText.Field, _ text: FullText,
        where condition: SQL
    ) -> SQL {
        switch self {
        // The beginnings of words are put together from many lists, which is done once.
        case .postgres where field.hasBlocks && !words.contains(where: \.isPrefix):
            postgresNewest(limit, columns, tables, words, field, text, condition)
        case .postgres, .sqlite:
            """
            SELECT \(columns) FROM \(source(text)) \(tables)
            WHERE \(holds(words, in: field, text)) AND \(condition) ORDER BY \(key(text)) DESC LIMIT \(SQL(decisive: Int64(limit)))
            """
        }
    }

    /// A GIN index gives rows in no order: all that hold the words are fetched, to keep the newest. So the newest blocks of keys are asked for
    /// one by one, each by a word of its own in the index, and then all the rest at once; what is not needed is not looked up. A nested loop
    /// keeps the order of its outer rows. The planner knows how many are wanted, but not the words, so that the plan is always this one; the
    /// sum keeps it from the index of the keys.
    private func postgresNewest(
        _ limit: Int, _ columns: SQL, _ tables: SQL, _ words: [FullText.Word], _ field: FullText.Field, _ text: FullText, _ condition: SQL
    ) -> SQL {
        let (key, block, few) = (text.names.key, text.block, Self.blocksAskedSingly)
        return """
            SELECT found.*
            FROM (SELECT MAX(\(key)) / \(block) AS newest FROM \(text.names.table)) AS n
            CROSS JOIN LATERAL generate_series(n.newest, GREATEST(n.newest - \(few), 0), -1) AS part(block)
            CROSS JOIN LATERAL (
                SELECT \(columns) FROM \(source(text)) \(tables)
                WHERE \(field.vector) @@ CAST(
                        \(Self.query(words))
                        || CASE WHEN part.block > n.newest - \(few) THEN ' & ''#' || part.block || '''' ELSE '' END AS tsquery
                    ) AND s.\(key) + 0 < (part.block + 1) * \(block) AND \(condition)
                ORDER BY s.\(key) DESC LIMIT \(SQL(decisive: Int64(limit)))
            ) AS found
            LIMIT \(limit)
            """
    }

    /// Words that stand together in one of five hundred public dialogues fill a search from so many, and looking for rare words in vain is still
    /// cheap (docs/performance.md).
    private static let blocksAskedSingly: Int64 = 6

    private static func query(_ words: [FullText.Word]) -> String {
        words.map { "'\($0.text)'\($0.isPrefix ? ":*" : "")" }.joined(separator: " & ")
    }

    /// Run before a row changes, with the values it had; nil where the engine follows by itself.
    ///
    /// SQLite could by triggers, but not with `trusted_schema` off, which keeps a prepared file from running functions of its own.
    package func forget(_ values: [String], of key: Int64, _ text: FullText) -> SQL? {
        switch self {
        case .sqlite:
            "INSERT INTO \(text.names.index) (\(text.names.index), rowid, \(text.names.columns)) VALUES ('delete', \(key), \(list(values)))"
        case .postgres: nil
        }
    }

    /// Run after a row has changed, with the values it has now; nil where the engine follows by itself.
    package func index(_ values: [String], of key: Int64, _ text: FullText) -> SQL? {
        switch self {
        case .sqlite: "INSERT INTO \(text.names.index) (rowid, \(text.names.columns)) VALUES (\(key), \(list(values)))"
        case .postgres: nil
        }
    }

    private func list(_ values: [String]) -> SQL { values.map { "\($0)" as SQL }.joined(separator: ", ") }

    /// An FTS5 index without a copy of the words (https://www.sqlite.org/fts5.html#external_content_tables). The ascii tokenizer splits
    /// at spaces and leaves æøå alone.
    private func sqliteFullText(_ text: FullText) -> String {
        """
        CREATE VIRTUAL TABLE \(text.table)_index USING fts5(
            \(text.columns.joined(separator: ", ")), content='\(text.table)', content_rowid='\(text.key)', tokenize='ascii', detail=column,
            columnsize=0, prefix='3 4'
        );
        """
    }

    private func postgresFullText(_ text: FullText) -> String {
        text.fields.map { field in
            """
            ALTER TABLE \(text.table) \(postgresColumn(field, of: field.columns));
            \(postgresIndex(field, text))
            """
        }.joined(separator: "\n")
    }

    /// The same columns, where they have blocks with a word that no text has: the row's block.
    private func postgresBlocks(_ text: FullText) -> String {
        let fields = text.fields.filter(\.hasBlocks)
        let block = "'#' || CAST(\(text.key) / \(text.block) AS TEXT)"
        let changes = fields.flatMap { ["DROP COLUMN \($0.name)_vector", postgresColumn($0, of: $0.columns + [block])] }
        // New columns have no statistics until a tenth of the rows has changed, and plans are made by them.
        return
            (["ALTER TABLE \(text.table) \(changes.joined(separator: ",\n"));"] + fields.map { postgresIndex($0, text) }
            + ["ANALYZE \(text.table);"]).joined(separator: "\n")
    }

    /// A generated `tsvector`. `array_to_tsvector` takes the words as they are: PostgreSQL's own parser would split some.
    private func postgresColumn(_ field: FullText.Field, of words: [String]) -> String {
        """
        ADD COLUMN \(field.name)_vector tsvector
            GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(\(words.joined(separator: " || ' ' || ")), ' '), ''))) STORED
        """
    }

    private func postgresIndex(_ field: FullText.Field, _ text: FullText) -> String {
        "CREATE INDEX \(text.table)_\(field.name)_vector ON \(text.table) USING gin (\(field.name)_vector);"
    }
}

extension SQLConnection {
    /// Goes one step on with putting the pieces of an index together, mostly ten milliseconds of writing; whether there was anything to do.
    ///
    /// FTS5 writes a piece for each commit, puts four of a size together into one of the next, and each search reads all there are
    /// (https://www.sqlite.org/fts5.html#the_merge_command, whose test of having come to the end this is).
    package func joinPieces(of text: FullText) throws -> Bool {
        guard dialect == .sqlite else { return false }
        let before = try changes()
        try run("INSERT INTO \(text.names.index) (\(text.names.index), rank) VALUES ('merge', \(Self.pagesOfStep))")
        return try changes() - before > 1
    }

    private static var pagesOfStep: Int { 64 }

    private func changes() throws -> Int64 { try one("SELECT total_changes()") { try $0.integer() } }
}
