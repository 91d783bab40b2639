package import Domain
package import Foundation
package import SQLEngine

/// Mail that waits to be sent.
package struct OutboxStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// How long a process that took a mail has before another may take it.
    package static let lease: TimeInterval = 300
    /// After this long a mail that cannot be delivered is given up and shown to staff.
    package static let patience: TimeInterval = 3 * 86_400

    package struct Item: Sendable {
        package let id: Int64
        package let kind: MailKind
        package let recipientID: Person.ID
        package let dialogueID: Dialogue.ID?
        package let subjectID: Int64?
        package let createdAt: Date
        package let attempts: Int
    }

    /// Who waits at the door for a code is not made to wait behind a thousand news.
    package enum Lane: Sendable, CaseIterable {
        case urgent, ordinary

        var condition: SQL {
            switch self {
            case .urgent: "kind IN ('sign_in', 'confirm_start')"
            case .ordinary: "kind NOT IN ('sign_in', 'confirm_start')"
            }
        }
    }

    /// Takes mails whose time has come, oldest first, so that no other process takes them too.
    package func claim(_ limit: Int, of lane: Lane? = nil, at now: Date) async throws -> [Item] {
        let ofLane: SQL = lane?.condition ?? "1 = 1"
        return try await database.write { connection in
            try connection.rows(
                """
                UPDATE outbox SET attempts = attempts + 1, next_attempt_at = \(now.addingTimeInterval(Self.lease))
                WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND next_attempt_at <= \(now) AND \(ofLane)
                             ORDER BY next_attempt_at, id LIMIT \(limit))
                RETURNING id, kind, recipient_id, dialogue_id, subject_id, created_at, attempts
                """
            ) { row in
                Item(
                    id: try row.integer(), kind: try row.choice(), recipientID: try row.identifier(),
                    dialogueID: try row.optionalIdentifier(), subjectID: try row.optionalInteger(), createdAt: try row.moment(),
                    attempts: try row.count())
            }
            // RETURNING promises no order.
            .sorted { $0.id < $1.id }
        }
    }

    /// Puts back what was taken and not tried, so that nobody waits for the end of a lease.
    package func giveBack(_ items: [Item], at now: Date) async throws {
        guard !items.isEmpty else { return }
        try await database.write { connection in
            _ = try connection.run(
                """
                UPDATE outbox SET attempts = attempts - 1, next_attempt_at = \(now)
                WHERE id IN (\(items.map(\.id).sqlList)) AND state = 'waiting'
                """)
        }
    }

    package func sent(_ id: Int64, at now: Date) async throws {
        try await database.write { connection in
            _ = try connection.run("UPDATE outbox SET state = 'sent', sent_at = \(now), last_problem = NULL WHERE id = \(id)")
        }
    }

    /// Keeps a mail for later with growing pauses (1, 2, 4 … minutes, at most an hour), or gives it up.
    ///
    /// - Parameter problem: for staff; without personal data.
    package func failed(_ item: Item, _ problem: String, isFinal: Bool, at now: Date) async throws {
        let pause = min(3600, 60 * pow(2, Double(min(item.attempts, 10) - 1)))
        let givesUp = isFinal || now.timeIntervalSince(item.createdAt) > Self.patience
        try await database.write { connection in
            _ = try connection.run(
                """
                UPDATE outbox SET state = \(givesUp ? "failed" : "waiting"), last_problem = \(problem),
                    next_attempt_at = \(now.addingTimeInterval(pause))
                WHERE id = \(item.id)
                """)
        }
    }

    /// What staff should know about mail: how many wait after a first try, since when, and how many were given up.
    package struct Health: Sendable, Equatable {
        package let delayed: Int
        package let oldest: Date?
        package let failed: Int
        package let problem: String?
    }

    package func health() async throws -> Health { try await database.read(Self.health) }

    @Sendable static func health(_ connection: any SQLConnection) throws -> Health {
        try connection.one(
            """
            SELECT COUNT(*), MIN(created_at), (SELECT COUNT(*) FROM outbox WHERE state = 'failed'),
                (SELECT last_problem FROM outbox WHERE state = 'waiting' AND last_problem IS NOT NULL ORDER BY id DESC LIMIT 1)
            FROM outbox WHERE state = 'waiting' AND last_problem IS NOT NULL
            """
        ) { row in
            Health(
                delayed: try row.count(), oldest: try row.optionalMoment(), failed: try row.count(), problem: try row.optionalText())
        }
    }

    /// Everything a mail's words need, read when it is delivered.
    package struct Letter: Sendable {
        package let recipient: Person
        package let address: String
        package let dialogue: Dialogue?
        package let owner: Person?
        package let areaName: String?
        package let starterName: String?
        /// The recipient's own secret address of the dialogue, where they have one.
        package let accessID: Int64?
        /// Earlier mails to the same person about the same dialogue: the first and the last.
        package let thread: (first: Int64, last: Int64)?
        /// For the daily reminder.
        package let due: [Dialogue]
    }

    /// Nil when there is nothing to say any more: the recipient has no address, or what the mail was about is over.
    package func letter(_ item: Item, at now: Date) async throws -> Letter? {
        let today = Day(of: now)
        return try await database.read { connection in
            let recipient = try PersonRows.one(item.recipientID, connection)
            guard let address = recipient.email else { return nil }
            let dialogue = try item.dialogueID.map { try DialogueRows.one($0, connection) }
            if item.kind == .confirmStart, dialogue?.stage != .unconfirmed { return nil }
            if item.kind == .signIn, try !Self.isAlive(signIn: item.subjectID, at: now, connection) { return nil }
            if item.kind == .followConfirm || item.kind == .followNews, try !Self.isAlive(item, dialogue, connection) { return nil }
            if item.kind == .commentConfirm, try !Self.isUnconfirmed(comment: item.subjectID, dialogue, connection) { return nil }
            let due = item.kind == .duePromises ? try Self.due(item.recipientID, today, connection) : []
            if item.kind == .duePromises, due.isEmpty { return nil }
            return Letter(
                recipient: recipient, address: address, dialogue: dialogue,
                owner: try dialogue.map { try PersonRows.one($0.ownerID, connection) },
                areaName: try dialogue?.areaID.flatMap { id in
                    try connection.first("SELECT name FROM area WHERE id = \(id)") { try $0.text() }
                },
                starterName: try dialogue.map { try PersonRows.one($0.starterID, connection).name },
                accessID: try dialogue.flatMap { try Self.access($0.id, item.recipientID, connection) },
                thread: try dialogue.flatMap { try Self.thread($0.id, item, connection) }, due: due)
        }
    }

    /// False once the code was used, replaced by a newer one, too old to be typed, or swept away.
    private static func isAlive(signIn id: Int64?, at now: Date, _ connection: any SQLConnection) throws -> Bool {
        try connection.one(
            "SELECT COUNT(*) FROM sign_in WHERE id = \(id) AND ended_at IS NULL AND created_at > \(now - SessionStore.signInLifetime)"
        ) { try $0.integer() > 0 }
    }

    /// False once the follower has left, has answered already, or the dialogue is no longer for everybody.
    private static func isAlive(_ item: Item, _ dialogue: Dialogue?, _ connection: any SQLConnection) throws -> Bool {
        guard let dialogue, FollowPolicy.mayBeFollowed(dialogue) else { return false }
        let isConfirmed = try connection.first(
            """
            SELECT CASE WHEN confirmed_at IS NULL THEN 0 ELSE 1 END FROM follower
            WHERE id = \(item.subjectID) AND ended_at IS NULL
            """
        ) { try $0.flag() }
        return isConfirmed == (item.kind == .followNews)
    }

    /// False once its writer has answered or taken it back, or comments are no longer open.
    private static func isUnconfirmed(comment id: Int64?, _ dialogue: Dialogue?, _ connection: any SQLConnection) throws -> Bool {
        guard let dialogue, CommentPolicy.mayComment(dialogue) else { return false }
        return try connection.one("SELECT COUNT(*) FROM comment WHERE id = \(id) AND state = 'unconfirmed'") { try $0.integer() > 0 }
    }

    private static func access(_ dialogueID: Dialogue.ID, _ personID: Person.ID, _ connection: any SQLConnection) throws -> Int64? {
        try connection.first(
            """
            SELECT id FROM access WHERE dialogue_id = \(dialogueID) AND person_id = \(personID) AND revoked_at IS NULL
            ORDER BY id DESC LIMIT 1
            """
        ) { try $0.integer() }
    }

    private static func thread(
        _ dialogueID: Dialogue.ID, _ item: Item, _ connection: any SQLConnection
    ) throws -> (first: Int64, last: Int64)? {
        try connection.first(
            """
            SELECT MIN(id), MAX(id) FROM outbox
            WHERE dialogue_id = \(dialogueID) AND recipient_id = \(item.recipientID) AND id < \(item.id)
            """
        ) { (try $0.optionalInteger(), try $0.optionalInteger()) }
        .flatMap { first, last in
            guard let first, let last else { return nil }
            return (first, last)
        }
    }

    package static let dueLimit = 20

    private static func due(_ ownerID: Person.ID, _ today: Day, _ connection: any SQLConnection) throws -> [Dialogue] {
        try connection.rows(
            """
            SELECT \(DialogueRows.columns) FROM dialogue d
            WHERE d.owner_id = \(ownerID) AND d.closed_at IS NULL AND d.due_on < \(today)
            ORDER BY d.due_on, d.id LIMIT \(dueLimit)
            """, DialogueRows.read)
    }

    /// Enqueues today's reminder for every owner with something overdue. Once a day each, however often it runs.
    package func remind(today: Day, at now: Date) async throws {
        try await database.write { connection in
            let owners: [Person.ID] = try connection.rows(
                """
                SELECT d.owner_id FROM dialogue d
                WHERE d.closed_at IS NULL AND d.due_on < \(today)
                """
            ) { try $0.identifier() }
            for owner in Set(owners).sorted() {
                try Outbox(connection: connection).enqueue(
                    .duePromises, to: owner, key: "due_promises:\(owner.rawValue):\(today.iso)", at: now)
            }
        }
    }
}
