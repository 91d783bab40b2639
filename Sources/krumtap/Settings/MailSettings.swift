import Foundation
import Web

/// Where mail goes, and from whom.
struct MailSettings: Sendable, Equatable {
    enum Transport: Sendable, Equatable {
        case folder(path: String)
        case smtp(Server)
    }

    enum Security: String, Sendable { case starttls, tls, none }

    struct Server: Sendable, Equatable {
        let host: String
        let port: Int
        let user: String?
        let password: String?
        let security: Security
        /// A file of certificate authorities (PEM); nil: the system's.
        let authorityPath: String?
    }

    let transport: Transport
    let from: String
}

extension MailSettings {
    private static let expected = "smtp://host:587, smtp://user@host:587, smtps://user@host:465 or folder:<dir>"

    init(_ reader: inout SettingReader, isDemo: Bool, readFile: (String) throws -> String) {
        from = reader.value("KRUMTAP_MAIL_FROM", standard: "krumtap@example.dk", expected: "an e-mail address") {
            Self.isAddress($0) ? $0 : nil
        }
        transport = Self.transport(&reader, readFile)
        guard !isDemo else { return }
        if reader["KRUMTAP_MAIL"] == nil { reader.fault("KRUMTAP_MAIL", "is required in production: \(Self.expected).") }
        if reader["KRUMTAP_MAIL_FROM"] == nil { reader.fault("KRUMTAP_MAIL_FROM", "is required in production: the sender's address.") }
    }

    private static func transport(_ reader: inout SettingReader, _ readFile: (String) throws -> String) -> Transport {
        let (password, security) = (password(&reader, readFile), security(&reader))
        let authorityPath = reader["KRUMTAP_MAIL_CA"]
        if let authorityPath, (try? readFile(authorityPath)) == nil {
            reader.fault("KRUMTAP_MAIL_CA", "the file \(authorityPath) cannot be read.")
        }
        let transport = reader.value("KRUMTAP_MAIL", standard: Transport.folder(path: "mail"), expected: expected) { text -> Transport? in
            if text.hasPrefix("folder:") { return text.count > 7 ? .folder(path: String(text.dropFirst(7))) : nil }
            return server(text, password, security, authorityPath).map { .smtp($0) }
        }
        if case .smtp(let server) = transport { check(server, &reader) }
        return transport
    }

    private static func server(_ text: String, _ password: String?, _ security: Security?, _ authorityPath: String?) -> Server? {
        let isSecure = text.hasPrefix("smtps://")
        guard isSecure || text.hasPrefix("smtp://") else { return nil }
        var rest = text.dropFirst(isSecure ? 8 : 7)
        var user: String?
        // The name of a user is often an address and has an @ of its own.
        if let at = rest.lastIndex(of: "@") {
            user = rest[..<at].isEmpty ? nil : String(rest[..<at]).removingPercentEncoding
            rest = rest[rest.index(after: at)...]
        }
        if !rest.contains(":") { rest += isSecure ? ":465" : ":587" }
        guard let address = ListenAddress(String(rest)), address.port > 0, user?.contains(":") != true else { return nil }
        return Server(
            host: address.host, port: address.port, user: user, password: password, security: security ?? (isSecure ? .tls : .starttls),
            authorityPath: authorityPath)
    }

    private static func check(_ server: Server, _ reader: inout SettingReader) {
        if server.security == .none, !ListenAddress(host: server.host, port: server.port).localOrigin.isLoopback {
            reader.fault("KRUMTAP_MAIL_SECURITY", "none is only for a mail server on this machine, and \(server.host) is not.")
        }
        if server.user != nil, server.password == nil {
            reader.fault("KRUMTAP_MAIL_PASSWORD", "is missing: KRUMTAP_MAIL names a user. KRUMTAP_MAIL_PASSWORD_FILE will do, too.")
        }
    }

    private static func password(_ reader: inout SettingReader, _ readFile: (String) throws -> String) -> String? {
        let name = "KRUMTAP_MAIL_PASSWORD_FILE"
        guard let path = reader[name] else { return reader["KRUMTAP_MAIL_PASSWORD"] }
        if reader["KRUMTAP_MAIL_PASSWORD"] != nil { reader.fault(name, "give either this or KRUMTAP_MAIL_PASSWORD.") }
        guard let text = try? readFile(path) else {
            reader.fault(name, "the file \(path) cannot be read.")
            return nil
        }
        return String(text.prefix { !$0.isNewline })
    }

    private static func security(_ reader: inout SettingReader) -> Security? {
        reader.value("KRUMTAP_MAIL_SECURITY", standard: nil, expected: "starttls, tls or none") { Security(rawValue: $0) }
    }

    /// Enough to keep mistakes and line ends out of a mail's header.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.isASCII && $0.value > 0x20 && $0.value != 0x7f && !"<>,;\"".unicodeScalars.contains($0)
        }
        return isPlain && parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
    }
}
