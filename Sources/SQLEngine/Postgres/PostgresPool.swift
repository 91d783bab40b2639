import Foundation

/// Threads with a connection each, which take what waits in the order it came. libpq blocks, and blocks only them.
///
/// `@unchecked`: everything that changes is touched only while `condition` is held; a seat belongs to its thread.
final class PostgresPool: @unchecked Sendable {
    struct Job {
        let isWrite: Bool
        let run: @Sendable (PostgresSeat) -> Void
        /// Nobody had time for it.
        let giveUp: @Sendable (any Error) -> Void
        let expiresAt: ContinuousClock.Instant
    }

    let address: PostgresAddress
    let limits: PostgresLimits
    let outage = PostgresOutage()
    let statements = Counter()

    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var threadCount = 0
    private var idleCount = 0
    private var writingCount = 0
    private var isClosed = false
    private var isSweeping = false

    /// An idle connection is given up after it was asked so often whether it lives.
    private static let idleRounds = 20

    init(_ address: PostgresAddress, _ limits: PostgresLimits) {
        self.address = address
        self.limits = limits
    }

    /// Readers find a thread also while writers wait for each other.
    private var writingLimit: Int { max(1, limits.connections - max(1, limits.connections / 4)) }

    struct Closed: Error {}

    /// Runs the body on a thread of the pool. Throws `SQLFailure` of kind `busy` when none was free for as long as the patience lasts.
    func run<Value: Sendable>(isWrite: Bool, _ body: @Sendable @escaping (PostgresSeat) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            add(
                Job(
                    isWrite: isWrite, run: { seat in continuation.resume(with: Result { try body(seat) }) },
                    giveUp: { continuation.resume(throwing: $0) }, expiresAt: .now + limits.patience))
        }
    }

    func add(_ job: Job) {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return job.giveUp(Self.closed) }
        jobs.append(job)
        if jobs.count > idleCount, threadCount < limits.connections { startThread() }
        condition.signal()
        if !isSweeping { sweepLater() }
    }

    private static let closed = SQLFailure(kind: .unavailable, code: 0, message: "the database was closed")

    private func startThread() {
        threadCount += 1
        let thread = Thread { [weak self] in self?.work() }
        thread.name = "postgres"
        thread.start()
    }

    private func work() {
        let seat = PostgresSeat(self)
        var idleRounds = 0
        while true {
            switch take() {
            case .job(let job):
                idleRounds = 0
                job.run(seat)
                seat.tidyUp()
                end(job)
            case .pause:
                idleRounds += 1
                seat.checkHealth()
                if idleRounds >= Self.idleRounds, leave() { return }
            case .closed: return
            }
        }
    }

    private enum Turn {
        case job(Job)
        case pause, closed
    }

    private func take() -> Turn {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: limits.idle / .seconds(1))
        while true {
            if let index = jobs.firstIndex(where: { !$0.isWrite || writingCount < writingLimit }) {
                let job = jobs.remove(at: index)
                if job.isWrite { writingCount += 1 }
                return .job(job)
            }
            if isClosed { return .closed }
            idleCount += 1
            let isAwake = condition.wait(until: end)
            idleCount -= 1
            if !isAwake { return .pause }
        }
    }

    private func end(_ job: Job) {
        guard job.isWrite else { return }
        condition.lock()
        writingCount -= 1
        // A write that had to wait for this one.
        if !jobs.isEmpty { condition.signal() }
        condition.unlock()
    }

    /// One thread stays for whoever comes next.
    private func leave() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard threadCount > 1, jobs.isEmpty else { return false }
        threadCount -= 1
        return true
    }

    /// Gives up what has waited for too long. Called with the lock held.
    private func sweepLater() {
        isSweeping = true
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(250)) { [weak self] in self?.sweep() }
    }

    private func sweep() {
        condition.lock()
        let now = ContinuousClock.now
        let late = jobs.filter { $0.expiresAt <= now }
        if !late.isEmpty { jobs.removeAll { $0.expiresAt <= now } }
        if jobs.isEmpty { isSweeping = false } else { sweepLater() }
        condition.unlock()
        for job in late { job.giveUp(SQLFailure(kind: .busy, code: 0, message: "every connection was in use")) }
    }

    /// What waits is still done; what comes after is refused.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}

/// How long the server has been away, known to all threads: they wait for it together, and then say no at once.
final class PostgresOutage: @unchecked Sendable {
    private let lock = NSLock()
    private var since: ContinuousClock.Instant?
    private var lastTried: ContinuousClock.Instant?
    private var failure: SQLFailure?

    private static let pause: Duration = .seconds(1)

    /// Throws what is known of a server that has been away for long and was asked a moment ago.
    func check(_ patience: Duration) throws {
        lock.lock()
        defer { lock.unlock() }
        let now = ContinuousClock.now
        if let since, let lastTried, let failure, now - since > patience, now - lastTried < Self.pause {
            throw failure
        }
        lastTried = now
    }

    /// Whether there is patience left.
    func note(_ failure: SQLFailure, _ patience: Duration) -> Bool {
        lock.lock()
        defer { lock.unlock() }
        self.failure = failure
        let start = since ?? .now
        since = start
        return .now - start < patience
    }

    func end() {
        lock.lock()
        defer { lock.unlock() }
        (since, failure) = (nil, nil)
    }
}
