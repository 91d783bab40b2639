import Domain
import Foundation
import Testing

@testable import Web

/// The receipt, and proving that the e-mail address is one's own.
struct ReceiptTests {
    @Test(arguments: ["", "/en"])
    func `opening the link ten times changes nothing, and pressing the button confirms once`(prefix: String) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let receipt = try await anna.start(prefix)
        let link = try #require(try await site.mails().first).path
        let before = try await site.contents()
        for _ in 0..<10 {
            #expect(try await anna.get(link).status == 200)
            let head = try await anna.head(link)
            #expect(head.status == 200)
            #expect(head.text.isEmpty)
        }
        #expect(try await site.contents() == before)

        for _ in 0..<2 { #expect(try await anna.post(link).location == receipt) }
        #expect(try await site.count("event WHERE kind = 'confirmed'") == 1)
        #expect(try await site.post() == ["received → anna@example.dk", "new_dialogue → fatima@example.dk"])
        // The link goes on working as the way to the receipt.
        #expect(try await anna.get(link).location == receipt)
    }

    @Test func `the code from the mail confirms where it is typed`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let receipt = try await anna.start()
        let code = try #require(try await site.mails().first).code
        // People copy with spaces.
        let typed = code.prefix(3) + " " + code.suffix(3)
        let answer = try await anna.post(receipt.replacing("kvittering", with: "bekraeft"), ["code": String(typed)])
        #expect(try await anna.follow(answer).words.contains("Du hører fra os senest onsdag den 2. december."))
        #expect(try await site.count("dialogue WHERE stage = 'with_staff'") == 1)
    }

    @Test func `a code can be tried five times, and the link works after that`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let receipt = try await anna.start()
        let mail = try #require(try await site.mails().first)
        let path = receipt.replacing("kvittering", with: "bekraeft")
        let wrong = try mail.code == "000000" ? "000001" : "000000"
        for left in [4, 3, 2, 1] {
            let answer = try await anna.post(path, ["code": wrong])
            #expect(answer.status == 422)
            #expect(answer.title.hasPrefix("Fejl: "))
            #expect(answer.problems == ["#code: Koden passer ikke. Du kan prøve \(left) \(left == 1 ? "gang" : "gange") til."])
        }
        let used = "#code: Koden er brugt for mange gange. Brug linket i mailen i stedet."
        #expect(try await anna.post(path, ["code": wrong]).problems == [used])
        #expect(try await anna.post(path, ["code": try mail.code]).problems == [used])
        #expect(try await site.count("dialogue WHERE stage = 'unconfirmed'") == 1)
        _ = try await anna.post(try mail.path)
        #expect(try await site.count("dialogue WHERE stage = 'with_staff'") == 1)
    }

    @Test(arguments: ["", "12345", "abcdef", "1234567"])
    func `what is no code costs no try`(typed: String) async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let receipt = try await anna.start()
        let answer = try await anna.post(receipt.replacing("kvittering", with: "bekraeft"), ["code": typed])
        #expect(answer.status == 422)
        #expect(answer.problems == ["#code: Skriv koden fra mailen – den har 6 cifre"])
        #expect(try await site.count("access WHERE tries > 0") == 0)
    }

    @Test func `a blocked address opens nothing, and its holder has a new one`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let old = site.address(started)
        _ = try await site.mails()
        let anna = Browser(site)
        #expect(try await anna.get(old).actions.contains(old + "/ny-adresse"))
        let done = try await anna.post(old + "/ny-adresse")
        #expect(done.status == 200)
        #expect(done.heading == "Adressen er spærret")
        let confirm = "/bekraeft/\(site.secrets.token(.confirm, started.accessID))"
        for path in [old, old + "/kvittering", confirm] { #expect(try await anna.get(path).status == 404) }
        for path in [old + "/besked", old + "/bekraeft", old + "/ny-adresse", confirm] {
            #expect(try await anna.post(path, ["text": "Hej", "code": "123456"]).status == 404)
        }
        let mail = try #require(try await site.mails().first)
        #expect(mail.kind == .newAddress)
        let new = try mail.path
        #expect(new != old)
        #expect(!done.text.contains(new))
        #expect(try await anna.get(new).words.contains("Cykelsti langs Skarridsøvej"))
    }

    @Test func `somebody without e-mail cannot lock themselves out`() async throws {
        let site = try await TownSite()
        let started = try await site.start(.init(email: "", phone: "20304050"))
        let address = site.address(started)
        #expect(try await !Browser(site).get(address).actions.contains(address + "/ny-adresse"))
        #expect(try await Browser(site).post(address + "/ny-adresse").status == 404)
        #expect(try await Browser(site).get(address).status == 200)
    }

    @Test func `a secret address is told to nobody and kept nowhere`() async throws {
        let site = try await TownSite()
        let started = try await site.start(confirmed: false)
        let address = site.address(started)
        let confirm = "/bekraeft/\(site.secrets.token(.confirm, started.accessID))"
        for path in [address, address + "/kvittering", confirm, "/en" + address] {
            let answer = try await Browser(site).get(path)
            #expect(answer.status == 200)
            #expect(answer.field("Referrer-Policy") == "no-referrer")
            #expect(answer.field("Cache-Control") == "no-store")
            #expect(answer.field("ETag") == nil)
        }
        let refused = try await Browser(site).post(address + "/besked", ["text": ""])
        #expect(refused.field("Referrer-Policy") == "no-referrer")
        #expect(try await Browser(site).get(address + "x").field("Referrer-Policy") == "no-referrer")
    }

    @Test func `another's token of another kind opens nothing`() async throws {
        let site = try await TownSite()
        let started = try await site.start(confirmed: false)
        let (access, confirm) = (site.secrets.token(.access, started.accessID), site.secrets.token(.confirm, started.accessID))
        let bo = Browser(site)
        #expect(try await bo.get("/d/\(confirm)").status == 404)
        #expect(try await bo.get("/bekraeft/\(access)").status == 404)
        #expect(try await bo.post("/bekraeft/\(access)").status == 404)
        #expect(try await bo.get("/d/\(site.secrets.token(.access, 999))").status == 404)
        #expect(try await site.count("dialogue WHERE stage = 'unconfirmed'") == 1)
    }

    @Test func `another party's address proves nothing about the starter's`() async throws {
        let site = try await TownSite()
        let started = try await site.start(confirmed: false)
        let bo = try await site.invite("Bo Lind", "bo@example.dk", into: started.id)
        #expect(try await Browser(site).get("/d/\(bo.token)").status == 200)
        let id = try #require(site.secrets.id(ofToken: bo.token, .access))
        #expect(try await Browser(site).post("/bekraeft/\(site.secrets.token(.confirm, id))").status == 404)
        let code = site.secrets.code(.confirm, id)
        #expect(try await Browser(site).post("/d/\(bo.token)/bekraeft", ["code": code]).status == 404)
        #expect(try await site.count("dialogue WHERE stage = 'unconfirmed'") == 1)
    }
}
