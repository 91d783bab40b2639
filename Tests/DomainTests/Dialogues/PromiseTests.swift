import Domain
import Testing

/// What is promised after each step from each stage on Friday 11 December 2026, when the promise before it was
/// "answer by 15 December". Counted by hand: seven working days on is 22 December, ten is 29 December.
struct PromiseTests {
    typealias Step = (from: Dialogue.Stage, step: Dialogue.Step, promise: String)

    static let table: [Step] =
        [
            (.draft, .start, "confirm 2026-12-29"), (.draft, .startByTelephone, "call 2026-12-22"),
            (.unconfirmed, .confirm, "answer 2026-12-22"), (.unconfirmed, .reply, "answer 2026-12-15"), (.unconfirmed, .close, "nothing"),
            (.withStaff, .answer, "proceed 2026-12-22"), (.withStaff, .ask, "awaitReply 2026-12-29"),
            (.withStaff, .handOver, "answer 2026-12-22"), (.withCitizen, .handOver, "answer 2026-12-22"),
            (.withStaff, .reply, "answer 2026-12-15"), (.withStaff, .close, "nothing"),
            (.withCitizen, .answer, "proceed 2026-12-22"), (.withCitizen, .ask, "awaitReply 2026-12-29"),
            (.withCitizen, .reply, "answer 2026-12-22"), (.withCitizen, .close, "nothing"),
        ] + [Dialogue.Stage.closed, .solved, .partlySolved].flatMap(ended)

    /// The same from whatever end it had.
    private static func ended(_ stage: Dialogue.Stage) -> [Step] {
        [
            (stage, .reply, "answer 2026-12-22"), (stage, .reopen, "answer 2026-12-22"), (stage, .judgeUnsolved, "answer 2026-12-22"),
            (stage, .judgeSolved, "nothing"), (stage, .judgePartlySolved, "nothing"),
        ]
    }

    @Test(arguments: table)
    func `a step promises what the table says`(row: Step) throws {
        let stage = try #require(row.from.after(row.step))
        let current = row.from == .draft ? nil : Dialogue.Promise(nextStep: .answer, dueOn: try #require(Day(iso: "2026-12-15")))
        let promise = PromiseClock().promise(
            after: row.step, to: stage, on: try #require(Day(iso: "2026-12-11")), current: current, from: row.from)
        #expect(promise.map { "\($0.nextStep) \($0.dueOn)" } ?? "nothing" == row.promise)
    }

    @Test func `every step that exists is in the table`() {
        let steps = Dialogue.Stage.allCases.flatMap { stage in
            Dialogue.Step.allCases.filter { stage.after($0) != nil }.map { "\(stage) \($0)" }
        }
        #expect(Self.table.map { "\($0.from) \($0.step)" }.sorted() == steps.sorted())
    }

    @Test(arguments: table.filter { $0.promise != "nothing" })
    func `an open dialogue is never without a promise, even if it had none`(row: Step) throws {
        let stage = try #require(row.from.after(row.step))
        let promise = PromiseClock().promise(
            after: row.step, to: stage, on: try #require(Day(iso: "2026-12-11")), current: nil, from: row.from)
        #expect(promise != nil)
    }

    @Test func `before it is clarified, the next step is to clarify, and a second letter changes neither step nor date`() throws {
        let (clock, friday) = (PromiseClock(), try #require(Day(iso: "2026-12-11")))
        let first = clock.promise(after: .confirm, to: .withStaff, on: friday, current: nil, from: .unconfirmed, isClarified: false)
        #expect(first == Dialogue.Promise(nextStep: .clarify, dueOn: try #require(Day(iso: "2026-12-22"))))
        let again = clock.promise(
            after: .reply, to: .withStaff, on: friday.adding(days: 3), current: first, from: .withStaff, isClarified: false)
        #expect(again == first)
    }

    @Test func `a call that is promised stays promised when the citizen writes first`() throws {
        let current = Dialogue.Promise(nextStep: .call, dueOn: try #require(Day(iso: "2026-12-15")))
        #expect(
            PromiseClock().promise(
                after: .reply, to: .withStaff, on: try #require(Day(iso: "2026-12-14")), current: current, from: .withStaff) == current)
    }
}
