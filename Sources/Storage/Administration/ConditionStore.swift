package import Domain
package import SQLEngine

/// What the database can tell about the installation.
package struct ConditionStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// Throws when the database cannot take a write now: full, read-only or held by somebody else.
    ///
    /// It counts itself, and `UsageStore.deleteOld` forgets it: of a row that is written as it was, SQLite writes nothing to the disk.
    package func checkWritable() async throws {
        try await database.write {
            try $0.run(
                """
                INSERT INTO usage_count (bucket, window_at, uses) VALUES ('ready', 0, 1)
                ON CONFLICT (bucket, window_at) DO UPDATE SET uses = usage_count.uses + 1
                """)
        }
    }

    /// False when the database was brought to another version while this program ran.
    package func isOfThisVersion() async throws -> Bool {
        do { return try await schema.pending(database).isEmpty } catch is Migrator.NewerDatabase { return false }
    }

    /// Fills in what the database knows.
    package func measure(_ condition: inout Condition, today: Day) async throws {
        let measured = condition
        condition = try await database.read { connection in
            var condition = measured
            condition.databaseBytes = try connection.one(connection.dialect.databaseSize) { try $0.integer() }
            // The latest of the last ones: after a clock was put back, what is written next does not hide those from the future.
            condition.newestEventAt = try connection.one(
                "SELECT MAX(at) FROM (SELECT at FROM event ORDER BY id DESC LIMIT 1000) AS newest"
            ) { try $0.optionalMoment() }
            (condition.dialogues.open, condition.dialogues.overdue) = try connection.one(
                "SELECT COUNT(*), COUNT(CASE WHEN due_on < \(today) THEN 1 END) FROM dialogue WHERE closed_at IS NULL"
            ) { (try $0.count(), try $0.count()) }
            (condition.mail.waiting, condition.mail.oldestAt) = try connection.one(
                "SELECT COUNT(*), MIN(created_at) FROM outbox WHERE state = 'waiting'"
            ) { (try $0.count(), try $0.optionalMoment()) }
            condition.mail.givenUp = try connection.one("SELECT COUNT(*) FROM outbox WHERE state = 'failed'") { try $0.count() }
            return condition
        }
    }
}
