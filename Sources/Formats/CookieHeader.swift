/// The values of `Cookie` (RFC 6265, 5.4). The first of a name wins: browsers send the most specific path first.
package struct CookieHeader: Sendable {
    private var values: [String: String] = [:]

    package init(_ fields: some Sequence<String>) {
        for field in fields {
            // Bytes: to Swift a `;` with an accent behind it is no `;`.
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
                let name = pair[..<equals].drop(while: Self.isBlank)
                var value = pair[equals...].dropFirst()
                while let last = value.last, Self.isBlank(last) { value.removeLast() }
                // Other than ASCII are the cookies of somebody else (RFC 6265, 4.1.1).
                guard name.allSatisfy({ $0 < 0x80 }), value.allSatisfy({ $0 < 0x80 }) else { continue }
                let key = String(Substring(name))
                if values[key] == nil { values[key] = String(Substring(value)) }
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    package subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    package var isEmpty: Bool { values.isEmpty }
}
