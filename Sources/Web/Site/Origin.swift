/// Scheme, host and port of a web site, RFC 6454, compared as browsers do.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    package let isSecure: Bool
    /// Lower case, IPv6 in brackets, with the port when it is not the scheme's own: as browsers send it in `Host`.
    package let authority: String

    /// Reads `https://dialog.example.dk` or `http://127.0.0.1:8080`; nil for anything with a path, a query or a name in it.
    package init?(_ text: String) {
        let lower = text.lowercased()
        if lower.hasPrefix("https://") {
            self.init(isSecure: true, authority: String(lower.dropFirst(8)))
        } else if lower.hasPrefix("http://") {
            self.init(isSecure: false, authority: String(lower.dropFirst(7)))
        } else {
            return nil
        }
    }

    package init?(isSecure: Bool, authority: String) {
        guard let normal = Self.normal(authority, port: isSecure ? 443 : 80) else { return nil }
        self.isSecure = isSecure
        self.authority = normal
    }

    package var description: String { "\(isSecure ? "https" : "http")://\(authority)" }

    package var host: String {
        guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return authority }
        return String(authority[..<colon])
    }

    /// Reachable from this machine only, so that plain HTTP is safe.
    package var isLoopback: Bool { host == "localhost" || host == "[::1]" || Self.isLoopbackIPv4(host) }

    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Lower case, without the scheme's own port; nil when it is no host with an optional port.
    static func normal(_ authority: String, port defaultPort: Int) -> String? {
        var host = authority.lowercased()[...]
        var port: Int?
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            let digits = host[host.index(after: colon)...]
            guard let number = Int(digits), (1...65_535).contains(number), digits.allSatisfy(\.isNumber) else { return nil }
            port = number
            host = host[..<colon]
        }
        guard isHost(host) else { return nil }
        return port == nil || port == defaultPort ? String(host) : "\(host):\(port ?? defaultPort)"
    }

    private static func isHost(_ host: Substring) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.count > 3
                && host.dropFirst().dropLast().utf8.allSatisfy { isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        return !host.isEmpty && host.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
