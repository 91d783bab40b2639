import Domain
import Foundation
import Logging
import ServiceLifecycle
import Storage

/// What happens by itself: reminders and *Blev det løst?* on working days, heirs for whoever left, and tidying.
struct ClockService: Service {
    let stores: Stores
    let watch: Watch
    let logger: Logger
    let now: @Sendable () -> Date

    private static let pause: Duration = .seconds(300)
    /// Nobody is reminded before the office opens.
    private static let opensAt = 7
    /// The hour of the night in which the search index is put in order: in steps, and between them whoever is awake writes.
    private static let quietHour = 4
    private static let quietSteps = 600
    private static let breath: Duration = .milliseconds(100)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await tick()
                    watch.noteRound(at: now())
                    try await joinPieces()
                } catch {
                    logger.error("clock", metadata: ["problem": "\(Diagnostics.words(error))"])
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func tick() async throws {
        let now = now()
        let today = Day(of: now)
        let isOpen = now >= today.startsAt().addingTimeInterval(Double(Self.opensAt) * 3600)
        if isOpen, try await stores.municipality.current().clock.calendar.isWorkingDay(today) {
            try await stores.outbox.remind(today: today, at: now)
            try await stores.dialogues.askForJudgement(at: now)
        }
        // Whoever left yesterday leaves nothing behind today.
        _ = try await stores.dialogues.adoptLeft(at: now)
        _ = try await stores.drafts.deleteIdle(at: now)
        _ = try await stores.attachments.deleteUnsent(at: now)
        try await stores.followers.deleteUnconfirmed(at: now)
        try await stores.comments.deleteUnconfirmed(at: now)
        try await stores.sessions.deleteEnded(at: now)
        try await stores.dialogues.forgetCommands(at: now)
        try await stores.usage.deleteOld(at: now)
    }

    private func joinPieces() async throws {
        let now = now()
        guard Int(now.timeIntervalSince(Day(of: now).startsAt())) / 3600 == Self.quietHour else { return }
        for _ in 0..<Self.quietSteps {
            guard !Task.isCancelled, try await stores.search.joinPieces() else { return }
            try? await Task.sleep(for: Self.breath)
        }
    }
}
