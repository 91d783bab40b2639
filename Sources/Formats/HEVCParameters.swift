/// The picture size in an HEVC decoder configuration (ISO/IEC 14496-15, 8.3.3; ITU-T H.265, 7.3.2.2).
///
/// A container may say 100 × 100 and hold a picture of 16 384 × 16 384: the decoder believes the latter.
enum HEVCParameters {
    private static let sequenceParameters: UInt8 = 33

    /// The largest picture of the record; nil when there is none or it cannot be read.
    static func size(_ reader: ByteReader) -> ImageSize? {
        guard let arrays = reader[22] else { return nil }
        var offset = 23
        var found: ImageSize?
        for _ in 0..<arrays {
            guard let kind = reader[offset], let count = reader.big(offset + 1, 2) else { return nil }
            offset += 3
            for _ in 0..<count {
                guard let length = reader.big(offset, 2), let unit = reader.slice(offset + 2, length) else { return nil }
                offset += 2 + length
                guard kind & 0x3F == sequenceParameters else { continue }
                guard let size = picture(unit) else { return nil }
                found = ImageSize(width: max(size.width, found?.width ?? 0), height: max(size.height, found?.height ?? 0))
            }
        }
        return found
    }

    private static func picture(_ unit: ArraySlice<UInt8>) -> ImageSize? {
        var bits = BitReader(withoutEmulation(unit.dropFirst(2)))
        // sps_video_parameter_set_id, then how many layers there are below the highest.
        guard bits.skip(4), let layers = bits.read(3), bits.skip(1) else { return nil }
        guard bits.skip(88 + 8), skipLayers(layers, &bits) else { return nil }
        guard bits.exponential() != nil, let chroma = bits.exponential() else { return nil }
        if chroma == 3, !bits.skip(1) { return nil }
        guard let width = bits.exponential(), let height = bits.exponential() else { return nil }
        return ImageSize(width: width, height: height)
    }

    /// 7.3.3: profile_tier_level of the lower layers.
    private static func skipLayers(_ layers: Int, _ bits: inout BitReader) -> Bool {
        guard layers > 0 else { return true }
        var present: [(profile: Bool, level: Bool)] = []
        for index in 0..<8 {
            guard let flags = bits.read(2) else { return false }
            if index < layers { present.append((flags & 2 != 0, flags & 1 != 0)) }
        }
        return present.allSatisfy { bits.skip(($0.profile ? 88 : 0) + ($0.level ? 8 : 0)) }
    }

    /// 7.3.1.1: 00 00 03 stands for 00 00.
    private static func withoutEmulation(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var zeros = 0
        for byte in bytes.prefix(256) {
            if zeros >= 2, byte == 3 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            plain.append(byte)
        }
        return plain
    }

    private struct BitReader {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        mutating func skip(_ count: Int) -> Bool {
            guard position + count <= bytes.count * 8 else { return false }
            position += count
            return true
        }

        mutating func read(_ count: Int) -> Int? {
            guard position + count <= bytes.count * 8 else { return nil }
            var value = 0
            for _ in 0..<count {
                value = value << 1 | Int(bytes[position / 8] >> (7 - position % 8) & 1)
                position += 1
            }
            return value
        }

        /// 9.2: an unsigned Exp-Golomb number.
        mutating func exponential() -> Int? {
            var zeros = 0
            while let bit = read(1), bit == 0 { zeros += 1 }
            guard zeros < 32, position <= bytes.count * 8, let rest = read(zeros) else { return nil }
            return (1 << zeros) - 1 + rest
        }
    }
}
