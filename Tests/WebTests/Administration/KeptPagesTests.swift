import Testing

@testable import Web

/// A page many people read is made once, and is never older than what it tells of.
struct KeptPagesTests {
    @Test(arguments: ["/", "/en", "/omraader", "/omraader/jyderup", "/dialoger/HOL-2026-0001", "/omraader.geojson", "/kontakt"])
    func `the second reader does not ask the database`(path: String) async throws {
        let site = try await TownSite()
        try await site.publish(try await site.start().id)
        let first = try await Browser(site).get(path)
        #expect(first.status == 200)
        let uses = site.database.uses
        for _ in 0..<10 { #expect(try await Browser(site).get(path).text == first.text) }
        #expect(try await Browser(site).head(path).status == 200)
        #expect(site.database.uses == uses)
        let again = try await Browser(site).send(.get, path, [.ifNoneMatch: first.field("ETag") ?? ""])
        #expect(again.status == 304)
        #expect(again.text.isEmpty)
    }

    @Test func `what becomes public is there at once`() async throws {
        let site = try await TownSite()
        let reader = Browser(site)
        let started = try await site.start()
        for path in ["/", "/omraader/jyderup"] { #expect(try await !reader.get(path).words.contains("Cykelsti")) }
        try await site.close(started.id)
        try await site.publish(started.id)
        for path in ["/", "/omraader/jyderup", "/dialoger/HOL-2026-0001"] {
            #expect(try await reader.get(path).words.contains("Cykelstien bygges i 2028."), "\(path)")
        }
        // Somebody writes again: it is no longer closed.
        try await site.reply(started, "Det er vi ikke enige i.")
        #expect(try await !reader.get("/dialoger/HOL-2026-0001").words.contains("Cykelstien bygges i 2028."))
        #expect(try await reader.get("/omraader/jyderup").words.contains("Hos kommunen"))
    }

    @Test func `a new facilitator and a new telephone number are there at once`() async throws {
        let site = try await TownSite()
        let reader = Browser(site)
        #expect(try await reader.get("/omraader/oroe").words.contains("ingen Fælles-skaber"))
        try await site.stores.staff.serve(try await site.areaID("oroe"), by: site.people.henrik, from: try day("2026-11-01"), until: nil)
        #expect(try await reader.get("/omraader/oroe").words.contains("Henrik Bach"))
        #expect(try await reader.get("/kontakt").words.contains("59 00 00 00"))
        var municipality = try await site.stores.municipality.current()
        municipality.phone = "59000099"
        try await site.stores.municipality.save(municipality)
        #expect(try await reader.get("/kontakt").words.contains("59 00 00 99"))
    }

    @Test func `a private act leaves the kept pages where they are`() async throws {
        let site = try await TownSite()
        let first = try await Browser(site).get("/omraader/jyderup")
        let started = try await site.start()
        try await site.answer(started.id)
        let uses = site.database.uses
        #expect(try await Browser(site).get("/omraader/jyderup").text == first.text)
        #expect(site.database.uses == uses)
    }

    @Test func `nobody signed in gets, or leaves, a kept page`() async throws {
        let site = try await TownSite()
        let fatima = try await site.fatima()
        #expect(try await fatima.get("/").words.isEmpty == false)
        #expect(try await fatima.get("/").text.contains("Fatima Lund"))
        #expect(try await !Browser(site).get("/").text.contains("Fatima Lund"))
        #expect(try await fatima.get("/").text.contains("Fatima Lund"))
    }

    @Test func `a broken disk leaves the pages readable`() async throws {
        let site = try await TownSite()
        site.database.refuseWrites(.unavailable)
        for path in ["/", "/omraader/jyderup", "/start", "/find?q=Orø".replacing("ø", with: "%c3%b8"), "/healthz"] {
            #expect(try await Browser(site).get(path).status == 200, "\(path)")
        }
        #expect(try await Browser(site).get("/readyz").status == 503)
    }
}
