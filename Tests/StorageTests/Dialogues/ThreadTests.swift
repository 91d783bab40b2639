import Domain
import Foundation
import SQLEngine
import Storage
import Testing

/// What a reader of a public dialogue learns about the people in it.
struct ThreadTests {
    @Test(arguments: TestEngine.available, [false, true])
    func `a starter's name is public only when they say so, and only theirs`(engine: TestEngine, isPublic: Bool) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue(nameIsPublic: isPublic)
        let thread = try #require(try await town.dialogues.thread(started.id, as: .anonymous))
        let names = thread.events.map { "\($0.actor.part): \($0.actor.name ?? "-")" }
        #expect(names == ["starter: \(isPublic ? "Anna Sørensen" : "-")", "party: -", "staff: Fatima Yilmaz"])
        #expect(thread.events.map { $0.actor.personID != nil } == [isPublic, false, true])
        #expect(thread.starter?.name == (isPublic ? "Anna Sørensen" : nil))
    }

    @Test(arguments: TestEngine.available)
    func `parties and staff see each other's names`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue(nameIsPublic: false)
        for viewer in [started.starter, try await town.viewer(town.fatima)] {
            let thread = try #require(try await town.dialogues.thread(started.id, as: viewer))
            #expect(thread.events.compactMap(\.actor.name).suffix(3) == ["Anna Sørensen", "Karen Friis", "Fatima Yilmaz"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `lines come in the order they happened`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.answer(started.id, asks: true, by: town.fatima)
        try await town.reply(started)
        try await town.note(started.id, by: town.fatima)
        try await town.answer(started.id, by: town.fatima)
        try await town.close(started.id, by: town.fatima)
        try await town.reopen(started.id, by: town.fatima)
        let staff = try #require(try await town.dialogues.thread(started.id, as: town.viewer(town.fatima)))
        #expect(staff.events.map(\.kind) == [.started, .confirmed, .asked, .replied, .noted, .answered, .closed, .reopened])
        #expect(staff.events.map(\.id) == staff.events.map(\.id).sorted())
        #expect(staff.dialogue.lastEventID == staff.events.last?.id)
        let party = try #require(try await town.dialogues.thread(started.id, as: started.starter))
        #expect(party.events.map(\.kind) == [.started, .confirmed, .asked, .replied, .answered, .closed, .reopened])
    }

    @Test(arguments: TestEngine.available)
    func `the newest come first, page by page and by area`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let viewer = try await town.viewer(town.fatima)
        var ids: [Dialogue.ID] = []
        for scope: Dialogue.Scope in [.area(Town.jyderup), .municipality, .area(Town.jyderup), .unknown] {
            ids.append(try await town.start(try Town.new(where: scope)).id)
        }
        #expect(try await town.dialogues.newest(2, as: viewer).map(\.dialogue.id) == [ids[3], ids[2]])
        #expect(try await town.dialogues.newest(2, before: ids[2], as: viewer).map(\.dialogue.id) == [ids[1], ids[0]])
        let lines = try await town.dialogues.newest(9, in: Town.jyderup, as: viewer)
        #expect(lines.map(\.dialogue.id) == [ids[2], ids[0]])
        #expect(lines.map(\.area?.name) == ["Jyderup", "Jyderup"])
    }
}

/// Pages for everybody may be kept until what they show has changed.
struct ContentVersionTests {
    @Test(arguments: TestEngine.available)
    func `a public dialogue, an area's Fælles-skaber and a setting change what everybody sees`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue(nameIsPublic: false)
        try await #expect(town.touches { try await town.reply(started) })
        try await #expect(town.touches { try await town.answer(started.id, by: town.fatima) })
        try await #expect(town.touches { try await town.close(started.id, by: town.fatima) })
        try await #expect(town.touches { try await town.staff.serve(Town.oroe, by: town.henrik, from: day("2027-01-01"), until: nil) })
        try await #expect(town.touches { try await town.settings.save(.holbaek(fallback: town.inge)) })
        try await #expect(town.touches { try await town.areas.add([.named("Tølløse", id: .init(4))]) })
    }

    @Test(arguments: TestEngine.available)
    func `what only the parties see changes nothing for everybody`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let shown = try await town.publicDialogue(nameIsPublic: false)
        try await #expect(!town.touches { _ = try await town.startConfirmed() })
        try await #expect(!town.touches { try await town.note(shown.id, by: town.fatima) })
        try await #expect(!town.touches { _ = try await town.drafts.create(Draft(), at: .base) })
        try await #expect(!town.touches { _ = try await town.outbox.claim(10, at: .base) })
    }

    @Test(arguments: TestEngine.available)
    func `confirming a dialogue that will be public shows it`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        try await town.run("UPDATE dialogue SET visibility = 'everyone'")
        #expect(try await town.dialogues.find(started.id, as: .anonymous) == nil)
        try await #expect(town.touches { try await town.dialogues.confirm(access: started.accessID, at: .base) })
        #expect(try await town.dialogues.find(started.id, as: .anonymous) != nil)
    }
}

extension Town {
    /// With a line for everybody by the starter, by an invited party and by staff.
    fileprivate func publicDialogue(nameIsPublic: Bool) async throws -> Started {
        let started = try await startConfirmed()
        let karen = try #require(try await invite("Karen Friis", into: started).viewer.personID)
        try await run("UPDATE dialogue SET visibility = 'everyone', is_name_public = \(nameIsPublic)")
        let lines: [(Person.ID?, String)] = [(started.starter.personID, "starter"), (karen, "party"), (fatima, "staff")]
        for (personID, part) in lines {
            try await run(
                """
                INSERT INTO event (dialogue_id, kind, at, audience, actor_id, part)
                VALUES (\(started.id), 'replied', 0, 'everyone', \(personID), \(part))
                """)
        }
        return started
    }

    fileprivate func touches(_ act: () async throws -> Void) async throws -> Bool {
        let before = try await database.contentVersion()
        try await act()
        return try await database.contentVersion() > before
    }
}
