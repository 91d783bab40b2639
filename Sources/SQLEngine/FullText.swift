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

    package init(
        table: String, key: String, columns: [String], fields: [Field], names: (table: SQL, index: SQL, key: SQL, columns: SQL)
    ) {
        self.table = table
        self.key = key
        self.columns = columns
        self.fields = fields
        self.names = names
    }

    package struct Field: Sendable {
        package let columns: [String]
        let name: String
        /// The PostgreSQL column that indexes them: `s.<name>_vector`.
        let vector: SQL

        package init(_ name: String, columns: [String], vector: SQL) {
            self.name = name
            self.columns = columns
            self.vector = vector
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
            let all = words.map { "'\($0.text)'\($0.isPrefix ? ":*" : "")" }.joined(separator: " & ")
            return "\(field.vector) @@ CAST(\(all) AS tsquery)"
        }
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

    /// Generated `tsvector` columns. `array_to_tsvector` takes the words as they are: PostgreSQL's own parser would split some.
    private func postgresFullText(_ text: FullText) -> String {
        text.fields.map { field in
            let words = field.columns.joined(separator: " || ' ' || ")
            return """
                ALTER TABLE \(text.table) ADD COLUMN \(field.name)_vector tsvector
                    GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(\(words), ' '), ''))) STORED;
                CREATE INDEX \(text.table)_\(field.name)_vector ON \(text.table) USING gin (\(field.name)_vector);
                """
        }.joined(separator: "\n")
    }
}
