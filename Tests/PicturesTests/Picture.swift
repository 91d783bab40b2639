import Foundation

@testable import Pictures

/// Pictures made byte for byte, so that none has to be trusted.
enum Picture {
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    static func big(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    static func holds(_ bytes: [UInt8], _ text: String) -> Bool { Data(bytes).range(of: Data(text.utf8)) != nil }

    /// A grey PNG, its pixels packed in stored blocks (RFC 1950, 1951).
    static func png(_ width: Int, _ height: Int, hasPixels: Bool = true, extra: [UInt8] = []) -> [UInt8] {
        let row = [UInt8](repeating: 0, count: 1) + [UInt8](repeating: 0x80, count: width)
        let raw = hasPixels ? Array(repeating: row, count: height).flatMap(\.self) : [0]
        var packed: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: raw.count, by: 65_535) {
            let block = raw[start..<min(start + 65_535, raw.count)]
            let length = [UInt8(block.count & 255), UInt8(block.count >> 8)]
            packed += [start + 65_535 >= raw.count ? 1 : 0] + length + length.map(~) + block
        }
        packed += big(adler(raw), 4)
        let header = big(width, 4) + big(height, 4) + [8, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + extra + chunk("IDAT", packed) + chunk("IEND", [])
    }

    static func pngWithText(_ text: String) -> [UInt8] { png(40, 30, extra: chunk("tEXt", bytes("Comment\0\(text)"))) }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count, 4) + bytes(name) + content + big(Int(crc(bytes(name) + content)), 4)
    }

    private static func adler(_ bytes: [UInt8]) -> Int {
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = .max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~value
    }

    /// A JPEG of 32 × 16 as a telephone writes it: which way it was held, where it was, an XMP packet and a comment.
    static func photo(orientation: UInt8) throws -> [UInt8] {
        let plain = try PictureCleaner.cleanNow(png(32, 16)).thumbnail
        // TIFF: an orientation, and a GPS directory with one text.
        let place = bytes("GPSSECRET\0")
        let tiff =
            bytes("MM") + big(42, 2) + big(8, 4) + big(2, 2)
            + big(0x0112, 2) + big(3, 2) + big(1, 4) + big(Int(orientation), 2) + big(0, 2)
            + big(0x8825, 2) + big(4, 2) + big(1, 4) + big(38, 4) + big(0, 4)
            + big(1, 2) + big(0x001D, 2) + big(2, 2) + big(place.count, 4) + big(56, 4) + big(0, 4) + place
        let xmp = bytes("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>xmp-secret</x:xmpmeta>")
        return Array(plain.prefix(2)) + segment(0xE1, bytes("Exif\0\0") + tiff) + segment(0xE1, xmp)
            + segment(0xFE, bytes("comment-secret"))
            + plain.dropFirst(2)
    }

    private static func segment(_ mark: UInt8, _ content: [UInt8]) -> [UInt8] { [0xFF, mark] + big(content.count + 2, 2) + content }

    /// The marks of a JPEG's segments before its scan.
    static func segments(_ bytes: [UInt8]) -> [UInt8] {
        var (marks, offset): ([UInt8], Int) = ([], 2)
        while offset + 4 <= bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] != 0xDA {
            marks.append(bytes[offset + 1])
            offset += 2 + Int(bytes[offset + 2]) << 8 + Int(bytes[offset + 3])
        }
        return marks
    }

    /// 32 × 16, coded in a tile of 64 × 64.
    static let heic = decoded(
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAA"
            + "ACAAEAAAADhpbG9jAQAAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAALAACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAV"
            + "aW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAAALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpC"
            + "AQEDcAAAAwCQAAADAAADAB6gIIEFluqumubgQEDAgAAAAwCAAAADAIQiAAEABkQBwXPBiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAIAAAABAAAAAQcGl4"
            + "aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAADRtZGF0AAAAKCgBr1IWJSTm/Oq//5Ur/+nEkPJxFMiVHoCk"
            + "SlstqoCWWm6rUItLbLM=")

    /// 32 × 16, with an EXIF chunk.
    static let webp = decoded(
        "UklGRhYBAABXRUJQVlA4WAoAAAAIAAAAHwAADwAAVlA4IDYAAAAQAwCdASogABAAPrVInkmnJCKhMAgA4BaJQBYjUAAQNgAA/uveLzXxAyb/8s/8/vi73xbAkABFWElGugAA"
            + "AEV4aWYAAElJKgAIAAAABgASAQMAAQAAAAEAAAAaAQUAAQAAAFYAAAAbAQUAAQAAAF4AAAAoAQMAAQAAAAIAAAATAgMAAQAAAAEAAABphwQAAQAAAGYAAAAAAAAAOGMAAOgD"
            + "AAA4YwAA6AMAAAYAAJAHAAQAAAAwMjEwAZEHAAQAAAABAgMAAKAHAAQAAAAwMTAwAaADAAEAAAD//wAAAqAEAAEAAAAgAAAAA6AEAAEAAAAQAAAAAAAAAA==")

    private static func decoded(_ text: String) -> [UInt8] { Array(Data(base64Encoded: text) ?? Data()) }
}
