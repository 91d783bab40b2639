import Domain
import Foundation
import Storage
import Testing

/// Everybody who may come by, as the route table and the crawls know them.
enum Visitor: String, CaseIterable, Sendable {
    case anonymous, starter, otherParty, facilitator, otherFacilitator, officer, politician, administrator

    var email: String? {
        switch self {
        case .anonymous, .starter, .otherParty: nil
        case .facilitator: "fatima@example.dk"
        case .otherFacilitator: "henrik@example.dk"
        case .officer: "ole@example.dk"
        case .politician: "peter@example.dk"
        case .administrator: "mads@example.dk"
        }
    }
}

extension TownSite {
    /// A browser in which the person with an address is signed in.
    func signedIn(_ email: String) async throws -> Browser {
        let address = try #require(EmailAddress(email))
        let browser = UUID().uuidString
        try await stores.sessions.ask(email: address, browser: browser, at: clock.now)
        let id = try await database.read { try $0.one("SELECT MAX(id) FROM sign_in") { try $0.integer() } }
        let verdict = try await stores.sessions.enter(
            code: secrets.code(.signIn, id), browser: browser, old: nil, at: clock.now)
        guard case .welcome(let token) = verdict else { throw NotFound() }
        return Browser(self, session: token)
    }

    func fatima() async throws -> Browser { try await signedIn("fatima@example.dk") }

    func browser(_ role: Visitor) async throws -> Browser {
        guard let email = role.email else { return Browser(self) }
        return try await signedIn(email)
    }
}
