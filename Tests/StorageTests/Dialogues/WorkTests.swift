import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

/// Acting on a dialogue: the clock, the form's key, what was seen, and all or nothing.
struct WorkTests {
    @Test(arguments: TestEngine.available, Event.Channel.allCases)
    func `a reply restarts the clock the same way whatever the channel`(engine: TestEngine, channel: Event.Channel) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(at: try moment("2026-11-23"))
        try await town.answer(started.id, asks: true, by: town.fatima, at: try moment("2026-11-25"))
        let asked = try await town.dialogue(started.id)
        #expect(asked.stage == .withCitizen && asked.nextStep == .awaitReply && asked.dueOn?.iso == "2026-12-09")

        let now = try moment("2026-12-11")
        if channel == .web {
            try await town.reply(started, at: now)
        } else {
            try await town.record(started.id, channel, by: town.fatima, at: now)
        }
        let replied = try await town.dialogue(started.id)
        #expect(replied.stage == .withStaff && replied.nextStep == .clarify && replied.dueOn?.iso == "2026-12-22")
        #expect(try await town.dialogues.thread(started.id, as: started.starter)?.events.last?.channel == channel)
    }

    @Test(arguments: TestEngine.available)
    func `an impatient citizen does not postpone the answer`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(at: try moment("2026-11-23"))
        for on in ["2026-11-24", "2026-12-01", "2026-12-04"] {
            try await town.reply(started, at: try moment(on))
            #expect(try await town.dialogue(started.id).dueOn?.iso == "2026-12-02")
        }
        try await town.answer(started.id, by: town.fatima, at: try moment("2026-12-07"))
        let answered = try await town.dialogue(started.id)
        #expect(answered.nextStep == .proceed && answered.dueOn?.iso == "2026-12-16")
        try await town.reply(started, at: try moment("2026-12-09"))
        #expect(try await town.dialogue(started.id).promise == .init(nextStep: .answer, dueOn: try day("2026-12-16")))
    }

    @Test(arguments: TestEngine.available, [true, false])
    func `a closed dialogue comes back to the one who had it`(engine: TestEngine, byCitizen: Bool) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(at: try moment("2026-05-20"))
        try await town.close(started.id, by: town.grethe, at: try moment("2026-05-21"))
        let closed = try await town.dialogue(started.id)
        #expect(closed.stage == .closed && closed.nextStep == nil && closed.dueOn == nil)
        #expect(closed.closing == .init(ground: .agreed, outcome: "Cykelstien bygges i 2028.", at: try moment("2026-05-21")))

        // Jyderup is Fatima's by now.
        let now = try moment("2027-01-05")
        if byCitizen { try await town.reply(started, at: now) } else { try await town.reopen(started.id, by: town.fatima, at: now) }
        let again = try await town.dialogue(started.id)
        #expect(again.stage == .withStaff && again.nextStep == .clarify && again.dueOn?.iso == "2027-01-14")
        #expect(again.ownerID == town.grethe)
        #expect(again.closing == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a note moves neither the ball nor the clock`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let before = try await town.dialogue(started.id)
        try await town.note(started.id, by: town.fatima, at: try moment("2026-12-01"))
        let after = try await town.dialogue(started.id)
        #expect(after.stage == before.stage && after.promise == before.promise && after.ownerID == before.ownerID)
        #expect(after.lastEventID > before.lastEventID)
    }

    @Test(arguments: TestEngine.available)
    func `the same form acts once, however often it is sent`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (started, other) = (try await town.startConfirmed(), try await town.startConfirmed())
        for _ in 0..<2 { try await town.reply(started, key: "k1") }
        #expect(try await town.count("event WHERE kind = 'replied'") == 1)
        #expect(try await town.mails().filter { $0.hasPrefix("replied") }.count == 1)
        // The key is the form's own and not the whole installation's.
        try await town.reply(other, key: "k1")
        #expect(try await town.count("event WHERE kind = 'replied'") == 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await town.reply(started, key: "k2") } }
            try await group.waitForAll()
        }
        #expect(try await town.count("event WHERE kind = 'replied'") == 3)
    }

    @Test(arguments: TestEngine.available)
    func `who answers without having read the newest line is told`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let seen = try await town.dialogue(started.id).lastEventID
        let permit = try await town.permit(started.id, town.fatima)
        let steer = try await town.steerPermit(started.id, town.fatima)
        try await town.reply(started, "Og en ting til.")
        try await town.forgetMails()

        let stale = DialogueStore.Form(key: "k", seen: seen)
        let message = try NewMessage("Tak!")
        await #expect(throws: DialogueSteps.Overtaken(seen: seen)) {
            try await town.dialogues.answer(message, asks: false, permit, stale, at: .base)
        }
        await #expect(throws: DialogueSteps.Overtaken(seen: seen)) {
            try await town.dialogues.close(
                try NewClosing(ground: "answered", text: "Tak!", outcome: "Besvaret."), steer, stale, at: .base)
        }
        #expect(try await town.count("event WHERE kind IN ('answered', 'closed')") == 0)
        #expect(try await town.mails().isEmpty)

        // The refused form has not used up its key.
        let fresh = DialogueStore.Form(key: "k", seen: try await town.dialogue(started.id).lastEventID)
        try await town.dialogues.answer(message, asks: false, permit, fresh, at: .base)
        #expect(try await town.count("event WHERE kind = 'answered'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `of two answers at once one is told`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let seen = try await town.dialogue(started.id).lastEventID
        let permit = try await town.permit(started.id, town.fatima)
        let message = try NewMessage("Tak!")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for key in ["a", "b"] {
                group.addTask {
                    do {
                        try await town.dialogues.answer(message, asks: false, permit, .init(key: key, seen: seen), at: .base)
                        return true
                    } catch is DialogueSteps.Overtaken { return false } catch { return false }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.sorted { $0 && !$1 } == [true, false])
        #expect(try await town.count("event WHERE kind = 'answered'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `a step that does not exist leaves no row, no journal and no mail`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let permit = try await town.permit(started.id, town.fatima)
        let steer = try await town.steerPermit(started.id, town.fatima)
        try await town.close(started.id, by: town.fatima)
        let before = try await town.traces()

        await #expect(throws: DialogueSteps.StepRefused(step: .answer, stage: .closed)) {
            try await town.dialogues.answer(try NewMessage("Lidt mere."), asks: false, permit, .init(key: "k", seen: nil), at: .base)
        }
        await #expect(throws: DialogueSteps.StepRefused(step: .reopen, stage: .withStaff)) {
            try await town.reply(started)
            try await town.dialogues.reopen(try NewMessage("Igen."), steer, .init(key: "r", seen: nil), at: .base)
        }
        let after = try await town.traces()
        // The reply in between is the only new one.
        #expect(zip(before, after).map { $1 - $0 } == [1, 1, 1, 1])
    }

    @Test(arguments: TestEngine.available)
    func `a fault in the middle of a step undoes all of it`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let (dialogue, before) = (try await town.dialogue(started.id), try await town.traces())
        let permit = try await town.permit(started.id, town.fatima)
        struct Fault: Error {}
        await #expect(throws: Fault.self) {
            try await town.database.write { connection in
                let steps = DialogueSteps(connection, try Municipality(on: connection))
                try steps.answer(try NewMessage("Tak!"), to: dialogue, asks: false, permit, at: .base)
                throw Fault()
            }
        }
        #expect(try await town.dialogue(started.id) == dialogue)
        #expect(try await town.traces() == before)
    }
}

extension Town {
    /// How many messages, lines of the journal, mails and commands there are.
    fileprivate func traces() async throws -> [Int] {
        [try await count("message"), try await count("event"), try await count("outbox"), try await count("command")]
    }
}
