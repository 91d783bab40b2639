import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct PublishTests {
    @Test(arguments: TestEngine.available)
    func `everybody reads what the parties had said, and neither names nor notes`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.note(started.id, by: town.fatima)
        try await town.answer(started.id, by: town.fatima)
        #expect(try await town.dialogues.thread(started.id, as: .anonymous) == nil)
        try await town.publish(started.id)
        // Said after: not public yet.
        try await town.reply(started, "Det her er kun til jer.")
        try await town.note(started.id, by: town.fatima)

        let thread = try #require(try await town.dialogues.thread(started.reference, as: .anonymous))
        #expect(thread.events.map(\.kind) == [.started, .answered, .published])
        #expect(
            thread.events.map(\.text) == ["Skolevejen er farlig.", "Tak for idéen. Vi går ud og ser på vejen.", nil])
        #expect(thread.events.map(\.actor.name) == [nil, "Fatima Yilmaz", "Fatima Yilmaz"])
        #expect(thread.starter == nil)
        #expect(try await town.dialogues.published(in: Town.jyderup, limit: 9).map(\.dialogue.id) == [started.id])
    }

    @Test(arguments: TestEngine.available)
    func `everybody reads the public words where they differ, the parties their own`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.publish(started.id)
        try await town.run("UPDATE message SET public_text = 'Skolevejen er farlig ved […].'")
        let (own, shown) = ("Skolevejen er farlig.", "Skolevejen er farlig ved […].")
        let (fatima, peter) = (try await town.viewer(town.fatima), try await town.viewer(town.peter))
        for (viewer, text) in [(Viewer.anonymous, shown), (started.starter, own), (fatima, own), (peter, shown)] {
            #expect(try await town.dialogues.thread(started.id, as: viewer)?.events.first?.text == text)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a staff note is never public, not even with public words`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.note(started.id, by: town.fatima)
        try await town.publish(started.id)
        try await town.run("UPDATE message SET public_text = text")
        for viewer in [.anonymous, started.starter, try await town.viewer(town.peter)] {
            let thread = try #require(try await town.dialogues.thread(started.id, as: viewer))
            #expect(!thread.events.contains { $0.kind == .noted })
        }
    }

    @Test(arguments: TestEngine.available)
    func `an unconfirmed dialogue is not published`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        await #expect(throws: DialogueSteps.StepRefused(step: .answer, stage: .unconfirmed)) { try await town.publish(started.id) }
        #expect(try await town.dialogues.thread(started.id, as: .anonymous) == nil)
        #expect(try await town.dialogues.published(in: Town.jyderup, limit: 9).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `publishing one dialogue publishes no other`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (published, other) = (try await town.startConfirmed(), try await town.startConfirmed())
        let before = try await town.database.contentVersion()
        try await town.publish(published.id)
        #expect(try await town.database.contentVersion() > before)
        #expect(try await town.dialogues.find(other.id, as: .anonymous) == nil)
        #expect(try await town.count("message WHERE public_text IS NOT NULL") == 1)
    }
}
