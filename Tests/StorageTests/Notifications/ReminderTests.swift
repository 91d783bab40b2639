import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct ReminderTests {
    @Test(arguments: TestEngine.available)
    func `an owner is reminded once a day of what is overdue`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for scope: Dialogue.Scope in [.area(Town.jyderup), .area(Town.jyderup), .area(Town.holbaek)] {
            _ = try await town.startConfirmed(try Town.new(where: scope), at: try moment("2026-11-23"))
        }
        _ = try await town.startConfirmed(try Town.new(where: .area(Town.oroe)), at: try moment("2026-12-01"))
        try await town.forgetMails()

        // The date itself is not late.
        try await town.outbox.remind(today: try day("2026-12-02"), at: try moment("2026-12-02", 7))
        #expect(try await town.mails().isEmpty)
        for hour in [7, 8, 9] { try await town.outbox.remind(today: try day("2026-12-03"), at: try moment("2026-12-03", hour)) }
        #expect(try await town.mails() == ["due_promises → Fatima Yilmaz", "due_promises → Henrik Bach"])
        try await town.outbox.remind(today: try day("2026-12-04"), at: try moment("2026-12-04", 7))
        #expect(try await town.mails().count == 4)
    }

    @Test(arguments: TestEngine.available)
    func `nobody is reminded of what is closed`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.close(try await town.startConfirmed().id, by: town.fatima)
        try await town.forgetMails()
        try await town.outbox.remind(today: try day("2027-03-01"), at: try moment("2027-03-01", 7))
        #expect(try await town.mails().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `what nobody confirmed is looked at when its date has passed`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.start()
        try await town.forgetMails()
        try await town.outbox.remind(today: try day("2026-12-08"), at: try moment("2026-12-08", 7))
        #expect(try await town.mails() == ["due_promises → Fatima Yilmaz"])
    }

    @Test(arguments: TestEngine.available)
    func `the reminder lists the owner's own, the oldest date first`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let later = try await town.startConfirmed(at: try moment("2026-11-24"))
        let earlier = try await town.startConfirmed(at: try moment("2026-11-23"))
        let asked = try await town.startConfirmed(at: try moment("2026-11-10"))
        try await town.answer(asked.id, asks: true, by: town.fatima, at: try moment("2026-11-24"))
        _ = try await town.startConfirmed(try Town.new(where: .area(Town.holbaek)), at: try moment("2026-11-23"))
        try await town.forgetMails()
        let today = try day("2026-12-09")
        let now = try moment("2026-12-09", 9)
        try await town.outbox.remind(today: today, at: try moment("2026-12-09", 7))
        let items = try await town.outbox.claim(10, at: try moment("2026-12-09", 7))
        let item = try #require(items.first { $0.recipientID == town.fatima })
        #expect(try await town.outbox.letter(item, at: now)?.due.map(\.id) == [earlier.id, later.id, asked.id])

        for started in [later, earlier, asked] { try await town.close(started.id, by: town.fatima, at: try moment("2026-12-09", 8)) }
        #expect(try await town.outbox.letter(item, at: now) == nil)
    }
}

struct LetterTests {
    @Test(arguments: TestEngine.available)
    func `a letter has what its words need`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.answer(started.id, by: town.fatima)
        let items = try await town.outbox.claim(10, at: .base)
        #expect(items.map(\.kind) == [.confirmStart, .received, .newDialogue, .answered])

        let answered = try #require(try await town.outbox.letter(items[3], at: .base))
        #expect(answered.recipient.email == "anna@example.dk")
        #expect(answered.dialogue?.reference == started.reference)
        #expect(answered.owner?.name == "Fatima Yilmaz")
        #expect(answered.areaName == "Jyderup")
        #expect(answered.starterName == "Anna Sørensen")
        #expect(answered.accessID == started.accessID)
        #expect(answered.thread?.first == items[0].id && answered.thread?.last == items[1].id)

        let toOwner = try #require(try await town.outbox.letter(items[2], at: .base))
        #expect(toOwner.accessID == nil && toOwner.thread == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a letter nobody needs any more is not written`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start()
        let confirm = try #require(try await town.outbox.claim(1, at: .base).first)
        #expect(try await town.outbox.letter(confirm, at: .base)?.accessID == confirm.subjectID)
        try await town.dialogues.confirm(access: started.accessID, at: .base)
        #expect(try await town.outbox.letter(confirm, at: .base) == nil)
        try await town.forgetMails()

        try await town.run("UPDATE person SET email = NULL, email_key = NULL WHERE name = 'Anna Sørensen'")
        try await town.answer(started.id, by: town.fatima)
        #expect(try await town.mails().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `a code that is used, replaced or too old is not mailed`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let email = try #require(EmailAddress("fatima@example.dk"))
        try await town.sessions.ask(email: email, browser: "b", at: .base)
        let first = try #require(try await town.outbox.claim(1, at: .base).first)
        #expect(try await town.outbox.letter(first, at: .base + 60)?.recipient.id == town.fatima)

        try await town.sessions.ask(email: email, browser: "b", at: .base + 60)
        let second = try #require(try await town.outbox.claim(1, at: .base + 60).first)
        #expect(try await town.outbox.letter(first, at: .base + 60) == nil)
        #expect(try await town.outbox.letter(second, at: .base + 60)?.recipient.id == town.fatima)
        // Nobody can use it any more.
        #expect(try await town.outbox.letter(second, at: .base + 661) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `a letter has the new address and never the blocked one`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        #expect(try await town.renew(started))
        try await town.forgetMails()
        try await town.answer(started.id, by: town.fatima)
        let item = try #require(try await town.outbox.claim(1, at: .base).first)
        let accessID = try await town.outbox.letter(item, at: .base)?.accessID
        #expect(accessID != nil)
        #expect(accessID != started.accessID)
    }
}
