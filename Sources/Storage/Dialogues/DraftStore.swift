package import Domain
package import Foundation
package import SQLEngine

/// What citizens have typed and not yet sent.
package struct DraftStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// How long an untouched draft is kept.
    package static let keptDays = 14

    package func create(_ draft: Draft, at now: Date) async throws -> Draft.ID {
        let answers = try Self.encode(draft)
        return try await database.write { connection in
            try connection.insert("INSERT INTO draft (answers, created_at, changed_at) VALUES (\(answers), \(now), \(now))")
        }
    }

    /// Nil when there is none, nobody has touched it for `keptDays`, or it was sent: then the dialogue has it.
    package func find(_ id: Draft.ID, at now: Date) async throws -> Draft? {
        let oldest = Self.oldest(at: now)
        let answers = try await database.read { connection in
            try connection.first("SELECT answers FROM draft WHERE id = \(id) AND dialogue_id IS NULL AND changed_at >= \(oldest)") {
                try $0.text()
            }
        }
        return try answers.map { try JSONDecoder().decode(Draft.self, from: Data($0.utf8)) }
    }

    package func save(_ draft: Draft, as id: Draft.ID, at now: Date) async throws {
        let answers = try Self.encode(draft)
        try await database.write { connection in
            try connection.run("UPDATE draft SET answers = \(answers), changed_at = \(now) WHERE id = \(id) AND dialogue_id IS NULL")
        }
    }

    /// Deletes drafts nobody has touched for `keptDays`; how many.
    package func deleteIdle(at now: Date) async throws -> Int {
        let limit = Self.oldest(at: now)
        return try await database.write { connection in
            try AttachmentRows.delete("draft_id IN (SELECT id FROM draft WHERE changed_at < \(limit))", connection)
            return try connection.run("DELETE FROM draft WHERE changed_at < \(limit)")
        }
    }

    private static func oldest(at now: Date) -> Date { now.addingTimeInterval(-Double(keptDays) * 86_400) }

    private static func encode(_ draft: Draft) throws -> String { String(decoding: try JSONEncoder().encode(draft), as: UTF8.self) }
}
