package import Domain
package import SQLEngine

/// The Fælles-skaber's desk: what waits for whom, the nearest date first.
package struct DeskStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    package static let pageSize = 50
    /// Counts stop here: "99+" says enough, and nobody waits for the rest to be counted.
    package static let countLimit = 100
    /// So many comments that wait are a task, however many more there are. Each costs a look at its dialogue.
    package static let commentLimit = 100

    package struct Line: Sendable {
        package let id: Dialogue.ID
        package let reference: Reference
        package let subject: String
        package let scope: Dialogue.Scope
        package let starterName: String
        package let behalfName: String?
        package let ownerName: String
        package let stage: Dialogue.Stage
        package let nextStep: Dialogue.NextStep
        package let dueOn: Day
        package let isAnswered: Bool
    }

    /// Where a page ends: the next begins after it.
    package struct Cursor: Sendable, Equatable {
        package let dueOn: Day
        package let id: Dialogue.ID

        package init(dueOn: Day, id: Dialogue.ID) {
            self.dueOn = dueOn
            self.id = id
        }

        /// `2026-12-02.4711`; nil for any other text.
        package init?(_ text: String) {
            let parts = text.split(separator: ".")
            guard parts.count == 2, let dueOn = Day(iso: String(parts[0])), let id = Int64(parts[1]) else { return nil }
            self.init(dueOn: dueOn, id: Dialogue.ID(id))
        }

        package var text: String { "\(dueOn.iso).\(id.rawValue)" }
    }

    package struct Page: Sendable {
        package let lines: [Line]
        package let next: Cursor?
        package let counts: [DeskView: Int]
        /// Comments that wait for somebody to look at them.
        package let waitingComments: Int
        package let mail: OutboxStore.Health
    }

    package func page(
        _ view: DeskView, in areaID: Area.ID?, after cursor: Cursor?, _ permit: Permit<DeskPolicy.Open>, today: Day
    ) async throws -> Page {
        let staff = permit.action.staff
        return try await database.read { connection in
            var lines = try connection.rows(Self.lines(view, areaID, cursor, staff, today), Self.read)
            let hasMore = lines.count > Self.pageSize
            if hasMore { lines.removeLast() }
            let next = hasMore ? lines.last.map { Cursor(dueOn: $0.dueOn, id: $0.id) } : nil
            let (counts, waitingComments) = try connection.one(Self.counts(areaID, staff, today), Self.readCounts)
            return Page(
                lines: lines, next: next, counts: counts, waitingComments: waitingComments, mail: try OutboxStore.health(connection))
        }
    }

    private static let counted = DeskView.allCases.filter { $0 != .all }

    /// All counts in one statement: of each view, and of the comments that wait.
    private static func counts(_ areaID: Area.ID?, _ staff: Viewer.Staff, _ today: Day) -> SQL {
        let counts = counted.map { "(\(count($0, areaID, staff, today)))" as SQL }
        let comments = CommentRows.waitingCount(for: staff, atMost: commentLimit)
        return "SELECT \(counts.joined(separator: ", ")), (\(comments))"
    }

    private static func readCounts(_ row: inout SQLRow) throws -> ([DeskView: Int], comments: Int) {
        var counts: [DeskView: Int] = [:]
        for view in counted { counts[view] = try row.count() }
        return (counts, try row.count())
    }

    static func lines(_ view: DeskView, _ areaID: Area.ID?, _ cursor: Cursor?, _ staff: Viewer.Staff, _ today: Day) -> SQL {
        let after: SQL = cursor.map { "(d.due_on, d.id) > (\($0.dueOn), \($0.id))" } ?? "1 = 1"
        return """
            SELECT d.id, d.reference, d.subject, d.scope, d.area_id, s.name, d.behalf_name, o.name, d.stage, d.next_step, d.due_on, d.answered_at
            FROM dialogue d JOIN person s ON s.id = d.starter_id JOIN person o ON o.id = d.owner_id
            WHERE \(condition(view, areaID, staff, today)) AND \(after)
            ORDER BY d.due_on, d.id
            LIMIT \(pageSize + 1)
            """
    }

    static func count(_ view: DeskView, _ areaID: Area.ID?, _ staff: Viewer.Staff, _ today: Day) -> SQL {
        "SELECT COUNT(*) FROM (SELECT 1 FROM dialogue d WHERE \(condition(view, areaID, staff, today)) LIMIT \(countLimit)) AS counted"
    }

    private static func condition(_ view: DeskView, _ areaID: Area.ID?, _ staff: Viewer.Staff, _ today: Day) -> SQL {
        let inArea: SQL = areaID.map { "d.area_id = \($0)" } ?? "1 = 1"
        let mine: SQL = "d.owner_id = \(staff.personID)"
        // Those whose work it is see whom it waits for, whoever has it.
        var held: SQL {
            "d.closed_at IS NULL AND d.stage = 'with_staff' AND \(DialogueRows.workable(by: staff, isByDate: true)) AND \(inArea)"
        }
        return switch view {
        case .mine: "\(mine) AND d.stage = 'with_staff' AND \(inArea)"
        case .department: "d.holder = 'officer' AND \(held)"
        case .politician: "d.holder = 'politician' AND \(held)"
        case .citizen: "\(mine) AND d.stage = 'with_citizen' AND \(inArea)"
        case .overdue: "\(mine) AND d.stage = 'with_staff' AND d.due_on < \(today) AND \(inArea)"
        case .new: "\(mine) AND d.stage = 'with_staff' AND d.answered_at IS NULL AND \(inArea)"
        case .unconfirmed: "\(mine) AND d.stage = 'unconfirmed' AND \(inArea)"
        case .all: "d.closed_at IS NULL AND \(DialogueRows.workable(by: staff, isByDate: true)) AND \(inArea)"
        }
    }

    private static func read(_ row: inout SQLRow) throws -> Line {
        let (id, reference, subject): (Dialogue.ID, Reference, String) = (try row.identifier(), try row.reference(), try row.text())
        let (scope, starterName, behalfName) = (try row.scope(), try row.text(), try row.optionalText())
        let (ownerName, stage): (String, Dialogue.Stage) = (try row.text(), try row.choice())
        let (nextStep, dueOn): (Dialogue.NextStep, Day) = (try row.choice(), try row.day())
        return Line(
            id: id, reference: reference, subject: subject, scope: scope, starterName: starterName, behalfName: behalfName,
            ownerName: ownerName, stage: stage, nextStep: nextStep, dueOn: dueOn, isAnswered: try row.optionalInteger() != nil)
    }
}
