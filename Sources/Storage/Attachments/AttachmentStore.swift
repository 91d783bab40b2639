package import Domain
package import Foundation
package import SQLEngine

/// Files: kept with a draft or for a message that is being written, and read by who may read the message.
package struct AttachmentStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// What became of files that were sent.
    package struct Kept: Sendable {
        package fileprivate(set) var ids: [Attachment.ID] = []
        /// By their place among those sent.
        package fileprivate(set) var refused: [(index: Int, problem: Attachment.Problem)] = []
    }

    /// Files of somebody in a dialogue that go with what they now write.
    package struct Waiting: Sendable {
        package let ids: [Attachment.ID]
        private let permit: Permit<DialoguePolicy.Attach>

        package init(_ ids: [Attachment.ID], _ permit: Permit<DialoguePolicy.Attach>) {
            self.ids = ids
            self.permit = permit
        }

        func attach(to dialogue: Dialogue, _ connection: any SQLConnection) throws {
            guard !ids.isEmpty, permit.action.dialogueID == dialogue.id else { return }
            let place = AttachmentRows.Place.dialogue(dialogue.id, permit.action.personID)
            try AttachmentRows.attach(
                "id IN (SELECT a.id FROM attachment a WHERE \(place.waiting) AND a.id IN (\(ids.prefix(Attachment.messageLimit).sqlList)))",
                toNewestMessageOf: dialogue.id, connection)
        }
    }

    // In a draft.

    /// Keeps files with a draft, as many as there is room for.
    package func keep(_ new: [NewAttachment], in draftID: Draft.ID, at now: Date) async throws -> Kept {
        try await database.write { connection in
            // A draft that was sent takes no more: its files would belong to nobody.
            let isOpen = try connection.first("SELECT id FROM draft WHERE id = \(draftID) AND dialogue_id IS NULL") { try $0.integer() }
            guard isOpen != nil else { throw NotFound() }
            try connection.run("UPDATE draft SET changed_at = \(now) WHERE id = \(draftID)")
            return try Self.keep(new, .draft(draftID), besides: nil, connection, at: now)
        }
    }

    /// Whoever holds the draft's secret address reads its files.
    package func all(of draftID: Draft.ID) async throws -> [Attachment] {
        try await database.read { try AttachmentRows.all("a.draft_id = \(draftID)", $0) }
    }

    package func thumbnail(_ id: Attachment.ID, of draftID: Draft.ID) async throws -> [UInt8]? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT c.thumbnail FROM attachment a JOIN attachment_content c ON c.attachment_id = a.id
                WHERE a.id = \(id) AND a.draft_id = \(draftID) AND c.thumbnail IS NOT NULL
                """
            ) { try $0.blob() }
        }
    }

    package func remove(_ id: Attachment.ID, of draftID: Draft.ID) async throws {
        try await database.write { try AttachmentRows.delete("id = \(id) AND draft_id = \(draftID)", $0) }
    }

    // In a dialogue, for a message that is being written.

    /// - Parameter others: those that already wait for the same message; what was not named any more is deleted.
    package func keep(
        _ new: [NewAttachment], besides others: [Attachment.ID], _ permit: Permit<DialoguePolicy.Attach>, at now: Date
    ) async throws -> Kept {
        let place = AttachmentRows.Place.dialogue(permit.action.dialogueID, permit.action.personID)
        return try await database.write { try Self.keep(new, place, besides: others, $0, at: now) }
    }

    package func waiting(_ ids: [Attachment.ID], _ permit: Permit<DialoguePolicy.Attach>) async throws -> [Attachment] {
        let place = AttachmentRows.Place.dialogue(permit.action.dialogueID, permit.action.personID)
        return try await database.read { try AttachmentRows.all("\(place.waiting) AND a.id IN (\(ids.sqlList))", $0) }
    }

    private static func keep(
        _ new: [NewAttachment], _ place: AttachmentRows.Place, besides others: [Attachment.ID]?, _ connection: any SQLConnection,
        at now: Date
    ) throws -> Kept {
        let which: SQL = others.map { "\(place.waiting) AND a.id IN (\($0.sqlList))" } ?? place.waiting
        var kept = Kept(ids: try AttachmentRows.all(which, connection).map(\.id))
        for (index, file) in new.enumerated() {
            guard kept.ids.count < Attachment.messageLimit else {
                kept.refused.append((index, .tooMany))
                continue
            }
            do {
                let id = try AttachmentRows.insert(file, in: place, connection, at: now)
                if !kept.ids.contains(id) { kept.ids.append(id) }
            } catch let problem as Attachment.Problem {
                kept.refused.append((index, problem))
            }
        }
        return kept
    }

    /// Deletes what waited for a message that never came; how many.
    package func deleteUnsent(at now: Date) async throws -> Int {
        let limit = now.addingTimeInterval(-Double(Attachment.heldHours) * 3600)
        return try await database.write { connection in
            try AttachmentRows.delete("dialogue_id IS NOT NULL AND message_id IS NULL AND created_at < \(limit)", connection)
        }
    }
}

// Reading what was sent.
extension AttachmentStore {
    /// A file of a dialogue, when the viewer may read it.
    package func find(_ id: Attachment.ID, of dialogueID: Dialogue.ID, as viewer: Viewer) async throws -> Attachment? {
        try await one(AttachmentRows.columns, id, dialogueID, viewer, AttachmentRows.read)
    }

    package func content(_ id: Attachment.ID, of dialogueID: Dialogue.ID, as viewer: Viewer) async throws -> [UInt8]? {
        try await one("c.bytes", id, dialogueID, viewer) { try $0.blob() }
    }

    package func thumbnail(_ id: Attachment.ID, of dialogueID: Dialogue.ID, as viewer: Viewer) async throws -> [UInt8]? {
        try await one("c.thumbnail", id, dialogueID, viewer) { try $0.optionalBlob() } ?? nil
    }

    private func one<Value: Sendable>(
        _ columns: SQL, _ id: Attachment.ID, _ dialogueID: Dialogue.ID, _ viewer: Viewer,
        _ read: @Sendable @escaping (inout SQLRow) throws -> Value
    ) async throws -> Value? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT \(columns) \(AttachmentRows.sent) JOIN attachment_content c ON c.attachment_id = a.id
                WHERE a.id = \(id) AND a.dialogue_id = \(dialogueID) AND \(AttachmentRows.readable(by: viewer))
                """, read)
        }
    }

    /// Writes down that somebody fetched a file that is not public.
    package func recordReading(of id: Attachment.ID, by personID: Person.ID, at now: Date) async throws {
        try await database.write {
            try $0.run("INSERT INTO attachment_reading (attachment_id, person_id, read_at) VALUES (\(id), \(personID), \(now))")
        }
    }

    /// Who fetched a file between two moments: the question after a leak.
    package func readings(
        of id: Attachment.ID, from: Date, to: Date, limit: Int = 1000
    ) async throws -> [(personID: Person.ID, at: Date)] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT person_id, read_at FROM attachment_reading
                WHERE attachment_id = \(id) AND read_at >= \(from) AND read_at < \(to) ORDER BY read_at LIMIT \(limit)
                """
            ) { (personID: try $0.identifier(), at: try $0.moment()) }
        }
    }
}
