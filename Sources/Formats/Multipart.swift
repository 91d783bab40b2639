import Foundation

/// Reads `multipart/form-data` (RFC 7578) piece by piece as it arrives. What is too large is counted and dropped, never kept,
/// so that a file can be refused by its name while the form around it is read on.
package struct MultipartReader: Sendable {
    package struct Part: Sendable, Equatable {
        package let name: String
        /// Nil for a field without a file. As its sender wrote it: not to be trusted.
        package let fileName: String?
        package fileprivate(set) var bytes: [UInt8] = []
        /// There was more than the limit.
        package fileprivate(set) var isTooLarge = false

        package init(name: String, fileName: String?, bytes: [UInt8] = [], isTooLarge: Bool = false) {
            self.name = name
            self.fileName = fileName
            self.bytes = bytes
            self.isTooLarge = isTooLarge
        }
    }

    package struct Limits: Sendable {
        package var fieldBytes: Int
        /// All fields without a file together.
        package var allFieldBytes: Int
        package var fileBytes: Int
        /// Files after these are read over: their bytes are not kept.
        package var files: Int
        package var parts: Int
        package var headerBytes: Int

        package init(fieldBytes: Int, allFieldBytes: Int, fileBytes: Int, files: Int, parts: Int, headerBytes: Int = 8 << 10) {
            self.fieldBytes = fieldBytes
            self.allFieldBytes = allFieldBytes
            self.fileBytes = fileBytes
            self.files = files
            self.parts = parts
            self.headerBytes = headerBytes
        }
    }

    package enum Malformed: Error, Sendable, Equatable {
        case malformed, tooManyParts, tooLarge
    }

    private enum Place: Sendable { case before, afterBoundary, headers, body, end }

    private let limits: Limits
    private let delimiter: [UInt8]
    private var place = Place.before
    private var buffer: [UInt8]
    private var current: Part?
    private var currentLimit = 0
    private var fieldBytes = 0
    private var fileCount = 0
    private var parts: [Part] = []

    /// - Parameter contentType: the whole header field. Throws when it is another type, or names no usable boundary.
    package init(contentType: String, limits: Limits) throws(Malformed) {
        let (essence, parameters) = HeaderParameters.read(contentType)
        guard essence == "multipart/form-data", let boundary = parameters["boundary"], Self.isBoundary(boundary) else { throw .malformed }
        self.limits = limits
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line before it: as if there were one.
        buffer = [0x0D, 0x0A]
    }

    /// RFC 2046, 5.1.1: 1 to 70 characters.
    private static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && !text.hasSuffix(" ")
    }

    package mutating func read(_ bytes: some Sequence<UInt8>) throws(Malformed) {
        guard place != .end else { return }
        buffer.append(contentsOf: bytes)
        while try step() {}
    }

    /// The parts, once everything has arrived. Throws when the last boundary has not.
    package consuming func finish() throws(Malformed) -> [Part] {
        guard place == .end else { throw .malformed }
        return parts
    }

    /// One step with what has arrived; false when it needs more.
    private mutating func step() throws(Malformed) -> Bool {
        switch place {
        case .before: return try skipPreamble()
        case .afterBoundary: return try readBoundaryEnd()
        case .headers: return try readHeaders()
        case .body: return try readBody()
        case .end: return false
        }
    }

    private mutating func skipPreamble() throws(Malformed) -> Bool {
        guard let start = Self.find(delimiter, in: buffer) else {
            guard buffer.count < limits.headerBytes else { throw .malformed }
            return false
        }
        guard start + delimiter.count <= limits.headerBytes else { throw .malformed }
        buffer.removeFirst(start + delimiter.count)
        place = .afterBoundary
        return true
    }

    private mutating func readBoundaryEnd() throws(Malformed) -> Bool {
        guard buffer.count >= 2 else { return false }
        switch (buffer[0], buffer[1]) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")):
            place = .end
            buffer = []
            return false
        case (0x0D, 0x0A):
            // Keeps the line end, so that a part without headers is seen to have none.
            place = .headers
            return true
        default: throw .malformed
        }
    }

    private mutating func readHeaders() throws(Malformed) -> Bool {
        guard let end = Self.find([0x0D, 0x0A, 0x0D, 0x0A], in: buffer) else {
            guard buffer.count < limits.headerBytes else { throw .malformed }
            return false
        }
        guard end + 4 <= limits.headerBytes else { throw .malformed }
        guard parts.count < limits.parts else { throw .tooManyParts }
        let part = try Self.part(buffer[min(2, end)..<end])
        buffer.removeFirst(end + 4)
        if part.fileName != nil {
            // An empty file input sends a part without a name; it is no file.
            fileCount += part.fileName?.isEmpty == true ? 0 : 1
            currentLimit = fileCount <= limits.files ? limits.fileBytes : 0
        } else {
            currentLimit = limits.fieldBytes
        }
        current = part
        place = .body
        return true
    }

    private mutating func readBody() throws(Malformed) -> Bool {
        if let end = Self.find(delimiter, in: buffer) {
            try keep(buffer[..<end])
            buffer.removeFirst(end + delimiter.count)
            if let current { parts.append(current) }
            current = nil
            place = .afterBoundary
            return true
        }
        // What could be the beginning of the delimiter waits for the rest.
        let whole = buffer.count - delimiter.count + 1
        guard whole > 0 else { return false }
        try keep(buffer[..<whole])
        buffer.removeFirst(whole)
        return false
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) throws(Malformed) {
        guard let part = current, !bytes.isEmpty else { return }
        if part.fileName == nil {
            fieldBytes += bytes.count
            guard fieldBytes <= limits.allFieldBytes, part.bytes.count + bytes.count <= currentLimit else { throw .tooLarge }
        }
        if part.isTooLarge { return }
        guard part.bytes.count + bytes.count <= currentLimit else {
            current?.isTooLarge = true
            current?.bytes = []
            return
        }
        current?.bytes.append(contentsOf: bytes)
    }

    private static func part(_ headers: ArraySlice<UInt8>) throws(Malformed) -> Part {
        // RFC 7578, 5.1: names are UTF-8.
        guard let text = String(validating: headers, as: UTF8.self), !text.unicodeScalars.contains("\0") else { throw .malformed }
        for line in text.components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed }
            guard line[..<colon].trimmingCharacters(in: .whitespaces).lowercased() == "content-disposition" else { continue }
            let (kind, parameters) = HeaderParameters.read(String(line[line.index(after: colon)...]))
            guard kind == "form-data", let name = parameters["name"] else { throw .malformed }
            return Part(name: name, fileName: parameters["filename"])
        }
        throw .malformed
    }

    /// Where `needle` begins. `memchr` finds candidates, so that ten megabytes are looked through at the speed of memory.
    private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer -> Int? in
            needle.withUnsafeBufferPointer { needle -> Int? in
                guard let base = buffer.baseAddress, let wanted = needle.baseAddress else { return nil }
                var offset = 0
                let last = buffer.count - needle.count
                while offset <= last, let hit = memchr(base + offset, Int32(first), last - offset + 1) {
                    let at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
                    if memcmp(base + at, wanted, needle.count) == 0 { return at }
                    offset = at + 1
                }
                return nil
            }
        }
    }
}

/// `form-data; name="a"; filename="b.pdf"`.
enum HeaderParameters {
    /// In lower case: what stands before the first `;`, and the names of the parameters. The first of the same name counts.
    static func read(_ text: String) -> (essence: String, parameters: [String: String]) {
        var pieces = split(text)
        let essence = pieces.isEmpty ? "" : pieces.removeFirst().trimmingCharacters(in: .whitespaces).lowercased()
        var parameters: [String: String] = [:]
        for piece in pieces {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = piece[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            let value = unquoted(piece[piece.index(after: equals)...].trimmingCharacters(in: .whitespaces))
            if parameters[name] == nil { parameters[name] = value }
        }
        return (essence, parameters)
    }

    /// At each `;` that stands in no quotes.
    private static func split(_ text: String) -> [String] {
        var pieces = [""]
        var (isQuoted, isEscaped) = (false, false)
        for character in text {
            if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    /// Browsers write `"` as `%22` and line ends as `%0D%0A` (WHATWG, multipart form data); others escape with `\`.
    /// A backslash before anything but `"` or itself is part of a path, as old browsers sent.
    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        var value = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if isEscaped {
                if character != "\"", character != "\\" { value.append("\\") }
                value.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                value.append(character)
            }
        }
        if isEscaped { value.append("\\") }
        return value.replacing("%22", with: "\"").replacing("%0D%0A", with: " ").replacing("%0A", with: " ")
    }
}
