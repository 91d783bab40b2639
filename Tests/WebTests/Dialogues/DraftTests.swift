import Domain
import Foundation
import Testing

@testable import Web

/// What lies between the first question and the receipt.
struct DraftTests {
    @Test func `sending twice is one dialogue and the same receipt`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        let first = try await anna.post("/start/\(token)/send")
        let second = try await anna.post("/start/\(token)/send")
        #expect(first.status == 303)
        #expect(first.location == second.location)
        #expect(try await site.count("dialogue") == 1)
        #expect(try await site.post() == ["confirm_start → anna@example.dk"])
    }

    @Test func `ten clicks at once are one dialogue`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        let receipts = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<10 { group.addTask { try await anna.post("/start/\(token)/send").location } }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(receipts.count == 1)
        #expect(try await site.count("dialogue") == 1)
    }

    @Test func `no table holds an address that opens something`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        let receipt = try await anna.post("/start/\(token)/send").location
        let access = try #require(receipt).split(separator: "/")[1]
        let asked = Browser(site)
        _ = try await asked.post("/log-ind", ["email": "fatima@example.dk"])
        let link = try #require(try await site.mails().last).path.split(separator: "/").last
        for secret in [token[...], access, try #require(link)] {
            let seal = secret.drop { $0 != "-" }
            #expect(seal.count > 20)
            #expect(try await site.contents().allSatisfy { !$0.contains(seal) })
        }
    }

    @Test(arguments: ["hvad", "hvor", "svar", "tjek"])
    func `the back button after sending leads to the receipt`(step: String) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        let receipt = try await anna.post("/start/\(token)/send").location
        #expect(try await anna.get("/start/\(token)/\(step)").location == receipt)
        if step != "tjek" {
            let late = try await anna.post("/start/\(token)/\(step)", Browser.matter.merging(["text": "Noget helt andet"]) { $1 })
            #expect(late.location == receipt)
        }
        #expect(try await site.count("dialogue") == 1)
        let thread = try await anna.get(try #require(receipt).replacing("/kvittering", with: ""))
        #expect(!thread.words.contains("Noget helt andet"))
    }

    @Test func `a changed answer leads back to the summary`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        let check = "/start/\(token)/tjek"
        let what = try await anna.post("/start/\(token)/hvad", Browser.matter.merging(["subject": "Fortov i Lyngvej"]) { $1 })
        #expect(what.location == check)
        let whereAt = try await anna.post("/start/\(token)/hvor", ["scope": "area", "area": "holbaek", "place": ""])
        #expect(whereAt.location == check)
        let contact = try await anna.post("/start/\(token)/svar", Browser.contact.merging(["name": "Anna Holm"]) { $1 })
        #expect(contact.location == check)
        let shown = try await anna.get(check)
        for words in ["Fortov i Lyngvej", "Anna Holm", "Beskeden går til Henrik Bach, som er Fælles-skaber for Holbæk."] {
            #expect(shown.words.contains(words))
        }
        #expect(!shown.words.contains("Cykelsti"))
    }

    @Test func `what is missing is asked before anything is sent`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let whereAt = try #require(try await anna.post("/start", Browser.matter).location)
        let draft = whereAt.replacing("/hvor", with: "")
        for step in ["tjek", "send"] {
            let answer = step == "send" ? try await anna.post("\(draft)/send") : try await anna.get("\(draft)/tjek")
            #expect(answer.location == whereAt)
        }
        _ = try await anna.post(whereAt, Browser.place)
        #expect(try await anna.post("\(draft)/send").location == "\(draft)/svar")
        #expect(try await site.count("dialogue") == 0)
    }

    @Test func `a draft is forgotten after fourteen days, and the page says so`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        site.clock.pass(days: 15)
        _ = try await site.stores.drafts.deleteIdle(at: site.clock.now)
        for (path, heading) in [("", "Kladden er her ikke længere"), ("/en", "The draft is no longer here")] {
            let answer = try await anna.get("\(path)/start/\(token)/tjek")
            #expect(answer.status == 404)
            #expect(answer.heading == heading)
            #expect(answer.links.contains("\(path)/start"))
            #expect(answer.field("Referrer-Policy") == "no-referrer")
        }
        let post = try await anna.post("/start/\(token)/send")
        #expect(post.status == 404)
        #expect(try await site.count("dialogue") == 0)
    }

    @Test func `nobody guesses another's draft`() async throws {
        let site = try await TownSite()
        let token = try await Browser(site).draft()
        let bo = Browser(site)
        let own = try await bo.draft()
        let (id, seal) = (token.prefix { $0 != "-" }, own.drop { $0 != "-" })
        let guesses = [
            "\(id)\(seal)", "\(id)-", "\(id)", "x", "-", token.uppercased(), token + "A", String(token.dropLast()), "%ff", "%00",
            site.secrets.token(.access, 1), String(repeating: "a", count: 5000),
        ]
        for guess in guesses {
            for step in ["hvad", "hvor", "svar", "tjek"] {
                let answer = try await bo.get("/start/\(guess)/\(step)")
                #expect(answer.status == 404, "\(guess) \(step)")
                #expect(answer.heading == "Siden findes ikke")
            }
            #expect(try await bo.post("/start/\(guess)/send").status == 404)
            #expect(try await bo.post("/start/\(guess)/hvad", Browser.matter).status == 404)
        }
    }

    @Test func `a draft's address tells nobody where its reader was`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        for step in ["hvad", "hvor", "svar", "tjek"] {
            let answer = try await anna.get("/start/\(token)/\(step)")
            #expect(answer.field("Referrer-Policy") == "no-referrer")
            #expect(answer.field("Cache-Control") == "no-store")
        }
    }

    @Test func `a full disk loses nothing that was typed`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try await anna.draft()
        site.database.refuseWrites(.full)
        let typed = Browser.matter.merging(["text": "Det her tog en time at skrive."]) { $1 }
        let refused = try await anna.post("/start/\(token)/hvad", typed)
        #expect(refused.status == 503)
        #expect(refused.field("Retry-After") == "5")
        #expect(refused.heading == "Det kan vi ikke lige nu")
        #expect(refused.actions.contains("/start/\(token)/hvad"))
        #expect(refused.form == typed)
        site.database.refuseWrites(nil)
        #expect(try await anna.follow(try await anna.post("/start/\(token)/hvad", refused.form)).words.contains("Det her tog en time"))
    }
}
