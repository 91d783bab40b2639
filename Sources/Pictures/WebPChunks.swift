import Formats

/// The chunks of a WebP (RFC 9649, 2.3 and 2.7).
enum WebPChunks {
    private static let picture: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH"]
    /// Colour profile, EXIF and XMP, as VP8X announces them.
    private static let metadataFlags: UInt8 = 0x20 | 0x08 | 0x04

    /// The same picture with no chunk but those it is made of.
    static func onlyPicture(_ bytes: [UInt8]) throws -> [UInt8] {
        var kept: [UInt8] = []
        var offset = 12
        while offset + 8 <= bytes.count {
            let name = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
            let size = bytes[offset + 4..<offset + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            let end = offset + 8 + size + size % 2
            guard end <= bytes.count else { throw FileRefusal.damaged }
            if picture.contains(name) {
                let start = kept.count
                kept += bytes[offset..<end]
                if name == "VP8X", size > 0 { kept[start + 8] &= ~metadataFlags }
            }
            offset = end
        }
        let count = kept.count + 4
        return Array("RIFF".utf8) + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array("WEBP".utf8) + kept
    }
}
