import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct SignInTests {
    @Test(arguments: TestEngine.available)
    func `the code from the mail signs in, once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let code = try await town.ask()
        guard case .welcome(let token) = try await town.enter(code) else {
            Issue.record("not welcome")
            return
        }
        #expect(try await town.sessions.viewer(token: token, at: .base)?.personID == town.fatima)
        #expect(try await town.enter(code) == .expired)
        #expect(try await town.count("event WHERE kind = 'signed_in' AND audience = 'staff'") == 1)
        #expect(try await town.mails() == ["sign_in → Fatima Yilmaz"])
    }

    @Test(arguments: TestEngine.available)
    func `a code lives ten minutes`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let code = try await town.ask()
        #expect(try await town.enter(code, at: .base + 600) == .expired)
        #expect(try await town.sessions.canEnter(link: town.link(), browser: "b", at: .base + 600) == false)
        #expect(try await town.sessions.enter(link: town.link(), browser: "b", old: nil, at: .base + 600) == .expired)
        #expect(try await town.enter(try await town.ask(), at: .base + 599).isWelcome)
    }

    @Test(arguments: TestEngine.available)
    func `the fifth try may be right, the sixth is too late`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (code, wrong) = (try await town.ask(), "x")
        for left in [4, 3, 2, 1] { #expect(try await town.enter(wrong) == .wrong(triesLeft: left)) }
        #expect(try await town.enter(code).isWelcome)

        let second = try await town.ask()
        for left in [4, 3, 2, 1] { #expect(try await town.enter(wrong) == .wrong(triesLeft: left)) }
        #expect(try await town.enter(wrong) == .expired)
        #expect(try await town.enter(second) == .expired)
        #expect(try await town.sessions.enter(link: town.link(2), browser: "b", old: nil, at: .base) == .expired)
        #expect(try await town.count("session") == 1)
        #expect(try await town.count("event WHERE kind = 'sign_in_failed'") == 9)
    }

    @Test(arguments: TestEngine.available)
    func `a code is nobody's again, also after a week without anybody`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let old = try await town.ask()
        let link = try await town.link(1)
        let later = Date.base + 7 * 86_400
        try await town.sessions.deleteEnded(at: later)
        try await town.sessions.ask(email: try #require(EmailAddress("fatima@example.dk")), browser: "b", at: later)
        #expect(try await town.mails() == ["sign_in → Fatima Yilmaz", "sign_in → Fatima Yilmaz"])
        #expect(try await town.enter(old, at: later) == .wrong(triesLeft: 4))
        #expect(try await town.sessions.enter(link: link, browser: "b", old: nil, at: later) == .expired)
    }

    @Test(arguments: TestEngine.available)
    func `a new request ends the old one of the same browser`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (old, new) = (try await town.ask(), try await town.ask())
        #expect(try await town.sessions.canEnter(link: town.link(1), browser: "b", at: .base) == false)
        #expect(try await town.enter(old) == .wrong(triesLeft: 4))
        #expect(try await town.enter(new).isWelcome)
    }

    @Test(arguments: TestEngine.available)
    func `signing in ends the person's other attempts`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let first = try await town.ask(browser: "a")
        let second = try await town.ask(browser: "b")
        #expect(try await town.enter(second, browser: "b").isWelcome)
        #expect(try await town.enter(first, browser: "a") == .expired)
    }

    @Test(arguments: TestEngine.available, ["nobody@example.dk", "anna@example.dk", "karen@example.dk"])
    func `an unknown address gets the same answers and never signs in`(engine: TestEngine, address: String) async throws {
        let town = try await Town(on: engine)
        _ = try await town.startConfirmed()
        // A contact person has a role, but not one that signs in.
        _ = try await town.staff.add(.named("Karen Friis", .contact, in: "Jyderup Lokalforum"), at: .base)
        try await town.forgetMails()

        let code = try await town.ask(address)
        for left in [4, 3, 2, 1] { #expect(try await town.enter(code) == .wrong(triesLeft: left)) }
        #expect(try await town.enter(code) == .expired)
        _ = try await town.ask(address)
        #expect(try await town.sessions.enter(link: town.link(2), browser: "b", old: nil, at: .base) == .expired)
        #expect(try await town.count("session") == 0)
        #expect(try await town.mails().isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `capital letters in an address are the same address`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        #expect(try await town.enter(try await town.ask("Fatima@Example.DK")).isWelcome)
    }

    @Test(arguments: TestEngine.available)
    func `a link signs in the browser that asked and no other`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.ask(browser: "b")
        for other in ["a", "", nil] as [String?] {
            #expect(try await town.sessions.canEnter(link: town.link(), browser: other, at: .base) == false)
        }
        #expect(try await town.sessions.enter(link: town.link(), browser: "a", old: nil, at: .base) == .expired)
        #expect(try await town.sessions.enter(link: town.link(), browser: "b", old: nil, at: .base).isWelcome)
        #expect(try await town.sessions.enter(link: town.link(), browser: "b", old: nil, at: .base) == .expired)
    }

    @Test(arguments: TestEngine.available)
    func `a scanner that opens the link ten times changes nothing`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.ask()
        let before = try await town.signIns()
        for _ in 0..<10 {
            #expect(try await town.sessions.canEnter(link: town.link(), browser: "b", at: .base))
            #expect(try await town.sessions.canEnter(link: town.link(), browser: nil, at: .base) == false)
        }
        #expect(try await town.signIns() == before)
        #expect(try await town.count("session") == 0)
        #expect(try await town.count("event") == 0)
        #expect(try await town.sessions.enter(link: town.link(), browser: "b", old: nil, at: .base).isWelcome)
    }

    @Test(arguments: TestEngine.available)
    func `a token of another purpose is no link`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        _ = try await town.ask()
        for token in [town.secrets.token(.access, 1), town.secrets.token(.confirm, 1), town.secrets.token(.draft, 1), "1", "", "-"] {
            #expect(try await town.sessions.canEnter(link: token, browser: "b", at: .base) == false)
            #expect(try await town.sessions.enter(link: token, browser: "b", old: nil, at: .base) == .expired)
        }
    }
}

extension SessionStore.Verdict {
    fileprivate var isWelcome: Bool {
        if case .welcome = self { true } else { false }
    }
}

extension Town {
    /// Asks for a code, and reads it where only the mail has it.
    fileprivate func ask(_ address: String = "fatima@example.dk", browser: String = "b", at now: Date = .base) async throws -> String {
        try await sessions.ask(email: try #require(EmailAddress(address)), browser: browser, at: now)
        return secrets.code(.signIn, try await newestID(in: "sign_in"))
    }

    fileprivate func enter(_ code: String, browser: String = "b", at now: Date = .base) async throws -> SessionStore.Verdict {
        try await sessions.enter(code: code, browser: browser, old: nil, at: now)
    }

    fileprivate func link(_ nth: Int = 1) async throws -> String { secrets.token(.signIn, try await id(nth, in: "sign_in")) }

    fileprivate func signIns() async throws -> [String] {
        try await database.read { connection in
            try connection.rows("SELECT id, tries, ended_at FROM sign_in ORDER BY id") {
                "\(try $0.integer()) \(try $0.integer()) \(String(describing: try $0.optionalInteger()))"
            }
        }
    }
}
