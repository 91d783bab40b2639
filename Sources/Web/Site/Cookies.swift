package import HTTPTypes

/// The cookies of one request. The first of a name wins: browsers send the most specific path first.
package struct Cookies: Sendable {
    private let values: [String: String]

    package init(_ fields: HTTPFields) {
        var values: [String: String] = [:]
        for field in fields[values: .cookie] {
            for pair in field.split(separator: ";") {
                guard let equals = pair.firstIndex(of: "=") else { continue }
                let name = pair[..<equals].drop { $0 == " " || $0 == "\t" }
                var value = pair[pair.index(after: equals)...]
                while let last = value.last, last == " " || last == "\t" { value.removeLast() }
                if values[String(name)] == nil { values[String(name)] = String(value) }
            }
        }
        self.values = values
    }

    package subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    package var isEmpty: Bool { values.isEmpty }
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
