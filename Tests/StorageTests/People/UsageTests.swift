import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct UsageTests {
    private static let limit = UsageStore.Limit("start", uses: 3, seconds: 900)
    /// 10:00 begins a window of a quarter of an hour.
    private static let window = Date.base

    @Test(arguments: TestEngine.available)
    func `one too many is told when to come back`(engine: TestEngine) async throws {
        let usage = try await Town(on: engine).usage
        for second in [0, 1, 2] { try await usage.take(Self.limit, for: "192.0.2.1", at: Self.window + Double(second)) }
        await #expect(throws: UsageStore.Exceeded(retryAfter: 897)) {
            try await usage.take(Self.limit, for: "192.0.2.1", at: Self.window + 3)
        }
        await #expect(throws: UsageStore.Exceeded(retryAfter: 1)) {
            try await usage.take(Self.limit, for: "192.0.2.1", at: Self.window + 899)
        }
        try await usage.take(Self.limit, for: "192.0.2.1", at: Self.window + 900)
    }

    @Test(arguments: TestEngine.available)
    func `one does not use up another's, nor another thing's`(engine: TestEngine) async throws {
        let usage = try await Town(on: engine).usage
        for _ in 0..<3 { try await usage.take(Self.limit, for: "192.0.2.1", at: Self.window) }
        try await usage.take(Self.limit, for: "192.0.2.2", at: Self.window)
        try await usage.take(.init("sign-in", uses: 3, seconds: 900), for: "192.0.2.1", at: Self.window)
    }

    @Test(arguments: TestEngine.available)
    func `twenty at once get through as often as the limit says`(engine: TestEngine) async throws {
        let usage = try await Town(on: engine).usage
        let passed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await usage.take(Self.limit, for: "192.0.2.1", at: Self.window)) == nil ? 0 : 1 }
            }
            return await group.reduce(0, +)
        }
        #expect(passed == 3)
    }

    @Test(arguments: TestEngine.available)
    func `the table does not reveal whom it counts, and forgets after two days`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.usage.take(Self.limit, for: "anna@example.dk", at: Self.window)
        let buckets = try await town.database.read { try $0.rows("SELECT bucket FROM usage_count") { try $0.text() } }
        #expect(buckets.count == 1)
        #expect(buckets.allSatisfy { $0.hasPrefix("start:") && !$0.contains("anna") })
        try await town.usage.deleteOld(at: Self.window + 2 * 86_400)
        #expect(try await town.count("usage_count") == 1)
        try await town.usage.deleteOld(at: Self.window + 2 * 86_400 + 1)
        #expect(try await town.count("usage_count") == 0)
    }
}
