package import Foundation

/// A way to get a written mail to its recipient.
package protocol MailTransport: Sendable {
    /// Returns when somebody else has taken the responsibility for the mail.
    ///
    /// At least once: a connection that breaks before the answer leaves it open whether the mail was taken (RFC 1047), so one
    /// mail keeps one Message-ID at every attempt.
    ///
    /// - Parameters:
    ///   - message: the whole mail, its lines ended by CRLF.
    ///   - from: the envelope's sender, where mail that cannot be delivered goes back to; empty for nobody.
    ///   - to: the envelope's recipient.
    func deliver(_ message: Data, from: String, to: String) async throws(DeliveryFailure)
}

/// Why a mail was not delivered.
package struct DeliveryFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// The server asks to try again later (4xx; greylisting is one).
        case temporary
        /// The server will never take this mail (5xx).
        case permanent
        /// No server answered, or it stopped answering.
        case unreachable
        /// The server does not take mail from us as we are set up: TLS, login or settings. Worth another try when somebody has looked.
        case configuration
    }

    package let kind: Kind
    /// The server's answer (RFC 5321, 4.2), where there was one.
    package let code: Int?
    /// In English, for staff and logs. Without personal data: the server's own words are left out, they name people.
    package let reason: String

    package init(kind: Kind, code: Int? = nil, reason: String) {
        self.kind = kind
        self.code = code
        self.reason = reason
    }

    /// True when another try cannot help.
    package var isFinal: Bool { kind == .permanent }

    package var description: String { reason }
}

/// The envelope: both addresses stand in a command of their own, so nothing in them may end it.
enum Envelope {
    static func check(from: String, to: String) throws(DeliveryFailure) {
        guard from.isEmpty || isAddress(from) else {
            throw DeliveryFailure(kind: .configuration, reason: "the sender is no e-mail address")
        }
        guard isAddress(to) else { throw DeliveryFailure(kind: .permanent, reason: "the recipient is no e-mail address") }
    }

    private static func isAddress(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>,;".utf8.contains($0) }
            && text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).count { !$0.isEmpty } == 2
            && text.utf8.count { $0 == UInt8(ascii: "@") } == 1
    }
}
