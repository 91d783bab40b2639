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
            if settings.isDue(newest: settings.folder.newest().first?.createdAt, at: now()) { await create() }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    private func whenAsked() async {
        for await _ in await UnixSignalsSequence(trapping: .sigusr1) { await create() }
    }

    private func create() async {
        do {
            let (database, folder, keep, moment) = (database, settings.folder, settings.keep, now())
            let manifest = try await Blocking.run {
                let manifest = try folder.create(from: database, at: moment)
                _ = try folder.keep(keep)
                return manifest
            }
            logger.notice("backup", metadata: ["file": .string(manifest.file), "bytes": .string(String(manifest.bytes))])
        } catch {
            logger.error("backup", metadata: ["problem": .string(Diagnostics.words(error))])
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
