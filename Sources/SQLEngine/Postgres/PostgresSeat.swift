import Foundation

/// A thread's place in the pool, with its connection when it has one.
final class PostgresSeat {
    private unowned let pool: PostgresPool
    private var session: PostgresSession?
    /// What is left to do once the caller has its answer.
    private var afterwards: (() -> Void)?

    init(_ pool: PostgresPool) { self.pool = pool }

    private static let pause: TimeInterval = 0.1

    /// A connection that lives. Waits for a server that restarts. Throws `SQLFailure` or `PostgresRefusal`.
    func open() throws -> PostgresSession {
        if let session {
            if session.isAlive { return session }
            self.session = nil
        }
        while true {
            do {
                try pool.outage.check(pool.limits.patience)
                let session = try PostgresSession(pool.address, pool.limits)
                pool.outage.end()
                self.session = session
                return session
            } catch PostgresTrouble.lost(let failure) {
                guard pool.outage.note(failure, pool.limits.patience) else { throw failure }
                Thread.sleep(forTimeInterval: Self.pause)
            } catch PostgresRefusal.standby {
                let failure = PostgresSession.failure(PostgresRefusal.standby.description)
                guard pool.outage.note(failure, pool.limits.patience) else { throw failure }
                Thread.sleep(forTimeInterval: Self.pause)
            }
        }
    }

    func drop() { session = nil }

    func later(_ work: @escaping () -> Void) { afterwards = work }

    func tidyUp() {
        afterwards?()
        afterwards = nil
    }

    func checkHealth() {
        guard let session else { return }
        do { try session.checkHealth() } catch { drop() }
    }

    func pauseBeforeRetry() { Thread.sleep(forTimeInterval: Double.random(in: 0.001...0.01)) }
}
