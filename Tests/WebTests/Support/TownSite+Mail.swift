import Domain
import Foundation
import Storage
import Synchronization
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
    var unsubscribe: String?

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

/// Where mails go that were sent.
final class Folder: Sendable {
    private let held = Mutex<[Letter]>([])

    var letters: [Letter] { held.withLock { $0 } }
    func add(_ letter: Letter) { held.withLock { $0.append(letter) } }
}

extension TownSite {
    /// Sends what lies in the outbox, as the service does, and gives it to us.
    func mails() async throws -> [Letter] {
        let composer = MailComposer(origin: Self.origin, from: "krumtap@example.dk", secrets: secrets)
        let municipality = try await stores.municipality.current()
        var letters: [Letter] = []
        for item in try await stores.outbox.claim(1000, at: clock.now) {
            let letter = try await stores.outbox.letter(item, at: clock.now)
            try await stores.outbox.sent(item.id, at: clock.now)
            guard let letter else { continue }
            let mail = try composer.compose(item, letter, municipality, at: clock.now)
            letters.append(
                Letter(
                    id: item.id, kind: item.kind, to: mail.to.address, subject: mail.subject, text: mail.text, html: mail.html ?? "",
                    unsubscribe: mail.unsubscribe))
        }
        for letter in letters { folder.add(letter) }
        return letters
    }

    /// `answered → anna@example.dk`, oldest first.
    func post() async throws -> [String] { try await mails().map { "\($0.kind.rawValue) → \($0.to)" } }
}
