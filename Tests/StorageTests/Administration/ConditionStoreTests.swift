import Domain
import Foundation
import Storage
import Testing

struct ConditionStoreTests {
    /// A row written as it was would leave a read-only disk unnoticed.
    @Test(arguments: TestEngine.available)
    func `asking whether the database takes a write writes something, and little`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let store = ConditionStore(town.database)
        for uses in 1...3 {
            try await store.checkWritable()
            #expect(try await town.count("usage_count WHERE uses = \(uses)") == 1)
        }
        #expect(try await town.count("usage_count") == 1)
        try await UsageStore(town.database, town.secrets).deleteOld(at: .base)
        #expect(try await town.count("usage_count") == 0)
    }

    @Test(arguments: TestEngine.available)
    func `a journal from the future is noticed, whatever was written since`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(at: .base + 3600)
        try await town.reply(started, at: .base)
        var condition = Condition(startedAt: .base, at: .base)
        try await ConditionStore(town.database).measure(&condition, today: Day(of: .base))
        #expect(condition.newestEventAt == .base + 3600)
        #expect(!condition.isClockRight)
    }
}
