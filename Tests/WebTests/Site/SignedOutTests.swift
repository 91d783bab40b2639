import Testing

@testable import Web

/// A session ends after two idle hours. A long answer takes time to write.
struct SignedOutTests {
    @Test(arguments: ["svar", "note", "luk"])
    func `what was typed when the session ended is not lost`(act: String) async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let fatima = try await site.fatima()
        let form = try await fatima.get("/skrivebord/\(started.reference)").form
        site.clock.pass(2 * 3600 + 1)
        let typed = [
            "text": "Et \"langt\" svar\nmed <to> linjer", "then": "ask", "ground": "answered", "outcome": "Ja", "key": form["key"] ?? "",
            "seen": form["seen"] ?? "",
        ]
        let path = "/skrivebord/\(started.reference)/\(act)"
        let answer = try await fatima.post(path, typed)
        #expect(answer.status == 403)
        #expect(answer.heading == "Du er blevet logget ud")
        #expect(answer.form == typed)
        #expect(answer.actions.contains(path))
        #expect(answer.text.contains("<a class=\"button\" href=\"/log-ind\" target=\"_blank\">Log ind i en ny fane</a>"))
        #expect(try await site.count("event WHERE kind IN ('answered', 'asked', 'noted', 'closed')") == 0)
        // Signed in again in another tab, the same button sends it.
        let again = try await site.fatima()
        #expect(try await again.post(path, answer.form).status == 303)
        #expect(try await site.count("event WHERE kind IN ('answered', 'asked', 'noted', 'closed')") == 1)
    }

    @Test func `who sends nothing is led to sign in`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        #expect(try await Browser(site).post("/skrivebord/\(started.reference)/note").location == "/log-ind")
        #expect(try await Browser(site).get("/skrivebord").location == "/log-ind")
    }

    @Test func `reloading a form's address leads to its page`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let browser = Browser(site)
        let address = site.address(started)
        for (path, leads) in [
            ("\(address)/besked", address), ("/en\(address)/bekraeft", "/en\(address)"), ("\(address)/parter/fjern", "\(address)/parter"),
            ("\(address)/parter", address), ("/skrivebord/HOL-2026-0001/svar", "/skrivebord/HOL-2026-0001"), ("/log-ud", "/"),
            ("/en/log-ud", "/en"), ("/start/1-x/send", "/start/1-x"),
        ] { #expect(try await browser.get(path).location == leads, "\(path)") }
        let token = try await browser.draft()
        #expect(try await browser.get("/start/\(token)").location == "/start/\(token)/tjek")
    }
}
