import Domain
import Testing

/// The whole life cycle, every stage × every step, written by hand.
struct StageTests {
    typealias Step = (from: Dialogue.Stage, step: Dialogue.Step, to: Dialogue.Stage?)

    static let table: [Step] = [
        (.unconfirmed, .confirm, .withStaff), (.unconfirmed, .answer, nil), (.unconfirmed, .ask, nil),
        (.unconfirmed, .reply, .unconfirmed), (.unconfirmed, .close, .closed), (.unconfirmed, .reopen, nil),
        (.withStaff, .confirm, nil), (.withStaff, .answer, .withStaff), (.withStaff, .ask, .withCitizen),
        (.withStaff, .reply, .withStaff), (.withStaff, .close, .closed), (.withStaff, .reopen, nil),
        (.withCitizen, .confirm, nil), (.withCitizen, .answer, .withStaff), (.withCitizen, .ask, .withCitizen),
        (.withCitizen, .reply, .withStaff), (.withCitizen, .close, .closed), (.withCitizen, .reopen, nil),
        (.closed, .confirm, nil), (.closed, .answer, nil), (.closed, .ask, nil),
        (.closed, .reply, .withStaff), (.closed, .close, nil), (.closed, .reopen, .withStaff),
    ]

    @Test(arguments: table)
    func `a step leads where the table says`(row: Step) {
        #expect(row.from.after(row.step) == row.to)
    }

    @Test func `the table holds every stage and every step once`() {
        let pairs = Self.table.map { "\($0.from) \($0.step)" }
        #expect(Set(pairs).count == pairs.count)
        #expect(pairs.count == Dialogue.Stage.allCases.count * Dialogue.Step.allCases.count)
    }

    @Test(arguments: Dialogue.Stage.allCases)
    func `what a citizen writes always arrives`(stage: Dialogue.Stage) throws {
        #expect(try #require(stage.after(.reply)).isOpen)
    }

    @Test func `only closed is not open`() {
        #expect(Dialogue.Stage.allCases.filter { !$0.isOpen } == [.closed])
    }
}
