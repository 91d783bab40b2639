package import Domain
package import Markup

/// What a handler wants shown: the content of `main` and what the frame around it must know.
package struct Page: Sendable {
    /// Without the name of the site.
    package var title: String
    /// The way here from the front page, which is put first by itself. The last one is this page and has no path.
    /// Empty: no breadcrumb (front page, and question pages with their *Tilbage*).
    package var crumbs: [Crumb]
    package var body: HTML
    /// A form was refused: the title begins with *Fejl:*.
    package var hasErrors: Bool
    /// The address holds a secret: nobody else is told where the reader came from.
    package var isTokenPage: Bool
    package var cache: CachePolicy
    /// The same as a feed (Atom), so that news readers find it.
    package var feedPath: String?
    /// Where the language switch leads, as `Paths(.da)` gives it, when the page answers a POST. Nil: the address asked for.
    package var switchPath: String?

    package init(
        title: String, crumbs: [Crumb] = [], hasErrors: Bool = false, isTokenPage: Bool = false, cache: CachePolicy = .never,
        feedPath: String? = nil, switchPath: String? = nil, body: HTML
    ) {
        self.title = title
        self.crumbs = crumbs
        self.body = body
        self.hasErrors = hasErrors
        self.isTokenPage = isTokenPage
        self.cache = cache
        self.feedPath = feedPath
        self.switchPath = switchPath
    }

    package struct Crumb: Sendable {
        package let name: String
        package let path: String?

        package init(_ name: String, _ path: String? = nil) {
            self.name = name
            self.path = path
        }
    }

    /// Who may keep a copy.
    package enum CachePolicy: Sendable {
        /// Nobody: the page is for one person.
        case never
        /// This program alone, for a minute: the address holds what somebody typed, and is nobody else's to keep.
        case program
        /// Everybody for a minute. Only for pages that are the same for all who are not signed in, and hold no form's key.
        case everybody
    }
}

/// What every page shows about the installation.
package struct Frame: Sendable {
    package let municipality: Municipality
    /// The public address, without a path: `https://dialog.example.dk`.
    package let origin: Origin
    package let isDemo: Bool
    package let version: String

    package init(municipality: Municipality, origin: Origin, isDemo: Bool, version: String) {
        self.municipality = municipality
        self.origin = origin
        self.isDemo = isDemo
        self.version = version
    }
}
