/// One step of the schema: plain SQL, its own transaction, recorded by name, never edited once released.
package struct Migration: Sendable {
    package let name: String
    package let script: @Sendable (SQLDialect) -> String

    package init(_ name: String, script: @escaping @Sendable (SQLDialect) -> String) {
        self.name = name
        self.script = script
    }
}

/// Applies migrations in order, forward only.
package struct Migrator: Sendable {
    private let migrations: [Migration]

    package init(_ migrations: [Migration]) { self.migrations = migrations }

    /// Every migration, oldest first.
    package var names: [String] { migrations.map(\.name) }

    /// The database holds migrations this program does not know: it was used by a newer Krumtap.
    package struct NewerDatabase: Error, Sendable {
        package let unknown: [String]
    }

    /// The names that `migrate` would apply, in order. Throws `NewerDatabase`.
    package func pending(_ database: any SQLDatabase) async throws -> [String] {
        let done = try await applied(database)
        let unknown = done.subtracting(migrations.map(\.name))
        guard unknown.isEmpty else { throw NewerDatabase(unknown: unknown.sorted()) }
        return migrations.map(\.name).filter { !done.contains($0) }
    }

    /// Applies what is missing; the names applied. Throws `NewerDatabase`.
    @discardableResult
    package func migrate(_ database: any SQLDatabase) async throws -> [String] {
        try await database.write {
            try $0.run(script: "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY)\($0.dialect.strict)")
        }
        let pending = Set(try await pending(database))
        for migration in migrations where pending.contains(migration.name) {
            try await database.write { connection in
                // Another process may have been first.
                let isDone = try connection.first("SELECT name FROM migration WHERE name = \(migration.name)") { try $0.text() } != nil
                guard !isDone else { return }
                try connection.run(script: migration.script(connection.dialect))
                try connection.run("INSERT INTO migration (name) VALUES (\(migration.name))")
            }
        }
        return migrations.map(\.name).filter(pending.contains)
    }

    private func applied(_ database: any SQLDatabase) async throws -> Set<String> {
        try await database.read { connection in
            let exists = try connection.one(connection.dialect.countOfTables(named: "migration")) { try $0.integer() } > 0
            return exists ? Set(try connection.rows("SELECT name FROM migration") { try $0.text() }) : []
        }
    }
}
