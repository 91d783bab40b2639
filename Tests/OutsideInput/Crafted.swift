/// Files made by hand, byte for byte.
package enum Crafted {
    package static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    package static func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    package static func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }

    package static let pdf = bytes("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")

    /// Headers of a baseline JPEG with an APP1 segment before its frame, and no picture.
    package static func jpeg(_ width: Int, _ height: Int) -> [UInt8] {
        let exif = [0xFF, 0xE1] + big(8, 2) + bytes("Exif\0\0")
        let frame: [UInt8] = [0xFF, 0xC0] + big(11, 2) + [8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0]
        return [0xFF, 0xD8] + exif + frame + [0xFF, 0xDA, 0, 2, 0xFF, 0xD9]
    }

    package static func png(_ width: Int, _ height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + bytes("IHDR") + big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]
    }

    package static func webp(_ chunk: [UInt8]) -> [UInt8] { bytes("RIFF") + little(chunk.count + 4, 4) + bytes("WEBP") + chunk }
    package static func lossyWebP(_ width: Int, _ height: Int) -> [UInt8] {
        webp(bytes("VP8 ") + little(10, 4) + [0, 0, 0, 0x9D, 0x01, 0x2A] + little(width, 2) + little(height, 2))
    }
    package static func losslessWebP(_ width: Int, _ height: Int) -> [UInt8] {
        webp(bytes("VP8L") + little(5, 4) + [0x2F] + little((width - 1) | (height - 1) << 14, 4))
    }
    package static func extendedWebP(_ width: Int, _ height: Int) -> [UInt8] {
        webp(bytes("VP8X") + little(10, 4) + [0, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    }

    package static func box(_ type: String, _ content: [UInt8]) -> [UInt8] { big(content.count + 8, 4) + bytes(type) + content }

    /// A HEIC whose container says one size and whose coded picture says another.
    package static func heic(_ width: Int, _ height: Int, coded: (Int, Int)? = nil, brand: String = "heic") -> [UInt8] {
        let extent = box("ispe", [0, 0, 0, 0] + big(width, 4) + big(height, 4))
        let coding = coded.map { box("hvcC", configuration($0.0, $0.1)) } ?? []
        let properties = box("iprp", box("ipco", coding + extent))
        return box("ftyp", bytes(brand) + big(0, 4) + bytes("mif1heic")) + box("meta", [0, 0, 0, 0] + properties)
    }

    private static func configuration(_ width: Int, _ height: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0, 4)
        bits.write(0, 3)
        bits.write(1, 1)
        for _ in 0..<12 { bits.write(0x55, 8) }
        bits.exponential(0)
        bits.exponential(1)
        bits.exponential(width)
        bits.exponential(height)
        bits.write(1, 8)
        let unit: [UInt8] = [0x42, 0x01] + bits.bytes
        return [UInt8](repeating: 1, count: 22) + [1, 33] + big(1, 2) + big(unit.count, 2) + unit
    }

    package struct Member {
        package var name: String
        package var content: [UInt8]
        package var size: Int?
        package var method: Int
        package var flags: Int
        package var offset: Int?

        package init(
            name: String, content: [UInt8] = Crafted.bytes("x"), size: Int? = nil, method: Int = 0, flags: Int = 0, offset: Int? = nil
        ) {
            self.name = name
            self.content = content
            self.size = size
            self.method = method
            self.flags = flags
            self.offset = offset
        }
    }

    package static func zip(_ members: [Member], after: [UInt8] = [], comment: [UInt8] = []) -> [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for member in members {
            let size = member.size ?? member.content.count
            let common =
                little(20, 2) + little(member.flags, 2) + little(member.method, 2) + little(0, 4) + little(0, 4)
                + little(member.content.count, 4) + little(size, 4) + little(member.name.utf8.count, 2) + little(0, 2)
            directory +=
                bytes("PK\u{1}\u{2}") + little(20, 2) + common + little(0, 10) + little(member.offset ?? body.count, 4)
                + bytes(member.name)
            body += bytes("PK\u{3}\u{4}") + common + bytes(member.name) + member.content
        }
        let end =
            bytes("PK\u{5}\u{6}") + little(0, 4) + little(members.count, 2) + little(members.count, 2) + little(directory.count, 4)
            + little(body.count, 4) + little(comment.count, 2) + comment
        return body + directory + end + after
    }

    package static let word = [Member(name: "[Content_Types].xml"), Member(name: "_rels/.rels"), Member(name: "word/document.xml")]
    package static let writer = [
        Member(name: "mimetype", content: bytes("application/vnd.oasis.opendocument.text")), Member(name: "content.xml"),
    ]

    package struct BitWriter {
        package private(set) var bytes: [UInt8] = []
        private var count = 0

        package mutating func write(_ value: Int, _ length: Int) {
            for index in (0..<length).reversed() {
                if count % 8 == 0 { bytes.append(0) }
                bytes[bytes.count - 1] |= UInt8(value >> index & 1) << (7 - count % 8)
                count += 1
            }
        }

        package mutating func exponential(_ value: Int) {
            let length = Int.bitWidth - (value + 1).leadingZeroBitCount
            write(0, length - 1)
            write(value + 1, length)
        }
    }
}
