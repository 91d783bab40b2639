package import Domain
package import Foundation
import SQLEngine

/// Clarification, hand-over, parties and judgement: each one transaction.
extension DialogueStore {
    /// Throws `DialogueSteps.Overtaken` when somebody acted since the form was shown, as do the next five.
    package func clarify(_ new: NewClarification, _ permit: Permit<DialoguePolicy.Clarify>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.clarify(new, $1, permit, at: now) }
    }

    package func split(_ new: NewSplit, _ permit: Permit<DialoguePolicy.Clarify>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) {
            let partID = try $0.split(new, $1, permit, at: now)
            try $0.indexWords(of: partID)
        }
    }

    /// Throws `DialogueSteps.NotClarified` and `Invalid<NewHandOver.Field>` besides.
    package func handOver(_ new: NewHandOver, _ permit: Permit<DialoguePolicy.Work>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.handOver(new, $1, permit, at: now) }
    }

    package func forward(_ new: NewForwarding, _ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.forward(new, $1, permit, at: now) }
    }

    /// Throws `Invalid<NewParty.Field>` besides.
    package func invite(_ new: NewParty, _ permit: Permit<DialoguePolicy.Invite>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.invite(new, $1, permit, at: now) }
    }

    package func remove(_ personID: Person.ID, _ permit: Permit<DialoguePolicy.Invite>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.remove(personID, $1, permit, at: now) }
    }

    package func leave(_ permit: Permit<DialoguePolicy.TakePart>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.leave($1, permit, at: now) }
    }

    package func judge(_ new: NewJudgement, _ permit: Permit<DialoguePolicy.TakePart>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.judge(new, $1, permit, at: now) }
    }

    package func recordJudgement(_ new: NewJudgement, _ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.recordJudgement(new, $1, permit, at: now) }
    }

    /// Asks whether it was solved, four weeks after each closing.
    package func askForJudgement(at now: Date) async throws {
        try await database.write { _ = try DialogueSteps($0, Municipality(on: $0)).askForJudgement(at: now) }
    }

    /// Gives the open dialogues of people who do not work here any more to today's Fælles-skabere; how many.
    package func adoptLeft(at now: Date) async throws -> Int {
        let day = Day(of: now)
        return try await database.write { connection in
            let steps = DialogueSteps(connection, try Municipality(on: connection))
            let owners: [Person.ID] = try connection.rows("SELECT DISTINCT d.owner_id FROM dialogue d WHERE d.closed_at IS NULL") {
                try $0.identifier()
            }
            let gone = try owners.filter { try !StaffRows.worksHere($0, on: day, connection) }
            guard !gone.isEmpty else { return 0 }
            var (adopted, last) = (0, Dialogue.ID(0))
            // Those of a stand-in who has left and has no stand-in stay; they are not to hide those behind them.
            while adopted < Self.adoptionLimit {
                let left = try connection.rows(
                    """
                    SELECT \(DialogueRows.columns) FROM dialogue d
                    WHERE d.closed_at IS NULL AND d.owner_id IN (\(gone.sqlList)) AND d.id > \(last) ORDER BY d.id LIMIT 200
                    """, DialogueRows.read)
                for dialogue in left where try steps.adopt(dialogue, at: now) { adopted += 1 }
                guard let end = left.last?.id else { break }
                last = end
            }
            return adopted
        }
    }

    /// In one transaction, about.
    private static let adoptionLimit = 200
}
