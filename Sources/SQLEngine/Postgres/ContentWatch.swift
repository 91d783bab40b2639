import Synchronization

/// Which version of the public content the database holds, for all processes on it.
///
/// A transaction that touches it adds a row; the version is the sum of all rows, so it grows with the commit and not before or
/// after it, and no two transactions get in each other's way. Whoever asks gets an answer to a question that was put after they
/// asked; those who ask meanwhile share the next.
final class ContentWatch: Sendable {
    static let table = "content_touch"
    static let touch = PostgresSession.Step(text: "INSERT INTO \(table) (times) VALUES (1)", isPrepared: true)

    /// More rows than this are added up into one.
    private static let rowLimit = 200
    private static let question = PostgresSession.Step(text: "SELECT SUM(times), COUNT(*) FROM \(table)", isPrepared: true)
    private static let addUp = PostgresSession.Step(
        text: """
            WITH added AS (DELETE FROM \(table) RETURNING times)
            INSERT INTO \(table) (times) SELECT SUM(times) FROM added HAVING SUM(times) IS NOT NULL
            """)

    private struct State {
        var waiting: [CheckedContinuation<UInt64, any Error>] = []
        var isAsking = false
    }

    private let pool: PostgresPool
    private let state = Mutex(State())

    init(_ pool: PostgresPool) { self.pool = pool }

    /// Makes the table where there is none. Several processes may try at once.
    static func prepare(_ session: PostgresSession) throws {
        let isThere = try session.exchange([.init(text: "SELECT to_regclass('\(table)')::text")]).first?.firstText() != nil
        guard !isThere else { return }
        // One implicit transaction: all of it or nothing, and nothing left open.
        try session.run(
            script: """
                SELECT pg_advisory_xact_lock(7305808869230178660);
                CREATE TABLE IF NOT EXISTS \(table) (times BIGINT NOT NULL)
                """)
    }

    func version() async throws -> UInt64 {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.waiting.append(continuation)
                defer { state.isAsking = true }
                return !state.isAsking
            }
            if isFirst { ask() }
        }
    }

    private func ask() {
        pool.add(
            .init(
                isWrite: false, run: { [self] seat in answer(seat) },
                giveUp: { [self] error in
                    let waiting = take()
                    state.withLock { $0.isAsking = false }
                    for continuation in waiting { continuation.resume(throwing: error) }
                }, expiresAt: .now + pool.limits.patience))
    }

    private func take() -> [CheckedContinuation<UInt64, any Error>] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    private func answer(_ seat: PostgresSeat) {
        // Only those who came before the question.
        let waiting = take()
        pool.statements.add(1)
        let answer = Result { try Self.read(seat) }
        for continuation in waiting { continuation.resume(with: answer) }
        let hasMore = state.withLock { state in
            state.isAsking = !state.waiting.isEmpty
            return state.isAsking
        }
        if hasMore { ask() }
    }

    private static func read(_ seat: PostgresSeat) throws -> UInt64 {
        do { return try ask(seat) } catch PostgresTrouble.lost, PostgresTrouble.outdated {
            seat.drop()
            do { return try ask(seat) } catch PostgresTrouble.lost(let failure), PostgresTrouble.outdated(let failure) {
                seat.drop()
                throw failure
            }
        }
    }

    private static func ask(_ seat: PostgresSeat) throws -> UInt64 {
        let session = try seat.open()
        do {
            guard let answer = try session.exchange([question]).first else { return 0 }
            let columns = PostgresColumns(answer: answer, row: 0)
            if try columns.integer(at: 1) ?? 0 > rowLimit { _ = try? session.exchange([addUp]) }
            return UInt64(try columns.integer(at: 0) ?? 0)
        } catch let failure as SQLFailure where failure.code == Int("42P01", radix: 36) {
            // Nothing was ever written.
            return 0
        }
    }
}
