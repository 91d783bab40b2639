import Testing

@testable import SQLEngine

struct FullTextTests {
    /// Blocks of four keys, so that ninety rows are more blocks than are asked one by one.
    private static let text = FullText(
        table: "note", key: "id", columns: ["heading", "words"], fields: [words, heading],
        names: (table: "note", index: "note_index", key: "id", columns: "heading, words"), block: 4)
    private static let words = FullText.Field("words", columns: ["words"], vector: "s.words_vector", hasBlocks: true)
    private static let heading = FullText.Field("heading", columns: ["heading"], vector: "s.heading_vector", hasBlocks: false)

    /// Every row holds *by*, and *bro*, *sti* and *hav* stand in every second, fifth and fortieth.
    private static func stems(_ id: Int64) -> String {
        let rest = [(2, "bro"), (5, "sti"), (40, "hav")].filter { id % Int64($0.0) == 0 }.map(\.1)
        return (["by"] + rest).joined(separator: " ")
    }

    /// Most lie together, and the newest far from them.
    private static func keys(_ rows: Int64) -> [Int64] { (0..<rows).map { $0 < 80 ? $0 + 1 : $0 + 1000 } }

    private static func database(on engine: TestEngine, rows: Int64) async throws -> any SQLDatabase {
        let database = try await engine.emptyDatabase()
        try await database.write { connection in
            let dialect = connection.dialect
            try connection.run(
                script: """
                    CREATE TABLE note (id \(dialect.integer) NOT NULL PRIMARY KEY, heading TEXT NOT NULL, words TEXT NOT NULL)\(dialect.strict);
                    CREATE TABLE shown (id \(dialect.integer) NOT NULL PRIMARY KEY, mark TEXT NOT NULL)\(dialect.strict);
                    \(dialect.createFullText(text))
                    \(dialect.letFullTextGrow(text))
                    """)
            for id in keys(rows) {
                let values = [stems(id), stems(id)]
                try connection.run("INSERT INTO note (id, heading, words) VALUES (\(id), \(values[0]), \(values[1]))")
                try connection.run("INSERT INTO shown (id, mark) VALUES (\(id), \(id % 3 == 0 ? "hidden" : "shown"))")
                if let index = dialect.index(values, of: id, text) { connection.runAtEnd(index) }
            }
        }
        return database
    }

    private static func newest(
        _ limit: Int, _ words: [FullText.Word], _ field: FullText.Field = words, in database: any SQLDatabase
    ) async throws -> [Int64] {
        try await database.read { connection in
            let dialect = connection.dialect
            return try connection.rows(
                dialect.newest(
                    limit, "d.id", joining: "CROSS JOIN shown d", holding: words, in: field, text,
                    where: "d.id = \(dialect.key(text)) AND d.mark = 'shown'")
            ) { try $0.integer() }
        }
    }

    @Test(arguments: TestEngine.available, [0, 3, 90] as [Int64])
    func `the newest that hold the words come first, however far back they lie`(engine: TestEngine, rows: Int64) async throws {
        let database = try await Self.database(on: engine, rows: rows)
        let questions: [[(String, isPrefix: Bool)]] = [
            [("by", false)], [("bro", false), ("sti", false)], [("hav", false)], [("hav", false), ("sti", false), ("by", false)],
            [("vej", false)], [("st", true)], [("br", true), ("sti", false)],
        ]
        for question in questions {
            let words = question.map { FullText.Word($0.0, isPrefix: $0.isPrefix) }
            let all = Self.keys(rows).reversed().filter { id in
                let stems = Self.stems(id).split(separator: " ")
                return id % 3 != 0 && question.allSatisfy { word in stems.contains { word.isPrefix ? $0.hasPrefix(word.0) : $0 == word.0 } }
            }
            for limit in [1, 7, 100] {
                for field in [Self.words, Self.heading] {
                    let found = try await Self.newest(limit, words, field, in: database)
                    #expect(found == Array(all.prefix(limit)), "\(words), \(limit), \(field.columns)")
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `the mark of a block is no word anybody can look for`(engine: TestEngine) async throws {
        let database = try await Self.database(on: engine, rows: 9)
        for word in ["0", "1", "2"] { #expect(try await Self.newest(9, [FullText.Word(word, isPrefix: false)], in: database).isEmpty) }
    }
}
