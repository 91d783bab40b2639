/// What every visitor gets from every route. A route without a row fails the test.
///
/// The addresses are those of one private dialogue in Jyderup, which has just been confirmed. Its starter holds its secret address;
/// everybody else tries that address with a seal of their own.
enum RouteTable {
    struct Row: Sendable {
        /// `GET /omraader/:slug`, as the router names it.
        let route: String
        let statuses: [Visitor: Int]
        let form: [String: String]
        /// What the dialogue is before: unconfirmed, open or closed.
        let stage: Stage
    }

    enum Stage: Sendable { case unconfirmed, open, closed }

    /// - Parameter statuses: in the order of `Visitor`: anonymous, starter, another dialogue's party, the area's Fælles-skaber, another
    ///   area's, an officer, a politician, an administrator.
    private static func row(
        _ route: String, _ statuses: [Int], _ form: [String: String] = [:], _ stage: Stage = .open
    ) -> Row {
        Row(route: route, statuses: Dictionary(uniqueKeysWithValues: zip(Visitor.allCases, statuses)), form: form, stage: stage)
    }

    private static func all(_ status: Int) -> [Int] { Array(repeating: status, count: 8) }
    private static let starterOnly = [404, 200, 404, 404, 404, 404, 404, 404]
    private static let starterActs = [404, 303, 404, 404, 404, 404, 404, 404]
    private static let staff = [303, 303, 303, 200, 200, 200, 200, 200]
    private static let worker = [303, 303, 303, 200, 404, 404, 404, 404]
    private static let workerActs = [403, 403, 403, 303, 404, 404, 404, 404]
    private static let workerRefused = [403, 403, 403, 422, 404, 404, 404, 404]
    private static let workerMissed = [403, 403, 403, 404, 404, 404, 404, 404]

    // Fælles-skabere and administrators keep the list of places citizens are led to.
    private static let keeper = [303, 303, 303, 200, 200, 403, 403, 200]
    private static let keeperSees = [403, 403, 403, 200, 200, 403, 403, 200]
    private static let keeperActs = [403, 403, 403, 303, 303, 403, 403, 303]
    private static let keeperRefused = [403, 403, 403, 422, 422, 403, 403, 422]

    static let rows = written + twins
    private static let written = open + starting + thread + desk

    /// Whoever reloads an address that only takes a form is led to its page.
    private static let twins: [Row] = {
        let routes = Set(written.map(\.route))
        return written.filter { $0.route.hasPrefix("POST ") }.map { "GET" + $0.route.dropFirst(4) }
            .filter { !routes.contains($0) }.map { row($0, all(303)) }
    }()

    private static let open = [
        row("GET /", all(200)), row("GET /omraader", all(200)), row("GET /omraader.geojson", all(200)),
        row("GET /omraader/:slug", all(200)), row("GET /find", all(200)), row("GET /soeg", all(200)),
        row("GET /dialoger", all(200)), row("GET /dialoger.atom", all(200)), row("GET /dialoger.csv", all(200)),
        row("GET /dialoger.json", all(200)), row("GET /saadan-virker-det", all(200)),
        row("GET /tilgaengelighed", all(200)), row("GET /was", all(303)), row("GET /persondata", all(200)), row("GET /cookies", all(200)),
        row("GET /kontakt", all(200)), row("GET /healthz", all(200)), row("GET /readyz", all(200)),
        // Only a demo has these.
        row("GET /postkasse", all(200)), row("GET /postkasse/:id", all(200)),
    ]

    private static let starting = [
        row("GET /start", all(200)), row("POST /start", all(303), Browser.matter),
        row("GET /start/:token", starterActs),
        row("GET /start/:token/hvad", starterOnly), row("POST /start/:token/hvad", starterActs, Browser.matter),
        row("GET /start/:token/hvor", starterOnly), row("POST /start/:token/hvor", starterActs, Browser.place),
        row("GET /start/:token/svar", starterOnly), row("POST /start/:token/svar", starterActs, Browser.contact),
        row("GET /start/:token/tjek", starterOnly), row("POST /start/:token/send", starterActs),
        row("GET /start/:token/fil/:file/lille", starterOnly),
    ]

    private static let thread = [
        // Private: the starter too has no business at the public address.
        row("GET /dialoger/:reference", all(404)), row("GET /dialoger/:reference/foelg", all(404)),
        row("POST /dialoger/:reference/foelg", all(404), ["email": "bo@example.dk"]),
        row("GET /dialoger/:reference/stoet", all(404)), row("POST /dialoger/:reference/stoet", all(404), ["kind": "support"]),
        row("GET /dialoger/:reference/stoette", all(404)),
        // Nobody has said anything to it.
        row("GET /kommentar/:token", all(404)), row("POST /kommentar/:token", all(404)),
        row("POST /kommentar/:token/traek-tilbage", all(404)),
        // Nobody follows it, so nobody holds a link that stops.
        row("GET /foelg/:token", all(404)), row("POST /foelg/:token", all(404)),
        row("GET /foelg/:token/stop", all(404)), row("POST /foelg/:token/stop", all(404)),
        row("GET /d/:token", starterOnly), row("GET /d/:token/kvittering", starterOnly),
        row("GET /dialoger/:reference/fil/:file", all(404)), row("GET /dialoger/:reference/fil/:file/lille", all(404)),
        row("GET /d/:token/fil/:file", starterOnly), row("GET /d/:token/fil/:file/lille", starterOnly),
        row("POST /d/:token/besked", starterActs, ["text": "Hej", "key": "k"]), row("POST /d/:token/ny-adresse", starterOnly),
        row("GET /d/:token/hvem-laeser-med", starterOnly),
        row("POST /d/:token/hvem-laeser-med", starterActs, ["consent": "public", "key": "k"]),
        row("GET /d/:token/blev-det-loest", starterOnly, [:], .closed),
        row("POST /d/:token/blev-det-loest", starterActs, ["verdict": "partly", "key": "k"], .closed),
        row("POST /d/:token/parter", starterActs, ["name": "Bo", "email": "bo2@example.dk", "agreed": "ja", "key": "k"]),
        // Nobody is there to be removed, and the starter cannot leave.
        row("POST /d/:token/parter/fjern", all(404), ["person": "1", "key": "k"]), row("POST /d/:token/forlad", all(404), ["key": "k"]),
        row("POST /d/:token/bekraeft", [404, 422, 404, 404, 404, 404, 404, 404], ["code": "000000"], .unconfirmed),
        row("GET /bekraeft/:token", starterOnly, [:], .unconfirmed), row("POST /bekraeft/:token", starterActs, [:], .unconfirmed),
    ]

    private static let desk = [
        row("GET /log-ind", all(200)), row("POST /log-ind", all(303), ["email": "nobody@example.dk"]), row("GET /log-ind/kode", all(200)),
        row("POST /log-ind/kode", all(422), ["code": "000000"]), row("GET /log-ind/link/:token", all(200)),
        row("POST /log-ind/link/:token", all(303)), row("GET /skrivebord", staff), row("GET /skrivebord/:reference", worker),
        row("GET /skrivebord/:reference/fil/:file", worker), row("GET /skrivebord/:reference/fil/:file/lille", worker),
        row("POST /skrivebord/:reference/svar", workerActs, ["text": "Hej", "then": "ask", "key": "k"]),
        row("POST /skrivebord/:reference/note", workerActs, ["text": "Hej", "key": "k"]),
        row("POST /skrivebord/:reference/telefon", workerActs, ["text": "Hej", "channel": "letter", "key": "k"]),
        row("POST /skrivebord/:reference/luk", workerActs, ["text": "Hej", "ground": "agreed", "outcome": "Ja", "key": "k"]),
        row("POST /skrivebord/:reference/genaabn", workerActs, ["text": "Hej", "key": "k"], .closed),
        // Nobody has agreed to it: it leads back.
        row("GET /skrivebord/:reference/offentlig", [303, 303, 303, 303, 404, 404, 404, 404]),
        row("POST /skrivebord/:reference/offentlig", workerRefused, ["subject": "Cykelsti", "key": "k"]),
        row("POST /skrivebord/:reference/traek-tilbage", workerActs, ["key": "k"]),
        row("POST /skrivebord/:reference/spoerg-om-offentlig", workerActs, ["key": "k"]),
        row("POST /skrivebord/:reference/afklar", workerActs, ["kind": "local", "reason": "Naboerne kan selv.", "key": "k"]),
        row(
            "POST /skrivebord/:reference/del", workerActs,
            ["reason": "Begge dele.", "subject": "Vejen", "text": "Vejen er øde.", "key": "k"]),
        row("POST /skrivebord/:reference/giv-videre", workerRefused, ["receiver": "0", "text": "Hvad siger I?", "key": "k"]),
        row("POST /skrivebord/:reference/send-videre", workerActs, ["to": "Vejdirektoratet", "text": "Sendt videre.", "key": "k"]),
        row(
            "POST /skrivebord/:reference/inviter", workerActs, ["name": "Bo", "email": "bo2@example.dk", "agreed": "ja", "key": "k"]),
        row("POST /skrivebord/:reference/fjern-part", workerMissed, ["person": "1", "key": "k"]),
        row("POST /skrivebord/:reference/blev-det-loest", workerActs, ["verdict": "yes", "key": "k"], .closed),
        row("POST /skrivebord/:reference/tema", workerActs, ["theme": "", "key": "k"]), row("GET /skrivebord/soeg", staff),
        row("GET /skrivebord/kommentarer", staff), row("GET /skrivebord/kommentarer/:comment", [303, 303, 303, 404, 404, 404, 404, 404]),
        row("POST /skrivebord/kommentarer/:comment", [403, 403, 403, 404, 404, 404, 404, 404], ["verdict": "vis"]),
        row("GET /skrivebord/temaer", [303, 303, 303, 200, 200, 403, 403, 200]),
        row("GET /skrivebord/drift", [303, 303, 303, 403, 403, 403, 403, 200]),
        row("POST /skrivebord/temaer", [403, 403, 403, 422, 422, 403, 403, 422], ["act": "add"]),
        row("GET /henvisninger", keeper), row("POST /henvisninger/proev", keeperSees, ["text": "Hul i vejen"]),
        row("GET /henvisninger/ny", keeper), row("POST /henvisninger/ny", keeperRefused, ["key": "k"]),
        row("GET /henvisninger/:diversion", keeper), row("POST /henvisninger/:diversion", keeperRefused, ["version": "1", "key": "k"]),
        row("POST /henvisninger/:diversion/op", keeperActs, ["version": "1", "key": "up"]),
        row("POST /henvisninger/:diversion/tag-af", keeperActs, ["version": "2", "key": "off"]),
        // Last: it signs out.
        row("POST /log-ud", all(303)),
    ]
}
