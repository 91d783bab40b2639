import HTTPTypes
import Testing

@testable import Web

/// A form that was not ours does nothing, at any route that acts.
struct CrossSiteTests {
    @Test func `every route that acts refuses a form from elsewhere`() async throws {
        let site = try await TownSite()
        let started = try await site.start(confirmed: false)
        let fatima = try await site.fatima()
        let draft = try await Browser(site).draft()
        let before = try await site.contents()
        let unsafe = site.routes.filter { !$0.hasPrefix("GET ") }
        #expect(unsafe.count >= 18)
        let elsewhere: [(fetchSite: String?, origin: String?)] = [
            ("cross-site", "https://evil.example"), ("same-site", nil), (nil, "https://evil.example"), (nil, "null"),
            (nil, "http://dialog.example.dk"),
        ]
        for route in unsafe {
            let token =
                route.contains("/start/")
                ? draft : site.secrets.token(route.contains("POST /bekraeft") ? .confirm : .access, started.accessID)
            let path = String(route.dropFirst(5)).replacing(":token", with: token).replacing(":reference", with: started.reference)
            for (fetchSite, origin) in elsewhere {
                var fields: HTTPFields = [:]
                if let origin { fields[.origin] = origin }
                let answer = try await fatima.post(
                    path, body: "text=Hej&then=ask&key=k&code=000000&email=a%40example.dk&subject=b&kind=idea", fetchSite: fetchSite,
                    fields: fields)
                #expect(answer.status == 403, "\(route)")
                #expect(answer.heading == "Formularen kom et andet sted fra")
            }
        }
        #expect(try await site.contents() == before)
        #expect(try await fatima.get("/skrivebord").status == 200)
    }

    @Test(arguments: [nil, "https://dialog.example.dk"])
    func `an old browser's own form is taken`(origin: String?) async throws {
        let anna = Browser(try await TownSite())
        var fields: HTTPFields = [:]
        if let origin { fields[.origin] = origin }
        let answer = try await anna.post("/start", body: "text=Hej&subject=b&kind=idea", fetchSite: nil, fields: fields)
        #expect(answer.status == 303)
    }
}
