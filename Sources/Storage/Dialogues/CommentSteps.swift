package import Domain
package import Foundation
package import SQLEngine

/// What can be done to comments, inside one transaction: rows, journal and mail together.
///
/// `CommentStore` runs each in a transaction of its own; the demo runs invented ones in batches.
package struct CommentSteps {
    let connection: any SQLConnection
    /// The demo's past was told long ago: it sends no mail.
    let sendsMail: Bool

    package init(_ connection: any SQLConnection, sendsMail: Bool = true) {
        self.connection = connection
        self.sendsMail = sendsMail
    }

    /// The comment is not as it was when it was shown to staff.
    package struct Overtaken: Error, Sendable, Equatable {}

    /// Keeps the comment and asks the address by mail, at most once a day. Until it is confirmed, the newest words count. Nil for whoever
    /// has said theirs already, which changes nothing.
    ///
    /// Throws `NotFound` when comments are no longer open.
    package func ask(_ new: NewComment, _ permit: Permit<CommentPolicy.Write>, at now: Date) throws -> Comment.ID? {
        let dialogue = try DialogueRows.one(permit.action.dialogueID, connection)
        guard CommentPolicy.mayComment(dialogue) else { throw NotFound() }
        let known = try connection.first(
            """
            SELECT id, person_id, state FROM comment
            WHERE dialogue_id = \(dialogue.id) AND email_key = \(new.email.key) AND kind = \(new.kind)
            """
        ) { (id: try $0.identifier() as Comment.ID, personID: try $0.identifier() as Person.ID, state: try $0.choice() as Comment.State) }
        if let known, known.state != .unconfirmed { return nil }
        let (id, personID) = try known.map { try update($0.id, $0.personID, new, at: now) } ?? insert(new, dialogue.id, at: now)
        try mail(
            .commentConfirm, to: personID, about: dialogue, subject: id, key: "comment_confirm:\(id.rawValue):\(Day(of: now).iso)", at: now)
        return id
    }

    private func update(
        _ id: Comment.ID, _ personID: Person.ID, _ new: NewComment, at now: Date
    ) throws -> (Comment.ID, Person.ID) {
        try connection.run("UPDATE comment SET text = \(new.text), asked_at = \(now) WHERE id = \(id)")
        try connection.run(
            "UPDATE person SET name = \(new.name ?? Person.unnamed), language = \(new.language) WHERE id = \(personID)")
        return (id, personID)
    }

    private func insert(_ new: NewComment, _ dialogueID: Dialogue.ID, at now: Date) throws -> (Comment.ID, Person.ID) {
        let personID: Person.ID = try connection.insert(
            """
            INSERT INTO person (name, email, email_key, language, created_at)
            VALUES (\(new.name ?? Person.unnamed), \(new.email.text), \(new.email.key), \(new.language), \(now))
            """)
        let id: Comment.ID = try connection.insert(
            """
            INSERT INTO comment (dialogue_id, person_id, email_key, kind, text, state, asked_at)
            VALUES (\(dialogueID), \(personID), \(new.email.key), \(new.kind), \(new.text), 'unconfirmed', \(now))
            """)
        return (id, personID)
    }

    /// Says from the mailbox that it is theirs. Twice is once. Throws `NotFound` when it was withdrawn, or the dialogue is no longer
    /// open for comments.
    package func confirm(_ id: Comment.ID, at now: Date) throws {
        guard let comment = try CommentRows.first("c.id = \(id)", connection),
            let state = comment.state.after(.confirm, hasWords: comment.hasWords)
        else { throw NotFound() }
        guard state != comment.state else { return }
        let dialogue = try DialogueRows.one(comment.dialogueID, connection)
        guard CommentPolicy.mayComment(dialogue) else { throw NotFound() }
        try connection.run("UPDATE comment SET state = \(state), confirmed_at = \(now) WHERE id = \(id)")
        if state == .waiting {
            try tellDaily(.commentWaiting, dialogue.ownerID, dialogue, at: now)
        } else {
            try tellDaily(.commented, dialogue.starterID, dialogue, at: now)
            connection.touchContent()
        }
    }

    /// Shows it, or says why not. Throws `NotFound` for a comment of another dialogue, `Overtaken` when its writer or a colleague was
    /// faster.
    package func decide(
        _ verdict: CommentVerdict, on id: Comment.ID, _ permit: Permit<DialoguePolicy.Steer>, at now: Date
    ) throws {
        guard let comment = try CommentRows.first("c.id = \(id) AND c.dialogue_id = \(permit.action.dialogueID)", connection)
        else { throw NotFound() }
        guard let state = comment.state.after(verdict.step, hasWords: comment.hasWords) else { throw Overtaken() }
        let dialogue = try DialogueRows.one(comment.dialogueID, connection)
        let reason: String? = if case .refuse(let reason) = verdict { reason } else { nil }
        let writerID: Person.ID = try connection.one(
            """
            UPDATE comment SET state = \(state), reason = \(reason), decided_at = \(now), decided_by = \(permit.action.staffID)
            WHERE id = \(id) RETURNING person_id
            """
        ) { try $0.identifier() }
        let eventID = try Journal(connection: connection).record(
            state == .shown ? .commentShown : .commentRefused, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .staff,
            facts: Event.Facts(aboutName: comment.name), at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        connection.touchContent()
        let kind: MailKind = state == .shown ? .commentShown : .commentRefused
        try mail(kind, to: writerID, about: dialogue, subject: id, key: "\(kind.rawValue):\(eventID.rawValue)", at: now)
        if state == .shown { try tellDaily(.commented, dialogue.starterID, dialogue, at: now) }
    }

    /// One mail a day about a dialogue, however many write.
    private func tellDaily(_ kind: MailKind, _ personID: Person.ID, _ dialogue: Dialogue, at now: Date) throws {
        let key = "\(kind.rawValue):\(dialogue.id.rawValue):\(personID.rawValue):\(Day(of: now).iso)"
        try mail(kind, to: personID, about: dialogue, subject: nil, key: key, at: now)
    }

    private func mail(
        _ kind: MailKind, to personID: Person.ID, about dialogue: Dialogue, subject id: Comment.ID?, key: String, at now: Date
    ) throws {
        guard sendsMail else { return }
        try Outbox(connection: connection).enqueue(kind, to: personID, about: dialogue.id, subject: id?.rawValue, key: key, at: now)
    }
}
