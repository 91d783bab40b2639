import Logging
import SQLEngine
import ServiceLifecycle

/// Reads a large database through once after the start, which would otherwise take seconds: people read meanwhile, and nothing is written.
/// A damaged one ends the program.
struct IntegrityService: Service {
    let database: SQLiteDatabase
    let label: String
    let logger: Logger

    func run() async throws {
        do {
            try await database.checkIntegrity()
            logger.notice("database is whole")
        } catch let failure as SQLFailure where failure.kind == .corrupt {
            throw SQLiteRefusal.damaged(path: label, reason: failure.message)
        }
        try await gracefulShutdown()
    }
}
