import CPostgres
import Foundation

/// Where a PostgreSQL database is: a libpq connection URI, `postgres://user@host/name?sslmode=verify-full`.
package struct PostgresAddress: Sendable, Equatable, CustomStringConvertible {
    let uri: String
    private let options: [String: String]

    package static func isAddress(_ text: String) -> Bool { text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") }

    /// Nil for what libpq does not understand.
    package init?(_ uri: String) {
        guard Self.isAddress(uri), let parsed = PQconninfoParse(uri, nil) else { return nil }
        defer { PQconninfoFree(parsed) }
        var options: [String: String] = [:]
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.uri = uri
        self.options = options
    }

    /// The address without its passwords.
    package var description: String {
        var shown = uri
        // user:password@ ends at the last @ before the path: a password may hold one, written as it should not be.
        let start = shown.range(of: "://")?.upperBound ?? shown.startIndex
        let end = shown[start...].firstIndex { "/?".contains($0) } ?? shown.endIndex
        if let at = shown[start..<end].lastIndex(of: "@"), let colon = shown[start..<at].firstIndex(of: ":") {
            shown.replaceSubrange(shown.index(after: colon)..<at, with: Self.mask)
        }
        guard let question = shown.firstIndex(of: "?") else { return shown }
        let parameters = shown[shown.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false).map { parameter in
            // Also for names written with percent signs: libpq reads them, and nobody needs them.
            let name = parameter.prefix { $0 != "=" }.removingPercentEncoding ?? "password"
            return name.hasSuffix("password") ? "\(name)=\(Self.mask)" : String(parameter)
        }
        return shown[...question] + parameters.joined(separator: "&")
    }

    private static let mask = "********"

    /// A server on another machine must prove who it is, unless the address or the environment says otherwise (OWASP ASVS 5.0, 12.3).
    var needsProof: Bool {
        guard options["sslmode"] == nil, ProcessInfo.processInfo.environment["PGSSLMODE"] == nil else { return false }
        let hosts = (options["host"] ?? options["hostaddr"] ?? "").split(separator: ",").map(String.init)
        return hosts.contains { !$0.hasPrefix("/") && !["localhost", "127.0.0.1", "::1"].contains($0) }
    }
}
