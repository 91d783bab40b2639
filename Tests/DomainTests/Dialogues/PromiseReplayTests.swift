import Domain
import Testing

/// The clock over whole lives of dialogues. Every expected date was counted by hand.
struct PromiseReplayTests {
    @Test func `the clock waits for the citizen and begins anew with the reply`() throws {
        // Started Monday 23 November 2026: answer by 2 December.
        #expect(
            try replay(from: "2026-11-23", [(.ask, "2026-11-25"), (.reply, "2026-12-11")]) == [
                "answer 2026-12-02", "awaitReply 2026-12-09", "answer 2026-12-22",
            ])
    }

    @Test(arguments: [
        ("2026-11-26", "2026-12-07"), ("2026-12-11", "2026-12-22"), ("2026-12-23", "2027-01-07"), ("2027-03-24", "2027-04-07"),
    ])
    func `however long the citizen took, we have seven working days`(repliedOn: String, due: String) throws {
        #expect(try replay(from: "2026-11-23", [(.ask, "2026-11-25"), (.reply, repliedOn)]).last == "answer \(due)")
    }

    @Test func `an impatient citizen does not postpone the answer`() throws {
        #expect(
            try replay(from: "2026-11-23", [(.reply, "2026-11-24"), (.reply, "2026-12-01"), (.reply, "2026-12-04")])
                == Array(repeating: "answer 2026-12-02", count: 4))
    }

    @Test func `a second reply after a pause does not postpone the answer either`() throws {
        #expect(
            try replay(from: "2026-11-23", [(.ask, "2026-11-25"), (.reply, "2026-12-11"), (.reply, "2026-12-16")]).suffix(2)
                == ["answer 2026-12-22", "answer 2026-12-22"])
    }

    @Test func `an answer that goes on with the matter promises again`() throws {
        #expect(try replay(from: "2026-12-11", [(.answer, "2026-12-18")]) == ["answer 2026-12-22", "proceed 2027-01-04"])
    }

    @Test func `a closed dialogue promises nothing until somebody writes`() throws {
        #expect(
            try replay(from: "2026-12-11", [(.close, "2026-12-18"), (.reply, "2027-01-05")]) == [
                "answer 2026-12-22", "nothing", "answer 2027-01-14",
            ])
        #expect(try replay(from: "2026-12-11", [(.close, "2026-12-18"), (.reopen, "2027-01-05")]).last == "answer 2027-01-14")
    }

    @Test func `each of two rounds with the citizen gets its own promise`() throws {
        #expect(
            try replay(
                from: "2027-03-15",
                [(.ask, "2027-03-24"), (.reply, "2027-03-30"), (.ask, "2027-04-05"), (.reply, "2027-05-14")]
            ) == ["answer 2027-03-24", "awaitReply 2027-04-12", "answer 2027-04-08", "awaitReply 2027-04-19", "answer 2027-05-26"])
    }

    /// What the page would promise after the start and after each step.
    private func replay(from start: String, _ steps: [(Dialogue.Step, String)]) throws -> [String] {
        let clock = PromiseClock()
        var stage = Dialogue.Stage.withStaff
        var promise: Dialogue.Promise? = .init(nextStep: .answer, dueOn: clock.promise(madeOn: try #require(Day(iso: start))))
        var shown = [words(promise)]
        for (step, text) in steps {
            let day = try #require(Day(iso: text))
            let next = try #require(stage.after(step))
            promise = clock.promise(after: step, to: next, on: day, current: promise, from: stage)
            stage = next
            shown.append(words(promise))
        }
        return shown
    }

    private func words(_ promise: Dialogue.Promise?) -> String {
        promise.map { "\($0.nextStep) \($0.dueOn)" } ?? "nothing"
    }
}
