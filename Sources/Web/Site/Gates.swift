import HTTPTypes
import Hummingbird

/// Requests for somebody else's host are refused: links and caches would otherwise repeat a name we never had.
struct HostGate: Sendable {
    private let authorities: Set<String>

    /// `others` are further values of `Host`, such as the address a health check on the same machine uses.
    init(origin: Origin, others: [String]) {
        authorities = Set([origin.authority] + others.compactMap { Origin(isSecure: origin.isSecure, authority: $0)?.authority })
        defaultPort = origin.isSecure ? 443 : 80
    }

    private let defaultPort: Int

    func check(_ request: Request) throws(Trouble) {
        // The first Host became the authority; one that is still a field is a second one.
        guard let authority = request.head.authority, !authority.isEmpty, request.headers[.host] == nil else { throw .malformed }
        guard let normal = Origin.normal(authority, port: defaultPort) else { throw .malformed }
        guard authorities.contains(normal) else { throw .otherHost }
    }
}

extension HTTPField.Name {
    fileprivate static let host = HTTPField.Name.known("Host")
}

/// Only what the site has: reading and posting. No TRACE, no CONNECT, no addresses of unreasonable length.
enum MethodGate {
    static let allowed = "GET, HEAD, POST"
    static let maximumTarget = 8 * 1024

    static func check(_ request: Request) throws(Trouble) {
        guard [.get, .head, .post].contains(request.method) else { throw .otherMethod }
        guard let target = request.head.path, target.first == "/", target.utf8.count <= maximumTarget else { throw .malformed }
    }
}

/// Posts from other sites are refused without a token in the form, as Go 1.25's `http.CrossOriginProtection` does:
/// <https://pkg.go.dev/net/http#CrossOriginProtection>. `SameSite=Lax` on the session is the second lock.
struct CrossSiteGate: Sendable {
    let origin: Origin

    private static let fetchSite = HTTPField.Name.known("Sec-Fetch-Site")

    func check(_ request: Request) throws(Trouble) {
        guard request.method == .post else { return }
        switch request.headers[Self.fetchSite] {
        case "same-origin", "none": return
        case .some: throw .crossSite
        case nil: break
        }
        // A browser from before 2023, or no browser. `Origin: null` is no origin, so it is refused here.
        guard let sent = request.headers[.origin] else { return }
        guard Origin(sent) == origin else { throw .crossSite }
    }
}
