/// Markup that cannot be injected: only static literals and other `HTML` go in raw,
/// every interpolated string is escaped. Rendering appends UTF-8 to one buffer.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var bytes: [UInt8]

    package init(stringLiteral literal: StaticString) {
        bytes = literal.withUTF8Buffer(Array.init)
    }

    /// The markup as text, for what is not sent as bytes.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        package mutating func appendInterpolation(_ text: String) {
            var text = text
            text.withUTF8 { appendEscaped($0) }
        }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            bytes.append(contentsOf: String(number).utf8)
        }

        package mutating func appendInterpolation(_ html: HTML) { bytes.append(contentsOf: html.bytes) }

        package mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { bytes.append(contentsOf: part.bytes) }
        }

        /// Markup that is there only when the condition holds: `\(if: isChosen, " checked")`.
        package mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
            if condition { appendInterpolation(html()) }
        }

        /// Markup about a value that may be absent: `\(if: hint, { "<p>\($0)</p>" })`.
        package mutating func appendInterpolation<Value>(if value: Value?, _ html: (Value) -> HTML) {
            if let value { appendInterpolation(html(value)) }
        }

        /// Markup for each value: `\(each: areas, { "<li>\($0.name)</li>" })`.
        package mutating func appendInterpolation<Value>(each values: some Sequence<Value>, _ html: (Value) -> HTML) {
            for value in values { appendInterpolation(html(value)) }
        }

        private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
            var clean = 0
            for index in utf8.indices {
                guard let entity = Self.entity(utf8[index]) else { continue }
                bytes.append(contentsOf: utf8[clean..<index])
                entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
                clean = index + 1
            }
            bytes.append(contentsOf: utf8[clean...])
        }

        private static func entity(_ byte: UInt8) -> StaticString? {
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case UInt8(ascii: "'"): "&#39;"
            default: nil
            }
        }
    }
}
