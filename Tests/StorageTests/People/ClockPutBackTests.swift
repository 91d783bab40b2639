import Domain
import Foundation
import SQLEngine
import Storage
import Testing

/// What was refused for its time does not live again when the clock is put back, and a clock that was ahead gives nobody longer.
struct ClockPutBackTests {
    @Test(arguments: TestEngine.available, [7200.0, 36_000, -61])
    func `a session that was refused is gone`(engine: TestEngine, later: TimeInterval) async throws {
        let town = try await Town(on: engine)
        let attempt = try await town.ask()
        guard case .welcome(let token) = try await town.sessions.enter(code: attempt.code, browser: "b", old: nil, at: .base) else {
            throw NotFound()
        }
        #expect(try await town.sessions.viewer(token: token, at: .base - 60) != nil)
        #expect(try await town.sessions.viewer(token: token, at: .base + later) == nil)
        #expect(try await town.sessions.viewer(token: token, at: .base) == nil)
    }

    @Test(arguments: TestEngine.available, [600.0, -61])
    func `a code and a link that were refused are used up`(engine: TestEngine, later: TimeInterval) async throws {
        let town = try await Town(on: engine)
        let sessions = town.sessions
        let typed = try await town.ask()
        #expect(try await sessions.enter(code: typed.code, browser: "b", old: nil, at: .base + later) == .expired)
        #expect(try await sessions.enter(code: typed.code, browser: "b", old: nil, at: .base) == .expired)
        let clicked = try await town.ask()
        #expect(try await sessions.canEnter(link: clicked.link, browser: "b", at: .base + later) == false)
        #expect(try await sessions.enter(link: clicked.link, browser: "b", old: nil, at: .base + later) == .expired)
        #expect(try await sessions.enter(link: clicked.link, browser: "b", old: nil, at: .base) == .expired)
        #expect(try await town.count("session") == 0)
    }
}

extension Town {
    fileprivate func ask() async throws -> (code: String, link: String) {
        try await sessions.ask(email: try #require(EmailAddress("fatima@example.dk")), browser: "b", at: .base)
        let id = try await database.read { try $0.one("SELECT MAX(id) FROM sign_in") { try $0.integer() } }
        return (secrets.code(.signIn, id), secrets.token(.signIn, id))
    }
}
