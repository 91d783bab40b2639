/// The central directory of a ZIP archive (APPNOTE.TXT 6.3.10, 4.3), read without unpacking anything.
struct ZipDirectory {
    struct Entry {
        let name: String
        let method: Int
        let isEncrypted: Bool
        let packedSize: Int
        let size: Int
        let offset: Int
    }

    let entries: [Entry]

    static let maximumEntries = 4096

    /// Where the end record is: its comment must reach exactly to the end of the file.
    static func end(in reader: ByteReader) -> Int? {
        let last = reader.count - 22
        guard last >= 0 else { return nil }
        for offset in stride(from: last, through: max(0, last - 65_535), by: -1) {
            guard reader[offset] == UInt8(ascii: "P"), reader.has("PK\u{5}\u{6}", at: offset) else { continue }
            if let comment = reader.little(offset + 20, 2), offset + 22 + comment == reader.count { return offset }
        }
        return nil
    }

    /// Throws `damaged` for an archive in parts, with 64-bit sizes, with anything before, between directory and end, or
    /// behind it, and for members that overlap (so that few bytes cannot stand for many).
    init(_ reader: ByteReader) throws(FileRefusal) {
        guard let end = Self.end(in: reader), reader.little(end + 4, 4) == 0, let count = reader.little(end + 10, 2),
            count == reader.little(end + 8, 2), let size = reader.little(end + 12, 4), let start = reader.little(end + 16, 4),
            start + size == end, (1...Self.maximumEntries).contains(count)
        else { throw .damaged }
        var entries: [Entry] = []
        var offset = start
        for _ in 0..<count {
            let (entry, length) = try Self.entry(at: offset, reader)
            entries.append(entry)
            offset += length
        }
        guard offset == end else { throw .damaged }
        try Self.checkPlaces(entries, before: start, reader)
        self.entries = entries
    }

    private static func entry(at offset: Int, _ reader: ByteReader) throws(FileRefusal) -> (Entry, length: Int) {
        guard reader.has("PK\u{1}\u{2}", at: offset), let flags = reader.little(offset + 8, 2), let method = reader.little(offset + 10, 2),
            let packed = reader.little(offset + 20, 4), let size = reader.little(offset + 24, 4),
            let nameLength = reader.little(offset + 28, 2), let extraLength = reader.little(offset + 30, 2),
            let commentLength = reader.little(offset + 32, 2), let place = reader.little(offset + 42, 4),
            let name = reader.slice(offset + 46, nameLength), let text = String(validating: name, as: UTF8.self)
        else { throw .damaged }
        let entry = Entry(
            name: text, method: method, isEncrypted: flags & 0x2041 != 0, packedSize: packed, size: size, offset: place)
        return (entry, 46 + nameLength + extraLength + commentLength)
    }

    private static func checkPlaces(_ entries: [Entry], before directory: Int, _ reader: ByteReader) throws(FileRefusal) {
        var free = 0
        for (index, entry) in entries.sorted(by: { $0.offset < $1.offset }).enumerated() {
            guard index > 0 || entry.offset == 0, entry.offset >= free, reader.has("PK\u{3}\u{4}", at: entry.offset),
                let nameLength = reader.little(entry.offset + 26, 2), let extraLength = reader.little(entry.offset + 28, 2),
                let name = reader.slice(entry.offset + 30, nameLength), name.elementsEqual(entry.name.utf8)
            else { throw .damaged }
            free = entry.offset + 30 + nameLength + extraLength + entry.packedSize
            guard free <= directory else { throw .damaged }
        }
    }
}
