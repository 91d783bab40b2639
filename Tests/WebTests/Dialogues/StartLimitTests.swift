import Testing

@testable import Web

struct StartLimitTests {
    @Test func `a network that starts without end is asked to wait`() async throws {
        let site = try await TownSite()
        let anna = Browser(site, network: "192.0.2.7")
        for _ in 0..<30 { #expect(try await anna.post("/start", Browser.matter).status == 303) }
        let refused = try await anna.post("/start", Browser.matter)
        #expect(refused.status == 429)
        // The hour began with the test.
        #expect(refused.field("Retry-After") == "3600")
        #expect(refused.heading == "Vent lidt, før du prøver igen")
        #expect(refused.words.contains("Prøv igen om 60 minutter."))
        #expect(refused.form == Browser.matter)
        let english = try await anna.post("/en/start", Browser.matter)
        #expect(english.heading == "Please wait before you try again")
        #expect(english.words.contains("Try again in 60 minutes."))

        #expect(try await Browser(site).post("/start", Browser.matter).status == 303)
        site.clock.pass(3600)
        #expect(try await anna.post("/start", Browser.matter).status == 303)
    }

    @Test func `an address is not flooded with mails, wherever they are asked for`() async throws {
        let site = try await TownSite()
        for _ in 0..<6 { _ = try await Browser(site).start() }
        let bo = Browser(site)
        let token = try await bo.draft(contact: ["email": "ANNA@Example.dk"])
        let refused = try await bo.post("/start/\(token)/send")
        #expect(refused.status == 429)
        // Not by asking once more either.
        #expect(try await bo.post("/start/\(token)/send").status == 429)
        #expect(refused.field("Retry-After") == "3600")
        #expect(try await site.count("dialogue") == 6)
        site.clock.pass(3600)
        #expect(try await bo.post("/start/\(token)/send").status == 303)
    }

    @Test func `a mistake costs nothing`() async throws {
        let anna = Browser(try await TownSite(), network: "192.0.2.8")
        for _ in 0..<40 { #expect(try await anna.post("/start", ["text": ""]).status == 422) }
        #expect(try await anna.post("/start", Browser.matter).status == 303)
    }
}
