import Domain
import Foundation
import Testing

@testable import Storage

/// Closed is not solved: what happens by itself four weeks after an end, and when an owner leaves.
struct FourWeeksTests {
    @Test(arguments: TestEngine.available)
    func `four weeks after the end everybody who takes part is asked, once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(at: try moment("2026-11-02"))
        _ = try await town.invite("Karen Friis", into: started, behalf: "Jyderup Lokalforum", at: try moment("2026-11-03"))
        try await town.close(started.id, by: town.fatima, at: try moment("2026-11-04"))
        try await town.forgetMails()
        try await town.dialogues.askForJudgement(at: try moment("2026-12-01"))
        #expect(try await town.mails().isEmpty)
        for _ in 0..<3 { try await town.dialogues.askForJudgement(at: try moment("2026-12-02", 11)) }
        #expect(try await town.mails() == ["judge → Anna Sørensen", "judge → Karen Friis"])
    }

    @Test(arguments: TestEngine.available, ["withdrawn", "unreachable"])
    func `who withdrew or was not reached is left alone`(engine: TestEngine, ground: String) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let closing = try NewClosing(ground: ground, text: "Farvel.", outcome: "Intet.")
        try await town.dialogues.close(
            closing, try await town.steerPermit(started.id, town.fatima), .init(key: "c", seen: nil), at: .base)
        try await town.forgetMails()
        try await town.dialogues.askForJudgement(at: .base + 60 * 86_400)
        #expect(try await town.mails().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `no opens it with the same owner, whatever another party says`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let karen = try await town.invite("Karen Friis", into: started)
        try await town.close(started.id, by: town.fatima)
        try await town.judge(started, .no, by: karen.viewer)
        #expect(try await town.dialogue(started.id).stage == .closed)
        try await town.judge(started, .yes)
        #expect(try await town.dialogue(started.id).stage == .solved)
        try await town.judge(started, .partly)
        #expect(try await town.dialogue(started.id).stage == .partlySolved)
        try await town.forgetMails()
        try await town.judge(started, .no, "Lyset er gået igen.")
        let open = try await town.dialogue(started.id)
        #expect(open.stage == .withStaff && open.ownerID == town.fatima && open.dueOn != nil && open.closing == nil)
        #expect(try await town.mails() == ["unsolved → Fatima Yilmaz"])
        let staff = try await town.viewer(town.fatima)
        let verdicts = try #require(try await town.dialogues.thread(started.id, as: staff)).events.compactMap(\.facts.verdict)
        #expect(verdicts == [.no, .yes, .partly, .no])
    }

    @Test(arguments: TestEngine.available)
    func `the same answer twice is one, and an open dialogue is not judged`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        await #expect(throws: DialogueSteps.StepRefused(step: .judgeSolved, stage: .withStaff)) { try await town.judge(started, .yes) }
        try await town.close(started.id, by: town.fatima)
        for _ in 0..<3 { try await town.judge(started, .yes) }
        #expect(try await town.count("event WHERE kind = 'judged'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `when an owner leaves, today's facilitator has it and both sides are told`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.clarify(started.id, as: .administration, by: town.fatima)
        try await town.handOver(started.id, to: town.ole, by: town.fatima)
        let before = try await town.dialogue(started.id)
        #expect(before.ownerID == town.ole && before.holder == .officer && before.departmentID != nil && before.dueOn?.iso == "2026-12-01")
        #expect(try await town.dialogues.adoptLeft(at: .base) == 0)
        try await town.run("UPDATE membership SET until_on = '2026-11-24' WHERE person_id = \(town.ole)")
        try await town.forgetMails()
        #expect(try await town.dialogues.adoptLeft(at: try moment("2026-11-24")) == 1)
        let after = try await town.dialogue(started.id)
        #expect(after.ownerID == town.fatima && after.holder == .facilitator && after.departmentID == nil)
        #expect(after.dueOn == before.dueOn && after.nextStep == before.nextStep)
        #expect(try await town.mails() == ["handed_over → Fatima Yilmaz", "passed_on → Anna Sørensen"])
        #expect(try await town.dialogues.adoptLeft(at: try moment("2026-11-24")) == 0)
    }

    @Test(arguments: TestEngine.available)
    func `what nobody can have hides nothing behind it`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        // Inge stands in where nobody serves, and has left herself.
        for _ in 0..<3 { _ = try await town.startConfirmed(try Town.new(where: .municipality)) }
        let mine = try await town.startConfirmed()
        try await town.run("UPDATE membership SET until_on = '2026-11-24' WHERE person_id IN (\(town.inge), \(town.fatima))")
        try await town.run("UPDATE facilitator SET until_on = '2026-11-24' WHERE person_id = \(town.fatima)")
        try await town.staff.serve(Town.jyderup, by: town.henrik, from: day("2026-11-24"), until: nil)
        #expect(try await town.dialogues.adoptLeft(at: .base + 2 * 86_400) == 1)
        #expect(try await town.dialogue(mine.id).ownerID == town.henrik)
        #expect(try await town.count("dialogue WHERE owner_id = \(town.inge)") == 3)
    }

    @Test(arguments: TestEngine.available)
    func `nobody but a facilitator gets what is not clarified, and no politician what is administration`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        await #expect(throws: DialogueSteps.NotClarified(receiver: .officer)) {
            try await town.handOver(started.id, to: town.ole, by: town.fatima)
        }
        try await town.clarify(started.id, as: .administration, by: town.fatima)
        await #expect(throws: DialogueSteps.NotClarified(receiver: .politician)) {
            try await town.handOver(started.id, to: town.peter, by: town.fatima)
        }
        try await town.clarify(started.id, as: .politics, by: town.fatima)
        try await town.handOver(started.id, to: town.peter, by: town.fatima)
        let staff = try await town.viewer(town.fatima)
        let page = try await town.desk.page(
            .politician, in: nil, after: nil, try DeskPolicy.permitOpen(staff), today: try day("2026-11-23"))
        #expect(page.lines.map(\.id) == [started.id])
        #expect(try await town.dialogue(started.id).clarifiedAt == .base)
    }
}
