package import Domain
package import Foundation
package import SQLEngine

/// The list of places citizens are led to. There are as many as a municipality writes: no paging.
package struct DiversionStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    /// More than anybody keeps tidy; a list is never longer.
    package static let limit = 200

    /// Somebody else has changed it since the form was opened. Nothing was written.
    package struct Overtaken: Error, Sendable {
        package let now: Diversion
    }

    /// The list is as long as it may be.
    package struct Full: Error, Sendable {}

    package enum Act: String, Sendable {
        case added, changed, retired, restored, moved
    }

    private static let columns: SQL = "id, version, kind, title, title_en, advice, advice_en, telephone, web, triggers, retired_at"

    private static func read(_ row: inout SQLRow) throws -> Diversion? {
        let (id, version): (Diversion.ID, Int) = (try row.identifier(), try row.count())
        let (kind, title, titleInEnglish, advice, adviceInEnglish) = (
            try row.text(), try row.text(), try row.text(), try row.text(), try row.text()
        )
        let (telephone, web, triggers) = (try row.optionalText(), try row.optionalText(), try row.text())
        let isRetired = try row.optionalInteger() != nil
        // A row the rules no longer take leads nobody astray.
        let words = try? NewDiversion(
            kind: kind, title: title, titleInEnglish: titleInEnglish, advice: advice, adviceInEnglish: adviceInEnglish,
            telephone: telephone ?? "", web: web ?? "", triggers: triggers)
        return words.map { Diversion(id: id, version: version, words: $0, isRetired: isRetired) }
    }

    private static func all(_ connection: any SQLConnection) throws -> [Diversion] {
        try connection.rows("SELECT \(columns) FROM diversion ORDER BY place, id LIMIT \(limit)", read).compactMap { $0 }
    }

    /// What citizens are shown: everybody may read it.
    package func active() async throws -> [Diversion] { try await database.read { try Self.all($0).filter { !$0.isRetired } } }

    package func all(_ permit: Permit<DiversionPolicy.Edit>) async throws -> [Diversion] { try await database.read { try Self.all($0) } }

    package func find(_ id: Diversion.ID, _ permit: Permit<DiversionPolicy.Edit>) async throws -> Diversion? {
        try await database.read { try Self.find(id, $0) }
    }

    private static func find(_ id: Diversion.ID, _ connection: any SQLConnection) throws -> Diversion? {
        try connection.first("SELECT \(columns) FROM diversion WHERE id = \(id)", read) ?? nil
    }

    /// Adds one at the end of the list. The form's key makes it once.
    package func add(_ new: NewDiversion, _ permit: Permit<DiversionPolicy.Edit>, key: String, at now: Date) async throws {
        try await database.write { connection in
            guard try Command.isFirst("diversion:\(key)", on: connection, at: now) else { return }
            let (count, last) = try connection.one("SELECT COUNT(*), COALESCE(MAX(place), 0) FROM diversion") {
                (try $0.count(), try $0.count())
            }
            guard count < Self.limit else { throw Full() }
            let id: Diversion.ID = try connection.insert(
                """
                INSERT INTO diversion (kind, title, title_en, advice, advice_en, telephone, web, triggers, place, version)
                VALUES (\(new.kind), \(new.title), \(new.titleInEnglish), \(new.advice), \(new.adviceInEnglish), \(new.telephone),
                        \(new.web), \(new.triggerLines), \(last + 1), 1)
                """)
            try Self.record(.added, id, connection, by: permit, at: now)
        }
    }

    /// - Parameter version: the one the form was opened with. Throws `Overtaken` when there is a newer one.
    package func change(
        _ id: Diversion.ID, to new: NewDiversion, version: Int, _ permit: Permit<DiversionPolicy.Edit>, key: String, at now: Date
    ) async throws {
        try await act(.changed, on: id, version: version, permit, key: key, at: now) { connection in
            try connection.run(
                """
                UPDATE diversion SET kind = \(new.kind), title = \(new.title), title_en = \(new.titleInEnglish), advice = \(new.advice),
                    advice_en = \(new.adviceInEnglish), telephone = \(new.telephone), web = \(new.web), triggers = \(new.triggerLines)
                WHERE id = \(id)
                """)
        }
    }

    /// Takes one off the list, or puts it on again. Nothing is deleted.
    package func retire(
        _ id: Diversion.ID, _ isRetired: Bool, version: Int, _ permit: Permit<DiversionPolicy.Edit>, key: String, at now: Date
    ) async throws {
        try await act(isRetired ? .retired : .restored, on: id, version: version, permit, key: key, at: now) { connection in
            try connection.run("UPDATE diversion SET retired_at = \(isRetired ? now : nil) WHERE id = \(id)")
        }
    }

    /// One step up the list.
    package func raise(_ id: Diversion.ID, version: Int, _ permit: Permit<DiversionPolicy.Edit>, key: String, at now: Date) async throws {
        try await act(.moved, on: id, version: version, permit, key: key, at: now) { connection in
            let order: [Diversion.ID] = try connection.rows("SELECT id FROM diversion ORDER BY place, id LIMIT \(Self.limit)") {
                try $0.identifier()
            }
            guard let index = order.firstIndex(of: id), index > 0 else { return }
            var moved = order
            moved.swapAt(index, index - 1)
            for (place, id) in moved.enumerated() { try connection.run("UPDATE diversion SET place = \(place + 1) WHERE id = \(id)") }
        }
    }

    private func act(
        _ act: Act, on id: Diversion.ID, version: Int, _ permit: Permit<DiversionPolicy.Edit>, key: String, at now: Date,
        _ change: @escaping @Sendable (any SQLConnection) throws -> Void
    ) async throws {
        try await database.write { connection in
            guard try Command.isFirst("diversion:\(key)", on: connection, at: now) else { return }
            guard let current = try Self.find(id, connection) else { throw NotFound() }
            guard current.version == version else { throw Overtaken(now: current) }
            try change(connection)
            try connection.run("UPDATE diversion SET version = version + 1 WHERE id = \(id)")
            try Self.record(act, id, connection, by: permit, at: now)
        }
    }

    private static func record(
        _ act: Act, _ id: Diversion.ID, _ connection: any SQLConnection, by permit: Permit<DiversionPolicy.Edit>, at now: Date
    ) throws {
        try connection.run(
            """
            INSERT INTO diversion_version (diversion_id, version, at, editor_id, act, kind, title, title_en, advice, advice_en, telephone,
                                           web, triggers)
            SELECT id, version, \(now), \(permit.action.by), \(act.rawValue), kind, title, title_en, advice, advice_en, telephone, web, triggers
            FROM diversion WHERE id = \(id)
            """)
        let title = try connection.one("SELECT title FROM diversion WHERE id = \(id)") { try $0.text() }
        try Journal(connection: connection).record(
            .diversionEdited, of: nil, by: permit.action.by, as: .staff, for: .staff, facts: .init(aboutName: title), at: now)
    }
}

extension NewDiversion {
    fileprivate var triggerLines: String { triggers.map(\.text).joined(separator: "\n") }
}
