import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Whose rate limits a request counts on.
enum Network {
    private static let forwardedFor = HTTPField.Name.known("X-Forwarded-For")

    /// The client's IPv4 address, or the /64 of its IPv6 address: a household changes the rest at will.
    ///
    /// Only a proxy that is trusted by the settings is believed, and only about the last hop, which it wrote itself.
    static func name(of request: Request, client: SocketAddress?, trustsProxy: Bool) -> String {
        if trustsProxy, let hops = request.headers[values: forwardedFor].last, let last = hops.split(separator: ",").last {
            let address = last.filter { !$0.isWhitespace && $0 != "[" && $0 != "]" }
            if let forwarded = try? SocketAddress(ipAddress: address, port: 0) { return name(of: forwarded) }
        }
        return client.map(name(of:)) ?? "unknown"
    }

    static func name(of address: SocketAddress) -> String {
        guard case .v6(let six) = address else { return address.ipAddress ?? "unix" }
        // `sockaddr_in6`, RFC 3493 § 3.3: family, port and flow come first, then the 16 bytes of the address.
        let bytes = withUnsafeBytes(of: six.address) { Array($0[8..<24]) }
        // IPv4 in IPv6 clothes, RFC 4291 § 2.5.5.2.
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff {
            return bytes[12...].map { String($0) }.joined(separator: ".")
        }
        let groups = stride(from: 0, to: 8, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "::/64"
    }
}

extension HTTPField.Name {
    /// For names written in this program, which are well-formed.
    static func known(_ name: StaticString) -> HTTPField.Name {
        guard let field = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is no field name") }
        return field
    }
}
