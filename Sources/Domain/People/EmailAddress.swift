import Foundation

/// An e-mail address that mail can be sent to.
package struct EmailAddress: Sendable, Hashable {
    /// As typed, without spaces around it. A domain with letters like æ stands in its ASCII form (RFC 5890), so that every
    /// mail server takes it.
    package let text: String
    /// For comparing: two addresses with the same key are the same mailbox, as people use them.
    package let key: String

    package init?(_ typed: String) {
        guard let address = try? EmailAddress(checking: typed) else { return nil }
        self = address
    }

    /// Why an address cannot be used.
    package enum Fault: Error, Sendable, Equatable {
        case empty
        case tooLong
        /// Not exactly one `@`, or nothing before it.
        case noMailbox
        /// A space, a line end, a comma, a quote or the like before the `@`.
        case wrongCharacter
        /// A letter outside ASCII before the `@` (RFC 6531), which many mail servers still refuse.
        case foreignLetter
        /// What stands after the `@` is no domain with a dot in it.
        case noDomain
    }

    package init(checking typed: String) throws(Fault) {
        let typed = typed.trimmed
        guard !typed.isEmpty else { throw .empty }
        guard typed.utf8.count <= Person.emailLimit else { throw .tooLong }
        let parts = typed.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 2, !parts[0].isEmpty else { throw .noMailbox }
        try Self.check(local: parts[0])
        guard let domain = Self.domain(parts[1]) else { throw .noDomain }
        text = parts[0] + "@" + domain
        guard text.utf8.count <= Person.emailLimit else { throw .tooLong }
        key = text.lowercased()
    }

    /// A dot-atom (RFC 5322, 3.2.3) of at most 64 octets (RFC 5321, 4.5.3.1.1). Quoted forms are legal and nobody's.
    private static func check(local: String) throws(Fault) {
        guard local.utf8.count <= 64 else { throw .tooLong }
        guard local.utf8.allSatisfy({ $0 < 0x80 }) else { throw .foreignLetter }
        guard local.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || isAtomText($0) }) else { throw .wrongCharacter }
        guard !local.hasPrefix("."), !local.hasSuffix("."), !local.contains("..") else { throw .wrongCharacter }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }

    /// The domain in ASCII, when it is one: at least two labels, the last one no number.
    private static func domain(_ typed: String) -> String? {
        guard let domain = ascii(typed) else { return nil }
        let labels = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, domain.utf8.count <= 253 else { return nil }
        let areLabels = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
                && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        }
        // `1.2.3.4` is an address of a machine; a misprint in a form, never a person's mailbox.
        guard areLabels, last.count >= 2, !last.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return domain
    }

    private static func ascii(_ typed: String) -> String? {
        if typed.utf8.allSatisfy({ $0 < 0x80 }) { return typed }
        var components = URLComponents()
        components.scheme = "https"
        components.host = typed
        return components.encodedHost
    }
}
