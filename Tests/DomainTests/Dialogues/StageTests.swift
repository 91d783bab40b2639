import Domain
import Testing

/// The whole life cycle, every stage × every step, written by hand.
struct StageTests {
    typealias Row = (step: Dialogue.Step, to: [Dialogue.Stage?])

    /// Columns: draft, unconfirmed, with staff, with the citizen, closed, solved, partly solved.
    static let columns: [Dialogue.Stage] = [.draft, .unconfirmed, .withStaff, .withCitizen, .closed, .solved, .partlySolved]

    static let table: [Row] = [
        (.start, [.unconfirmed, nil, nil, nil, nil, nil, nil]),
        (.startByTelephone, [.withStaff, nil, nil, nil, nil, nil, nil]),
        (.confirm, [nil, .withStaff, nil, nil, nil, nil, nil]),
        (.answer, [nil, nil, .withStaff, .withStaff, nil, nil, nil]),
        (.ask, [nil, nil, .withCitizen, .withCitizen, nil, nil, nil]),
        (.reply, [nil, .unconfirmed, .withStaff, .withStaff, .withStaff, .withStaff, .withStaff]),
        (.handOver, [nil, nil, .withStaff, .withStaff, nil, nil, nil]),
        (.close, [nil, .closed, .closed, .closed, nil, nil, nil]),
        (.reopen, [nil, nil, nil, nil, .withStaff, .withStaff, .withStaff]),
        (.judgeSolved, [nil, nil, nil, nil, .solved, .solved, .solved]),
        (.judgePartlySolved, [nil, nil, nil, nil, .partlySolved, .partlySolved, .partlySolved]),
        (.judgeUnsolved, [nil, nil, nil, nil, .withStaff, .withStaff, .withStaff]),
    ]

    @Test(arguments: table)
    func `a step leads where the table says`(row: Row) {
        #expect(Self.columns.map { $0.after(row.step) } == row.to)
    }

    @Test func `the table holds every stage and every step once`() {
        #expect(Self.columns == Dialogue.Stage.allCases)
        #expect(Self.table.map(\.step) == Dialogue.Step.allCases)
    }

    @Test(arguments: Dialogue.Stage.allCases.filter { $0 != .draft })
    func `what a citizen writes always arrives`(stage: Dialogue.Stage) throws {
        #expect(try #require(stage.after(.reply)).isOpen)
    }

    @Test(arguments: Dialogue.Stage.allCases)
    func `no stage is a dead end, and closed is never solved by itself`(stage: Dialogue.Stage) {
        let next = Set(Dialogue.Step.allCases.compactMap { stage.after($0) })
        #expect(!next.isEmpty)
        let solving = Dialogue.Step.allCases.filter { step in
            [.solved, .partlySolved].contains(stage.after(step)) && ![.judgeSolved, .judgePartlySolved].contains(step)
        }
        #expect(solving.isEmpty)
    }

    @Test func `what has ended is closed, solved or partly solved`() {
        #expect(Dialogue.Stage.allCases.filter { !$0.isOpen } == [.closed, .solved, .partlySolved])
    }
}
