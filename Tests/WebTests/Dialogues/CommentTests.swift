import Domain
import Foundation
import Testing

@testable import Web

/// Bo supports Anna's dialogue, and Fatima looks through what he writes.
struct CommentTests {
    /// Anna agrees on her own page, and Fatima opens.
    private static func open(_ site: TownSite) async throws -> TownSite.Started {
        let (started, anna) = (try await site.start(), Browser(site))
        let consent = try await anna.get(site.address(started) + "/hvem-laeser-med")
        #expect(consent.words.contains("Andre må også støtte den eller dele en erfaring"))
        let agreed = try await anna.post(
            site.address(started) + "/hvem-laeser-med", ["consent": "public", "comments": "ja", "key": consent.form["key"] ?? ""])
        #expect(agreed.status == 303)
        let fatima = try await site.browser(.facilitator)
        let look = try await fatima.get("/skrivebord/\(started.reference)/offentlig")
        #expect(look.words.contains("Tag imod støtte og erfaringer"))
        let shown = try #require(look.text.firstMatch(of: /name="(show-\d+)"/)).1
        let published = try await fatima.post(
            "/skrivebord/\(started.reference)/offentlig",
            [
                "subject": look.form["subject"] ?? "", "key": look.form["key"] ?? "", "seen": look.form["seen"] ?? "", String(shown): "ja",
                "comments": "ja",
            ])
        #expect(published.status == 303)
        _ = try await site.mails()
        return started
    }

    @Test func `Bo tells of an experience, confirms it, is shown, and takes it back`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        let (page, say) = ("/dialoger/\(started.reference)", "/dialoger/\(started.reference)/stoet")
        #expect(try await bo.get(page).links.contains(say))
        let sent = try await bo.follow(
            try await bo.post(
                say, ["kind": "experience", "text": "Hos os virkede et bump.", "name": "Bo Lind", "email": "bo@example.dk"]))
        #expect(sent.heading == "Se i din indbakke")
        let asked = try #require(try await site.mails().first)
        #expect(asked.kind == .commentConfirm && asked.to == "bo@example.dk")
        #expect(!asked.text.contains("bump"))
        // A mail scanner opens the link: nothing happens.
        for _ in 0..<2 { #expect(try await bo.get(asked.path).heading == "Er det dine ord?") }
        #expect(try await bo.follow(try await bo.post(asked.path)).heading == "Tak. Nu skal det ses igennem")
        #expect(try await !bo.get(page).text.contains("bump"))

        let waiting = try #require(try await site.mails().first)
        #expect(waiting.kind == .commentWaiting && waiting.to == "fatima@example.dk")
        let fatima = try await site.browser(.facilitator)
        #expect(try await fatima.get("/skrivebord").words.contains("1 har skrevet til en dialog og venter på dig"))
        let desk = try await fatima.get(try waiting.path)
        #expect(desk.words.contains("Hos os virkede et bump.") && desk.words.contains("Bo Lind"))
        #expect(try await fatima.get("/skrivebord/\(started.reference)").words.contains("Hos os virkede et bump."))
        let action = try #require(desk.actions.first { $0.hasPrefix("/skrivebord/kommentarer/") })
        #expect(try await fatima.post(action, ["verdict": "vis"]).location == "/skrivebord/kommentarer?gemt")
        #expect(try await fatima.get("/skrivebord/kommentarer?gemt").words.contains("Intet venter"))

        #expect(try await bo.get(page).words.contains("Bo Lind har en erfaring"))
        #expect(try await bo.get(page + ".atom").text.contains("Hos os virkede et bump."))
        let news = try await site.mails()
        #expect(news.map(\.kind) == [.commentShown, .commented])
        #expect(news.map(\.to) == ["bo@example.dk", "anna@example.dk"])
        #expect(try news[1].path == page)
        let own = try news[0].path
        #expect(try await bo.get(own).heading == "Tak. Det tæller med")
        #expect(try await bo.follow(try await bo.post(own + "/traek-tilbage")).heading == "Det er trukket tilbage")
        #expect(try await !bo.get(page).text.contains("bump"))
    }

    @Test func `where the dialogue was taken back its writer is not told that everybody can read it`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        _ = try await bo.post("/dialoger/\(started.reference)/stoet", ["kind": "support", "email": "bo@example.dk"])
        let own = try #require(try await site.mails().first).path
        _ = try await bo.post(own)
        _ = try await bo.post(site.address(started) + "/hvem-laeser-med", ["consent": "private", "key": "c"])
        let page = try await bo.get(own)
        #expect(page.heading == "Det bliver ikke vist nu" && page.words.contains("ikke offentlig mere"))
    }

    @Test func `support without a word counts once it is confirmed`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        _ = try await bo.post("/dialoger/\(started.reference)/stoet", ["kind": "support", "email": "bo@example.dk"])
        #expect(try await bo.get("/dialoger/\(started.reference)").words.contains("Ingen har sagt noget endnu."))
        _ = try await bo.post(try #require(try await site.mails().first).path)
        let page = try await bo.get("/dialoger/\(started.reference)")
        #expect(page.words.contains("1 støtter den"))
        #expect(!page.text.contains("bo@example.dk"))
    }

    @Test func `what is not shown says why where Bo can read it`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        _ = try await bo.post(
            "/dialoger/\(started.reference)/stoet", ["kind": "support", "text": "Fru Olsen er sur.", "email": "bo@example.dk"])
        _ = try await bo.post(try #require(try await site.mails().first).path)
        _ = try await site.mails()
        let fatima = try await site.browser(.facilitator)
        let desk = try await fatima.get("/skrivebord/kommentarer")
        let path = try #require(desk.links.first { $0.hasPrefix("/skrivebord/kommentarer/") })
        #expect(try await fatima.get(path).heading == "Hvorfor vises det ikke?")
        let again = try await fatima.post(path, ["reason": " "])
        #expect(again.status == 422 && again.problems == ["#reason: Skriv, hvorfor det ikke vises"])
        #expect(try await fatima.post(path, ["reason": "Den nævner en nabo."]).status == 303)
        let mail = try #require(try await site.mails().first)
        #expect(mail.kind == .commentRefused && !mail.text.contains("nabo"))
        #expect(try await bo.get(mail.path).words.contains("Den nævner en nabo."))
        #expect(try await !bo.get("/dialoger/\(started.reference)").text.contains("Olsen"))
        // Done twice, or by a colleague: the second is told.
        #expect(try await fatima.post(path, ["reason": "Igen."]).status == 422)
    }

    @Test func `a refused form keeps what was typed, and says what is wrong beside each field`() async throws {
        let site = try await TownSite()
        let started = try await Self.open(site)
        let form = ["kind": "experience", "text": "Ring på 72 36 36 36", "name": "Bo", "email": "bo"]
        let page = try await Browser(site).post("/dialoger/\(started.reference)/stoet", form)
        #expect(page.status == 422)
        #expect(
            page.problems == [
                "#text: Skriv uden mailadresser og telefonnumre: alle kan læse det",
                "#email: Skriv en hel mailadresse, fx anna@eksempel.dk",
            ])
        #expect(page.form["text"] == "Ring på 72 36 36 36" && page.form["name"] == "Bo" && page.form["kind"] == "experience")
        #expect(try await site.count("comment") == 0)
        let english = try await Browser(site).post("/en/dialoger/\(started.reference)/stoet", [:])
        #expect(english.problems == ["#kind: Choose what you want to say", "#email: Write your e-mail"])
    }

    @Test func `where it closed while Bo wrote, he is told and led on`() async throws {
        let site = try await TownSite()
        let (started, bo) = (try await Self.open(site), Browser(site))
        try await site.close(started.id)
        #expect(try await !bo.get("/dialoger/\(started.reference)").links.contains("/dialoger/\(started.reference)/stoet"))
        let late = try await bo.post("/dialoger/\(started.reference)/stoet", ["kind": "support", "email": "bo@example.dk"])
        #expect(late.heading == "Der er lukket for nye ord")
        #expect(try await site.count("comment") == 0)
    }

    @Test func `nobody comments where Anna has not agreed, whatever staff sends`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        try await site.publish(started.id)
        let page = try await Browser(site).get("/dialoger/\(started.reference)")
        #expect(!page.words.contains("Det siger andre"))
        let fatima = try await site.browser(.facilitator)
        let look = try await fatima.get("/skrivebord/\(started.reference)/offentlig")
        #expect(!look.words.contains("Tag imod støtte"))
        let shown = try #require(look.text.firstMatch(of: /name="(show-\d+)"/)).1
        _ = try await fatima.post(
            "/skrivebord/\(started.reference)/offentlig",
            ["subject": "Cykelsti", "key": "k", "seen": look.form["seen"] ?? "", String(shown): "ja", "comments": "ja"])
        #expect(try await Browser(site).get("/dialoger/\(started.reference)/stoet").heading == "Der er lukket for nye ord")
    }

    @Test func `a link for something else opens nothing`() async throws {
        let site = try await TownSite()
        let started = try await Self.open(site)
        _ = try await Browser(site).post("/dialoger/\(started.reference)/stoet", ["kind": "support", "email": "bo@example.dk"])
        for token in [site.secrets.token(.access, 1), site.secrets.token(.follow, 1), site.secrets.token(.comment, 2), "1-", "x"] {
            #expect(try await Browser(site).get("/kommentar/\(token)").status == 404)
            #expect(try await Browser(site).post("/kommentar/\(token)").status == 404)
            #expect(try await Browser(site).post("/kommentar/\(token)/traek-tilbage").status == 404)
        }
        #expect(try await site.count("comment WHERE state = 'unconfirmed'") == 1)
    }
}
