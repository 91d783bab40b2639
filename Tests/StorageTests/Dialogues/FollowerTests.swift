import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct FollowerTests {
    @Test(arguments: TestEngine.available)
    func `an address is told of nothing before it has said yes`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue()
        try await town.follow(started.id, "bo@example.dk")
        try await town.close(started.id, by: town.fatima)
        #expect(try await town.addresses(.followNews).isEmpty)
        try await town.confirmAll()
        try await town.reopen(started.id, by: town.fatima)
        #expect(try await town.addresses(.followNews) == ["bo@example.dk"])
    }

    @Test(arguments: TestEngine.available)
    func `an address stands there once, and is asked at most once a day`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue()
        for address in ["bo@example.dk", "BO@example.dk ", "bo@example.dk"] { try await town.follow(started.id, address) }
        #expect(try await town.count("follower") == 1)
        #expect(try await town.addresses(.followConfirm) == ["bo@example.dk"])
        try await town.follow(started.id, "bo@example.dk", at: .base + 86_400)
        #expect(try await town.addresses(.followConfirm).count == 2)
        // Whoever follows is not asked again.
        try await town.confirmAll()
        try await town.follow(started.id, "bo@example.dk", at: .base + 2 * 86_400)
        #expect(try await town.addresses(.followConfirm).count == 2)
        #expect(try await town.count("follower") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `one mail for what everybody may read, and none for what the parties write`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (started, other) = (try await town.publicDialogue(), try await town.publicDialogue())
        try await town.follow(started.id, "bo@example.dk")
        try await town.follow(other.id, "karen@example.dk")
        try await town.confirmAll()
        try await town.reply(started)
        try await town.note(started.id, by: town.fatima)
        try await town.answer(started.id, asks: true, by: town.fatima)
        #expect(try await town.addresses(.followNews).isEmpty)
        // Nobody outside reads an answer before it has been looked through.
        try await town.answer(started.id, by: town.fatima)
        #expect(try await town.addresses(.followNews).isEmpty)
        try await town.close(started.id, by: town.fatima)
        #expect(try await town.addresses(.followNews) == ["bo@example.dk"])
        try await town.judge(started, .partly)
        #expect(try await town.addresses(.followNews).count == 2)
    }

    @Test(arguments: TestEngine.available)
    func `who stops is forgotten, and the old link opens nobody else's`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue()
        try await town.follow(started.id, "bo@example.dk")
        try await town.confirmAll()
        for _ in 0..<2 { try await town.followers.end(town.id(1, in: "follower"), at: .base) }
        #expect(try await town.count("person WHERE email = 'bo@example.dk'") == 0)
        #expect(try await town.followers.find(town.id(1, in: "follower"))?.isEnded == true)
        try await town.close(started.id, by: town.fatima)
        #expect(try await town.addresses(.followNews).isEmpty)
        await #expect(throws: NotFound()) { try await town.followers.confirm(town.id(1, in: "follower"), at: .base) }
        // Asked anew, it is another row with another link.
        try await town.follow(started.id, "bo@example.dk")
        #expect(try await town.count("follower") == 2)
        #expect(try await town.followers.find(town.id(2, in: "follower"))?.isConfirmed == false)
    }

    @Test(arguments: TestEngine.available)
    func `what is no longer public is not followed, and mail on its way is not sent`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue()
        let permit = try FollowPolicy.permitFollow(try await town.dialogue(started.id))
        try await town.follow(started.id, "bo@example.dk")
        try await town.confirmAll()
        try await town.close(started.id, by: town.fatima)
        try await town.follow(started.id, "karen@example.dk")
        try await town.run("UPDATE dialogue SET visibility = 'parties'")
        for item in try await town.outbox.claim(100, at: .base + 60) where [.followNews, .followConfirm].contains(item.kind) {
            #expect(try await town.outbox.letter(item, at: .base) == nil)
        }
        #expect(try await town.followers.find(town.id(1, in: "follower"))?.dialogue == nil)
        let new = try NewFollower(email: "ole@example.dk", language: .da)
        await #expect(throws: NotFound()) { try await town.followers.ask(new, permit, at: .base) }
        await #expect(throws: NotFound()) { try await town.followers.confirm(town.id(2, in: "follower"), at: .base) }
        let hidden = try await town.dialogue(started.id)
        #expect(throws: Forbidden.self) { try FollowPolicy.permitFollow(hidden) }
        #expect(try await town.count("follower WHERE confirmed_at IS NOT NULL") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `an address nobody confirmed is forgotten after a week`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.publicDialogue()
        try await town.follow(started.id, "bo@example.dk")
        try await town.confirmAll()
        try await town.follow(started.id, "karen@example.dk")
        try await town.followers.deleteUnconfirmed(at: .base + 7 * 86_400)
        #expect(try await town.count("follower WHERE email_key IS NOT NULL") == 2)
        try await town.followers.deleteUnconfirmed(at: .base + 7 * 86_400 + 1)
        #expect(try await town.count("follower WHERE email_key IS NOT NULL") == 1)
        #expect(try await town.count("person WHERE email = 'karen@example.dk'") == 0)
    }

    @Test(arguments: [("", Problem.missing), ("  ", .missing), ("bo", .malformed), ("bo@example", .malformed)])
    func `what is no address is refused`(typed: String, problem: Problem) {
        #expect(throws: Invalid<NewFollower.Field>(.email, problem)) { try NewFollower(email: typed, language: .da) }
    }
}

extension Town {
    fileprivate var followers: FollowerStore { FollowerStore(database) }

    fileprivate func publicDialogue() async throws -> Started {
        let started = try await startConfirmed()
        try await run("UPDATE dialogue SET visibility = 'everyone' WHERE id = \(started.id)")
        return started
    }

    fileprivate func follow(_ id: Dialogue.ID, _ email: String, at now: Date = .base) async throws {
        let permit = try FollowPolicy.permitFollow(try await dialogue(id))
        try await followers.ask(try NewFollower(email: email, language: .da), permit, at: now)
    }

    fileprivate func confirmAll() async throws {
        for nth in 1...(try await count("follower")) {
            let id = try await id(nth, in: "follower")
            if try await followers.find(id)?.isEnded == false { try await followers.confirm(id, at: .base) }
        }
    }

    /// To whom mails of a kind go, oldest first.
    fileprivate func addresses(_ kind: MailKind) async throws -> [String] {
        try await database.read { connection in
            try connection.rows(
                "SELECT p.email FROM outbox o JOIN person p ON p.id = o.recipient_id WHERE o.kind = \(kind) ORDER BY o.id"
            ) { try $0.text() }
        }
    }
}
