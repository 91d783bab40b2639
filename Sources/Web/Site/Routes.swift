package import Hummingbird

/// The patterns of `Paths`, as the router and the log know them: secrets are `:token`. Without the language, which is taken off first.
package enum Routes {
    package static let home: RouterPath = "/"
    package static let areas: RouterPath = "/omraader"
    package static let areasGeoJSON: RouterPath = "/omraader.geojson"
    /// `{slug}`, or `{slug}.geojson`: the handler looks at the end of the name.
    package static let area: RouterPath = "/omraader/:slug"
    package static let find: RouterPath = "/find"
    package static let dialogue: RouterPath = "/dialoger/:reference"
    package static let howItWorks: RouterPath = "/saadan-virker-det"
    package static let accessibility: RouterPath = "/tilgaengelighed"
    package static let accessibilityShort: RouterPath = "/was"
    package static let privacy: RouterPath = "/persondata"
    package static let cookies: RouterPath = "/cookies"
    package static let contact: RouterPath = "/kontakt"
    package static let alive: RouterPath = "/healthz"
    package static let ready: RouterPath = "/readyz"

    package static let start: RouterPath = "/start"
    package static let what: RouterPath = "/start/:token/hvad"
    package static let whereAt: RouterPath = "/start/:token/hvor"
    package static let answer: RouterPath = "/start/:token/svar"
    package static let check: RouterPath = "/start/:token/tjek"
    package static let send: RouterPath = "/start/:token/send"
    package static let thread: RouterPath = "/d/:token"
    package static let receipt: RouterPath = "/d/:token/kvittering"
    package static let message: RouterPath = "/d/:token/besked"
    package static let renew: RouterPath = "/d/:token/ny-adresse"
    package static let confirmCode: RouterPath = "/d/:token/bekraeft"
    package static let confirm: RouterPath = "/bekraeft/:token"

    package static let signIn: RouterPath = "/log-ind"
    package static let signInCode: RouterPath = "/log-ind/kode"
    package static let signInLink: RouterPath = "/log-ind/link/:token"
    package static let signOut: RouterPath = "/log-ud"
    package static let desk: RouterPath = "/skrivebord"
    package static let workbench: RouterPath = "/skrivebord/:reference"
    package static func workbench(_ act: Paths.WorkbenchAct) -> RouterPath { RouterPath("/skrivebord/:reference/\(act.rawValue)") }
    package static let mailbox: RouterPath = "/postkasse"
    package static let mail: RouterPath = "/postkasse/:id"
}
