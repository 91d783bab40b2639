import Formats
package import HTTPTypes

/// The cookies of one request.
package struct Cookies: Sendable {
    private let header: CookieHeader

    package init(_ fields: HTTPFields) { header = CookieHeader(fields[values: .cookie]) }

    package subscript(name: String) -> String? { header[name] }

    package var isEmpty: Bool { header.isEmpty }
}

/// The few cookies there are; all of them technically necessary, which the page /cookies says.
package enum SiteCookie: String, Sendable, CaseIterable {
    /// Who is signed in.
    case session = "krumtap"
    /// Which browser asked to sign in.
    case browser = "krumtap-browser"

    /// `__Host-` binds a cookie to exactly this host, but browsers take it over HTTPS only.
    package func name(isSecure: Bool) -> String { isSecure ? "__Host-\(rawValue)" : rawValue }

    /// The value of `Set-Cookie`. `seconds` nil: until the browser is closed; 0: forget it now.
    package func header(_ value: String, seconds: Int?, isSecure: Bool) -> String {
        var header = "\(name(isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Lax"
        if isSecure { header += "; Secure" }
        if let seconds { header += "; Max-Age=\(seconds)" }
        return header
    }
}

extension RequestContext {
    package func cookie(_ cookie: SiteCookie) -> String? { cookies[cookie.name(isSecure: frame.origin.isSecure)] }
}
