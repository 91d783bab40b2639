import Domain
import Formats
import Foundation
import Logging
import Mail
import ServiceLifecycle
import Storage
import Synchronization
import Web

/// Sends what lies in the outbox, a few at a time, until it is asked to stop. Codes to sign in have a lane of their own.
struct OutboxService: Service {
    let stores: Stores
    let composer: MailComposer
    let transport: any MailTransport
    let from: String
    let counts: MailCounts
    let logger: Logger
    let now: @Sendable () -> Date

    private static let batch = 10
    /// So many mails of a lane are made ready at once. They take turns at the server, with those of the other lane.
    private static let parallel = 2
    /// What was taken and has not begun by then is put back: a slow server must not keep it until another process may take it too.
    private static let patience = OutboxStore.lease - TimeInterval(2 * parallel) * (SMTPServer.standardTimeout / .seconds(1))
    private static let pause: Duration = .seconds(1)

    func run() async throws {
        // A flag and no cancellation: a mail that has been handed over is also written down as sent, or it would go out twice.
        let stops = Flag()
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                for lane in OutboxStore.Lane.allCases {
                    group.addTask {
                        while !stops.isSet, !Task.isCancelled {
                            let sent = await round(lane, stops)
                            if sent < Self.batch { try? await Task.sleep(for: Self.pause) }
                        }
                    }
                }
            }
        } onGracefulShutdown: {
            stops.set()
        }
    }

    /// One round; how many mails it took.
    private func round(_ lane: OutboxStore.Lane, _ stops: Flag) async -> Int {
        do {
            let items = try await stores.outbox.claim(Self.batch, of: lane, at: now())
            let claimed = ContinuousClock.now
            var rest = items[...]
            while !rest.isEmpty {
                if stops.isSet || ContinuousClock.now - claimed > .seconds(Self.patience) {
                    try await stores.outbox.giveBack(Array(rest), at: now())
                    break
                }
                try await deliver(rest.prefix(Self.parallel))
                rest = rest.dropFirst(Self.parallel)
            }
            return items.count
        } catch {
            logger.error("outbox", metadata: ["problem": "\(Diagnostics.words(error))"])
            return 0
        }
    }

    private func deliver(_ items: ArraySlice<OutboxStore.Item>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for item in items { group.addTask { try await deliver(item) } }
            try await group.waitForAll()
        }
    }

    private func deliver(_ item: OutboxStore.Item) async throws {
        guard let letter = try await stores.outbox.letter(item, at: now()) else {
            // What it was about is over, or nobody is there to read it.
            return try await stores.outbox.sent(item.id, at: now())
        }
        do {
            let message = try composer.compose(item, letter, try await stores.municipality.current(), at: now())
            try await transport.deliver(message.data, from: from, to: message.to.address)
            counts.note(.sent)
            try await stores.outbox.sent(item.id, at: now())
        } catch let failure as DeliveryFailure {
            counts.note(failure.isFinal ? .refused : .delayed)
            logger.warning("mail", metadata: ["mail": "\(item.id)", "problem": "\(failure.kind)", "attempt": "\(item.attempts)"])
            try await stores.outbox.failed(item, failure.reason, isFinal: failure.isFinal, at: now())
        } catch let refused as MailMessage.Fault {
            counts.note(.refused)
            // It cannot be written, now or later: given up at once, and shown.
            try await stores.outbox.failed(item, "\(refused)", isFinal: true, at: now())
        }
    }
}

/// What became of the mails this process handed over, since its start.
final class MailCounts: Sendable {
    enum Outcome: String, CaseIterable { case sent, delayed, refused }

    private let counts = Mutex<[Outcome: Int]>([:])

    func note(_ outcome: Outcome) { counts.withLock { $0[outcome, default: 0] += 1 } }

    subscript(_ outcome: Outcome) -> Int { counts.withLock { $0[outcome] ?? 0 } }
}

/// Once set, set.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}
