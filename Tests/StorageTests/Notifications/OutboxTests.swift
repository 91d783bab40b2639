import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct OutboxTests {
    @Test(arguments: TestEngine.available)
    func `a mail is taken once, oldest first`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<3 { _ = try await town.start() }
        // The oldest has been tried before and waits since a later moment.
        try await town.run("UPDATE outbox SET next_attempt_at = next_attempt_at + 60000 WHERE id = 1")
        let now = Date.base + 120
        #expect(try await town.outbox.claim(2, at: now).map(\.id) == [2, 3])
        #expect(try await town.outbox.claim(2, at: now).map(\.id) == [1])
        #expect(try await town.outbox.claim(2, at: now).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `what is taken together comes oldest first`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<3 { _ = try await town.start() }
        try await town.run("UPDATE outbox SET next_attempt_at = next_attempt_at + 60000 WHERE id = 1")
        #expect(try await town.outbox.claim(10, at: .base + 120).map(\.id) == [1, 2, 3])
    }

    @Test(arguments: TestEngine.available)
    func `two processes at once never take the same mail`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<12 { _ = try await town.start() }
        let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for _ in 0..<6 { group.addTask { try await town.outbox.claim(3, at: .base).map(\.id) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 12)
        #expect(Set(taken).count == 12)
    }

    @Test(arguments: TestEngine.available)
    func `a mail's time has to have come`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        #expect(try await town.outbox.claim(10, at: .base - 1).isEmpty)
        #expect(try await town.outbox.claim(10, at: .base).count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `what a process took and never told of is taken again after five minutes`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        #expect(try await town.outbox.claim(1, at: .base).map(\.attempts) == [1])
        #expect(try await town.outbox.claim(1, at: .base + 299).isEmpty)
        #expect(try await town.outbox.claim(1, at: .base + 300).map(\.attempts) == [2])
    }

    @Test(arguments: TestEngine.available)
    func `a sent mail is never taken again`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        let item = try #require(try await town.outbox.claim(1, at: .base).first)
        try await town.outbox.failed(item, "421 try later", isFinal: false, at: .base)
        try await town.outbox.sent(item.id, at: .base + 60)
        #expect(try await town.outbox.claim(1, at: .base + 10 * 86_400).isEmpty)
        #expect(try await town.outbox.health() == .init(delayed: 0, oldest: nil, failed: 0, problem: nil))
    }

    @Test(arguments: TestEngine.available)
    func `pauses double from a minute to an hour`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        var now = Date.base
        for minutes in [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60] {
            let item = try #require(try await town.outbox.claim(1, at: now).first)
            try await town.outbox.failed(item, "421 try later", isFinal: false, at: now)
            #expect(try await town.outbox.claim(1, at: now + Double(minutes * 60 - 1)).isEmpty)
            now += Double(minutes * 60)
        }
        #expect(try await town.outbox.claim(1, at: now).map(\.attempts) == [13])
    }

    @Test(arguments: TestEngine.available)
    func `after three days a mail is given up`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        let item = try #require(try await town.outbox.claim(1, at: .base).first)
        try await town.outbox.failed(item, "421 try later", isFinal: false, at: .base + 3 * 86_400)
        #expect(
            try await town.outbox.health() == .init(delayed: 1, oldest: .base, failed: 0, problem: "421 try later"))
        try await town.outbox.failed(item, "421 try later", isFinal: false, at: .base + 3 * 86_400 + 1)
        #expect(try await town.outbox.health() == .init(delayed: 0, oldest: nil, failed: 1, problem: nil))
        #expect(try await town.outbox.claim(1, at: .base + 30 * 86_400).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `a refused address is given up at once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        let item = try #require(try await town.outbox.claim(1, at: .base).first)
        try await town.outbox.failed(item, "550 no such mailbox", isFinal: true, at: .base)
        #expect(try await town.outbox.health().failed == 1)
        #expect(try await town.outbox.claim(1, at: .base + 86_400).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `staff sees how much mail is delayed, since when and why`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        #expect(try await town.outbox.health() == .init(delayed: 0, oldest: nil, failed: 0, problem: nil))
        for minute in 0..<4 { _ = try await town.start(at: .base + Double(60 * minute)) }
        let items = try await town.outbox.claim(3, at: .base + 600)
        for (item, problem) in zip(items, ["no route", "timed out", "421 try later"]) {
            try await town.outbox.failed(item, problem, isFinal: false, at: .base + 600)
        }
        // The fourth has only not been tried yet.
        #expect(try await town.outbox.health() == .init(delayed: 3, oldest: .base, failed: 0, problem: "421 try later"))
    }

    @Test(arguments: TestEngine.available)
    func `a code to sign in has a lane of its own`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<3 { _ = try await town.startConfirmed() }
        try await town.sessions.ask(email: try #require(EmailAddress("fatima@example.dk")), browser: "b", at: .base)
        let urgent = try await town.outbox.claim(10, of: .urgent, at: .base)
        #expect(urgent.map(\.kind) == [.confirmStart, .confirmStart, .confirmStart, .signIn])
        let ordinary = try await town.outbox.claim(10, of: .ordinary, at: .base)
        #expect(ordinary.count == 6 && ordinary.allSatisfy { $0.kind == .received || $0.kind == .newDialogue })
        #expect(try await town.outbox.claim(10, at: .base).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `what was taken and not tried is given back at once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.startConfirmed()
        let items = try await town.outbox.claim(10, at: .base)
        try await town.outbox.sent(items[0].id, at: .base)
        try await town.outbox.giveBack(items, at: .base)
        let again = try await town.outbox.claim(10, at: .base)
        #expect(again.map(\.id) == items.dropFirst().map(\.id))
        #expect(again.allSatisfy { $0.attempts == 1 })
    }
}
