import SQLEngine
import Storage
import Testing

/// The engines this run can test. Every storage test takes `arguments: TestEngine.available`, so an engine more is a case more here.
enum TestEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite

    static var available: [TestEngine] { allCases }

    var testDescription: String { rawValue }

    /// A database of this test's own, with every migration and not one row of content.
    func freshDatabase() async throws -> any SQLDatabase {
        let database: any SQLDatabase =
            switch self {
            case .sqlite: try SQLiteDatabase(inMemory: ())
            }
        try await schema.migrate(database)
        return database
    }
}
