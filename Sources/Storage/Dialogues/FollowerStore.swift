package import Domain
package import Foundation
package import SQLEngine

/// Who follows a public dialogue by mail. An address is told of nothing before it has said yes from its own mailbox.
package struct FollowerStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// How long an address that was typed and never confirmed is kept.
    package static let patience: TimeInterval = 7 * 86_400

    package struct Follower: Sendable {
        package let id: Int64
        /// Nil when everybody may no longer read it.
        package let dialogue: Dialogue?
        package let isConfirmed: Bool
        package let isEnded: Bool
    }

    /// Asks the address by mail, at most once a day. Whoever follows already is asked nothing, and the answer is the same.
    ///
    /// Throws `NotFound` when the dialogue is no longer public.
    package func ask(_ new: NewFollower, _ permit: Permit<FollowPolicy.Follow>, at now: Date) async throws {
        try await database.write { connection in
            let dialogue = try DialogueRows.one(permit.action.dialogueID, connection)
            guard FollowPolicy.mayBeFollowed(dialogue) else { throw NotFound() }
            let known = try connection.first(
                """
                SELECT id, person_id, CASE WHEN confirmed_at IS NULL THEN 0 ELSE 1 END FROM follower
                WHERE dialogue_id = \(dialogue.id) AND email_key = \(new.email.key)
                """
            ) { (id: try $0.integer(), personID: try $0.identifier() as Person.ID, isConfirmed: try $0.flag()) }
            if known?.isConfirmed == true { return }
            let (id, personID) = try known.map { ($0.id, $0.personID) } ?? Self.insert(new, dialogue.id, connection, at: now)
            try Outbox(connection: connection).enqueue(
                .followConfirm, to: personID, about: dialogue.id, subject: id, key: "follow_confirm:\(id):\(Day(of: now).iso)", at: now)
        }
    }

    private static func insert(
        _ new: NewFollower, _ dialogueID: Dialogue.ID, _ connection: any SQLConnection, at now: Date
    ) throws -> (Int64, Person.ID) {
        let personID: Person.ID = try connection.insert(
            """
            INSERT INTO person (name, email, email_key, language, created_at)
            VALUES (\(Person.unnamed), \(new.email.text), \(new.email.key), \(new.language), \(now))
            """)
        let id = try connection.insert(
            """
            INSERT INTO follower (dialogue_id, person_id, email_key, asked_at)
            VALUES (\(dialogueID), \(personID), \(new.email.key), \(now))
            """)
        return (id, personID)
    }

    package func find(_ id: Int64) async throws -> Follower? {
        try await database.read { connection in
            let row = try connection.first(
                """
                SELECT dialogue_id, CASE WHEN confirmed_at IS NULL THEN 0 ELSE 1 END, CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END
                FROM follower WHERE id = \(id)
                """
            ) { (try $0.identifier() as Dialogue.ID, try $0.flag(), try $0.flag()) }
            guard let (dialogueID, isConfirmed, isEnded) = row else { return nil }
            let dialogue = try DialogueRows.one(dialogueID, connection)
            return Follower(
                id: id, dialogue: FollowPolicy.mayBeFollowed(dialogue) ? dialogue : nil, isConfirmed: isConfirmed, isEnded: isEnded)
        }
    }

    /// Says yes from the mailbox. Twice is once. Throws `NotFound` when it was ended, or the dialogue is no longer public.
    package func confirm(_ id: Int64, at now: Date) async throws {
        try await database.write { connection in
            let dialogueID = try connection.first(
                """
                UPDATE follower SET confirmed_at = COALESCE(confirmed_at, \(now)) WHERE id = \(id) AND ended_at IS NULL
                RETURNING dialogue_id
                """
            ) { try $0.identifier() as Dialogue.ID }
            guard let dialogueID, FollowPolicy.mayBeFollowed(try DialogueRows.one(dialogueID, connection)) else { throw NotFound() }
        }
    }

    /// Stops, and forgets the address. Twice is once.
    package func end(_ id: Int64, at now: Date) async throws {
        try await database.write { try Self.end("id = \(id) AND ended_at IS NULL", $0, at: now) }
    }

    /// Forgets the addresses that nobody confirmed.
    package func deleteUnconfirmed(at now: Date) async throws {
        let limit = now.addingTimeInterval(-Self.patience)
        try await database.write {
            try Self.end("confirmed_at IS NULL AND ended_at IS NULL AND asked_at < \(limit)", $0, at: now)
        }
    }

    private static func end(_ condition: SQL, _ connection: any SQLConnection, at now: Date) throws {
        let personIDs: [Person.ID] = try connection.rows(
            "UPDATE follower SET ended_at = \(now), email_key = NULL WHERE \(condition) RETURNING person_id"
        ) { try $0.identifier() }
        guard !personIDs.isEmpty else { return }
        try connection.run("UPDATE person SET email = NULL, email_key = NULL WHERE id IN (\(personIDs.sqlList))")
    }
}

extension DialogueSteps {
    /// Tells who follows that something everybody may read has happened: one mail an event and address.
    func tellFollowers(of dialogue: Dialogue, event: Event.ID, at now: Date) throws {
        guard sendsMail, FollowPolicy.mayBeFollowed(dialogue) else { return }
        let followers = try connection.rows(
            """
            SELECT id, person_id FROM follower
            WHERE dialogue_id = \(dialogue.id) AND email_key IS NOT NULL AND confirmed_at IS NOT NULL
            ORDER BY email_key
            """
        ) { (id: try $0.integer(), personID: try $0.identifier() as Person.ID) }
        for follower in followers {
            try mail(.followNews, to: follower.personID, about: dialogue.id, subject: follower.id, event: event, at: now)
        }
    }
}
