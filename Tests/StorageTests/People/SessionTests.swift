import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct SessionTests {
    @Test(arguments: TestEngine.available)
    func `signing in again ends the session the browser had`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let old = try await town.signIn()
        let new = try await town.signIn(old: old)
        #expect(old != new && old.count == 43)
        #expect(try await town.sessions.viewer(token: old, at: .base) == nil)
        #expect(try await town.sessions.viewer(token: new, at: .base)?.name == "Fatima Yilmaz")
    }

    @Test(arguments: TestEngine.available)
    func `a viewer has the person's roles and areas of the day`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let fatima = try await town.sessions.viewer(token: try await town.signIn(), at: .base)
        #expect(
            fatima
                == Viewer.Staff(
                    personID: town.fatima, name: "Fatima Yilmaz", roles: [.facilitator], areas: [Town.jyderup], language: .da))
        let peter = try await town.sessions.viewer(token: try await town.signIn("peter@example.dk"), at: .base)
        #expect(peter?.roles == [.politician] && peter?.areas == [])
    }

    @Test(arguments: TestEngine.available)
    func `two hours without a page end a session`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let token = try await town.signIn()
        #expect(try await town.sessions.viewer(token: token, at: .base + 7199) != nil)
        // That was a page: two hours from there.
        #expect(try await town.sessions.viewer(token: token, at: .base + 7199 + 7199) != nil)
        #expect(try await town.sessions.viewer(token: token, at: .base + 7199 + 7199 + 7200) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `ten hours end a session however busy it is`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let token = try await town.signIn()
        for minute in stride(from: 30, to: 600, by: 30) {
            #expect(try await town.sessions.viewer(token: token, at: .base + Double(60 * minute)) != nil)
        }
        #expect(try await town.sessions.viewer(token: token, at: .base + 35_999) != nil)
        #expect(try await town.sessions.viewer(token: token, at: .base + 36_000) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `within a minute a page writes nothing`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let token = try await town.signIn()
        _ = try await town.sessions.viewer(token: token, at: .base + 60)
        #expect(try await town.count("session WHERE last_seen_at = 1795424400000") == 1)
        _ = try await town.sessions.viewer(token: token, at: .base + 61)
        #expect(try await town.count("session WHERE last_seen_at = 1795424461000") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `whose membership has ended is out at once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let token = try await town.signIn()
        try await town.run("UPDATE membership SET until_on = '2026-11-24' WHERE person_id = \(town.fatima)")
        #expect(try await town.sessions.viewer(token: token, at: try moment("2026-11-23", 10, 30)) != nil)
        try await town.run("UPDATE membership SET until_on = '2026-11-23' WHERE person_id = \(town.fatima)")
        #expect(try await town.sessions.viewer(token: token, at: try moment("2026-11-23", 10, 30)) == nil)
        // And cannot come back.
        try await town.forgetMails()
        try await town.sessions.ask(email: try #require(EmailAddress("fatima@example.dk")), browser: "b", at: .base)
        #expect(try await town.mails().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `signing out ends the session and is in the journal once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (token, other) = (try await town.signIn(), try await town.signIn("ole@example.dk"))
        for _ in 0..<2 { try await town.sessions.end(token: token, at: .base) }
        #expect(try await town.sessions.viewer(token: token, at: .base) == nil)
        #expect(try await town.sessions.viewer(token: other, at: .base) != nil)
        #expect(try await town.count("event WHERE kind = 'signed_out'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `the table does not hold what the cookie holds`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let token = try await town.signIn()
        let stored = try await town.database.read { try $0.rows("SELECT token_hash FROM session") { try $0.blob() } }
        #expect(stored.map(\.count) == [32])
        #expect(stored != [Array(token.utf8)])
        #expect(try await town.sessions.viewer(token: "", at: .base) == nil)
        #expect(try await town.sessions.viewer(token: String(decoding: stored[0], as: UTF8.self), at: .base) == nil)
    }

    @Test(arguments: TestEngine.available)
    func `sweeping deletes what is over and nothing else`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let token = try await town.signIn()
        try await town.sessions.deleteEnded(at: .base + 7200)
        #expect(try await town.count("session") == 1)
        try await town.sessions.deleteEnded(at: .base + 7201)
        #expect(try await town.count("session") == 0)
        #expect(try await town.count("sign_in") == 1)
        try await town.sessions.deleteEnded(at: .base + 86_401)
        #expect(try await town.count("sign_in") == 0)
        #expect(try await town.sessions.viewer(token: token, at: .base) == nil)
    }
}

struct StaffStoreTests {
    @Test(arguments: TestEngine.available)
    func `a role counts from its first day to the day before its end`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.run("UPDATE membership SET from_on = '2026-03-01', until_on = '2026-04-01' WHERE person_id = \(town.ole)")
        for (on, counts) in [("2026-02-28", false), ("2026-03-01", true), ("2026-03-31", true), ("2026-04-01", false)] {
            #expect(try await (town.staff.viewer(town.ole, on: day(on)) != nil) == counts, "\(on)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `a department that is there is used, and councils are not departments`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let before = try await town.count("organization")
        _ = try await town.staff.add(.named("Tove Bruun", .officer, in: "Vej og Park"), at: .base)
        #expect(try await town.count("organization") == before)
        _ = try await town.staff.add(.named("Rikke Mose", .politician, in: "Vej og Park"), at: .base)
        #expect(try await town.count("organization") == before + 1)
    }

    @Test(arguments: TestEngine.available)
    func `a contact person is nobody at the desk`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let karen = try await town.staff.add(.named("Karen Friis", .contact, in: "Jyderup Lokalforum"), at: .base)
        #expect(try await town.staff.viewer(karen, on: try day("2026-11-23")) == nil)
    }
}

extension Town {
    fileprivate func signIn(_ address: String = "fatima@example.dk", old: String? = nil) async throws -> String {
        try await sessions.ask(email: try #require(EmailAddress(address)), browser: "b", at: .base)
        let code = secrets.code(.signIn, try await newestID(in: "sign_in"))
        guard case .welcome(let token) = try await sessions.enter(code: code, browser: "b", old: old, at: .base) else {
            throw NotFound()
        }
        return token
    }
}
