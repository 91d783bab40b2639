import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

extension Town {
    var attachments: AttachmentStore { AttachmentStore(database) }

    func attach(_ viewer: Viewer, _ id: Dialogue.ID) async throws -> Permit<DialoguePolicy.Attach> {
        try DialoguePolicy.permitAttach(viewer, try await dialogue(id))
    }

    /// Files that wait for what the viewer writes.
    func keep(_ files: [NewAttachment], _ viewer: Viewer, _ id: Dialogue.ID, besides: [Attachment.ID] = []) async throws
        -> AttachmentStore.Kept
    { try await attachments.keep(files, besides: besides, try await attach(viewer, id), at: .base) }

    func reply(_ started: Started, with files: [Attachment.ID], key: String = UUID().uuidString) async throws {
        let permit = try DialoguePolicy.permitReply(started.starter, try await dialogue(started.id))
        let waiting = AttachmentStore.Waiting(files, try await attach(started.starter, started.id))
        try await dialogues.reply(try NewMessage("Se her."), permit, .init(key: key, seen: nil, files: waiting), at: .base)
    }

    func note(_ id: Dialogue.ID, by personID: Person.ID, with files: [NewAttachment]) async throws {
        let staff = try await viewer(personID)
        let kept = try await keep(files, staff, id)
        let waiting = AttachmentStore.Waiting(kept.ids, try await attach(staff, id))
        try await dialogues.note(
            try NewMessage("Kun os."), try await permit(id, personID), .init(key: UUID().uuidString, seen: nil, files: waiting), at: .base)
    }

    func files(of id: Dialogue.ID, as viewer: Viewer) async throws -> [String] {
        let thread = try await dialogues.thread(id, as: viewer)
        return (thread?.attachments.values.flatMap { $0 } ?? []).map(\.name.text).sorted()
    }

}

extension NewAttachment {
    static func pdf(_ name: String, _ bytes: Int = 3, _ byte: UInt8 = 1) throws -> NewAttachment {
        try NewAttachment(name: name, kind: .pdf, bytes: [UInt8](repeating: byte, count: bytes) + Array(name.utf8))
    }

    static func picture(_ name: String) throws -> NewAttachment {
        try NewAttachment(name: name, kind: .png, bytes: Array(name.utf8), size: .init(width: 2, height: 3), thumbnail: [7])
    }
}

struct AttachmentTests {
    @Test(arguments: TestEngine.available)
    func `files of a draft become files of what was started, in the same act`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let draftID = try await town.drafts.create(Draft(), at: .base)
        let kept = try await town.attachments.keep([try .pdf("plan"), try .picture("skitse")], in: draftID, at: .base)
        #expect(kept.ids.count == 2 && kept.refused.isEmpty)
        #expect(try await town.attachments.all(of: draftID).map(\.name.text) == ["plan.pdf", "skitse.png"])
        #expect(try await town.attachments.thumbnail(kept.ids[1], of: draftID) == [7])

        let started = try await town.start(from: draftID)
        #expect(try await town.attachments.all(of: draftID).isEmpty)
        #expect(try await town.files(of: started.id, as: started.starter) == ["plan.pdf", "skitse.png"])
        #expect(try await town.attachments.content(kept.ids[1], of: started.id, as: started.starter) == Array("skitse".utf8))
        // A draft that was sent takes no more.
        await #expect(throws: NotFound.self) { try await town.attachments.keep([try .pdf("sen")], in: draftID, at: .base) }
    }

    @Test(arguments: TestEngine.available)
    func `an idle draft goes with its files, and what never was sent goes after a day`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let draftID = try await town.drafts.create(Draft(), at: .base)
        _ = try await town.attachments.keep([try .pdf("plan")], in: draftID, at: .base)
        let started = try await town.startConfirmed()
        let waits = try await town.keep([try .pdf("venter")], started.starter, started.id)
        let sent = try await town.keep([try .pdf("sendt")], started.starter, started.id)
        try await town.reply(started, with: sent.ids)
        #expect(try await town.count("attachment_content") == 3)

        #expect(try await town.attachments.deleteUnsent(at: .base.addingTimeInterval(23 * 3600)) == 0)
        #expect(try await town.attachments.deleteUnsent(at: .base.addingTimeInterval(25 * 3600)) == 1)
        #expect(try await town.attachments.waiting(waits.ids, try await town.attach(started.starter, started.id)).isEmpty)
        #expect(try await town.drafts.deleteIdle(at: .base.addingTimeInterval(15 * 86_400)) == 1)
        #expect(try await town.count("attachment_content") == 1)
        #expect(try await town.files(of: started.id, as: started.starter) == ["sendt.pdf"])
    }

    @Test(arguments: TestEngine.available)
    func `the same file twice is one, ten are enough, and fifty megabytes too`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let draftID = try await town.drafts.create(Draft(), at: .base)
        let twice = try await town.attachments.keep([try .pdf("a"), try .pdf("a")], in: draftID, at: .base)
        #expect(twice.ids.count == 1)
        let eleven = try (0..<11).map { try NewAttachment.pdf("nr \($0)") }
        let more = try await town.attachments.keep(eleven, in: draftID, at: .base)
        #expect(more.ids.count == 10)
        #expect(more.refused.map(\.index) == [9, 10] && more.refused.allSatisfy { $0.problem == .tooMany })
        try await town.attachments.remove(twice.ids[0], of: draftID)
        #expect(try await town.attachments.all(of: draftID).count == 9)

        let large = try await town.drafts.create(Draft(), at: .base)
        let files = try (0..<6).map { try NewAttachment.pdf("\($0)", 9 * 1024 * 1024, UInt8($0)) }
        let kept = try await town.attachments.keep(files, in: large, at: .base)
        #expect(kept.ids.count == 5)
        #expect(kept.refused.map(\.problem) == [.dialogueFull])
    }

    @Test(arguments: TestEngine.available)
    func `nobody sends a file that somebody else put there`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (mine, other) = (
            try await town.startConfirmed(), try await town.startConfirmed(try Town.new(name: "Bo", email: "bo@example.dk"))
        )
        let karen = try await town.invite("Karen Friis", into: mine).viewer
        let hers = try await town.keep([try .pdf("karens")], karen, mine.id)
        let elsewhere = try await town.keep([try .pdf("bos")], other.starter, other.id)
        try await town.reply(mine, with: hers.ids + elsewhere.ids)
        #expect(try await town.files(of: mine.id, as: mine.starter).isEmpty)
        #expect(try await town.attachments.waiting(hers.ids, try await town.attach(karen, mine.id)).count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `a form sent twice sends its files once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let kept = try await town.keep([try .pdf("plan")], started.starter, started.id)
        try await town.reply(started, with: kept.ids, key: "k")
        try await town.reply(started, with: kept.ids, key: "k")
        #expect(try await town.files(of: started.id, as: started.starter) == ["plan.pdf"])
        #expect(try await town.count("attachment") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `who fetched a file between two moments is one question`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let kept = try await town.keep([try .pdf("plan")], started.starter, started.id)
        try await town.reply(started, with: kept.ids)
        for hours in [0.0, 2, 4] {
            try await town.attachments.recordReading(of: kept.ids[0], by: town.fatima, at: .base.addingTimeInterval(hours * 3600))
        }
        let found = try await town.attachments.readings(
            of: kept.ids[0], from: .base.addingTimeInterval(3600), to: .base.addingTimeInterval(4 * 3600))
        #expect(found.map(\.personID) == [town.fatima])
        #expect(found.map(\.at) == [.base.addingTimeInterval(7200)])
    }
}

/// The policy says it in Swift, the rows say it in SQL: every viewer, every audience, every publicity, every engine.
struct AttachmentMatrixTests {
    enum Part: String, CaseIterable {
        case anonymous, starter, invited, other, facilitator, facilitatorElsewhere, officer, politician, administrator
    }

    @Test(arguments: TestEngine.available, Part.allCases)
    func `a viewer reads exactly the files the policy allows`(engine: TestEngine, part: Part) async throws {
        let town = try await Town(on: engine)
        var all: [(dialogue: Dialogue.ID, id: Attachment.ID, audience: Event.Audience, hasText: Bool, isPublic: Bool)] = []
        let mine = try await town.startConfirmed()
        let open = try await town.startConfirmed(try Town.new(name: "Carl", email: "carl@example.dk"))
        let bo = try await town.startConfirmed(try Town.new(name: "Bo", email: "bo@example.dk"))
        for started in [mine, open] {
            for isPublic in [true, false] {
                for hasText in [true, false] {
                    let kept = try await town.keep([try .picture("fil \(isPublic) \(hasText)")], started.starter, started.id)
                    try await town.reply(started, with: kept.ids)
                    all.append((started.id, kept.ids[0], .parties, hasText, isPublic))
                }
            }
            try await town.note(started.id, by: town.fatima, with: [try .pdf("note")])
        }
        try await town.publish(open.id, files: [])
        // Everything as bad as it could be: also the note's file and the private dialogue's are marked public.
        try await town.database.write { [all] connection in
            for file in all {
                try connection.run("UPDATE attachment SET is_public = \(file.isPublic) WHERE id = \(file.id)")
                if !file.hasText {
                    try connection.run(
                        "UPDATE message SET public_text = NULL WHERE id = (SELECT message_id FROM attachment WHERE id = \(file.id))")
                }
            }
            try connection.run("UPDATE message SET public_text = 'x' WHERE text = 'Kun os.'")
            try connection.run("UPDATE attachment SET is_public = 1 WHERE name = 'note.pdf'")
        }
        for id in [mine.id, open.id] {
            let note: Attachment.ID = try await town.database.read { connection in
                try connection.one("SELECT id FROM attachment WHERE dialogue_id = \(id) AND name = 'note.pdf'") { try $0.identifier() }
            }
            all.append((id, note, .staff, true, true))
        }

        let viewer: Viewer =
            switch part {
            case .anonymous: .anonymous
            case .starter: mine.starter
            case .invited: try await town.invite("Karen Friis", into: mine).viewer
            case .other: bo.starter
            case .facilitator: try await town.viewer(town.fatima)
            case .facilitatorElsewhere: try await town.viewer(town.henrik)
            case .officer: try await town.viewer(town.ole)
            case .politician: try await town.viewer(town.peter)
            case .administrator: try await town.viewer(town.mads)
            }
        var found = 0
        for file in all {
            let dialogue = try await town.dialogue(file.dialogue)
            // Text that was never made public in a private dialogue is not public either.
            let hasText = file.hasText && (dialogue.visibility == .everyone || file.audience == .staff)
            let may = DialoguePolicy.mayRead(viewer, fileOf: file.audience, hasPublicText: hasText, isPublic: file.isPublic, in: dialogue)
            let content = try await town.attachments.content(file.id, of: file.dialogue, as: viewer)
            let thumbnail = try await town.attachments.thumbnail(file.id, of: file.dialogue, as: viewer)
            let row = try await town.attachments.find(file.id, of: file.dialogue, as: viewer)
            let listed = try await town.dialogues.thread(file.dialogue, as: viewer)?.attachments.values.flatMap { $0 }.map(\.id) ?? []
            #expect((content != nil) == may, "\(file)")
            #expect((row != nil) == may && listed.contains(file.id) == may, "\(file)")
            #expect((thumbnail != nil) == (may && file.audience == .parties), "\(file)")
            // Through another dialogue's address it is nowhere.
            let elsewhere = file.dialogue == mine.id ? open.id : mine.id
            #expect(try await town.attachments.content(file.id, of: elsewhere, as: viewer) == nil)
            if may { found += 1 }
        }
        // By hand: in private four and a note, in public one.
        let expected: [Part: Int] = [.anonymous: 1, .starter: 5, .invited: 5, .other: 1, .facilitator: 10]
        #expect(found == expected[part] ?? 1)
    }

    @Test(arguments: TestEngine.available)
    func `publishing names the files, and never a note's`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        let kept = try await town.keep([try .pdf("a"), try .pdf("b")], started.starter, started.id)
        try await town.reply(started, with: kept.ids)
        try await town.note(started.id, by: town.fatima, with: [try .pdf("note")])
        let note: Attachment.ID = try await town.database.read { connection in
            try connection.one("SELECT id FROM attachment WHERE name = 'note.pdf'") { try $0.identifier() }
        }
        try await town.publish(started.id, files: [kept.ids[0], note])
        #expect(try await town.files(of: started.id, as: .anonymous) == ["a.pdf"])
        try await town.publish(started.id, files: [kept.ids[1]])
        #expect(try await town.files(of: started.id, as: .anonymous) == ["b.pdf"])
        #expect(try await town.files(of: started.id, as: started.starter) == ["a.pdf", "b.pdf"])
    }
}
