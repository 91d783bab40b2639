/// Reads `application/x-www-form-urlencoded` (WHATWG URL, 5): the body of a form without files, and what stands behind `?`.
package enum URLEncodedForm {
    package enum Malformed: Error, Sendable, Equatable {
        /// `%` without two hexadecimal digits after it, or bytes that are not UTF-8.
        case malformed
        case tooManyFields
    }

    /// The fields in their order, cleaned; of those with the same name the first.
    package static func fields(
        of bytes: some Collection<UInt8>, upTo limit: Int
    ) throws(Malformed) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        var seen: Set<String> = []
        for (index, pair) in bytes.split(separator: UInt8(ascii: "&")).enumerated() {
            guard index < limit else { throw .tooManyFields }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try text(pair[..<equals], plusIsSpace: true)
            let value = try text(pair[equals...].dropFirst(), plusIsSpace: true)
            if seen.insert(name).inserted { fields.append((name, value)) }
        }
        return fields
    }

    /// Percent-decodes, checks and cleans one name or value.
    package static func text(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) throws(Malformed) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { throw .malformed }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .malformed }
        return TypedText.cleaned(text)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
