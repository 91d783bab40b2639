import GRDB
import Synchronization

/// Writes that come while another is on its way to the disk share the next commit: the disk is asked once for all of them.
///
/// To whoever asked, each is a transaction of its own: it sees those before it, is undone alone when it is refused, and is
/// acknowledged when it is on the disk.
final class WriteGroup: Sendable {
    /// A write that somebody waits for.
    struct Member: Sendable {
        /// Does the work inside a transaction. May run more than once.
        let run: @Sendable (SQLiteConnection) throws -> Void
        /// Called once: nil when the work is on the disk.
        let end: @Sendable ((any Error)?) -> Void
    }

    /// What a write leaves to be done with the whole transaction.
    struct Effect {
        /// It touched what is public.
        var hasTouchedContent = false
        /// Statements that run when everybody's work is done.
        var atEnd: [SQL] = []
    }

    private struct Queue {
        var waiting: [Member] = []
        var isTaken = false
    }

    /// So that the first of a long row need not wait for the last.
    private static let limit = 64

    private let queue = Mutex(Queue())
    private let statements: Counter
    /// Called after a commit and before anybody is told: whether it touched what is public.
    private let onCommit: @Sendable (Bool) -> Void

    init(_ statements: Counter, onCommit: @Sendable @escaping (Bool) -> Void) {
        self.statements = statements
        self.onCommit = onCommit
    }

    func add(_ member: Member, to writer: any DatabaseWriter) {
        let isFirst = queue.withLock { queue in
            queue.waiting.append(member)
            defer { queue.isTaken = true }
            return !queue.isTaken
        }
        if isFirst { work(on: writer) }
    }

    private func work(on writer: any DatabaseWriter) {
        writer.asyncWriteWithoutTransaction { [self] database in
            commit(take(), on: database)
            let hasMore = queue.withLock { queue in
                queue.isTaken = !queue.waiting.isEmpty
                return queue.isTaken
            }
            if hasMore { work(on: writer) }
        }
    }

    private func take() -> [Member] {
        queue.withLock { queue in
            let members = Array(queue.waiting.prefix(Self.limit))
            queue.waiting.removeFirst(members.count)
            return members
        }
    }

    private func commit(_ members: [Member], on database: Database) {
        do {
            let refusals = try together(members, on: database)
            for (index, member) in members.enumerated() { member.end(refusals[index]) }
        } catch {
            // A full disk takes back all of them, and only one may have been too large: each by itself.
            for member in members { if members.count > 1 { commit([member], on: database) } else { member.end(error) } }
        }
    }

    /// One transaction; what refused members threw, by their place. Throws when nothing of it happened.
    private func together(_ members: [Member], on database: Database) throws -> [Int: any Error] {
        var refusals: [Int: any Error] = [:]
        var effects: [Effect] = []
        try database.inTransaction(.immediate) {
            for (index, member) in members.enumerated() {
                guard members.count > 1 else {
                    effects = [try effect(of: member, on: database)]
                    break
                }
                try run("SAVEPOINT member", on: database)
                do { effects.append(try effect(of: member, on: database)) } catch {
                    guard database.isInsideTransaction else { throw error }
                    try run("ROLLBACK TO member", on: database)
                    refusals[index] = error
                }
                try run("RELEASE member", on: database)
            }
            let connection = SQLiteConnection(database, statements)
            for statement in effects.flatMap(\.atEnd) { try connection.run(statement) }
            return .commit
        }
        onCommit(effects.contains(where: \.hasTouchedContent))
        return refusals
    }

    private func effect(of member: Member, on database: Database) throws -> Effect {
        let connection = SQLiteConnection(database, statements)
        try member.run(connection)
        try connection.checkRefusal()
        return connection.effect
    }

    private func run(_ statement: String, on database: Database) throws { try database.cachedStatement(sql: statement).execute() }
}

/// What a member's body gave, until it is on the disk.
final class WriteResult<Value: Sendable>: Sendable {
    private let value = Mutex<Result<Value, any Error>>(.failure(SQLFailure(kind: .other, code: 0, message: "a write that never ran")))

    var outcome: Result<Value, any Error> { value.withLock { $0 } }

    func put(_ new: Value) { value.withLock { $0 = .success(new) } }
    func refuse(_ error: any Error) { value.withLock { $0 = .failure(error) } }
}
