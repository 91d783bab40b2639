import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct DraftTests {
    @Test(arguments: TestEngine.available)
    func `a draft keeps what was typed, right or wrong`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        var draft = Draft()
        draft.text = "  Ærø er ikke Orø 🙂\r\n\"citat\" \\ \u{0}"
        draft.kind = "nonsense"
        draft.email = "not an address"
        let id = try await town.drafts.create(draft, at: .base)
        #expect(try await town.drafts.find(id, at: .base) == draft)
        draft.subject = "Færgen"
        try await town.drafts.save(draft, as: id, at: .base + 60)
        #expect(try await town.drafts.find(id, at: .base) == draft)
        #expect(try await town.drafts.find(.init(4711), at: .base) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a sent draft is not found, not changed, and holds no words`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        var draft = Draft()
        draft.text = "Skolevejen er farlig."
        let id = try await town.drafts.create(draft, at: .base)
        #expect(try await town.drafts.find(id, at: .base) == draft)
        #expect(try await town.dialogues.started(from: id) == nil)
        let started = try await town.start(from: id)
        try await town.drafts.save(draft, as: id, at: .base)
        #expect(try await town.drafts.find(id, at: .base) == nil)
        #expect(try await town.dialogues.started(from: id)?.reference == started.reference)
        #expect(try await town.count("draft WHERE answers = '{}'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `a draft nobody touches is deleted after fourteen days`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (idle, touched) = (try await town.drafts.create(Draft(), at: .base), try await town.drafts.create(Draft(), at: .base))
        try await town.drafts.save(Draft(), as: touched, at: .base + 1)
        // Nobody waits for the broom.
        let fortnight = Date.base + 14 * 86_400
        #expect(try await town.drafts.find(idle, at: fortnight) == Draft())
        #expect(try await town.drafts.find(idle, at: fortnight + 1) == nil)
        #expect(try await town.drafts.find(touched, at: fortnight + 1) == Draft())
        #expect(try await town.drafts.deleteIdle(at: .base + 14 * 86_400) == 0)
        #expect(try await town.drafts.deleteIdle(at: .base + 14 * 86_400 + 1) == 1)
        #expect(try await town.drafts.find(idle, at: .base) == nil)
        #expect(try await town.drafts.find(touched, at: .base) == Draft())
    }

    @Test(arguments: TestEngine.available)
    func `an old address never opens somebody else's draft`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let old = try await town.drafts.create(Draft(), at: .base)
        #expect(try await town.drafts.deleteIdle(at: .base + 15 * 86_400) == 1)
        let new = try await town.drafts.create(Draft(), at: .base + 15 * 86_400)
        #expect(new != old)
        #expect(try await town.drafts.find(old, at: .base) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a draft from before a new version is still read`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let id = try await town.drafts.create(Draft(), at: .base)
        try await town.run("UPDATE draft SET answers = '{\"text\": \"Hej\", \"postcode\": \"4450\"}'")
        var expected = Draft()
        expected.text = "Hej"
        #expect(try await town.drafts.find(id, at: .base) == expected)
    }
}
