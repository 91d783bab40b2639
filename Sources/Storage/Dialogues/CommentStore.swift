package import Domain
package import Foundation
package import SQLEngine

/// What others say to public dialogues. Nothing is counted or looked at before its writer has said yes from their own mailbox.
package struct CommentStore: Sendable {
    let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// How long what nobody confirmed is kept.
    package static let patience: TimeInterval = 7 * 86_400

    /// As `CommentSteps.ask`. The answer is the same, whether the address was known or not.
    package func ask(_ new: NewComment, _ permit: Permit<CommentPolicy.Write>, at now: Date) async throws {
        try await database.write { _ = try CommentSteps($0).ask(new, permit, at: now) }
    }

    /// A comment with its dialogue, for whoever holds its secret address. The dialogue is nil when it is no longer for everybody.
    package func find(_ id: Comment.ID) async throws -> (comment: Comment, dialogue: Dialogue?)? {
        try await database.read { connection in
            guard let comment = try CommentRows.first("c.id = \(id)", connection) else { return nil }
            let dialogue = try DialogueRows.one(comment.dialogueID, connection)
            return (comment, DialoguePolicy.mayRead(.anonymous, dialogue) ? dialogue : nil)
        }
    }

    /// As `CommentSteps.confirm`.
    package func confirm(_ id: Comment.ID, at now: Date) async throws {
        try await database.write { try CommentSteps($0).confirm(id, at: now) }
    }

    /// As `CommentSteps.decide`.
    package func decide(
        _ verdict: CommentVerdict, on id: Comment.ID, _ permit: Permit<DialoguePolicy.Steer>, at now: Date
    ) async throws {
        try await database.write { try CommentSteps($0).decide(verdict, on: id, permit, at: now) }
    }

    /// Takes it back: words, name and address are forgotten. Twice is once.
    package func withdraw(_ id: Comment.ID, at now: Date) async throws {
        try await database.write { try Self.forget("id = \(id) AND state <> 'withdrawn'", $0, at: now) }
    }

    /// Forgets what nobody confirmed.
    package func deleteUnconfirmed(at now: Date) async throws {
        let limit = now.addingTimeInterval(-Self.patience)
        try await database.write { try Self.forget("state = 'unconfirmed' AND asked_at < \(limit)", $0, at: now) }
    }

    private static func forget(_ condition: SQL, _ connection: any SQLConnection, at now: Date) throws {
        let personIDs: [Person.ID] = try connection.rows(
            """
            UPDATE comment SET state = 'withdrawn', withdrawn_at = \(now), email_key = NULL, text = NULL, reason = NULL
            WHERE \(condition) RETURNING person_id
            """
        ) { try $0.identifier() }
        guard !personIDs.isEmpty else { return }
        try connection.run(
            "UPDATE person SET name = \(Person.unnamed), email = NULL, email_key = NULL WHERE id IN (\(personIDs.sqlList))")
        connection.touchContent()
    }
}

/// How a comment is read from its row.
enum CommentRows {
    static let columns: SQL = """
        c.id, c.dialogue_id, c.kind, c.text, w.name, c.state, COALESCE(c.confirmed_at, c.asked_at), c.reason
        """

    /// A condition on a comment that waits in a dialogue the staff steers.
    static func waits(for staff: Viewer.Staff) -> SQL {
        """
        c.state = 'waiting' AND EXISTS (SELECT 1 FROM dialogue d WHERE d.id = c.dialogue_id AND \(DialogueRows.steerable(by: staff)))
        """
    }

    static func waitingCount(for staff: Viewer.Staff, atMost limit: Int) -> SQL {
        "SELECT COUNT(*) FROM (SELECT 1 FROM comment c WHERE \(waits(for: staff)) LIMIT \(limit)) AS counted"
    }

    static func read(_ row: inout SQLRow) throws -> Comment {
        let (id, dialogueID): (Comment.ID, Dialogue.ID) = (try row.identifier(), try row.identifier())
        let (kind, text): (Comment.Kind, String?) = (try row.choice(), try row.optionalText())
        let (name, state): (String, Comment.State) = (try row.text(), try row.choice())
        return Comment(
            id: id, dialogueID: dialogueID, kind: kind, text: text, name: name == Person.unnamed ? nil : name, state: state,
            at: try row.moment(), reason: try row.optionalText())
    }

    static func rows(_ rest: SQL, _ connection: any SQLConnection) throws -> [Comment] {
        try connection.rows("SELECT \(columns) FROM comment c JOIN person w ON w.id = c.person_id WHERE \(rest)", read)
    }

    static func first(_ condition: SQL, _ connection: any SQLConnection) throws -> Comment? { try rows(condition, connection).first }
}
