import Domain
import Formats
import Foundation
import Pictures

/// A few files for the demo's dialogues, drawn here: a sketch map as a picture, a letter as a PDF, and notes as text.
struct DemoFiles: Sendable {
    let sketches: [NewAttachment]
    let letter: NewAttachment
    let notes: NewAttachment

    /// The newest and oldest dialogues of a demo have some; a hundred thousand would be a gigabyte.
    static let dialogueLimit = 1000

    init() throws {
        sketches = try (0..<4).map { try Self.sketch($0) }
        letter = try NewAttachment(name: "Plan for området.pdf", kind: .pdf, bytes: Self.pdf)
        notes = try NewAttachment(name: "Noter fra gåturen.txt", kind: .text, bytes: Array(Self.walk.utf8))
    }

    /// What the citizen sends along at the start.
    func first(_ number: Int) -> [NewAttachment] {
        guard number < Self.dialogueLimit else { return [] }
        switch number % 12 {
        case 3: return [sketches[number / 12 % sketches.count]]
        case 9: return [sketches[number / 12 % sketches.count], notes]
        default: return []
        }
    }

    /// What staff sends along with an answer.
    func answer(_ number: Int) -> [NewAttachment] { number < Self.dialogueLimit && number % 12 == 7 ? [letter] : [] }

    private static let walk = """
        Vi gik turen en torsdag eftermiddag.
        Tre steder er fortovet under en meter bredt.
        Ved skolen holder bilerne på begge sider.
        Forslag: ensretning om morgenen og et hævet felt ved krydset.

        """

    private static func sketch(_ number: Int) throws -> NewAttachment {
        let clean = try PictureCleaner.cleanNow(SketchMap(number: number).png)
        return try NewAttachment(
            name: "Skitse \(number + 1).png", kind: .png, bytes: clean.bytes, size: .init(width: clean.width, height: clean.height),
            thumbnail: clean.thumbnail)
    }

    /// One page of words (ISO 32000-1), its cross-reference table counted here.
    static let pdf: [UInt8] = {
        let lines = ["Plan for området", "1. Et hævet felt ved krydset", "2. Cykelsti på den ene side", "3. Lys ved stoppestedet"]
        let words = lines.map { "(\($0)) Tj 0 -28 Td" }.joined(separator: " ")
        let stream = "BT /F 18 Tf 72 740 Td \(words) ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
            "<< /Length \(stream.count) >>\nstream\n\(stream)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        var (text, places) = ("%PDF-1.4\n", [String]())
        for (index, object) in objects.enumerated() {
            places.append(String(repeating: "0", count: 10 - String(text.count).count) + "\(text.count) 00000 n ")
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = (["0000000000 65535 f "] + places).joined(separator: "\n")
        text += "xref\n0 6\n\(table)\ntrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n\(text.count)\n%%EOF\n"
        // One byte a letter: the places count letters.
        return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }()
}

/// Two roads, a path and some houses, in flat colours: a PNG with its pixels in stored blocks.
struct SketchMap {
    let number: Int

    private static let (width, height) = (640, 420)

    var png: [UInt8] {
        var raw: [UInt8] = []
        raw.reserveCapacity(Self.height * (Self.width * 3 + 1))
        for y in 0..<Self.height {
            raw.append(0)
            for x in 0..<Self.width { raw += colour(x, y) }
        }
        let header = Self.big(Self.width, 4) + Self.big(Self.height, 4) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header) + Self.chunk("IDAT", Self.packed(raw))
            + Self.chunk("IEND", [])
    }

    private func colour(_ x: Int, _ y: Int) -> [UInt8] {
        let (road, cross) = (210 + 14 * number + (x * (number + 1)) / 14, 180 + 70 * number)
        if abs(y - road) < 2 && x / 18 % 2 == 0 { return [255, 255, 255] }
        if abs(y - road) < 16 || abs(x - cross) < 11 { return [150, 152, 156] }
        if abs(y - road - 26) < 4 { return [214, 92, 60] }
        let isHouse = (x - 20) % 92 < 46 && (y + 30 * number) % 110 < 38 && abs(y - road) > 50 && abs(x - cross) > 46
        if isHouse { return [196, 148, 120] }
        return (x - 560) * (x - 560) + (y - 70) * (y - 70) < 3600 ? [120, 168, 200] : [206, 224, 190]
    }

    private static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return big(content.count, 4) + named + big(Int(checksum(named)), 4)
    }

    /// RFC 1950 and 1951, without compression.
    private static func packed(_ raw: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: raw.count, by: 65_535) {
            let block = raw[start..<min(start + 65_535, raw.count)]
            let length = [UInt8(block.count & 255), UInt8(block.count >> 8)]
            packed += [start + 65_535 >= raw.count ? 1 : 0] + length + length.map(~) + block
        }
        var (low, high) = (1, 0)
        for byte in raw {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return packed + big(high << 16 | low, 4)
    }

    /// PNG (third edition), annex D, by table.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
}
