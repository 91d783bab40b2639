import Domain
import SQLEngine
import Testing

@testable import Storage

struct BindingTests {
    @Test(arguments: TestEngine.available)
    func `what is read as of a closed set is of it, or a named fault`(engine: TestEngine) async throws {
        let database = try await engine.freshDatabase()
        func read<Value: Sendable>(_ read: @Sendable @escaping (inout SQLRow) throws -> Value) async throws -> Value {
            try await database.read { try $0.one("SELECT 7, 'da', NULL", read) }
        }
        let (id, language, none) = try await read {
            (try $0.identifier() as Dialogue.ID, try $0.choice() as Language, try $0.optionalChoice() as Language?)
        }
        #expect(id == Dialogue.ID(7) && language == .da && none == nil)
        let unknown = await #expect(throws: SQLRow.Mismatch.self) {
            _ = try await read { (try $0.integer(), try $0.choice() as Role) }
        }
        #expect(unknown?.position == 1 && unknown?.expected == "Role")
        let missing = await #expect(throws: SQLRow.Mismatch.self) {
            _ = try await read { (try $0.integer(), try $0.text(), try $0.choice() as Language) }
        }
        #expect(missing?.position == 2 && missing?.expected == "Language")
    }
}
