package import Domain
package import Foundation
import SQLEngine

/// The public dialogues in lists that can be turned over, newest first.
extension DialogueStore {
    /// Where a page ended.
    package struct ListCursor: Sendable, Equatable {
        package let startedAt: Date
        package let id: Dialogue.ID

        package init(startedAt: Date, id: Dialogue.ID) {
            self.startedAt = startedAt
            self.id = id
        }
    }

    package func published(_ filter: DialogueFilter, after cursor: ListCursor? = nil, limit: Int) async throws -> [Line] {
        let later: SQL = cursor.map { "(d.started_at, d.id) < (\($0.startedAt), \($0.id))" } ?? "1 = 1"
        let inArea: SQL = filter.areaID.map { "d.area_id = \($0)" } ?? "1 = 1"
        let about: SQL = filter.themeID.map { "d.theme_id = \($0)" } ?? "1 = 1"
        return try await database.read { connection in
            try DialogueLines.rows(
                """
                \(DialogueRows.readable(by: .anonymous)) AND \(inArea) AND \(about) AND \(Self.condition(filter.state)) AND \(later)
                ORDER BY d.started_at DESC, d.id DESC LIMIT \(limit)
                """, connection)
        }
    }

    /// Behind COALESCE, so that the list is read in its order and no index of the states tempts the planner.
    private static func condition(_ state: DialogueFilter.State?) -> SQL {
        switch state {
        case nil: "1 = 1"
        case .open?: "COALESCE(d.closed_at, 0) = 0"
        case .closed?: "COALESCE(d.closed_at, 0) <> 0"
        case .solved?: "COALESCE(d.stage, '') IN ('solved', 'partly_solved')"
        }
    }
}
