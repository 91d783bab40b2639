/// A table as the engine's catalogue describes it: what is needed to read it through and to write it again elsewhere.
struct TableShape: Sendable, Equatable {
    enum Kind: Sendable { case integer, text, blob }

    struct Column: Sendable, Equatable {
        let name: String
        let kind: Kind
    }

    let name: String
    /// By name, so that both engines give the same order.
    let columns: [Column]
    /// What is unique in each row and never NULL, in the order it is read by.
    let key: [String]
    /// The tables its rows refer to, itself left out.
    let parents: Set<String>

    var columnList: SQL { columns.map { SQL(name: $0.name) }.joined(separator: ", ") }
    var keyList: SQL { key.map { SQL(name: $0) }.joined(separator: ", ") }

    /// The column that numbers the rows, where one does.
    var numberColumn: String? {
        guard key.count == 1, columns.contains(where: { $0.name == key[0] && $0.kind == .integer }) else { return nil }
        return key[0]
    }

    /// Files come a few at a time, letters by the hundred.
    var rowsPerPage: Int { columns.contains { $0.kind == .blob && !key.contains($0.name) } ? 4 : 400 }

    /// Reads the row that a query for `columnList` gives.
    func read(_ row: inout SQLRow) throws -> [SQLValue] {
        try columns.map { column in
            switch column.kind {
            case .integer: try row.optionalInteger().map { .integer($0) } ?? .null
            case .text: try row.optionalText().map { .text($0) } ?? .null
            case .blob: try row.optionalBlob().map { .blob($0) } ?? .null
            }
        }
    }

    /// The key of a row that was read.
    func key(of row: [SQLValue]) -> [SQLValue] {
        key.compactMap { name in columns.firstIndex { $0.name == name }.map { row[$0] } }
    }
}

extension TableShape {
    /// Every table that holds rows of its own, those that are referred to before those that refer to them.
    ///
    /// Left out: the record of migrations, which both databases have already, and what an engine keeps for itself.
    static func all(_ connection: any SQLConnection) throws -> [TableShape] {
        var left = try connection.rows(connection.dialect.tableNames) { try $0.text() }.map { try TableShape($0, connection) }
        var ordered: [TableShape] = []
        while !left.isEmpty {
            let waiting = Set(left.map(\.name))
            let free = left.filter { $0.parents.isDisjoint(with: waiting) }
            // Tables that refer to each other in a circle have no order, and there are none.
            guard !free.isEmpty else { throw SQLFailure(kind: .other, code: 0, message: "\(waiting.sorted()) refer to each other") }
            ordered += free
            left.removeAll { free.contains($0) }
        }
        return ordered
    }

    private init(_ name: String, _ connection: any SQLConnection) throws {
        self.name = name
        columns = try connection.rows(connection.dialect.columns(of: name)) { row in
            let column = try row.text()
            let type = try row.text().uppercased()
            switch type {
            case "INTEGER", "BIGINT": return Column(name: column, kind: .integer)
            case "TEXT": return Column(name: column, kind: .text)
            case "BLOB", "BYTEA": return Column(name: column, kind: .blob)
            default: throw SQLFailure(kind: .other, code: 0, message: "\(name).\(column) is \(type), which cannot be copied")
            }
        }
        key = try connection.rows(connection.dialect.key(of: name)) { try $0.text() }
        parents = Set(try connection.rows(connection.dialect.parents(of: name)) { try $0.text() }).subtracting([name])
        guard !key.isEmpty else { throw SQLFailure(kind: .other, code: 0, message: "\(name) has no key to read it by") }
    }
}

/// Each engine's catalogue (https://www.sqlite.org/pragma.html#pragma_table_list; PostgreSQL documentation, 53).
extension SQLDialect {
    fileprivate var tableNames: SQL {
        switch self {
        case .sqlite:
            """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                AND name NOT IN ('migration', 'unfinished_copy') ORDER BY name
            """
        case .postgres:
            """
            SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
                AND tablename NOT IN ('migration', 'unfinished_copy', 'content_touch') ORDER BY tablename COLLATE "C"
            """
        }
    }

    /// Name and type of each; what the engine works out by itself is left out.
    fileprivate func columns(of table: String) -> SQL {
        switch self {
        case .sqlite: "SELECT name, type FROM pragma_table_info(\(table)) ORDER BY name"
        case .postgres:
            """
            SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
            WHERE attrelid = to_regclass(quote_ident(\(table))) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            ORDER BY attname COLLATE "C"
            """
        }
    }

    /// The primary key; where there is none, the first other column that is unique.
    fileprivate func key(of table: String) -> SQL {
        switch self {
        case .sqlite:
            """
            SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0
            UNION ALL
            SELECT c.name FROM pragma_index_list(\(table)) i JOIN pragma_index_info(i.name) c
            WHERE i."unique" = 1 AND i.partial = 0 AND NOT EXISTS (SELECT 1 FROM pragma_table_info(\(table)) WHERE pk > 0)
            """
        case .postgres:
            """
            SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = to_regclass(quote_ident(\(table))) AND i.indisunique AND i.indpred IS NULL
                AND (i.indisprimary OR NOT EXISTS (SELECT 1 FROM pg_index p WHERE p.indrelid = i.indrelid AND p.indisprimary))
            ORDER BY array_position(i.indkey::int2[], a.attnum)
            """
        }
    }

    fileprivate func parents(of table: String) -> SQL {
        switch self {
        case .sqlite: "SELECT \"table\" FROM pragma_foreign_key_list(\(table))"
        case .postgres:
            """
            SELECT p.relname FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
            WHERE c.contype = 'f' AND c.conrelid = to_regclass(quote_ident(\(table)))
            """
        }
    }

    /// The last number that was given to a row of a table, also where the row is gone; no row where nobody remembers.
    func lastNumber(of table: String, _ column: String) -> SQL {
        switch self {
        case .sqlite: "SELECT seq FROM sqlite_sequence WHERE name = \(table)"
        case .postgres:
            """
            SELECT s.last_value FROM pg_sequences s WHERE s.last_value IS NOT NULL
                AND to_regclass(quote_ident(s.schemaname) || '.' || quote_ident(s.sequencename))
                    = to_regclass(pg_get_serial_sequence(quote_ident(\(table)), \(column)))
            """
        }
    }

    /// Lets numbering go on after a number, and after the rows that came with theirs.
    func continueNumbers(of table: String, _ column: String, after last: Int64) -> [SQL] {
        let newest: SQL = "SELECT COALESCE(MAX(\(SQL(name: column))), 0) FROM \(SQL(name: table))"
        return switch self {
        case .sqlite:
            [
                "DELETE FROM sqlite_sequence WHERE name = \(table)",
                """
                INSERT INTO sqlite_sequence (name, seq) SELECT \(table), MAX(\(last), (\(newest)))
                WHERE EXISTS (SELECT 1 FROM sqlite_schema WHERE name = \(table) AND sql LIKE '%AUTOINCREMENT%')
                """,
            ]
        case .postgres:
            [
                """
                SELECT setval(s.name, GREATEST(\(last), (\(newest))) + 1, false)
                FROM (SELECT pg_get_serial_sequence(quote_ident(\(table)), \(column)) AS name) s WHERE s.name IS NOT NULL
                """
            ]
        }
    }

    /// The full-text indexes that are tables of their own, and are built from others.
    var indexTables: SQL? {
        switch self {
        case .sqlite: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual' ORDER BY name"
        case .postgres: nil
        }
    }
}
