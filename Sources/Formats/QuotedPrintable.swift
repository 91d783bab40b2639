/// Texts as ASCII lines of at most 76 characters (RFC 2045, 6.7).
enum QuotedPrintable {
    /// Any line end becomes CRLF, and the last line has one. NUL is left out.
    static func encoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 5 / 4)
        var column = 0
        var scalars = Array(text.unicodeScalars)
        if let last = scalars.last, last != "\n", last != "\r" { scalars.append("\n") }
        for (index, scalar) in scalars.enumerated() {
            if scalar == "\0" || (scalar == "\n" && index > 0 && scalars[index - 1] == "\r") { continue }
            if scalar == "\n" || scalar == "\r" {
                bytes += [0x0D, 0x0A]
                column = 0
                continue
            }
            let isLast = index + 1 < scalars.count && (scalars[index + 1] == "\n" || scalars[index + 1] == "\r")
            let letter = encoded(scalar, isLastOnLine: isLast)
            // The last column is for the `=` of a soft line break, and a character is never split by one.
            if column + letter.count > MailWriter.lineLimit - (isLast ? 0 : 1) {
                bytes += [UInt8(ascii: "="), 0x0D, 0x0A]
                column = 0
            }
            bytes += letter
            column += letter.count
        }
        return bytes
    }

    private static func encoded(_ scalar: Unicode.Scalar, isLastOnLine: Bool) -> [UInt8] {
        switch scalar.value {
        case 0x21...0x3C, 0x3E...0x7E: [UInt8(scalar.value)]
        // Servers cut blanks at the end of lines.
        case 0x20, 0x09: isLastOnLine ? Array(escaped(UInt8(scalar.value)).utf8) : [UInt8(scalar.value)]
        default: UTF8.encode(scalar).map { Array($0.map(escaped).joined().utf8) } ?? []
        }
    }

    static func escaped(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }

    /// Tolerant: an `=` without two hexadecimal digits after it stays.
    static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "=") else {
                decoded.append(byte)
                continue
            }
            let next = index < bytes.count ? bytes[index] : 0
            let afterNext = index + 1 < bytes.count ? bytes[index + 1] : 0
            if next == 0x0A {
                index += 1
            } else if next == 0x0D, afterNext == 0x0A {
                index += 2
            } else if let high = digit(next), let low = digit(afterNext) {
                decoded.append(high << 4 | low)
                index += 2
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
