import PostgresPeer
import SQLEngine
import Storage
import Testing

/// The engines this run can test. Every storage test takes `arguments: TestEngine.available`, so an engine more is a case more here.
enum TestEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    static var available: [TestEngine] { PostgresPeer.isThere ? allCases : [.sqlite] }

    var testDescription: String { rawValue }

    /// A database of this test's own, with every migration and not one row of content.
    func freshDatabase() async throws -> any SQLDatabase {
        guard self == .sqlite else { return try await PostgresPeer.migratedDatabase(schema) }
        let database = try SQLiteDatabase(inMemory: ())
        try await schema.migrate(database)
        return database
    }
}
