import Domain
import Foundation
import Storage
import Testing

@testable import Web

/// A mail as its reader has it.
struct Letter: Sendable {
    let id: Int64
    let kind: MailKind
    let to: String
    let subject: String
    let text: String
    let html: String

    var shown: Mailbox.Mail { Mailbox.Mail(id: String(id), subject: subject, to: to, date: .base, text: text) }

    /// The first address of the site in it, without the site's name.
    var path: String {
        get throws {
            let line = text.split(separator: "\n").first { $0.hasPrefix(TownSite.origin + "/") }
            return String(try #require(line).dropFirst(TownSite.origin.count))
        }
    }

    var code: String {
        get throws { String(try #require(text.firstMatch(of: /\b[0-9]{6}\b/)).0) }
    }
}

extension TownSite {
    /// Sends what lies in the outbox, as the service does, and gives it to us.
    func mails() async throws -> [Letter] {
        let composer = MailComposer(origin: Self.origin, from: "krumtap@example.dk", secrets: secrets)
        let letters = try await Self.waiting(stores, composer, at: clock.now)
        for letter in letters { try await stores.outbox.sent(letter.id, at: clock.now) }
        return letters
    }

    /// `answered → anna@example.dk`, oldest first.
    func post() async throws -> [String] { try await mails().map { "\($0.kind.rawValue) → \($0.to)" } }

    static func waiting(_ stores: Stores, _ composer: MailComposer, at now: Date) async throws -> [Letter] {
        var letters: [Letter] = []
        for item in try await stores.outbox.claim(1000, at: now) {
            guard let letter = try await stores.outbox.letter(item, today: Day(of: now)) else { continue }
            let mail = try composer.compose(item, letter, try await stores.municipality.current(), at: now)
            letters.append(
                Letter(id: item.id, kind: item.kind, to: mail.to.address, subject: mail.subject, text: mail.text, html: mail.html ?? ""))
        }
        return letters
    }
}
