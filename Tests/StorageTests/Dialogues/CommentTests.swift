import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct CommentTests {
    @Test(arguments: TestEngine.available)
    func `nothing counts before its writer has said yes, and words wait for staff`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk")
        try await town.say(started.id, "karen@example.dk", .experience, "Hos os virkede det.", name: "Karen Friis")
        #expect(try await town.shown(started.id) == "0: ")
        for nth in [1, 2] { try await town.comments.confirm(town.comment(nth), at: .base) }
        #expect(try await town.shown(started.id) == "1: ")
        #expect(try await town.waiting(town.fatima) == [town.comment(2)])
        try await town.decide(.show, town.comment(2), in: started.id)
        #expect(try await town.shown(started.id) == "1: Karen Friis/Hos os virkede det.")
        #expect(try await town.waiting(town.fatima).isEmpty)
        #expect(try await town.count("event WHERE kind = 'comment_shown' AND audience = 'staff'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `each address says each thing once, and may change it until it is confirmed`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk", .support, "Ja!")
        try await town.say(started.id, "BO@example.dk", .support, "Ja tak!", name: "Bo")
        try await town.say(started.id, "bo@example.dk", .experience, "Det hjalp.")
        #expect(try await town.count("comment") == 2)
        #expect(try await town.mails(.commentConfirm) == ["bo@example.dk", "bo@example.dk"])
        for _ in 0..<2 { try await town.comments.confirm(town.comment(1), at: .base) }
        // Said is said: a stranger who knows the address changes nothing.
        try await town.say(started.id, "bo@example.dk", .support, "Nej!", name: "En anden")
        #expect(try await town.comments.find(town.comment(1))?.comment.text == "Ja tak!")
        #expect(try await town.comments.find(town.comment(1))?.comment.name == "Bo")
        try await town.say(started.id, "bo@example.dk", .experience, "Det hjalp meget.", at: .base + 86_400)
        #expect(try await town.mails(.commentConfirm).count == 3)
    }

    @Test(arguments: TestEngine.available)
    func `sixteen presses at once are one support, and one mail`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { try await town.say(started.id, "bo@example.dk", .support, "Enig.") } }
            try await group.waitForAll()
        }
        #expect(try await town.count("comment") == 1)
        #expect(try await town.mails(.commentConfirm).count == 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { try await town.comments.confirm(town.comment(1), at: .base) } }
            try await group.waitForAll()
        }
        #expect(try await town.mails(.commentWaiting).count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `what is not shown says why, and may be shown after all`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk", .support, "Naboen er tosset.")
        await #expect(throws: CommentSteps.Overtaken()) { try await town.decide(.show, town.comment(1), in: started.id) }
        try await town.comments.confirm(town.comment(1), at: .base)
        try await town.decide(.refuse(reason: "Den taler om en nabo."), town.comment(1), in: started.id)
        #expect(try await town.comments.find(town.comment(1))?.comment.reason == "Den taler om en nabo.")
        #expect(try await town.shown(started.id) == "0: ")
        #expect(try await town.mails(.commentRefused) == ["bo@example.dk"])
        // A colleague was slower.
        await #expect(throws: CommentSteps.Overtaken()) {
            try await town.decide(.refuse(reason: "Jeg så den også."), town.comment(1), in: started.id)
        }
        try await town.decide(.show, town.comment(1), in: started.id)
        #expect(try await town.shown(started.id) == "1: –/Naboen er tosset.")
        #expect(try await town.comments.find(town.comment(1))?.comment.reason == nil)
        #expect(try await town.mails(.commentShown) == ["bo@example.dk"])
    }

    @Test(arguments: TestEngine.available)
    func `what is taken back is forgotten, and the old link opens nobody else's`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk", .experience, "Hos os virkede det.", name: "Bo Lind")
        try await town.comments.confirm(town.comment(1), at: .base)
        try await town.decide(.show, town.comment(1), in: started.id)
        let version = try await town.database.contentVersion()
        for _ in 0..<2 { try await town.comments.withdraw(town.comment(1), at: .base) }
        #expect(try await town.database.contentVersion() > version)
        #expect(try await town.shown(started.id) == "0: ")
        #expect(try await town.count("person WHERE email = 'bo@example.dk' OR name = 'Bo Lind'") == 0)
        #expect(try await town.count("comment WHERE text IS NOT NULL") == 0)
        await #expect(throws: NotFound()) { try await town.comments.confirm(town.comment(1), at: .base) }
        try await town.say(started.id, "bo@example.dk", .experience, "Hos os virkede det.")
        #expect(try await town.comments.find(town.comment(2))?.comment.state == .unconfirmed)
    }

    @Test(arguments: TestEngine.available)
    func `what nobody confirms is forgotten after a week`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk")
        try await town.say(started.id, "karen@example.dk")
        try await town.comments.confirm(town.comment(1), at: .base)
        try await town.comments.deleteUnconfirmed(at: .base + 7 * 86_400)
        #expect(try await town.count("comment WHERE email_key IS NOT NULL") == 2)
        try await town.comments.deleteUnconfirmed(at: .base + 7 * 86_400 + 1)
        #expect(try await town.count("comment WHERE email_key IS NOT NULL") == 1)
        #expect(try await town.count("person WHERE email = 'karen@example.dk'") == 0)
    }

    @Test(arguments: TestEngine.available)
    func `the owner is told once a day, and the starter when others read it`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        for (index, name) in ["bo", "karen", "peter"].enumerated() {
            try await town.say(started.id, "\(name)@citizens.dk", .support, "Enig.")
            try await town.comments.confirm(town.comment(index + 1), at: .base)
        }
        #expect(try await town.mails(.commentWaiting) == ["fatima@example.dk"])
        #expect(try await town.mails(.commented).isEmpty)
        for nth in [1, 2] { try await town.decide(.show, town.comment(nth), in: started.id) }
        #expect(try await town.mails(.commented) == ["anna@example.dk"])
        // A mail that asks is not sent once there is nothing to ask.
        for item in try await town.outbox.claim(100, at: .base + 60) where item.kind == .commentConfirm {
            #expect(try await town.outbox.letter(item, at: .base) == nil)
        }
    }

    enum Closed: String, CaseIterable { case unwanted, notOpened, withdrawn, ended }

    @Test(arguments: TestEngine.available, Closed.allCases)
    func `nobody says anything where it is not open, however old the page`(engine: TestEngine, closed: Closed) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        let permit = try CommentPolicy.permitWrite(try await town.dialogue(started.id))
        try await town.say(started.id, "bo@example.dk", .support, "Enig.")
        try await town.say(started.id, "karen@example.dk")
        try await town.comments.confirm(town.comment(1), at: .base)
        try await town.decide(.show, town.comment(1), in: started.id)
        switch closed {
        case .unwanted: try await town.run("UPDATE dialogue SET comments = 'none'")
        case .notOpened: try await town.run("UPDATE dialogue SET comments = 'wanted'")
        case .withdrawn: try await town.run("UPDATE dialogue SET visibility = 'parties'")
        case .ended: try await town.close(started.id, by: town.fatima)
        }
        let new = try NewComment(kind: "support", text: "", name: "", email: "ole@example.dk", language: .da)
        await #expect(throws: NotFound()) { try await town.comments.ask(new, permit, at: .base) }
        await #expect(throws: NotFound()) { try await town.comments.confirm(town.comment(2), at: .base) }
        // What was said stays for as long as the starter wants it, and the dialogue is public.
        let stays = closed == .notOpened || closed == .ended
        #expect(try await town.shown(started.id) == (stays ? "1: –/Enig." : "0: "))
        let dialogue = try await town.dialogue(started.id)
        #expect(throws: Forbidden.self) { try CommentPolicy.permitWrite(dialogue) }
    }

    @Test(arguments: TestEngine.available)
    func `the starter's no takes them all away, and a new yes brings them back closed`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk", .support, "Enig.")
        try await town.comments.confirm(town.comment(1), at: .base)
        try await town.decide(.show, town.comment(1), in: started.id)
        try await town.consent(started, .public, wantsComments: false)
        #expect(try await town.shown(started.id) == "0: ")
        try await town.consent(started, .public, wantsComments: true)
        #expect(try await town.dialogue(started.id).comments == .wanted)
        #expect(try await town.shown(started.id) == "1: –/Enig.")
        try await town.consent(started, .private, wantsComments: true)
        #expect(try await town.dialogue(started.id).comments == Dialogue.Comments.none)
    }

    @Test(arguments: TestEngine.available)
    func `staff sees what waits in the dialogues they steer, and no others`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        try await town.say(started.id, "bo@example.dk", .support, "Enig.")
        try await town.comments.confirm(town.comment(1), at: .base)
        #expect(try await town.waiting(town.fatima) == [town.comment(1)])
        for other in [town.henrik, town.ole, town.peter, town.mads] { #expect(try await town.waiting(other).isEmpty) }
        #expect(try await town.comments.look(at: town.comment(1))?.dialogue.id == started.id)
        // A permit for one dialogue decides nothing in another.
        let elsewhere = try await town.steerPermit(try await town.startConfirmed().id, town.fatima)
        await #expect(throws: NotFound()) { try await town.comments.decide(.show, on: town.comment(1), elsewhere, at: .base) }
    }

    @Test(arguments: TestEngine.available)
    func `two hundred are read a page at a time, the newest first, each once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.open()
        for number in 1...120 {
            try await town.say(started.id, "p\(number)@example.dk", .support, number % 10 == 0 ? nil : "Nummer \(number)")
            try await town.comments.confirm(town.comment(number), at: .base)
        }
        try await town.run("UPDATE comment SET state = 'shown'")
        var (seen, cursor): ([Domain.Comment.ID], Domain.Comment.ID?) = ([], nil)
        var pages = 0
        repeat {
            let page = try await town.comments.shown(of: try await town.dialogue(started.id), before: cursor)
            #expect(page.supportCount == 120)
            seen += page.comments.map(\.id)
            cursor = page.next
            pages += 1
        } while cursor != nil
        #expect(pages == 3)
        #expect(seen == seen.sorted(by: >) && Set(seen).count == 108)
    }
}

extension Town {
    /// A public dialogue that takes comments.
    fileprivate func open() async throws -> Started {
        let started = try await startConfirmed()
        try await publish(started.id, comments: .open)
        return started
    }

    fileprivate func say(
        _ id: Dialogue.ID, _ email: String, _ kind: Domain.Comment.Kind = .support, _ text: String? = nil, name: String = "",
        at now: Date = .base
    ) async throws {
        let new = try NewComment(kind: kind.rawValue, text: text ?? "", name: name, email: email, language: .da)
        try await comments.ask(new, try CommentPolicy.permitWrite(try await dialogue(id)), at: now)
    }

    fileprivate func comment(_ nth: Int) async throws -> Domain.Comment.ID { .init(try await id(nth, in: "comment")) }

    fileprivate func decide(_ verdict: CommentVerdict, _ commentID: Domain.Comment.ID, in id: Dialogue.ID) async throws {
        try await comments.decide(verdict, on: commentID, try await steerPermit(id, fatima), at: .base)
    }

    fileprivate func consent(_ started: Started, _ consent: Dialogue.Consent, wantsComments: Bool) async throws {
        let permit = try DialoguePolicy.permitTakePart(started.starter, try await dialogue(started.id))
        try await dialogues.consent(
            consent, wantsComments: wantsComments, permit, .init(key: UUID().uuidString, seen: nil), at: .base)
    }

    /// How many support it, and what is read: `1: Bo/Enig.`
    fileprivate func shown(_ id: Dialogue.ID) async throws -> String {
        let shown = try await comments.shown(of: try await dialogue(id))
        return "\(shown.supportCount): " + shown.comments.map { "\($0.name ?? "–")/\($0.text ?? "")" }.joined(separator: ", ")
    }

    fileprivate func waiting(_ personID: Person.ID) async throws -> [Domain.Comment.ID] {
        try await comments.waiting(for: try DeskPolicy.permitOpen(try await viewer(personID))).map(\.comment.id)
    }

    fileprivate func mails(_ kind: MailKind) async throws -> [String] {
        try await database.read { connection in
            try connection.rows(
                "SELECT p.email FROM outbox o JOIN person p ON p.id = o.recipient_id WHERE o.kind = \(kind) ORDER BY o.id"
            ) { try $0.text() }
        }
    }
}
