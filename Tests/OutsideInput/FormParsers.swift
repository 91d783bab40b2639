import Domain
import Formats

extension Parser {
    /// The body of a form without files, and what stands behind `?`.
    static let form = Parser(
        "form",
        seeds: ["text=bl%C3%A5b%C3%A6r+og%0D%0Amere&name=Anna&empty=&name=Bo", "q=a%CC%8A%CC%A3&t=%F0%9F%91%A9%E2%80%8D", "&&a=b=c&"],
        words: ["%", "&", "=", "+", "%CC%A3%CC%81", "%00", "%C3%A6", "%0D", "%0A", "a=b&"]
    ) { bytes in
        let fields = try URLEncodedForm.fields(of: bytes, upTo: 1000)
        try expect(Set(fields.map(\.name)).count == fields.count, "a name stands twice")
        for field in fields { try expect(isClean(field.name) && isClean(field.value), "a control character was left") }
        try expect(fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } <= 3 * bytes.count, "more came out than went in")
        let written = fields.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&")
        let again = try? URLEncodedForm.fields(of: written.utf8, upTo: 1000)
        let isSame = again?.elementsEqual(fields) { $0.name.isExactly($1.name) && $0.value.isExactly($1.value) }
        try expect(isSame == true, "what was read is read otherwise when it is sent again")
    }

    private static func isClean(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A form with files: the first line is the type, the rest the body.
    static let multipart = Parser(
        "multipart",
        seeds: [
            "multipart/form-data; boundary=XYZ\n--XYZ\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nBlåbær\r\n"
                + "--XYZ\r\nContent-Disposition: form-data; name=\"files\"; filename=\"C:\\a\\plan%22.pdf\"\r\nContent-Type: x/y\r\n\r\n"
                + "a\r\n--XY\r\nb\r\n--XYZ\r\nContent-Disposition: form-data; name=f; filename=\"\"\r\n\r\n\r\n--XYZ--\r\n",
            "Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"\nbefore\r\n--a b\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n--a b--",
        ],
        words: [
            "\r\n--XYZ", "\r\n\r\n", "--", String(repeating: "x", count: 250), "; name=\"x\"", "; filename=\"y.pdf\"", "\\\"", ";", "\"",
            "Content-Disposition: form-data",
        ]
    ) { bytes in
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
        let (type, body) = (String(decoding: bytes[..<end], as: UTF8.self), bytes[end...].dropFirst())
        let limits = MultipartReader.Limits(fieldBytes: 100, allFieldBytes: 150, fileBytes: 50, files: 2, parts: 6, headerBytes: 200)
        let whole = parts(type, body, limits, pieces: .max)
        for size in body.count > 4096 ? [64] : [1, 3, 64] {
            try expect(parts(type, body, limits, pieces: size) == whole, "in pieces of \(size) it is another form")
        }
        let read = try whole.get()
        try expect(read.count <= limits.parts, "more parts than are let in")
        try expect(read.reduce(0) { $0 + $1.bytes.count } <= body.count, "more came out than went in")
        for part in read {
            try expect(part.bytes.count <= (part.fileName == nil ? limits.fieldBytes : limits.fileBytes), "a part is too large")
        }
        for part in read.compactMap(\.fileName) { _ = CPRNumber.mask(part) }
    }

    private static func parts(
        _ type: String, _ body: ArraySlice<UInt8>, _ limits: MultipartReader.Limits, pieces size: Int
    ) -> Result<[MultipartReader.Part], MultipartReader.Malformed> {
        Result { () throws(MultipartReader.Malformed) in
            var reader = try MultipartReader(contentType: type, limits: limits)
            var rest = body
            while !rest.isEmpty {
                try reader.read(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            return try reader.finish()
        }
    }

    /// What follows our own cookie in the header cannot change it.
    static let cookies = Parser(
        "cookies", seeds: ["krumtap=abc; krumtap-browser=def", " a = b ;; =x; c", "__Host-krumtap=1; krumtap=\"2\""],
        words: [";", "=", "krumtap=other", "; ", "\""]
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let after = CookieHeader(["krumtap=mine;\(text)"])
        try expect(after["krumtap"] == "mine", "what follows a cookie changed it")
        let alone = CookieHeader([text])
        for name in ["krumtap", "krumtap-browser"] {
            let value = alone[name] ?? ""
            try expect(value.utf8.count <= bytes.count && !value.utf8.contains(UInt8(ascii: ";")), "a cookie holds another")
        }
    }
}
