/// One database, whichever engine is behind it.
///
/// The bodies are synchronous, so nothing can `await` (send mail, call a service) inside a transaction, and the
/// connection is not `Sendable`, so it cannot outlive one. Everything throws `SQLFailure` or `AlreadyExists`,
/// or what the body threw. A statement that is refused ends its transaction, also where the body goes on.
/// A body may run more than once, when another process came first or the connection broke: what it did before is undone then.
package protocol SQLDatabase: Sendable {
    /// Runs the body on a snapshot: all of its reads see the same moment.
    func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value

    /// Runs the body as one serializable transaction: all of it, durably, or nothing.
    @discardableResult
    func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value

    /// Grows with every committed write that touched what is public, whichever process wrote. What was read before is stale after.
    func contentVersion() async throws -> UInt64

    /// How many statements this process has run, for its figures.
    var statementCount: UInt64 { get }

    /// Looks for damage in the whole file; throws `SQLFailure` of kind `corrupt`. Seconds on a large database.
    func checkIntegrity() async throws

    /// Ends what is open. Afterwards every call fails.
    func close() throws
}

package protocol SQLConnection: AnyObject {
    var dialect: SQLDialect { get }

    func rows<Value>(_ sql: SQL, _ read: (inout SQLRow) throws -> Value) throws -> [Value]

    /// Runs a statement for its effect; the number of rows it changed.
    @discardableResult
    func run(_ sql: SQL) throws -> Int

    /// Runs an INSERT of one row into a table that numbers its rows by `id`; the row's number.
    func insert(_ sql: SQL) throws -> Int64

    /// Runs a statement when all other work of the transaction is done, in the order they were given; no reading in it sees what it does.
    ///
    /// For what costs less when much of it comes together: writes that share a commit share this too.
    func runAtEnd(_ sql: SQL)

    /// Runs statements without values, such as a migration.
    func run(script: String) throws

    /// Says that this transaction changes what a page for everybody shows.
    func touchContent()
}

extension SQLConnection {
    package func first<Value>(_ sql: SQL, _ read: (inout SQLRow) throws -> Value) throws -> Value? {
        try rows(sql, read).first
    }

    /// For statements that always give a row: `RETURNING`, `COUNT`.
    package func one<Value>(_ sql: SQL, _ read: (inout SQLRow) throws -> Value) throws -> Value {
        guard let value = try first(sql, read) else { throw SQLFailure.noRow }
        return value
    }
}
