package import Domain
package import Foundation
package import SQLEngine

/// Dialogues, one method a transaction.
package struct DialogueStore: Sendable {
    let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// Starts a dialogue from a draft. A draft starts one dialogue however often it is sent, and is counted once: an impatient
    /// finger is no flood. Throws `UsageStore.Exceeded`.
    package func start(
        _ new: NewDialogue, from draftID: Draft.ID?, counting uses: [UsageStore.Use] = [], _ permit: Permit<DialoguePolicy.Start>,
        at now: Date
    ) async throws -> DialogueSteps.Started {
        try await database.write { connection in
            if let draftID, let started = try Self.started(from: draftID, connection) { return started }
            for use in uses { try use.count(on: connection) }
            let steps = DialogueSteps(connection, try Municipality(on: connection))
            let started = try steps.start(new, at: now)
            try steps.indexWords(of: started.dialogueID)
            if let draftID {
                try AttachmentRows.attach("draft_id = \(draftID)", toNewestMessageOf: started.dialogueID, connection)
                // What was typed lives on in the dialogue only.
                try connection.run(
                    "UPDATE draft SET dialogue_id = \(started.dialogueID), answers = '{}', changed_at = \(now) WHERE id = \(draftID)")
            }
            return started
        }
    }

    /// What a draft has become, when it has been sent.
    package func started(from draftID: Draft.ID) async throws -> DialogueSteps.Started? {
        try await database.read { try Self.started(from: draftID, $0) }
    }

    private static func started(from draftID: Draft.ID, _ connection: any SQLConnection) throws -> DialogueSteps.Started? {
        try connection.first(
            """
            SELECT d.id, a.id, d.reference
            FROM draft JOIN dialogue d ON d.id = draft.dialogue_id
                JOIN access a ON a.dialogue_id = d.id AND a.person_id = d.starter_id
            WHERE draft.id = \(draftID)
            ORDER BY a.id
            """
        ) { DialogueSteps.Started(dialogueID: try $0.identifier(), accessID: try $0.integer(), reference: try $0.reference()) }
    }

    package func find(_ reference: Reference, as viewer: Viewer) async throws -> Dialogue? {
        try await database.read { try DialogueRows.first("d.reference = \(reference) AND \(DialogueRows.readable(by: viewer))", $0) }
    }

    package func find(_ id: Dialogue.ID, as viewer: Viewer) async throws -> Dialogue? {
        try await database.read { try DialogueRows.first("d.id = \(id) AND \(DialogueRows.readable(by: viewer))", $0) }
    }

    /// The viewer that the holder of a secret address is; nil when it was revoked or never given.
    package func viewer(ofAccess accessID: Int64) async throws -> Viewer? {
        try await database.read { connection in
            try connection.first("SELECT person_id, dialogue_id FROM access WHERE id = \(accessID) AND revoked_at IS NULL") {
                Viewer.party(try $0.identifier(), of: try $0.identifier())
            }
        }
    }

    /// Whether the address is the starter's and still to be confirmed.
    package func awaitsConfirmation(access accessID: Int64) async throws -> Bool {
        try await database.read { connection in
            try connection.one(
                """
                SELECT COUNT(*) FROM access a JOIN dialogue d ON d.id = a.dialogue_id AND d.starter_id = a.person_id
                WHERE a.id = \(accessID) AND a.revoked_at IS NULL AND d.stage = 'unconfirmed'
                """
            ) { try $0.integer() > 0 }
        }
    }

    /// Confirms the starter's address by the link from the mail. Twice is once. Throws `NotFound` for a revoked address.
    package func confirm(access accessID: Int64, at now: Date) async throws {
        try await database.write { try Self.confirm(accessID, $0, at: now) }
    }

    package static let confirmationTries = 5

    package enum CodeVerdict: Sendable, Equatable {
        case confirmed
        case wrong(triesLeft: Int)
    }

    /// Confirms by a typed code. Five tries an address; the link in the mail works on after that.
    package func confirm(access accessID: Int64, typed code: String, expected: String, at now: Date) async throws -> CodeVerdict {
        try await database.write { connection in
            let tries = try connection.first(
                "UPDATE access SET tries = tries + 1 WHERE id = \(accessID) AND revoked_at IS NULL RETURNING tries"
            ) { try $0.count() }
            guard let tries else { throw NotFound() }
            guard tries <= Self.confirmationTries, code == expected else {
                return .wrong(triesLeft: max(0, Self.confirmationTries - tries))
            }
            try Self.confirm(accessID, connection, at: now)
            return .confirmed
        }
    }

    private static func confirm(_ accessID: Int64, _ connection: any SQLConnection, at now: Date) throws {
        let access = try connection.first(
            "SELECT dialogue_id, person_id FROM access WHERE id = \(accessID) AND revoked_at IS NULL"
        ) { (dialogueID: try $0.identifier() as Dialogue.ID, personID: try $0.identifier() as Person.ID) }
        guard let access else { throw NotFound() }
        let dialogue = try DialogueRows.one(access.dialogueID, connection)
        // Another party's address proves nothing about the starter's.
        guard access.personID == dialogue.starterID else { throw NotFound() }
        guard dialogue.stage == .unconfirmed else { return }
        try DialogueSteps(connection, Municipality(on: connection)).confirm(dialogue, by: dialogue.starterID, as: .starter, at: now)
    }

    /// Blocks a secret address and mails its holder a new one. Only the mail has it: who holds the old one may be the wrong person.
    ///
    /// False, and nothing is changed, when the holder has no e-mail address.
    package func renew(access accessID: Int64, _ permit: Permit<DialoguePolicy.Reply>, at now: Date) async throws -> Bool {
        let (dialogueID, personID) = (permit.action.dialogueID, permit.action.authorID)
        return try await database.write { connection in
            guard try PersonRows.one(personID, connection).email != nil else { return false }
            let revoked = try connection.run(
                """
                UPDATE access SET revoked_at = \(now)
                WHERE id = \(accessID) AND dialogue_id = \(dialogueID) AND person_id = \(personID) AND revoked_at IS NULL
                """)
            guard revoked == 1 else { throw NotFound() }
            try connection.run(
                "INSERT INTO access (dialogue_id, person_id, created_at) VALUES (\(dialogueID), \(personID), \(now))")
            let dialogue = try DialogueRows.one(dialogueID, connection)
            let part: Event.Actor.Part = personID == dialogue.starterID ? .starter : .party
            let eventID = try Journal(connection: connection).record(
                .addressRenewed, of: dialogueID, by: personID, as: part, for: .parties, at: now)
            try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogueID)")
            let kind: MailKind = dialogue.stage == .unconfirmed ? .confirmStart : .newAddress
            try Outbox(connection: connection).enqueue(
                kind, to: personID, about: dialogueID, key: "\(kind.rawValue):\(eventID.rawValue)", at: now)
            return true
        }
    }

    /// Forgets the keys of forms nobody can send again. Kept a month, longer than any page stays open.
    package func forgetCommands(at now: Date) async throws {
        let limit = now.addingTimeInterval(-30 * 86_400)
        try await database.write { try $0.run("DELETE FROM command WHERE done_at < \(limit)") }
    }
}
