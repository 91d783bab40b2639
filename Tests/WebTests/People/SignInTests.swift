import Domain
import Foundation
import Testing

@testable import Web

struct SignInTests {
    private static let fatima = ["email": "fatima@example.dk"]

    /// Asks for a code; the mail.
    private static func ask(_ site: TownSite, _ browser: Browser, _ prefix: String = "") async throws -> Letter {
        let answer = try await browser.post(prefix + "/log-ind", fatima)
        #expect(answer.location == prefix + "/log-ind/kode")
        return try #require(try await site.mails().last { $0.kind == .signIn })
    }

    @Test(arguments: ["", "/en"])
    func `the code from the mail opens the desk`(prefix: String) async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        let mail = try await Self.ask(site, browser, prefix)
        #expect(mail.to == "fatima@example.dk")
        let entered = try await browser.post(prefix + "/log-ind/kode", ["code": try mail.code])
        #expect(entered.location == prefix + "/skrivebord")
        let cookies = entered.fields[values: .setCookie]
        #expect(
            cookies.contains { $0.hasPrefix("__Host-krumtap=") && $0.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=36000") })
        #expect(cookies.contains { $0.hasPrefix("__Host-krumtap-browser=;") })
        #expect(try await browser.follow(entered).status == 200)
        // Used once.
        let other = Browser(site)
        #expect(try await other.post("/log-ind/kode", ["code": try mail.code]).location == "/log-ind?udloebet")
    }

    @Test func `the link signs in the browser that asked, by its button only`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        let link = try await Self.ask(site, browser).path
        let before = try await site.contents()
        for _ in 0..<10 {
            #expect(try await browser.get(link).heading == "Log ind i denne browser?")
            #expect(try await browser.head(link).status == 200)
        }
        #expect(try await site.contents() == before)
        #expect(browser.cookie(Browser.session) == nil)
        #expect(try await browser.get(link).field("Referrer-Policy") == "no-referrer")
        #expect(try await browser.post(link).location == "/skrivebord")
        #expect(try await browser.get("/skrivebord").status == 200)
        #expect(try await browser.post(link).location == "/log-ind?udloebet")
    }

    @Test func `another browser is told to type the code in the first`() async throws {
        let site = try await TownSite()
        let (asked, other) = (Browser(site), Browser(site))
        let mail = try await Self.ask(site, asked)
        _ = try await other.post("/log-ind", ["email": "henrik@example.dk"])
        for browser in [other, Browser(site)] {
            let page = try await browser.get(try mail.path)
            #expect(page.heading == "Linket virker ikke her")
            #expect(page.words.contains("Skriv koden fra mailen i den browser, hvor du er ved at logge ind"))
            #expect(try await browser.post(try mail.path).location == "/log-ind?udloebet")
            #expect(browser.cookie(Browser.session) == nil)
            #expect(try await browser.post("/log-ind/kode", ["code": try mail.code]).status != 200)
            #expect(try await browser.get("/skrivebord").status == 303)
        }
        #expect(try await asked.post("/log-ind/kode", ["code": try mail.code]).location == "/skrivebord")
    }

    @Test func `a known and an unknown address get the same answer`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        var answers: [[String]] = []
        for email in ["fatima@example.dk", "nobody@example.dk", "anna@example.dk", "FATIMA@EXAMPLE.DK"] {
            let browser = Browser(site)
            let asked = try await browser.post("/log-ind", ["email": email])
            let typing = try await browser.follow(asked)
            let wrong = try await browser.post("/log-ind/kode", ["code": "000000"])
            var lines: [String] = []
            for answer in [asked, typing, wrong] {
                lines.append("\(answer.status) \(answer.text)")
                lines += answer.fields.filter { !["X-Request-ID", "Set-Cookie"].contains($0.name.rawName) }.map {
                    "\($0.name): \($0.value)"
                }
                lines += answer.fields[values: .setCookie].map { "\($0.count)" }
            }
            answers.append(lines)
        }
        for answer in answers.dropFirst() { #expect(answer == answers[0]) }
        #expect(try await site.mails().filter { $0.kind == .signIn }.map(\.to) == ["fatima@example.dk", "fatima@example.dk"])
    }

    @Test func `a code can be tried five times`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        let code = try await Self.ask(site, browser).code
        let wrong = code == "000000" ? "000001" : "000000"
        for left in [4, 3, 2, 1] {
            let answer = try await browser.post("/log-ind/kode", ["code": wrong])
            #expect(answer.status == 422)
            #expect(answer.problems == ["#code: Koden passer ikke. Du kan prøve \(left) \(left == 1 ? "gang" : "gange") til."])
        }
        #expect(try await browser.post("/log-ind/kode", ["code": wrong]).location == "/log-ind?udloebet")
        #expect(try await browser.post("/log-ind/kode", ["code": code]).location == "/log-ind?udloebet")
        #expect(try await browser.get("/log-ind?udloebet").words.contains("Koden virker ikke længere."))
        #expect(try await site.count("event WHERE kind = 'sign_in_failed'") == 5)
        #expect(try await site.count("session") == 0)
    }

    @Test(arguments: [(599.0, "/skrivebord"), (601.0, "/log-ind?udloebet")])
    func `a code and its link live ten minutes`(seconds: Double, leads: String) async throws {
        let site = try await TownSite()
        let (byCode, byLink) = (Browser(site), Browser(site))
        let code = try await Self.ask(site, byCode).code
        site.clock.pass(seconds)
        #expect(try await byCode.post("/log-ind/kode", ["code": code]).location == leads)
        let link = try await Self.ask(site, byLink).path
        site.clock.pass(seconds)
        #expect(try await byLink.post(link).location == leads)
    }

    @Test func `asking again ends the code before`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        let old = try await Self.ask(site, browser)
        let new = try await Self.ask(site, browser)
        #expect(try await browser.get(try old.path).heading == "Linket virker ikke her")
        #expect(try await browser.post("/log-ind/kode", ["code": try new.code]).location == "/skrivebord")
    }

    @Test(arguments: [("", "Skriv din mailadresse"), ("fatima", "Mailadressen ser ikke rigtig ud")])
    func `what is no address is said and kept`(typed: String, words: String) async throws {
        let answer = try await Browser(try await TownSite()).post("/log-ind", ["email": typed])
        #expect(answer.status == 422)
        #expect(answer.problems == ["#email: \(words)"])
        #expect(answer.form["email"] == typed)
    }

    @Test func `signing in again ends the session before`() async throws {
        let site = try await TownSite()
        let browser = Browser(site)
        _ = try await browser.post("/log-ind/kode", ["code": try await Self.ask(site, browser).code])
        let old = try #require(browser.cookie(Browser.session))
        _ = try await browser.post("/log-ind/kode", ["code": try await Self.ask(site, browser).code])
        #expect(browser.cookie(Browser.session) != old)
        #expect(try await Browser(site, session: old).get("/skrivebord").status == 303)
        #expect(try await browser.get("/skrivebord").status == 200)
    }

    @Test func `signing out ends the session everywhere`() async throws {
        let site = try await TownSite()
        let browser = try await site.fatima()
        let token = try #require(browser.cookie(Browser.session))
        let answer = try await browser.post("/log-ud")
        #expect(answer.location == "/")
        #expect(answer.field("Clear-Site-Data") == "\"cache\", \"cookies\", \"storage\"")
        #expect(browser.cookie(Browser.session) == nil)
        #expect(try await Browser(site, session: token).get("/skrivebord").status == 303)
        #expect(try await site.count("session") == 0)
        #expect(try await site.count("event WHERE kind = 'signed_out'") == 1)
    }

    @Test(arguments: [(7199.0, 1, 200), (7201.0, 1, 303), (3600.0, 9, 200), (3600.0, 10, 303)])
    func `a session ends after two idle hours, and after ten in any case`(pause: Double, times: Int, status: Int) async throws {
        let site = try await TownSite()
        let browser = try await site.fatima()
        for _ in 0..<(times - 1) {
            site.clock.pass(pause)
            #expect(try await browser.get("/skrivebord").status == 200)
        }
        site.clock.pass(pause)
        #expect(try await browser.get("/skrivebord").status == status)
    }

    @Test func `who no longer works here is signed out`() async throws {
        let site = try await TownSite()
        let browser = try await site.signedIn("ole@example.dk")
        #expect(try await browser.get("/skrivebord").status == 200)
        try await site.database.write { _ = try $0.run("UPDATE membership SET until_on = '2026-11-23' WHERE role = 'officer'") }
        #expect(try await browser.get("/skrivebord").status == 303)
        let asked = Browser(site)
        #expect(try await asked.post("/log-ind", ["email": "ole@example.dk"]).status == 303)
        #expect(try await site.mails().allSatisfy { $0.kind != .signIn })
    }

    @Test func `twenty at once from one network get no more than the address may have`() async throws {
        let site = try await TownSite()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await Browser(site, network: "192.0.2.7").post("/log-ind", Self.fatima).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 303 }.count == 3)
        #expect(statuses.filter { $0 == 429 }.count == 17)
        #expect(try await site.count("outbox WHERE kind = 'sign_in'") == 3)
        // An unknown address is limited in the same way.
        let stranger = Browser(site)
        for status in [303, 303, 303, 429] {
            #expect(try await stranger.post("/log-ind", ["email": "nobody@example.dk"]).status == status)
        }
    }

    @Test func `a stranger who asks in her name does not shut Fatima out`() async throws {
        let site = try await TownSite()
        let stranger = Browser(site)
        for _ in 0..<12 { _ = try await stranger.post("/log-ind", Self.fatima) }
        #expect(try await stranger.post("/log-ind", Self.fatima).status == 429)
        let fatima = Browser(site)
        #expect(try await fatima.post("/log-ind/kode", ["code": try await Self.ask(site, fatima).code]).location == "/skrivebord")
    }

    @Test func `many strangers cannot fill her mailbox, and are not told`() async throws {
        let site = try await TownSite()
        for _ in 0..<20 {
            let answer = try await Browser(site).post("/log-ind", Self.fatima)
            #expect(answer.location == "/log-ind/kode")
            #expect(answer.field("Set-Cookie") != nil)
        }
        #expect(try await site.mails().count { $0.kind == .signIn } == 12)
        site.clock.pass(901)
        let fatima = Browser(site)
        #expect(try await fatima.post("/log-ind/kode", ["code": try await Self.ask(site, fatima).code]).location == "/skrivebord")
    }

    @Test func `a town hall behind one address signs in one after the other`() async throws {
        let site = try await TownSite()
        for number in 0..<40 {
            let browser = Browser(site, network: "192.0.2.1")
            let asked = try await browser.post("/log-ind", ["email": "staff\(number)@example.dk"])
            #expect(asked.status == 303, "\(number)")
            for _ in 0..<4 { #expect(try await browser.post("/log-ind/kode", ["code": "000000"]).status == 422) }
        }
        let last = Browser(site, network: "192.0.2.1")
        #expect(try await last.post("/log-ind/kode", ["code": try await Self.ask(site, last).code]).location == "/skrivebord")
    }

    @Test func `a citizen who knows the page is no staff`() async throws {
        let site = try await TownSite()
        _ = try await site.start()
        let anna = Browser(site)
        #expect(try await anna.post("/log-ind", ["email": "anna@example.dk"]).location == "/log-ind/kode")
        #expect(try await site.mails().allSatisfy { $0.kind != .signIn })
    }
}
