package import Foundation

/// Moments as HTTP writes them (RFC 9110, 5.6.7): `Mon, 23 Nov 2026 12:02:02 GMT`.
package enum HTTPDate {
    package static func text(_ date: Date) -> String { MailDate.text(date).dropLast("+0000".count) + "GMT" }
}
