import Domain
import Foundation
import Logging
import SQLEngine
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Makes a backup each night, and whenever `krumtap backup create` asks with SIGUSR1.
struct BackupService: Service {
    let database: SQLiteDatabase
    let settings: BackupSettings
    let watch: Watch
    let logger: Logger
    let now: @Sendable () -> Date

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await eachNight() }
                group.addTask { await whenAsked() }
            }
        }
    }

    private func eachNight() async {
        while !Task.isCancelled {
            let isDue = settings.isDue(newest: settings.folder.newest().first?.createdAt, at: now())
            // Each try takes as much disk and time as a backup: what failed is tried again in an hour.
            let hasFailed = isDue ? await !create() : false
            try? await Task.sleep(for: .seconds(hasFailed ? 3600 : 60))
        }
    }

    private func whenAsked() async {
        let signals = await UnixSignalsSequence(trapping: .sigusr1)
        // From now on, and not before, the signal is no end.
        database.say(settings.folder.absolutePath)
        for await _ in signals { await create() }
    }

    /// Whether it was made.
    @discardableResult
    private func create() async -> Bool {
        let (database, folder, keep, moment) = (database, settings.folder, settings.keep, now())
        do {
            let manifest = try await paced { try folder.create(from: database, at: moment, pace: $0) }
            logger.notice("backup", metadata: ["file": .string(manifest.file), "bytes": .string(String(manifest.bytes))])
            watch.noteBackup(hasFailed: false)
        } catch is CancellationError {
            logger.notice("backup broken off")
            return false
        } catch {
            logger.error("backup", metadata: ["problem": .string(Diagnostics.words(error))])
            watch.noteBackup(hasFailed: true)
            return false
        }
        do { try await paced { try folder.keep(keep, pace: $0) } } catch is CancellationError {} catch {
            logger.error("old backups", metadata: ["problem": .string(Diagnostics.words(error))])
        }
        return true
    }

    /// Broken off with `CancellationError` when the program ends.
    private func paced<Value: Sendable>(_ body: @Sendable @escaping (Pace) throws -> Value) async throws -> Value {
        let pace = Pace()
        return try await withTaskCancellationHandler {
            try await Blocking.run { try body(pace) }
        } onCancel: {
            pace.end()
        }
    }
}

/// Work that blocks, off the cooperative pool.
enum Blocking {
    private static let queue = DispatchQueue(label: "krumtap.blocking")

    static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
