/// How large an image will be when it is decoded.
struct ImageSize: Equatable {
    let width: Int
    let height: Int
}

/// Reads the size of an image without decoding it; nil when the header is not whole.
enum ImageHeader {
    /// ITU T.81, B.1.1.3: the frame header (SOFn) holds height and width. The largest counts, should there be several.
    static func jpeg(_ reader: ByteReader) -> ImageSize? {
        var offset = 2
        var found: ImageSize?
        while let mark = reader[offset], let code = reader[offset + 1] {
            guard mark == 0xFF else { return found }
            switch code {
            case 0xFF: offset += 1
            case 0x01, 0xD0...0xD7: offset += 2
            // The scan begins, and no frame follows it.
            case 0xDA, 0xD9: return found
            default:
                guard let length = reader.big(offset + 2, 2), length >= 2 else { return found }
                if isFrame(code), let height = reader.big(offset + 5, 2), let width = reader.big(offset + 7, 2) {
                    found = ImageSize(width: max(width, found?.width ?? 0), height: max(height, found?.height ?? 0))
                }
                offset += 2 + length
            }
        }
        return nil
    }

    private static func isFrame(_ code: UInt8) -> Bool { (0xC0...0xCF).contains(code) && ![0xC4, 0xC8, 0xCC].contains(code) }

    /// PNG (third edition), 11.2.1: IHDR comes first.
    static func png(_ reader: ByteReader) -> ImageSize? {
        guard reader.big(8, 4) == 13, reader.has("IHDR", at: 12), let width = reader.big(16, 4), let height = reader.big(20, 4) else {
            return nil
        }
        return ImageSize(width: width, height: height)
    }

    /// RFC 9649: lossy (VP8), lossless (VP8L) or extended (VP8X), whose canvas is the whole image.
    static func webp(_ reader: ByteReader) -> ImageSize? {
        guard let size = reader.little(4, 4), size + 8 <= reader.count else { return nil }
        if reader.has("VP8 ", at: 12), reader.big(23, 3) == 0x9D012A, let width = reader.little(26, 2), let height = reader.little(28, 2) {
            return ImageSize(width: width & 0x3FFF, height: height & 0x3FFF)
        }
        if reader.has("VP8L", at: 12), reader[20] == 0x2F, let bits = reader.little(21, 4) {
            return ImageSize(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
        }
        if reader.has("VP8X", at: 12), let width = reader.little(24, 3), let height = reader.little(27, 3) {
            return ImageSize(width: width + 1, height: height + 1)
        }
        return nil
    }
}

/// ISO/IEC 14496-12 boxes as HEIF (23008-12) uses them.
enum HEICHeader {
    private static let brands: [StaticString] = ["heic", "heix", "heim", "heis", "mif1", "msf1"]

    /// A still image in HEVC. AVIF and video share the boxes and are not taken.
    static func isHEIC(_ reader: ByteReader) -> Bool {
        guard let length = reader.big(0, 4), (16...4096).contains(length), length <= reader.count, !reader.has("avif", at: 8) else {
            return false
        }
        let named = stride(from: 8, to: length - 3, by: 4).filter { $0 != 12 }
        return named.contains { offset in brands.prefix(4).contains { reader.has($0, at: offset) } }
            && brands.contains { reader.has($0, at: 8) }
    }

    /// The largest image the file describes, whether it is the one shown or a tile of it: by `ispe`, and by the sequence
    /// parameters the decoder itself will believe.
    static func size(_ reader: ByteReader) -> ImageSize? {
        guard let meta = boxes(reader.bytes).first(where: { $0.type == "meta" }), meta.content.count > 4 else { return nil }
        guard let properties = boxes(meta.content.dropFirst(4)).first(where: { $0.type == "iprp" }),
            let container = boxes(properties.content).first(where: { $0.type == "ipco" })
        else { return nil }
        var found: ImageSize?
        for box in boxes(container.content) {
            let size: ImageSize? =
                switch box.type {
                case "ispe": extent(ByteReader(box.content))
                case "hvcC": HEVCParameters.size(ByteReader(box.content))
                default: nil
                }
            // A description of the coding that cannot be read is none to trust the decoder with.
            if box.type == "hvcC", size == nil { return nil }
            guard let size else { continue }
            found = ImageSize(width: max(size.width, found?.width ?? 0), height: max(size.height, found?.height ?? 0))
        }
        return found
    }

    private static func extent(_ reader: ByteReader) -> ImageSize? {
        guard let width = reader.big(4, 4), let height = reader.big(8, 4) else { return nil }
        return ImageSize(width: width, height: height)
    }

    private static let maximumBoxes = 4096

    private static func boxes(_ bytes: ArraySlice<UInt8>) -> [(type: String, content: ArraySlice<UInt8>)] {
        var found: [(type: String, content: ArraySlice<UInt8>)] = []
        var rest = bytes
        while rest.count >= 8, found.count < maximumBoxes {
            let reader = ByteReader(rest)
            guard let announced = reader.big(0, 4), let name = reader.slice(4, 4) else { break }
            var (length, header) = (announced == 0 ? rest.count : announced, 8)
            if announced == 1 {
                // Larger than an Int can say is larger than the file.
                guard let high = reader.big(8, 4), high == 0, let low = reader.big(12, 4) else { break }
                (length, header) = (low, 16)
            }
            guard length >= header, let content = reader.slice(header, length - header) else { break }
            found.append((String(decoding: name, as: UTF8.self), content))
            rest = rest.dropFirst(length)
        }
        return found
    }
}
