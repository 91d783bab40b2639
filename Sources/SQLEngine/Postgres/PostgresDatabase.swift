import Synchronization

/// PostgreSQL through libpq: any number of processes, serializable writes, and connections that come back.
package final class PostgresDatabase: SQLDatabase {
    private let pool: PostgresPool
    private let content: ContentWatch
    private let hasGround = Atomic<Bool>(false)

    /// A write that others came before is tried so often, from the second time on with no other write beside it.
    private static let tries = 5

    /// Throws `PostgresRefusal` when there is no such database, or it does not suit.
    package init(_ address: PostgresAddress, _ limits: PostgresLimits = PostgresLimits()) async throws {
        pool = PostgresPool(address, limits)
        content = ContentWatch(pool)
        do {
            // The first time is without patience: an operator who mistyped wants to know now.
            try await pool.run(isWrite: false) { [pool] _ in _ = try PostgresSession(pool.address, pool.limits) }
        } catch PostgresTrouble.lost(let failure) {
            pool.close()
            throw PostgresRefusal.cannotConnect(address: address.description, reason: failure.message)
        } catch {
            pool.close()
            throw error
        }
    }

    deinit { pool.close() }

    package func close() throws { pool.close() }

    package var statementCount: UInt64 { pool.statements.value }

    package func contentVersion() async throws -> UInt64 { try await content.version() }

    package func read<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await pool.run(isWrite: false) { [pool] seat in
            try Self.retrying(seat, from: .read) { [statements = pool.statements] session, mode in
                let connection = PostgresConnection(session, mode, statements)
                do {
                    let value = try body(connection)
                    try connection.checkRefusal()
                    // Nothing hangs on the end of a snapshot, so nobody waits for it.
                    seat.later { do { try connection.commit() } catch { seat.drop() } }
                    return value
                } catch {
                    connection.rollBack()
                    throw error
                }
            }
        }
    }

    package func write<Value: Sendable>(_ body: @Sendable @escaping (any SQLConnection) throws -> Value) async throws -> Value {
        try await pool.run(isWrite: true) { [self] seat in
            try Self.retrying(seat, from: .write) { [statements = pool.statements] session, mode in
                if !hasGround.load(ordering: .acquiring) {
                    try ContentWatch.prepare(session)
                    hasGround.store(true, ordering: .releasing)
                }
                let connection = PostgresConnection(session, mode, statements)
                do {
                    let value = try body(connection)
                    try connection.commit()
                    return value
                } catch {
                    connection.rollBack()
                    throw error
                }
            }
        }
    }

    /// Runs the work until it succeeds, is refused, or was tried often enough. What was not committed may be done again.
    private static func retrying<Value>(
        _ seat: PostgresSeat, from first: PostgresConnection.Mode, _ work: (PostgresSession, PostgresConnection.Mode) throws -> Value
    ) throws -> Value {
        var (mode, conflicts, losses) = (first, 0, 0)
        while true {
            do {
                return try work(try seat.open(), mode)
            } catch PostgresTrouble.mustBeAlone {
                guard mode == .write else { throw SQLFailure(kind: .other, code: 0, message: "a script while reading") }
                mode = .alone
            } catch PostgresTrouble.conflict(let failure) {
                conflicts += 1
                guard conflicts < tries else { throw failure }
                if mode == .write { mode = .alone } else { seat.pauseBeforeRetry() }
            } catch PostgresTrouble.lost(let failure), PostgresTrouble.outdated(let failure) {
                seat.drop()
                losses += 1
                guard losses < tries else { throw failure }
            }
        }
    }

    /// Reads every table from end to end. With checksums on, the server checks every page it reads.
    package func checkIntegrity() async throws {
        try await pool.run(isWrite: false) { seat in
            do { try seat.open().run(script: Self.reading) } catch {
                seat.drop()
                if case PostgresTrouble.lost(let failure) = error { throw failure }
                throw error
            }
        }
    }

    private static let reading = """
        BEGIN READ ONLY;
        SET LOCAL statement_timeout = 0;
        SET LOCAL enable_indexonlyscan = off;
        DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
                EXECUTE format('SELECT COUNT(*) FROM %I', name);
            END LOOP;
        END $$;
        COMMIT
        """
}
