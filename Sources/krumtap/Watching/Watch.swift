import Domain
import Foundation
import Logging
import SQLEngine
import Storage
import Synchronization

/// Knows how the installation is doing. Measured at most every few seconds, and while it is broken every second, however often somebody asks us.
final class Watch: Sendable {
    private let store: ConditionStore
    private let path: String?
    private let backups: BackupFolder?
    private let logger: Logger
    private let startedAt: Date
    private let state = Mutex(State())

    /// A proxy that has sent people away should bring them back as soon as it can.
    private static func valid(_ condition: Condition) -> TimeInterval { condition.state == .broken ? 1 : 5 }

    private struct State {
        var last: Condition?
        var lastRoundAt: Date?
        var hasBackupFailed = false
    }

    /// - Parameters:
    ///   - path: the database file; nil where it is on a server.
    ///   - backups: where this program makes backups; nil where it makes none.
    init(_ store: ConditionStore, path: String?, backups: BackupFolder?, logger: Logger, startedAt: Date) {
        self.store = store
        self.path = path
        self.backups = backups
        self.logger = logger
        self.startedAt = startedAt
    }

    /// What happens by itself has come round without a fault.
    func noteRound(at now: Date) { state.withLock { $0.lastRoundAt = now } }

    func noteBackup(hasFailed: Bool) {
        state.withLock { state in
            state.hasBackupFailed = hasFailed
            state.last = nil
        }
    }

    func condition(at now: Date) async -> Condition {
        let known = state.withLock { state in
            state.last.flatMap { last in (0...Self.valid(last)).contains(now.timeIntervalSince(last.measuredAt)) ? last : nil }
        }
        if let known { return known }
        let condition = await measure(at: now)
        state.withLock { $0.last = condition }
        return condition
    }

    private func measure(at now: Date) async -> Condition {
        var condition = Condition(startedAt: startedAt, at: now)
        (condition.lastRoundAt, condition.hasBackupFailed) = state.withLock { ($0.lastRoundAt, $0.hasBackupFailed) }
        condition.freeBytes = path.flatMap(Self.freeBytes)
        condition.backupRoom = backups.flatMap { Self.freeBytes($0.path) }
        condition.backup = backups.map { $0.newest().first.map { .newest($0.createdAt) } ?? .none } ?? .elsewhere
        do {
            condition.isOfThisVersion = try await store.isOfThisVersion()
            try await store.measure(&condition, today: Day(of: now))
            // Where there is no room none is tried: that would be the last page of the log.
            if condition.state(.disk) != .broken { try await store.checkWritable() }
        } catch {
            condition.isWritable = false
            logger.error("database unavailable", metadata: ["error": .string(Diagnostics.words(error))])
        }
        return condition
    }

    private static func freeBytes(_ path: String) -> Int64? {
        (try? FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize] as? Int).map(Int64.init)
    }
}
