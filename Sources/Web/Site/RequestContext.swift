package import Domain
import Formats
package import Hummingbird
package import Logging
import NIOCore

/// What is known of a request when it reaches its handler. Nothing here has a default: a context is made by `Site`, once.
package struct RequestContext: Hummingbird.RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let arrival: Arrival
    package let viewer: Viewer
    package let frame: Frame
    /// Where a page for everybody leaves a copy; nil when this reader's page is nobody else's.
    let shelf: PageCache.Shelf?

    package init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        arrival = source.arrival
        viewer = source.viewer
        frame = source.frame
        shelf = source.shelf
    }

    package struct Source: RequestContextSource {
        package let logger: Logger
        let arrival: Arrival
        let viewer: Viewer
        let frame: Frame
        let shelf: PageCache.Shelf?
    }
}

extension RequestContext {
    /// In the log, in the header `X-Request-ID` and on the page that says that something broke.
    package var requestID: String { arrival.id }
    package var language: Language { arrival.language }
    package var paths: Paths { Paths(arrival.language) }
    /// The path asked for, without its language.
    package var path: String { arrival.path }
    /// What stands behind `?`. Throws `FormFields.Unreadable`, which becomes a 400 page, and `CPRFound`.
    package var query: FormFields {
        get throws { try FormFields(query: arrival.query).withoutNumbersInQuery() }
    }
    /// The same for a page that takes the numbers out itself.
    package var queryAsTyped: FormFields {
        get throws { try FormFields(query: arrival.query) }
    }
    /// For rate limits: the IPv4 address, or the first 64 bits of an IPv6 address. Never logged.
    package var network: String { arrival.network }
    package var cookies: Cookies { arrival.cookies }

    /// A part of the path, such as `:slug` in `Routes`. Throws `NotFound` when it is not UTF-8.
    package func parameter(_ name: String) throws(NotFound) -> String {
        guard let raw = parameters.get(name), let text = try? URLEncodedForm.text(raw.utf8, plusIsSpace: false) else { throw NotFound() }
        return text
    }

    /// Who is signed in. Throws `SignInNeeded`, which leads to the sign-in page.
    package func requireStaff() throws(SignInNeeded) -> Viewer.Staff {
        guard let staff = viewer.staff else { throw SignInNeeded() }
        return staff
    }
}

/// Nobody is signed in where somebody must be.
package struct SignInNeeded: Error, Sendable {
    package init() {}
}

/// What a request says about itself, before anybody is asked who sent it.
package struct Arrival: Sendable {
    package let id: String
    package let language: Language
    package let path: String
    package let query: String
    package let network: String
    package let cookies: Cookies
    package let isPost: Bool
    /// The form that was read, so that a page about a fault can offer to send it again.
    let kept = KeptForm()
}

extension Arrival {
    init(_ request: Request, client: SocketAddress?, trustsProxy: Bool) {
        let (language, path) = Self.split(request.uri.path)
        self.init(
            id: Self.randomID(), language: language, path: path, query: request.uri.query ?? "",
            network: Network.name(of: request, client: client, trustsProxy: trustsProxy), cookies: Cookies(request.headers),
            isPost: request.method == .post)
    }

    /// `/en/omraader` is `/omraader` in English; `/en` is the front page; `/energi` is Danish.
    static func split(_ path: String) -> (Language, String) {
        guard path.hasPrefix(Paths.englishPrefix) else { return (.da, onThisSite(path[...])) }
        let rest = path.dropFirst(Paths.englishPrefix.count)
        if rest.isEmpty { return (.en, "/") }
        return rest.first == "/" ? (.en, onThisSite(rest)) : (.da, path)
    }

    /// `//evil.example` in a link would lead to another site, and browsers read `\` as `/`.
    private static func onThisSite(_ path: Substring) -> String {
        "/" + path.drop { $0 == "/" || $0 == "\\" }
    }

    /// 12 characters that are not easily misread aloud: 60 random bits.
    private static func randomID() -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var bits = UInt64.random(in: .min ... .max)
        return String(unsafeUninitializedCapacity: 12) { bytes in
            for index in 0..<12 {
                bytes[index] = alphabet[Int(bits & 31)]
                bits >>= 5
            }
            return 12
        }
    }
}
