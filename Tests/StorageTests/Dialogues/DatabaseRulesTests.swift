import Domain
import Foundation
import SQLEngine
import Storage
import Testing

/// What the database itself refuses, whatever a store may try.
struct DatabaseRulesTests {
    @Test(
        arguments: TestEngine.available,
        [
            "UPDATE dialogue SET owner_id = NULL", "UPDATE dialogue SET next_step = NULL", "UPDATE dialogue SET due_on = NULL",
            "UPDATE dialogue SET next_step = NULL, due_on = NULL", "UPDATE dialogue SET stage = 'with_citizen', due_on = NULL",
            "UPDATE dialogue SET stage = 'unconfirmed', next_step = NULL",
            // Closed without saying anything, without a ground, without a moment, without an outcome.
            "UPDATE dialogue SET stage = 'closed'", "UPDATE dialogue SET stage = 'closed', closed_at = 1, outcome = 'Færdig.'",
            "UPDATE dialogue SET stage = 'closed', ground = 'answered', outcome = 'Færdig.'",
            "UPDATE dialogue SET stage = 'closed', closed_at = 1, ground = 'answered'",
            "UPDATE dialogue SET stage = 'closed', closed_at = 1, ground = 'fed up', outcome = 'Færdig.'",
            "UPDATE dialogue SET stage = 'closed', next_step = NULL, closed_at = 1, ground = 'answered', outcome = 'Færdig.'",
            // Open and ended at once.
            "UPDATE dialogue SET closed_at = 1",
            "UPDATE dialogue SET closed_at = 1, ground = 'answered', outcome = 'Færdig.'",
            "UPDATE dialogue SET stage = 'lost'", "UPDATE dialogue SET next_step = 'wait'", "UPDATE dialogue SET visibility = 'some'",
            "UPDATE dialogue SET subject = ''", "UPDATE dialogue SET owner_id = 4711", "UPDATE dialogue SET area_id = 4711",
            "UPDATE dialogue SET scope = 'unknown'", "UPDATE dialogue SET area_id = NULL", "UPDATE dialogue SET behalf = 'company'",
            "UPDATE facilitator SET until_on = from_on", "UPDATE membership SET role = 'king'",
            "INSERT INTO message (dialogue_id, text) VALUES (1, '')", "DELETE FROM person WHERE name = 'Anna Sørensen'",
        ] as [SQL])
    func `the database refuses`(engine: TestEngine, statement: SQL) async throws {
        let town = try await Town(on: engine)
        _ = try await town.startConfirmed()
        let failure = await #expect(throws: SQLFailure.self) { try await town.run(statement) }
        #expect(failure?.kind == .constraint, "\(String(describing: failure))")
    }

    /// So that the refusals above are about what they say.
    @Test(
        arguments: TestEngine.available,
        [
            "UPDATE dialogue SET owner_id = 1, next_step = 'call', due_on = '2026-12-03'",
            "UPDATE dialogue SET stage = 'closed', next_step = NULL, due_on = NULL, closed_at = 1, ground = 'answered', outcome = 'x'",
            "UPDATE dialogue SET scope = 'unknown', area_id = NULL",
            "UPDATE dialogue SET behalf = 'company', behalf_name = 'Jyderup Smede'",
            "UPDATE facilitator SET until_on = '2030-01-01'",
        ] as [SQL])
    func `the database takes`(engine: TestEngine, statement: SQL) async throws {
        let town = try await Town(on: engine)
        _ = try await town.startConfirmed()
        try await town.run(statement)
    }

    @Test(
        arguments: TestEngine.available, ["UPDATE event SET audience = 'staff'", "UPDATE event SET at = at", "DELETE FROM event"] as [SQL])
    func `the journal is never rewritten`(engine: TestEngine, statement: SQL) async throws {
        let town = try await Town(on: engine)
        _ = try await town.startConfirmed()
        let failure = await #expect(throws: SQLFailure.self) { try await town.run(statement) }
        #expect(failure?.kind == .constraint)
        #expect(try await town.count("event WHERE audience = 'parties'") == 2)
    }

    @Test(arguments: TestEngine.available)
    func `two dialogues cannot have one reference`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<2 { _ = try await town.start() }
        await #expect(throws: AlreadyExists.self) { try await town.run("UPDATE dialogue SET reference = 'HOL-2026-0001'") }
    }

    @Test func `every reference has an index, and every table keeps its types`() async throws {
        let database = try await TestEngine.sqlite.freshDatabase()
        try await database.read { connection in
            // What the engine makes for itself is its own affair.
            let tables = try connection.rows(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_document_index%' AND name NOT LIKE 'sqlite_%'"
            ) { (try $0.text(), try $0.text()) }
            #expect(tables.count > 15)
            for (table, sql) in tables {
                #expect(sql.hasSuffix("STRICT"), "\(table)")
                // A list of three words is a table that SQLite fills at every write: `oneOf` says the same without.
                #expect(!sql.contains(/IN \('\w+', '\w+',/), "\(table)")
                let unindexed = try connection.rows(
                    """
                    SELECT f."from" FROM pragma_foreign_key_list(\(table)) f
                    WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info(\(table)) c WHERE c.name = f."from" AND c.pk = 1)
                        AND NOT EXISTS (SELECT 1 FROM pragma_index_list(\(table)) l JOIN pragma_index_info(l.name) i
                                      WHERE i.seqno = 0 AND i.name = f."from" AND l.partial = 0)
                    """
                ) { try $0.text() }
                #expect(unindexed.isEmpty, "\(table)")
            }
        }
    }
}
