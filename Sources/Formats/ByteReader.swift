/// Reads numbers and pieces of untrusted bytes; nil where there is nothing, never a trap.
struct ByteReader {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var count: Int { bytes.count }

    subscript(_ offset: Int) -> UInt8? {
        guard offset >= 0, offset < bytes.count else { return nil }
        return bytes[bytes.startIndex + offset]
    }

    func slice(_ offset: Int, _ length: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, length >= 0, offset <= bytes.count, length <= bytes.count - offset else { return nil }
        let start = bytes.startIndex + offset
        return bytes[start..<start + length]
    }

    func has(_ text: StaticString, at offset: Int) -> Bool {
        guard let piece = slice(offset, text.utf8CodeUnitCount) else { return false }
        return text.withUTF8Buffer { piece.elementsEqual($0) }
    }

    func big(_ offset: Int, _ length: Int) -> Int? { slice(offset, length)?.reduce(0) { $0 << 8 | Int($1) } }
    func little(_ offset: Int, _ length: Int) -> Int? { slice(offset, length)?.reversed().reduce(0) { $0 << 8 | Int($1) } }
}
