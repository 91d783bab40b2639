import Web

/// Where the web server listens.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    /// A name or an IP address, IPv6 without brackets.
    let host: String
    /// 0: any free port.
    let port: Int

    static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8080`, `localhost:0` and `[::1]:8080`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "/" }) else { return nil }
        self.init(host: String(host), port: Int(port))
    }

    var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// How a browser on this machine reaches it.
    var localOrigin: Origin {
        let local = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        let authority = ListenAddress(host: local, port: max(port, 1)).description
        return Origin(isSecure: false, authority: authority) ?? .loopback
    }
}

extension Origin {
    /// `http://127.0.0.1:8080`.
    fileprivate static let loopback: Origin = {
        guard let origin = Origin("http://127.0.0.1:8080") else { preconditionFailure("a loopback address is an origin") }
        return origin
    }()
}
