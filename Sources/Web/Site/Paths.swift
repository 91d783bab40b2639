package import Domain
package import Hummingbird

/// Every address of the site, in the language of who reads it. What people typed is percent-encoded here and nowhere else.
package struct Paths: Sendable, Equatable {
    package let language: Language

    package init(_ language: Language) { self.language = language }

    /// English lives under `/en`; the rest of the path is the same.
    package static let englishPrefix = "/en"

    /// An address given without its language, such as `/omraader?x=1`, in this one.
    package func localized(_ path: String) -> String {
        guard language == .en else { return path }
        return path == "/" ? Self.englishPrefix : Self.englishPrefix + path
    }
}

// Public pages.
extension Paths {
    package var home: String { localized("/") }
    package var areas: String { localized("/omraader") }
    package func area(_ slug: String) -> String { localized("/omraader/\(Self.encoded(slug))") }
    package var find: String { localized("/find") }
    package func find(_ place: String) -> String { find + Self.query(["q": place]) }
    package var search: String { localized("/soeg") }
    package func search(_ text: String, after cursor: String? = nil, isCleaned: Bool = false) -> String {
        search + Self.query(["q": text, "efter": cursor, "cpr": isCleaned ? "fjernet" : nil])
    }
    package var dialogues: String { localized("/dialoger") }
    /// Parts that are nil or empty are left out.
    package func dialogues(
        area: String?, theme: String? = nil, state: String? = nil, after cursor: String? = nil, as format: ListFormat? = nil
    ) -> String {
        let query = Self.query(["omraade": area, "tema": theme, "status": state, "efter": cursor])
        return dialogues + (format.map { ".\($0.rawValue)" } ?? "") + query
    }

    /// What a public list can be fetched as.
    package enum ListFormat: String, Sendable, CaseIterable { case atom, csv, json }

    package func dialogue(_ reference: Reference) -> String { localized("/dialoger/\(reference.text)") }
    package func follow(_ reference: Reference) -> String { dialogue(reference) + "/foelg" }
    /// After an address was given there.
    package func followAsked(_ reference: Reference) -> String { "\(follow(reference))?\(Self.followAsked)" }
    package static let followAsked = "sendt"
    package func say(_ reference: Reference) -> String { dialogue(reference) + "/stoet" }
    /// After something was said there.
    package func saySent(_ reference: Reference) -> String { "\(say(reference))?\(Self.saySent)" }
    package static let saySent = "sendt"
    /// What others have said, after the newest ones.
    package func said(_ reference: Reference, before cursor: Comment.ID? = nil) -> String {
        dialogue(reference) + "/stoette" + Self.query(["efter": cursor.map { String($0.rawValue) }])
    }
    package func comment(_ token: String) -> String { localized("/kommentar/\(Self.encoded(token))") }
    package func withdrawComment(_ token: String) -> String { comment(token) + "/traek-tilbage" }
    package func feed(_ reference: Reference) -> String { dialogue(reference) + ".atom" }
    package func following(_ token: String) -> String { localized("/foelg/\(Self.encoded(token))") }
    package func stopFollowing(_ token: String) -> String { following(token) + "/stop" }
    package var howItWorks: String { localized("/saadan-virker-det") }
    package var accessibility: String { localized("/tilgaengelighed") }
    package var privacy: String { localized("/persondata") }
    package var cookies: String { localized("/cookies") }
    package var contact: String { localized("/kontakt") }

    // Data and files have one address, whatever the language.
    package static let areasGeoJSON = "/omraader.geojson"
    package static func areaGeoJSON(_ slug: String) -> String { "/omraader/\(encoded(slug)).geojson" }
    package static func asset(_ name: String) -> String { "/assets/\(name)" }
    package static let favicon = "/favicon.svg"
    package static let robots = "/robots.txt"
    package static let securityText = "/.well-known/security.txt"
    package static let accessibilityShort = "/was"
    package static let alive = "/healthz"
    package static let ready = "/readyz"
}

// Starting a dialogue, and the addresses that are secret. None of these may reach a log.
extension Paths {
    package var start: String { localized("/start") }
    /// With the area already chosen.
    package func start(area slug: String) -> String { start + Self.query(["omraade": slug]) }
    /// A draft, wherever its writer had come to.
    package func draft(_ token: String) -> String { localized("/start/\(Self.encoded(token))") }
    package func what(_ token: String) -> String { localized("/start/\(Self.encoded(token))/hvad") }
    package func whereAt(_ token: String) -> String { localized("/start/\(Self.encoded(token))/hvor") }
    package func answer(_ token: String) -> String { localized("/start/\(Self.encoded(token))/svar") }
    package func check(_ token: String) -> String { localized("/start/\(Self.encoded(token))/tjek") }
    package func draftThumbnail(_ token: String, _ id: Attachment.ID) -> String {
        localized("/start/\(Self.encoded(token))/fil/\(id.rawValue)/lille")
    }
    package func send(_ token: String) -> String { localized("/start/\(Self.encoded(token))/send") }

    package func thread(_ token: String) -> String { localized("/d/\(Self.encoded(token))") }
    /// After something was done there.
    package func thread(_ token: String, done: ThreadAct) -> String { "\(thread(token))?\(done.rawValue)" }

    /// What a party's page can say was done.
    package enum ThreadAct: String, Sendable, CaseIterable {
        case sent = "sendt"
        case judged = "svaret"
        case invited = "inviteret"
        case removed = "fjernet"
        case consented = "laesere"
    }
    package func receipt(_ token: String) -> String { localized("/d/\(Self.encoded(token))/kvittering") }
    package func message(_ token: String) -> String { localized("/d/\(Self.encoded(token))/besked") }
    package func consent(_ token: String) -> String { localized("/d/\(Self.encoded(token))/hvem-laeser-med") }
    package func judge(_ token: String) -> String { localized("/d/\(Self.encoded(token))/blev-det-loest") }
    /// With an answer already chosen: the page shows it, and its button answers.
    package func judge(_ token: String, _ verdict: Dialogue.Verdict) -> String { judge(token) + Self.query(["svar": verdict.rawValue]) }
    package func parties(_ token: String) -> String { localized("/d/\(Self.encoded(token))/parter") }
    package func removeParty(_ token: String) -> String { localized("/d/\(Self.encoded(token))/parter/fjern") }
    package func leave(_ token: String) -> String { localized("/d/\(Self.encoded(token))/forlad") }
    package func renew(_ token: String) -> String { localized("/d/\(Self.encoded(token))/ny-adresse") }
    package func confirmCode(_ token: String) -> String { localized("/d/\(Self.encoded(token))/bekraeft") }
    package func confirm(_ token: String) -> String { localized("/bekraeft/\(Self.encoded(token))") }

    /// Where search engines have no business, in Danish and English.
    static let notForSearch: [String] = {
        let beginnings = [
            "/start", "/d/", "/bekraeft/", "/foelg/", "/kommentar/", "/log-ind", "/skrivebord", "/henvisninger", "/postkasse", "/soeg",
        ]
        return beginnings + beginnings.map { englishPrefix + $0 }
    }()
}

// Staff.
extension Paths {
    package var signIn: String { localized("/log-ind") }
    package var signInExpired: String { signIn + "?udloebet" }
    package var signInCode: String { localized("/log-ind/kode") }
    package func signInLink(_ token: String) -> String { localized("/log-ind/link/\(Self.encoded(token))") }
    package var signOut: String { localized("/log-ud") }

    package var desk: String { localized("/skrivebord") }
    /// Parts that are nil or empty are left out.
    package func desk(view: String?, area: String? = nil, after cursor: String? = nil) -> String {
        desk + Self.query(["vis": view, "omraade": area, "efter": cursor])
    }
    package var deskSearch: String { localized("/skrivebord/soeg") }
    package func deskSearch(_ text: String, after cursor: String? = nil, isCleaned: Bool = false) -> String {
        deskSearch + Self.query(["q": text, "efter": cursor, "cpr": isCleaned ? "fjernet" : nil])
    }
    package var comments: String { localized("/skrivebord/kommentarer") }
    package var commentsDone: String { comments + "?gemt" }
    package func lookAt(_ id: Comment.ID) -> String { "\(comments)/\(id.rawValue)" }
    package var themes: String { localized("/skrivebord/temaer") }
    package var themesSaved: String { themes + "?gemt" }
    package func workbench(_ reference: Reference) -> String { localized("/skrivebord/\(reference.text)") }
    package func workbench(_ reference: Reference, _ act: WorkbenchAct) -> String { "\(workbench(reference))/\(act.rawValue)" }

    package func publish(_ reference: Reference) -> String { "\(workbench(reference))/offentlig" }
    package func unpublish(_ reference: Reference) -> String { "\(workbench(reference))/traek-tilbage" }
    package func askConsent(_ reference: Reference) -> String { "\(workbench(reference))/spoerg-om-offentlig" }

    /// After something was done there.
    package func workbenchDone(_ reference: Reference) -> String { workbench(reference) + "?gemt" }

    /// What the workbench can post.
    package enum WorkbenchAct: String, Sendable, CaseIterable {
        case answer = "svar"
        case note = "note"
        case close = "luk"
        case record = "telefon"
        case reopen = "genaabn"
        case clarify = "afklar"
        case split = "del"
        case handOver = "giv-videre"
        case forward = "send-videre"
        case invite = "inviter"
        case remove = "fjern-part"
        case judge = "blev-det-loest"
        case theme = "tema"
    }

    package var diversions: String { localized("/henvisninger") }
    package var diversionsDone: String { diversions + "?gemt" }
    package var tryDiversions: String { localized("/henvisninger/proev") }
    package var newDiversion: String { localized("/henvisninger/ny") }
    package func diversion(_ id: Diversion.ID) -> String { localized("/henvisninger/\(id.rawValue)") }
    package func raiseDiversion(_ id: Diversion.ID) -> String { "\(diversion(id))/op" }
    package func retireDiversion(_ id: Diversion.ID) -> String { "\(diversion(id))/tag-af" }

    package var condition: String { localized("/skrivebord/drift") }

    package var mailbox: String { localized("/postkasse") }
    package func mailbox(_ id: String) -> String { localized("/postkasse/\(Self.encoded(id))") }
}

extension Paths {
    /// `?a=1&b=2`, without what is nil or empty; an empty string when nothing is left.
    static func query(_ fields: KeyValuePairs<String, String?>) -> String {
        let parts = fields.compactMap { field in
            field.value.flatMap { $0.isEmpty ? nil : "\(encoded(field.key))=\(encoded($0))" }
        }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    static func encoded(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isUnreserved) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

/// The patterns of `Paths`, as the router and the log know them: secrets are `:token`. Without the language, which is taken off first.
package enum Routes {
    package static let home: RouterPath = "/"
    package static let areas: RouterPath = "/omraader"
    package static let areasGeoJSON: RouterPath = "/omraader.geojson"
    /// `{slug}`, or `{slug}.geojson`: the handler looks at the end of the name.
    package static let area: RouterPath = "/omraader/:slug"
    package static let find: RouterPath = "/find"
    package static let search: RouterPath = "/soeg"
    package static let dialogues: RouterPath = "/dialoger"
    package static func dialogues(as format: Paths.ListFormat) -> RouterPath { RouterPath("/dialoger.\(format.rawValue)") }
    /// `{reference}`, or `{reference}.atom`: the handler looks at the end of the name.
    package static let dialogue: RouterPath = "/dialoger/:reference"
    package static let follow: RouterPath = "/dialoger/:reference/foelg"
    package static let say: RouterPath = "/dialoger/:reference/stoet"
    package static let said: RouterPath = "/dialoger/:reference/stoette"
    package static let comment: RouterPath = "/kommentar/:token"
    package static let withdrawComment: RouterPath = "/kommentar/:token/traek-tilbage"
    package static let following: RouterPath = "/foelg/:token"
    package static let stopFollowing: RouterPath = "/foelg/:token/stop"
    package static let howItWorks: RouterPath = "/saadan-virker-det"
    package static let accessibility: RouterPath = "/tilgaengelighed"
    package static let accessibilityShort: RouterPath = "/was"
    package static let privacy: RouterPath = "/persondata"
    package static let cookies: RouterPath = "/cookies"
    package static let contact: RouterPath = "/kontakt"
    package static let alive: RouterPath = "/healthz"
    package static let ready: RouterPath = "/readyz"

    package static let start: RouterPath = "/start"
    package static let draft: RouterPath = "/start/:token"
    package static let what: RouterPath = "/start/:token/hvad"
    package static let whereAt: RouterPath = "/start/:token/hvor"
    package static let answer: RouterPath = "/start/:token/svar"
    package static let check: RouterPath = "/start/:token/tjek"
    package static let send: RouterPath = "/start/:token/send"
    package static let thread: RouterPath = "/d/:token"
    package static let receipt: RouterPath = "/d/:token/kvittering"
    package static let message: RouterPath = "/d/:token/besked"
    package static let consent: RouterPath = "/d/:token/hvem-laeser-med"
    package static let publish: RouterPath = "/skrivebord/:reference/offentlig"
    package static let unpublish: RouterPath = "/skrivebord/:reference/traek-tilbage"
    package static let askConsent: RouterPath = "/skrivebord/:reference/spoerg-om-offentlig"
    package static let judge: RouterPath = "/d/:token/blev-det-loest"
    package static let parties: RouterPath = "/d/:token/parter"
    package static let removeParty: RouterPath = "/d/:token/parter/fjern"
    package static let leave: RouterPath = "/d/:token/forlad"
    package static let renew: RouterPath = "/d/:token/ny-adresse"
    package static let confirmCode: RouterPath = "/d/:token/bekraeft"
    package static let confirm: RouterPath = "/bekraeft/:token"

    package static let threadFile: RouterPath = "/d/:token/fil/:file"
    package static let threadThumbnail: RouterPath = "/d/:token/fil/:file/lille"
    package static let workbenchFile: RouterPath = "/skrivebord/:reference/fil/:file"
    package static let workbenchThumbnail: RouterPath = "/skrivebord/:reference/fil/:file/lille"
    package static let publicFile: RouterPath = "/dialoger/:reference/fil/:file"
    package static let publicThumbnail: RouterPath = "/dialoger/:reference/fil/:file/lille"
    package static let draftThumbnail: RouterPath = "/start/:token/fil/:file/lille"

    package static let signIn: RouterPath = "/log-ind"
    package static let signInCode: RouterPath = "/log-ind/kode"
    package static let signInLink: RouterPath = "/log-ind/link/:token"
    package static let signOut: RouterPath = "/log-ud"
    package static let desk: RouterPath = "/skrivebord"
    package static let deskSearch: RouterPath = "/skrivebord/soeg"
    package static let comments: RouterPath = "/skrivebord/kommentarer"
    package static let lookAt: RouterPath = "/skrivebord/kommentarer/:comment"
    package static let themes: RouterPath = "/skrivebord/temaer"
    package static let condition: RouterPath = "/skrivebord/drift"
    package static let workbench: RouterPath = "/skrivebord/:reference"
    package static func workbench(_ act: Paths.WorkbenchAct) -> RouterPath { RouterPath("/skrivebord/:reference/\(act.rawValue)") }
    package static let diversions: RouterPath = "/henvisninger"
    package static let tryDiversions: RouterPath = "/henvisninger/proev"
    package static let newDiversion: RouterPath = "/henvisninger/ny"
    package static let diversion: RouterPath = "/henvisninger/:diversion"
    package static let raiseDiversion: RouterPath = "/henvisninger/:diversion/op"
    package static let retireDiversion: RouterPath = "/henvisninger/:diversion/tag-af"
    package static let mailbox: RouterPath = "/postkasse"
    package static let mail: RouterPath = "/postkasse/:id"
}
