/// One transaction's connection. It begins with the first statement, in the same round trip.
final class PostgresConnection: SQLConnection {
    enum Mode {
        case read, write
        /// A write with no other beside it.
        case alone
    }

    private let session: PostgresSession
    private let mode: Mode
    private let statements: Counter
    private var hasBegun = false
    private var hasTouchedContent = false
    private var atEnd: [SQL] = []
    private var refusal: (any Error)?

    init(_ session: PostgresSession, _ mode: Mode, _ statements: Counter) {
        self.session = session
        self.mode = mode
        self.statements = statements
    }

    var dialect: SQLDialect { .postgres }

    func touchContent() { hasTouchedContent = true }

    func runAtEnd(_ sql: SQL) { atEnd.append(sql) }

    func rows<Value>(_ sql: SQL, _ read: (inout SQLRow) throws -> Value) throws -> [Value] {
        let answer = try answer(to: sql)
        return try (0..<answer.rowCount).map { index in
            var row = SQLRow(PostgresColumns(answer: answer, row: index))
            return try read(&row)
        }
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int { try answer(to: sql).changeCount }

    func insert(_ sql: SQL) throws -> Int64 { try one("\(sql) RETURNING id") { try $0.integer() } }

    func run(script: String) throws {
        guard mode == .alone else { throw PostgresTrouble.mustBeAlone }
        try watched {
            // Building an index takes as long as it takes.
            _ = try session.exchange(beginning + [.init(text: "SET LOCAL statement_timeout = 0")])
            try session.run(script: script)
        }
    }

    private func answer(to sql: SQL) throws -> PostgresAnswer {
        statements.add(1)
        let (text, values) = sql.render { "$\($0)" }
        let first = beginning
        let step = PostgresSession.Step(text: text, values: values, isPrepared: sql.isKept)
        let answers = try watched { try session.exchange(first + [step]) }
        return answers[first.count]
    }

    /// What opens the transaction, once. LOCK takes no snapshot, so what it waits for is seen.
    private var beginning: [PostgresSession.Step] {
        guard !hasBegun else { return [] }
        hasBegun = true
        switch mode {
        case .read: return [.init(text: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")]
        case .write: return begin("SERIALIZABLE", lock: "ROW SHARE")
        // With no other write beside it a snapshot is serializable, and it hears no false alarms: a server with many
        // transactions remembers the old ones only together (PostgreSQL documentation, 13.2.3).
        case .alone: return begin("REPEATABLE READ", lock: "EXCLUSIVE")
        }
    }

    private func begin(_ isolation: String, lock: String) -> [PostgresSession.Step] {
        [.init(text: "BEGIN ISOLATION LEVEL \(isolation)"), .init(text: "LOCK TABLE \(ContentWatch.table) IN \(lock) MODE")]
    }

    /// What was refused once ends the transaction, also where the body goes on.
    private func watched<Value>(_ work: () throws -> Value) throws -> Value {
        if let refusal { throw refusal }
        do { return try work() } catch {
            refusal = error
            throw error
        }
    }

    /// Throws the refusal that the body kept to itself.
    func checkRefusal() throws {
        if let refusal { throw refusal }
    }

    func commit() throws {
        try checkRefusal()
        for statement in atEnd { try run(statement) }
        if hasTouchedContent, !hasBegun { _ = try session.exchange(beginning) }
        guard hasBegun else { return }
        // What breaks before COMMIT is sent is no doubt: it did not happen.
        guard session.isAlive else { throw PostgresTrouble.lost(PostgresSession.failure("the connection broke before the commit")) }
        let touch = hasTouchedContent ? [ContentWatch.touch] : []
        do {
            let answers = try session.exchange(touch + [.init(text: "COMMIT")])
            hasBegun = false
            guard answers.last?.tag == "COMMIT" else { throw SQLFailure(kind: .other, code: 0, message: "the server rolled back") }
        } catch PostgresTrouble.lost(let failure) {
            hasBegun = false
            if mode == .read { throw PostgresTrouble.lost(failure) }
            // Nobody can tell by the transaction's number: after a crash it may be given to another.
            throw SQLFailure(kind: .inDoubt, code: failure.code, message: failure.message)
        }
    }

    func rollBack() {
        guard hasBegun else { return }
        hasBegun = false
        _ = try? session.exchange([.init(text: "ROLLBACK")])
    }
}
