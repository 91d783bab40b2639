import Logging
import SQLEngine
import ServiceLifecycle

/// Reads a large database through once after the start, which would otherwise take seconds. A damaged one ends the program.
struct IntegrityService: Service {
    let database: SQLiteDatabase
    let path: String
    let logger: Logger

    func run() async throws {
        do {
            try await database.checkIntegrity()
            logger.info("database is whole")
        } catch let failure as SQLFailure where failure.kind == .corrupt {
            throw SQLiteRefusal.damaged(path: path, reason: failure.message)
        }
        try await gracefulShutdown()
    }
}
