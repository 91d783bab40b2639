import Domain
import Foundation
import Storage
import Testing

struct CommandTests {
    /// PostgreSQL takes no key of more than 2704 bytes into its index.
    @Test(arguments: TestEngine.available, ["a", "\u{301}"])
    func `a form's key has a limit, and the form still acts once`(engine: TestEngine, repeated: String) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let key = "e" + String(repeating: repeated, count: 50_000)
        for _ in 0..<2 { try await town.reply(started, key: key) }
        let isOnce = try await town.count("event WHERE kind = 'replied'") == 1
        let hasLimit = try await town.count("command WHERE length(key) > 200") == 0
        #expect(isOnce && hasLimit)
    }
}
