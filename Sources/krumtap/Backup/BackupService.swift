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
        do {
            let (database, folder, keep, moment, pace) = (database, settings.folder, settings.keep, now(), Pace())
            let manifest = try await withTaskCancellationHandler {
                try await Blocking.run {
                    let manifest = try folder.create(from: database, at: moment, pace: pace)
                    try folder.keep(keep, pace: pace)
                    return manifest
                }
            } onCancel: {
                pace.end()
            }
            logger.notice("backup", metadata: ["file": .string(manifest.file), "bytes": .string(String(manifest.bytes))])
            watch.noteBackup(hasFailed: false)
            return true
        } catch is CancellationError {
            // The program ends; the next one begins with it.
            return false
        } catch {
            logger.error("backup", metadata: ["problem": .string(Diagnostics.words(error))])
            watch.noteBackup(hasFailed: true)
            return false
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
