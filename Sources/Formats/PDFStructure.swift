/// A PDF that begins at its first byte and ends with its trailer, with nothing after it.
enum PDFStructure {
    static func check(_ reader: ByteReader) throws(FileRefusal) -> SniffedFile {
        guard let major = reader[5], (UInt8(ascii: "1")...UInt8(ascii: "2")).contains(major), reader[6] == UInt8(ascii: ".") else {
            throw .damaged
        }
        // ISO 32000-1, 7.5.5. Some writers pad the end with line ends and zeros; anything else is another file behind this one.
        let end = reader.bytes.lastIndex { ![0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }.map { $0 + 1 } ?? reader.bytes.startIndex
        let body = ByteReader(reader.bytes[reader.bytes.startIndex..<end])
        guard body.has("%%EOF", at: body.count - 5), ZipDirectory.end(in: reader) == nil else { throw .damaged }
        return SniffedFile(format: .pdf)
    }
}
