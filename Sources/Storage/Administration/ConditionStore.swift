package import Domain
package import SQLEngine

/// What the database can tell about the installation.
package struct ConditionStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// Throws when the database cannot take a write now: full, read-only or held by somebody else. Changes nothing.
    package func checkWritable() async throws {
        try await database.write { try $0.run("UPDATE setting SET value = value WHERE name = 'name'") }
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
            condition.newestEventAt = try connection.first("SELECT at FROM event ORDER BY id DESC LIMIT 1") { try $0.moment() }
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
