import Domain
import Formats
import Foundation
import Logging
import Mail
import ServiceLifecycle
import Storage
import Synchronization
import Web

/// Sends what lies in the outbox, a few at a time, until it is asked to stop.
struct OutboxService: Service {
    let stores: Stores
    let composer: MailComposer
    let transport: any MailTransport
    let from: String
    let logger: Logger
    let now: @Sendable () -> Date

    private static let batch = 10
    private static let pause: Duration = .seconds(1)

    func run() async throws {
        // A flag and no cancellation: a mail that has been handed over is also written down as sent, or it would go out twice.
        let stops = Atomic(false)
        await withGracefulShutdownHandler {
            while !stops.load(ordering: .relaxed), !Task.isCancelled {
                let sent = await round()
                if sent < Self.batch { try? await Task.sleep(for: Self.pause) }
            }
        } onGracefulShutdown: {
            stops.store(true, ordering: .relaxed)
        }
    }

    /// One round; how many mails it took.
    private func round() async -> Int {
        do {
            let items = try await stores.outbox.claim(Self.batch, at: now())
            for item in items { try await deliver(item) }
            return items.count
        } catch {
            logger.error("outbox", metadata: ["problem": "\(Diagnostics.words(error))"])
            return 0
        }
    }

    private func deliver(_ item: OutboxStore.Item) async throws {
        guard let letter = try await stores.outbox.letter(item, today: Day(of: now())) else {
            // What it was about is over, or nobody is there to read it.
            return try await stores.outbox.sent(item.id, at: now())
        }
        do {
            let message = try composer.compose(item, letter, try await stores.municipality.current(), at: now())
            try await transport.deliver(message.data, from: from, to: message.to.address)
            try await stores.outbox.sent(item.id, at: now())
        } catch let failure as DeliveryFailure {
            logger.warning("mail", metadata: ["mail": "\(item.id)", "problem": "\(failure.kind)", "attempt": "\(item.attempts)"])
            try await stores.outbox.failed(item, failure.reason, isFinal: failure.isFinal, at: now())
        } catch let refused as MailMessage.Fault {
            // It cannot be written, now or later: given up at once, and shown.
            try await stores.outbox.failed(item, "\(refused)", isFinal: true, at: now())
        }
    }
}
