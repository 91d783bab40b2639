import PostgresPeer
import SQLEngine
import Testing

/// The engines this run can test, each with an empty database of the test's own.
enum TestEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    static var available: [TestEngine] { PostgresPeer.isThere ? allCases : [.sqlite] }

    var testDescription: String { rawValue }

    func emptyDatabase() async throws -> any SQLDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase(inMemory: ())
        case .postgres: try await PostgresPeer.emptyDatabase()
        }
    }

    /// With `thing (id, whole, words, bytes)`, each of which may be NULL but for the number.
    func databaseOfThings() async throws -> any SQLDatabase {
        let database = try await emptyDatabase()
        try await database.write { try $0.createThings() }
        return database
    }
}

extension SQLConnection {
    func createThings() throws {
        try run(
            script: """
                CREATE TABLE thing (id \(dialect.autoID), whole \(dialect.integer), words TEXT, bytes \(dialect.blob))\(dialect.strict);
                """)
    }

    func wholes() throws -> [Int] { try rows("SELECT whole FROM thing ORDER BY id") { try $0.count() } }

    func add(_ whole: Int) throws { try run("INSERT INTO thing (whole) VALUES (\(whole))") }
}
