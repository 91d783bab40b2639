import Domain
import Foundation
import Storage

/// Filters and cursors as they are named in addresses.
enum SearchPaths {
    static func name(of state: DialogueFilter.State) -> String {
        switch state {
        case .open: "aabne"
        case .closed: "afsluttede"
        case .solved: "loest"
        }
    }

    static func state(named name: String) -> DialogueFilter.State? { DialogueFilter.State.allCases.first { self.name(of: $0) == name } }

    static func name(of cursor: SearchStore.Cursor) -> String { "\(cursor.score)-\(cursor.id.rawValue)" }

    static func searchCursor(named name: String) -> SearchStore.Cursor? {
        numbers(name).map { SearchStore.Cursor(score: Int($0.0), id: .init($0.1)) }
    }

    static func name(of cursor: DialogueStore.ListCursor) -> String {
        "\(Int64((cursor.startedAt.timeIntervalSince1970 * 1000).rounded()))-\(cursor.id.rawValue)"
    }

    static func listCursor(named name: String) -> DialogueStore.ListCursor? {
        numbers(name).map { DialogueStore.ListCursor(startedAt: Date(timeIntervalSince1970: Double($0.0) / 1000), id: .init($0.1)) }
    }

    /// Two whole numbers with a dash between them; nil for anything else, which then is the first page.
    private static func numbers(_ name: String) -> (Int64, Int64)? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        // No moment and no score is longer, and a product of it must not overflow.
        guard parts.count == 2, name.utf8.count <= 34, let first = Int64(parts[0]), let second = Int64(parts[1]), first >= 0,
            first < 1 << 52
        else { return nil }
        return (first, second)
    }
}
