import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct ConfirmTests {
    private static let code = "042137"

    @Test(arguments: TestEngine.available)
    func `confirming by the link twice is once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(at: try moment("2026-11-23"))
        try await town.dialogues.confirm(access: started.accessID, at: try moment("2026-11-23", 11))
        let once = try await town.dialogue(started.id)
        try await town.dialogues.confirm(access: started.accessID, at: try moment("2026-11-30"))

        #expect(try await town.dialogue(started.id) == once)
        #expect(try await town.count("event WHERE kind = 'confirmed'") == 1)
        #expect(
            try await town.mails() == ["confirm_start → Anna Sørensen", "received → Anna Sørensen", "new_dialogue → Fatima Yilmaz"])
    }

    @Test(arguments: TestEngine.available)
    func `the right code confirms, also on the fifth try`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        for left in [4, 3, 2, 1] { #expect(try await town.type("111111", started) == .wrong(triesLeft: left)) }
        #expect(try await town.type(Self.code, started) == .confirmed)
        #expect(try await town.dialogue(started.id).stage == .withStaff)
    }

    @Test(arguments: TestEngine.available)
    func `the sixth try is refused even when right, and the link still works`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        for left in [4, 3, 2, 1, 0] { #expect(try await town.type("111111", started) == .wrong(triesLeft: left)) }
        #expect(try await town.type(Self.code, started) == .wrong(triesLeft: 0))
        #expect(try await town.dialogue(started.id).stage == .unconfirmed)
        #expect(try await town.dialogues.awaitsConfirmation(access: started.accessID))

        try await town.dialogues.confirm(access: started.accessID, at: .base)
        #expect(try await town.dialogue(started.id).stage == .withStaff)
        #expect(try await town.dialogues.awaitsConfirmation(access: started.accessID) == false)
    }

    @Test(arguments: TestEngine.available)
    func `a renewed address opens, confirms and replies nothing any more`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        #expect(try await town.renew(started))
        await #expect(throws: NotFound.self) { try await town.renew(started) }

        #expect(try await town.dialogues.viewer(ofAccess: started.accessID) == nil)
        #expect(try await town.dialogues.awaitsConfirmation(access: started.accessID) == false)
        await #expect(throws: NotFound.self) { try await town.dialogues.confirm(access: started.accessID, at: .base) }
        await #expect(throws: NotFound.self) { try await town.type(Self.code, started) }
        #expect(try await town.dialogue(started.id).stage == .unconfirmed)
        #expect(try await town.count("event WHERE kind = 'address_renewed'") == 1)
        #expect(try await town.count("access WHERE revoked_at IS NULL") == 1)
        #expect(try await town.count("outbox WHERE kind = 'confirm_start'") == 2)
    }

    @Test(arguments: TestEngine.available)
    func `somebody without a mail address keeps the one secret address they have`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(Town.new(email: "", phone: "59 00 12 34"))
        #expect(try await town.renew(started) == false)
        #expect(try await town.dialogues.viewer(ofAccess: started.accessID) != nil)
    }

    @Test(arguments: TestEngine.available)
    func `an address nobody was given opens nothing`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        #expect(try await town.dialogues.viewer(ofAccess: 4711) == nil)
        await #expect(throws: NotFound.self) { try await town.dialogues.confirm(access: 4711, at: .base) }
    }

    @Test(arguments: TestEngine.available)
    func `another party's address does not confirm the starter's`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        // Nobody can be invited yet; should an address be there all the same, it is no proof.
        let karens = try await town.database.write { connection in
            try connection.one(
                "INSERT INTO access (dialogue_id, person_id, created_at) VALUES (\(started.id), \(town.ole), 0) RETURNING id"
            ) { try $0.integer() }
        }
        await #expect(throws: NotFound.self) { try await town.dialogues.confirm(access: karens, at: .base) }
        #expect(try await town.dialogue(started.id).stage == .unconfirmed)
        #expect(try await town.dialogues.awaitsConfirmation(access: karens) == false)
    }

    @Test(arguments: TestEngine.available)
    func `before the address is confirmed a second thought disturbs nobody and postpones nothing`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(at: try moment("2026-11-23"))
        try await town.reply(started, at: try moment("2026-11-25"))
        let dialogue = try await town.dialogue(started.id)
        #expect(dialogue.stage == .unconfirmed && dialogue.nextStep == .confirm && dialogue.dueOn?.iso == "2026-12-07")
        #expect(try await town.mails() == ["confirm_start → Anna Sørensen"])
    }

    @Test(arguments: TestEngine.available)
    func `a talk on the telephone confirms who it is`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(at: try moment("2026-11-23"))
        try await town.record(started.id, .telephone, by: town.fatima, at: try moment("2026-11-24"))
        let dialogue = try await town.dialogue(started.id)
        #expect(dialogue.stage == .withStaff && dialogue.nextStep == .clarify && dialogue.dueOn?.iso == "2026-12-03")
        let events = try #require(try await town.dialogues.thread(started.id, as: started.starter)).events
        #expect(events.map(\.kind) == [.started, .confirmed, .replied])
        #expect(events.map(\.actor.part) == [.starter, .staff, .starter])
        #expect(events.map(\.channel) == [.web, nil, .telephone])
    }
}

extension Town {
    fileprivate func type(_ code: String, _ started: Started) async throws -> DialogueStore.CodeVerdict {
        try await dialogues.confirm(access: started.accessID, typed: code, expected: "042137", at: .base)
    }
}
