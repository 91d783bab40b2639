import Foundation

/// The mail server that takes our mail.
package struct SMTPServer: Sendable, Equatable {
    package enum Security: String, Sendable, CaseIterable {
        /// Plain text; for a server on the same machine.
        case none
        /// Plain text that must become TLS before anything is said (RFC 3207); usually port 587.
        case starttls
        /// TLS from the first byte (RFC 8314); usually port 465.
        case tls
    }

    package struct Login: Sendable, Equatable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package let host: String
    package let port: Int
    package let security: Security
    package let login: Login?
    /// A PEM file with the authorities to trust instead of the system's.
    package let authorities: String?
    /// What we call ourselves in EHLO; the machine's name when nil.
    package let helloName: String?
    package let connectTimeout: Duration
    /// For one mail, from connecting to the server's last answer.
    package let totalTimeout: Duration

    /// A server that has the mail and takes a minute to say so is waited for: whoever hangs up on it sends the mail again and again.
    /// RFC 5321 (4.5.3.2.6) would have ten minutes, in which nobody else's mail goes out.
    package static let standardTimeout: Duration = .seconds(70)

    /// Throws with `.configuration` what cannot work or must not.
    package init(
        host: String, port: Int, security: Security, login: Login? = nil, authorities: String? = nil, helloName: String? = nil,
        connectTimeout: Duration = .seconds(10), totalTimeout: Duration = standardTimeout
    ) throws(DeliveryFailure) {
        guard Self.isHost(host) else { throw DeliveryFailure(kind: .configuration, reason: "the mail server's host is no host name") }
        guard (1...65535).contains(port) else {
            throw DeliveryFailure(kind: .configuration, reason: "the mail server's port is not in 1 to 65535")
        }
        if let helloName, !Self.isHost(helloName) || helloName.contains(":") {
            throw DeliveryFailure(kind: .configuration, reason: "the name for EHLO is no host name")
        }
        guard login == nil || security != .none else {
            throw DeliveryFailure(kind: .configuration, reason: "a password is only sent through TLS: choose starttls or tls")
        }
        if let authorities, !FileManager.default.isReadableFile(atPath: authorities) {
            throw DeliveryFailure(kind: .configuration, reason: "the file of certificate authorities cannot be read")
        }
        self.host = host
        self.port = port
        self.security = security
        self.login = login
        self.authorities = authorities
        self.helloName = helloName
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
    }

    /// A name, an IPv4 address or an IPv6 address without brackets.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-._:".utf8.contains(byte)
                }
            }
    }

    /// As libcurl reads it: the path is the name for EHLO.
    var url: String {
        let authority = host.contains(":") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(authority):\(port)/\(helloName ?? "")"
    }
}
