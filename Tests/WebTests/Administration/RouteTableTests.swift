import Domain
import Foundation
import Testing

@testable import Web

struct RouteTableTests {
    @Test func `every route has its row, and no row is without a route`() async throws {
        let site = try await TownSite(isDemo: true)
        #expect(site.routes.count > 35)
        #expect(Set(RouteTable.rows.map(\.route)) == Set(site.routes))
        #expect(RouteTable.rows.count == site.routes.count)
        for row in RouteTable.rows { #expect(row.statuses.count == Visitor.allCases.count, "\(row.route)") }
    }

    @Test(arguments: Visitor.allCases)
    func `every visitor gets from every route what the table says`(visitor: Visitor) async throws {
        let site = try await TownSite(isDemo: true)
        let browser = try await site.browser(visitor)
        for row in RouteTable.rows {
            let place = try await Place(site, row.stage)
            for prefix in ["", "/en"] where prefix.isEmpty || row.route.hasPrefix("GET ") {
                let path = prefix + place.path(row.route, visitor)
                let answer = row.route.hasPrefix("GET ") ? try await browser.get(path) : try await browser.post(path, row.form)
                #expect(answer.status == row.statuses[visitor], "\(row.route) in \(prefix)")
                if prefix.isEmpty, row.route.hasPrefix("GET ") {
                    let head = try await browser.head(path)
                    #expect(head.status == answer.status, "HEAD \(row.route)")
                    #expect(head.text.isEmpty)
                }
            }
            // Whoever is let in nowhere leaves nothing behind.
            let isRefused =
                row.statuses[visitor] == 404 || (row.route.contains("/skrivebord/") && row.statuses[visitor] == 403 && visitor.email == nil)
            if isRefused { #expect(try await place.state() == place.before, "\(row.route)") }
        }
    }

    @Test(arguments: ["DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
    func `other methods are known nowhere`(method: String) async throws {
        let site = try await TownSite(isDemo: true)
        let browser = Browser(site)
        let place = try await Place(site, .open)
        for row in RouteTable.rows {
            let answer = try await browser.send(try #require(.init(method)), place.path(row.route, .starter))
            #expect(answer.status == 405)
            #expect(answer.field("Allow") == "GET, HEAD, POST")
        }
    }

    @Test func `a path that only takes the other method says so`() async throws {
        let site = try await TownSite(isDemo: true)
        let routes = Set(site.routes)
        let place = try await Place(site, .open)
        for row in RouteTable.rows {
            let (method, path) = (row.route.prefix { $0 != " " }, row.route.drop { $0 != " " })
            guard !routes.contains((method == "GET" ? "POST" : "GET") + path) else { continue }
            let address = place.path(row.route, .starter)
            let answer = method == "GET" ? try await Browser(site).post(address) : try await Browser(site).get(address)
            #expect([404, 405].contains(answer.status), "\(row.route)")
        }
    }

    /// One private dialogue, one draft, and addresses to try.
    private struct Place {
        let site: TownSite
        let started: TownSite.Started
        let other: TownSite.Started
        let draft: Int64
        let file: Int64
        let draftFile: Int64
        let before: [String]

        init(_ site: TownSite, _ stage: RouteTable.Stage) async throws {
            self.site = site
            started = try await site.start(confirmed: stage != .unconfirmed)
            other = try await site.start(.init(subject: "En anden sag", name: "Bo Lind", email: "bo@example.dk"))
            if site.folder.letters.isEmpty { _ = try await site.mails() }
            if stage == .closed { try await site.close(started.id) }
            var answers = Draft()
            (answers.text, answers.subject, answers.kind) = ("Skolevejen er farlig.", "Cykelsti", "idea")
            (answers.scope, answers.area) = ("area", "jyderup")
            (answers.name, answers.email, answers.behalf) = ("Anna", "anna\(started.accessID)@example.dk", "self")
            draft = try await site.stores.drafts.create(answers, at: site.clock.now).rawValue
            file = try await site.attach("skitse", to: started).rawValue
            draftFile = try #require(
                try await site.stores.attachments.keep([TownSite.picture("kladde")], in: Draft.ID(draft), at: site.clock.now).ids.first
            ).rawValue
            before = try await Self.state(site, started.id, draft)
        }

        func state() async throws -> [String] { try await Self.state(site, started.id, draft) }

        private static func state(_ site: TownSite, _ id: Dialogue.ID, _ draft: Int64) async throws -> [String] {
            try await site.database.read { connection in
                try connection.rows(
                    """
                    SELECT d.stage || d.last_event_id || r.answers || COALESCE(r.dialogue_id, 0) || SUM(a.tries) || COUNT(a.revoked_at)
                    FROM dialogue d JOIN access a ON a.dialogue_id = d.id, draft r WHERE d.id = \(id) AND r.id = \(draft) GROUP BY d.id, r.id
                    """
                ) { try $0.text() }
            }
        }

        func path(_ route: String, _ visitor: Visitor) -> String {
            let path = String(route.drop { $0 != " " }.dropFirst())
            let purpose: (name: String, id: Int64) =
                path.hasPrefix("/start/")
                ? ("draft", draft) : path.hasPrefix("/bekraeft/") ? ("confirm", started.accessID) : ("access", started.accessID)
            return path.replacing(":token", with: token(purpose.name, purpose.id, visitor)).replacing(":slug", with: "jyderup")
                .replacing(":file", with: "\(path.hasPrefix("/start/") ? draftFile : file)")
                .replacing(":reference", with: started.reference).replacing(":diversion", with: "2").replacing(":comment", with: "1")
                .replacing(
                    ":id", with: "\(site.folder.letters.first?.id ?? 0)")
        }

        private func token(_ purpose: String, _ id: Int64, _ visitor: Visitor) -> String {
            func sealed(_ id: Int64) -> String {
                switch purpose {
                case "draft": site.secrets.token(.draft, id)
                case "confirm": site.secrets.token(.confirm, id)
                default: site.secrets.token(.access, id)
                }
            }
            if visitor == .starter { return sealed(id) }
            // The number of the one, the seal of another.
            return String(sealed(id).prefix { $0 != "-" }) + String(sealed(other.accessID + 1000).drop { $0 != "-" })
        }
    }
}
