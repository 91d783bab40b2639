package import Domain
import SQLEngine

// What everybody reads, and what staff looks at.
extension CommentStore {
    /// What others have said to a dialogue.
    package struct Shown: Sendable {
        /// How many support it, with and without words.
        package let supportCount: Int
        /// Those with words or a name, the newest first.
        package let comments: [Comment]
        /// The last one read, where there are more.
        package let next: Comment.ID?

        package static let none = Shown(supportCount: 0, comments: [], next: nil)
    }

    package static let pageSize = 50

    /// Nothing where the dialogue shows none: the rule is `CommentPolicy.areShown`.
    package func shown(of dialogue: Dialogue, before last: Comment.ID? = nil) async throws -> Shown {
        guard CommentPolicy.areShown(dialogue) else { return .none }
        return try await database.read { try Self.shown(of: dialogue, before: last, $0) }
    }

    private static func shown(of dialogue: Dialogue, before last: Comment.ID?, _ connection: any SQLConnection) throws -> Shown {
        let supportCount = try connection.one(
            "SELECT COUNT(*) FROM comment WHERE dialogue_id = \(dialogue.id) AND state = 'shown' AND kind = 'support'"
        ) { try $0.count() }
        let earlier: SQL = last.map { "c.id < \($0)" } ?? "1 = 1"
        let found = try CommentRows.rows(
            """
            c.dialogue_id = \(dialogue.id) AND c.state = 'shown' AND \(earlier) AND (c.text IS NOT NULL OR w.name <> \(Person.unnamed))
            ORDER BY c.id DESC LIMIT \(pageSize + 1)
            """, connection)
        let comments = Array(found.prefix(pageSize))
        return Shown(supportCount: supportCount, comments: comments, next: found.count > pageSize ? comments.last?.id : nil)
    }

    /// A comment that staff looks at, with its dialogue.
    package struct Looked: Sendable {
        package let comment: Comment
        package let dialogue: Dialogue
    }

    /// Whoever asks must steer the dialogue; an unconfirmed one is nobody's business yet, and a withdrawn one no longer.
    package func look(at id: Comment.ID) async throws -> Looked? {
        try await database.read { connection in
            try CommentRows.first("c.id = \(id) AND c.state IN ('waiting', 'shown', 'refused')", connection)
                .map { Looked(comment: $0, dialogue: try DialogueRows.one($0.dialogueID, connection)) }
        }
    }

    /// What waits for somebody to look at it in the dialogues the viewer steers, the oldest first.
    package func waiting(for permit: Permit<DeskPolicy.Open>) async throws -> [Looked] {
        let staff = permit.action.staff
        return try await database.read { connection in
            try CommentRows.rows(
                "\(CommentRows.waits(for: staff)) ORDER BY c.id LIMIT \(Self.pageSize)", connection
            )
            .map { Looked(comment: $0, dialogue: try DialogueRows.one($0.dialogueID, connection)) }
        }
    }

    /// Of one dialogue: what waits, and what was decided, the newest first.
    package func looked(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>) async throws -> [Comment] {
        try await database.read { connection in
            let waiting = try CommentRows.rows(
                "c.dialogue_id = \(dialogue.id) AND c.state = 'waiting' ORDER BY c.id LIMIT \(Self.pageSize)", connection)
            let decided = try CommentRows.rows(
                """
                c.dialogue_id = \(dialogue.id) AND c.state IN ('shown', 'refused') AND c.decided_at IS NOT NULL
                ORDER BY c.id DESC LIMIT \(Self.pageSize)
                """, connection)
            return waiting + decided
        }
    }
}
