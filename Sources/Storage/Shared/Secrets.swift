import Crypto
import Foundation
package import SQLEngine

/// The installation's secret key, and what is derived from it: secret addresses, codes, and names of rate-limit buckets.
///
/// Nothing derived is stored, so a mail that is composed tomorrow carries the same address, and a table that leaks
/// without the key opens nothing.
package struct Secrets: Sendable {
    private let key: SymmetricKey

    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// What a token opens. Tokens of one purpose are worthless for another.
    package enum Purpose: String, Sendable {
        case access, confirm, draft, follow, comment
        case signIn = "sign-in"
    }

    /// Reads the key, or makes one where there is none yet.
    package static func load(from database: any SQLDatabase) async throws -> Secrets {
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        let key = try await database.write { connection in
            try connection.run("INSERT INTO secret (name, value) VALUES ('key', \(fresh)) ON CONFLICT (name) DO NOTHING")
            return try connection.one("SELECT value FROM secret WHERE name = 'key'") { try $0.blob() }
        }
        return Secrets(key: key)
    }

    /// An unguessable address part for a row: its number and 160 bits of HMAC-SHA256.
    package func token(_ purpose: Purpose, _ id: Int64) -> String {
        String(id, radix: 36) + "-" + seal("\(purpose.rawValue):\(id)").prefix(20).base64URL
    }

    /// The row a token was made for; nil for any other text. Compares in constant time.
    package func id(ofToken token: String, _ purpose: Purpose) -> Int64? {
        guard token.utf8.count <= 64, let dash = token.firstIndex(of: "-"), let id = Int64(token[..<dash], radix: 36) else { return nil }
        let expected = self.token(purpose, id).utf8
        guard expected.count == token.utf8.count else { return nil }
        return zip(expected, token.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0 ? id : nil
    }

    /// Six digits to type (20 bits: enough with five tries).
    package func code(_ purpose: Purpose, _ id: Int64) -> String {
        let number = seal("\(purpose.rawValue)-code:\(id)").prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// A name that stands for an address or network and does not reveal it.
    package func bucket(_ what: String, _ who: String) -> String { what + ":" + seal("bucket:\(what):\(who)").prefix(12).base64URL }

    /// 256 random bits for a cookie.
    package static func randomToken() -> String { SymmetricKey(size: .bits256).withUnsafeBytes { Array($0)[...].base64URL } }

    /// How a random token is stored.
    package static func hash(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Array(token.utf8))) }

    /// SHA-256 of a file: the same content is known again, and a restored one is checked.
    static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    private func seal(_ text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }
}

extension ArraySlice<UInt8> {
    /// RFC 4648 § 5, without padding.
    fileprivate var base64URL: String {
        Data(self).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
