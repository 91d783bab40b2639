import Domain
import Foundation
import Testing

@testable import Web

/// What stands in the mails.
struct MailComposerTests {
    @Test func `every mail about a private dialogue says where, and nothing of what was written`() async throws {
        let site = try await TownSite()
        let started = try await site.start(.init(subject: "Fortroligt emne", text: "Fortrolig tekst"))
        try await site.answer(started.id, "Fortroligt svar", asks: true)
        try await site.reply(started, "Fortrolig replik")
        try await site.close(started.id, text: "Fortrolig besked", outcome: "Fortroligt udfald")
        let mails = try await site.mails()
        #expect(mails.map(\.kind) == [.received, .newDialogue, .asked, .replied, .closed])
        for mail in mails {
            #expect(!(mail.subject + mail.text + mail.html).contains("ortrolig"), "\(mail.kind)")
            #expect(mail.subject.hasSuffix("[HOL-2026-0001]"))
            let path = try mail.path
            #expect(path == (mail.to == "fatima@example.dk" ? "/skrivebord/HOL-2026-0001" : site.address(started)))
            // The twin says the same.
            #expect(mail.html.contains("href=\"\(TownSite.origin)\(path)\""))
        }
    }

    @Test func `the subject is told once everybody may read it`() async throws {
        let site = try await TownSite()
        let started = try await site.start(.init(subject: "Åbent emne"))
        try await site.publish(started.id)
        _ = try await site.mails()
        try await site.answer(started.id)
        #expect(try await site.mails().map(\.subject) == ["Du har fået svar: Åbent emne [HOL-2026-0001]"])
    }

    @Test func `only the starter is told that a no opens it again`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        _ = try await Browser(site).post(
            site.address(started) + "/parter", ["name": "Karen Friis", "email": "karen@example.dk", "agreed": "ja", "key": "k"])
        try await site.close(started.id)
        _ = try await site.mails()
        site.clock.pass(days: 28)
        _ = try await site.stores.dialogues.askForJudgement(at: site.clock.now)
        let mails = try await site.mails()
        #expect(Set(mails.map(\.to)) == ["anna@example.dk", "karen@example.dk"])
        for mail in mails { #expect(mail.text.contains("så åbner vi dialogen igen") == (mail.to == "anna@example.dk")) }
    }

    @Test func `a subject that asks is followed by the heading without a colon`() async throws {
        let site = try await TownSite()
        let started = try await site.start(.init(subject: "Åbent emne"))
        try await site.publish(started.id)
        try await site.close(started.id)
        _ = try await site.mails()
        site.clock.pass(days: 28)
        _ = try await site.stores.dialogues.askForJudgement(at: site.clock.now)
        #expect(try await site.mails().map(\.subject) == ["Blev det løst? Åbent emne [HOL-2026-0001]"])
    }

    @Test func `nobody is asked to confirm what is confirmed`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        #expect(try await site.post() == ["received → anna@example.dk", "new_dialogue → fatima@example.dk"])
    }

    @Test func `the promise in the mail is the promise on the page`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let mail = try #require(try await site.mails().first)
        #expect(mail.text.contains("Du hører fra os senest onsdag den 2. december."))
        #expect(mail.text.contains("Følg dialogen her:\n\n\(TownSite.origin)"))
        #expect(mail.text.hasPrefix("Hej Anna,\n\nTak. Din mailadresse er bekræftet, og Fatima Lund har fået din henvendelse."))
    }
}
