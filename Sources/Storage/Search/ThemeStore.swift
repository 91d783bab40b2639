package import Domain
package import Foundation
package import SQLEngine

/// The themes, and which dialogue has which.
package struct ThemeStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    private static let columns: SQL = "t.id, t.slug, t.name_da, t.name_en, t.retired_at"

    private static func read(_ row: inout SQLRow) throws -> Theme {
        Theme(
            id: try row.identifier(), slug: try row.text(), danish: try row.text(), english: try row.text(),
            isRetired: try row.optionalInteger() != nil)
    }

    /// All themes in their order, the retired ones too. A short list: no paging.
    package func all() async throws -> [Theme] {
        try await database.read { try $0.rows("SELECT \(Self.columns) FROM theme t ORDER BY t.position, t.id LIMIT 200", Self.read) }
    }

    /// Puts a theme behind the others. Throws `Invalid` for a name that is taken.
    @discardableResult
    package func add(_ new: NewTheme, _ permit: Permit<ThemePolicy.Edit>, at now: Date) async throws -> Theme.ID {
        do {
            return try await database.write { connection in
                connection.touchContent()
                try Journal(connection: connection).record(
                    .themeAdded, of: nil, by: permit.action.staffID, as: .staff, for: .staff, facts: .init(aboutName: new.danish), at: now)
                return try connection.insert(
                    """
                    INSERT INTO theme (slug, name_da, name_en, position)
                    VALUES (\(new.slug), \(new.danish), \(new.english), (SELECT COALESCE(MAX(position), 0) + 1 FROM theme))
                    """)
            }
        } catch is AlreadyExists {
            throw Invalid<NewTheme.Field>(.danish, .taken)
        }
    }

    /// Offers a theme no longer, or again.
    package func retire(_ id: Theme.ID, _ isRetired: Bool, _ permit: Permit<ThemePolicy.Edit>, at now: Date) async throws {
        try await database.write { connection in
            connection.touchContent()
            let name = try connection.first(
                "UPDATE theme SET retired_at = \(isRetired ? now : nil) WHERE id = \(id) RETURNING name_da"
            ) { try $0.text() }
            guard let name else { throw NotFound() }
            try Journal(connection: connection).record(
                isRetired ? .themeRetired : .themeAdded, of: nil, by: permit.action.staffID, as: .staff, for: .staff,
                facts: .init(aboutName: name), at: now)
        }
    }
}

extension DialogueSteps {
    /// Says what a dialogue is about; nil: nothing of the list. Throws `NotFound` for a theme that is not there.
    package func choose(
        _ themeID: Theme.ID?, for dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date
    ) throws {
        guard themeID != dialogue.themeID else { return }
        var name: String?
        if let themeID {
            name = try connection.first("SELECT name_da FROM theme WHERE id = \(themeID)") { try $0.text() }
            guard name != nil else { throw NotFound() }
        }
        let eventID = try journal.record(
            .themed, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .staff, facts: .init(aboutName: name), at: now)
        try connection.run("UPDATE dialogue SET theme_id = \(themeID), last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        if dialogue.visibility == .everyone { connection.touchContent() }
    }
}

extension DialogueStore {
    package func choose(
        _ themeID: Theme.ID?, _ permit: Permit<DialoguePolicy.Work>, _ form: Form, at now: Date
    ) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.choose(themeID, for: $1, permit, at: now) }
    }
}
