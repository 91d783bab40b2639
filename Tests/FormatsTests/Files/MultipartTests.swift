import Testing

@testable import Formats

struct MultipartTests {
    static let limits = MultipartReader.Limits(fieldBytes: 100, allFieldBytes: 150, fileBytes: 50, files: 2, parts: 6, headerBytes: 400)

    private func read(
        _ body: String, type: String = "multipart/form-data; boundary=XYZ", pieces: Int = .max, _ limits: MultipartReader.Limits = limits
    ) throws -> [MultipartReader.Part] { try read(Array(body.utf8), type: type, pieces: pieces, limits) }

    private func read(
        _ body: [UInt8], type: String = "multipart/form-data; boundary=XYZ", pieces: Int = .max, _ limits: MultipartReader.Limits = limits
    ) throws -> [MultipartReader.Part] {
        var reader = try MultipartReader(contentType: type, limits: limits)
        var rest = body[...]
        while !rest.isEmpty {
            try reader.read(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return try reader.finish()
    }

    private func part(_ disposition: String, _ body: String) -> String {
        "--XYZ\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n\(body)\r\n"
    }

    static let form =
        "--XYZ\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nBlåbær\r\n"
        + "--XYZ\r\nContent-Disposition: form-data; name=\"files\"; filename=\"plan.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
        + "a\r\n--XY\r\nb\r\n--XYZ\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\r\n\r\n--XYZ--\r\n"

    @Test(arguments: [1, 2, 3, 7, 64, 10_000])
    func `a form is read the same however it is cut into pieces`(size: Int) throws {
        let parts = try read(Self.form, pieces: size)
        #expect(
            parts == [
                .init(name: "text", fileName: nil, bytes: Array("Blåbær".utf8)),
                .init(name: "files", fileName: "plan.pdf", bytes: Array("a\r\n--XY\r\nb".utf8)), .init(name: "files", fileName: ""),
            ])
    }

    @Test(arguments: [
        ("name=\"a\"; filename=\"x\\\"y.pdf\"", "x\"y.pdf"), ("name=\"a\"; filename=\"x%22y.pdf\"", "x\"y.pdf"),
        ("name=\"a\"; filename=\"C:\\Plan\\x.pdf\"", "C:\\Plan\\x.pdf"), ("name=\"a\"; filename=\"../../x.pdf\"", "../../x.pdf"),
        ("filename=\"a;b=c.pdf\"; name=\"a\"", "a;b=c.pdf"), ("name=a; filename=æ.pdf", "æ.pdf"),
        ("name=\"a\"; filename=\"first.pdf\"; filename=\"second.pdf\"", "first.pdf"),
    ])
    func `a file's name is read as browsers write it`(disposition: String, name: String) throws {
        #expect(try read(part(disposition, "x") + "--XYZ--").first?.fileName == name)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=XYZ", "text/plain; boundary=XYZ", "",
        "multipart/form-data; boundary=\(String(repeating: "x", count: 71))", "multipart/form-data; boundary=\"a\u{1}b\"",
    ])
    func `without a usable boundary nothing is read`(type: String) {
        #expect(throws: MultipartReader.Malformed.malformed) { try read(Self.form, type: type) }
    }

    @Test func `a boundary may stand in quotes`() throws {
        #expect(try read(Self.form, type: "Multipart/Form-Data; charset=utf-8; Boundary=\"XYZ\"").count == 3)
    }

    @Test(arguments: [
        "", "XYZ", "--XYZ", "--XYZ\r\n", "--XYZ\r\n\r\nno headers\r\n--XYZ--", "--XYZjunk\r\n",
        "--XYZ\r\nContent-Type: text/plain\r\n\r\nno name\r\n--XYZ--",
        "--XYZ\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--XYZ--",
        "--XYZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end", "--XYZ\r\nno colon\r\n\r\nx\r\n--XYZ--",
        "--XYZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XYZ",
        "--XYZ\r\nContent-Disposition: form-data; name=\"a\0b\"\r\n\r\nx\r\n--XYZ--",
        String(repeating: "x", count: 1000), "--XYZ\r\nX: \(String(repeating: "y", count: 1000))",
        "--XYZ\r\nX: \(String(repeating: "y", count: 1000))\r\n\r\nz\r\n--XYZ--",
    ])
    func `what is not whole is refused`(body: String) {
        #expect(throws: MultipartReader.Malformed.malformed) { try read(body) }
    }

    @Test(arguments: [1, 3, 64, .max])
    func `what stands before a form has the same limit however it comes`(size: Int) throws {
        let before = { (count: Int) in String(repeating: "x", count: count) + "\r\n" }
        #expect(try read(before(300) + Self.form, pieces: size).count == 3)
        #expect(throws: MultipartReader.Malformed.malformed) { try read(before(395) + Self.form, pieces: size) }
    }

    @Test func `a form cut short anywhere is refused`() {
        let whole = Array(Self.form.utf8)
        for length in 0..<(whole.count - 2) {
            #expect(throws: MultipartReader.Malformed.malformed, "\(length)") { try read(Array(whole.prefix(length))) }
        }
    }

    @Test func `a name that is not UTF-8 is refused`() {
        let body = Array("--XYZ\r\nContent-Disposition: form-data; name=\"".utf8) + [0xFF, 0xFE] + Array("\"\r\n\r\nx\r\n--XYZ--".utf8)
        #expect(throws: MultipartReader.Malformed.malformed) { try read(body) }
    }

    @Test func `a file that is too large is named and not kept, and the rest is read`() throws {
        let body =
            part("name=f; filename=big", String(repeating: "x", count: 51))
            + part("name=f; filename=fits", String(repeating: "y", count: 50))
        let parts = try read(body + part("name=text", "after") + "--XYZ--", pieces: 9)
        #expect(parts.map(\.isTooLarge) == [true, false, false])
        #expect(parts.map(\.bytes.count) == [0, 50, 5])
    }

    @Test func `files beyond the number are counted and not kept`() throws {
        let body = (1...4).map { part("name=f; filename=\($0)", "xx") }.joined()
        let parts = try read(body + "--XYZ--")
        #expect(parts.map(\.bytes.count) == [2, 2, 0, 0])
        #expect(parts.map(\.isTooLarge) == [false, false, true, true])
    }

    @Test func `fields have their limits, each and together`() {
        #expect(throws: MultipartReader.Malformed.tooLarge) { try read(part("name=a", String(repeating: "x", count: 101)) + "--XYZ--") }
        let three = (1...3).map { part("name=\($0)", String(repeating: "x", count: 60)) }.joined()
        #expect(throws: MultipartReader.Malformed.tooLarge) { try read(three + "--XYZ--") }
        let seven = (1...7).map { part("name=\($0)", "x") }.joined()
        #expect(throws: MultipartReader.Malformed.tooManyParts) { try read(seven + "--XYZ--") }
    }

    @Test func `noise never stops the reader`() {
        var random = SystemRandomNumberGenerator()
        let whole = Array(Self.form.utf8)
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? read(bytes, pieces: Int.random(in: 1...50, using: &random))
        }
    }
}
