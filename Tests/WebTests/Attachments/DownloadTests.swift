import Domain
import Foundation
import HTTPTypes
import SQLEngine
import Testing

@testable import Web

/// How files leave, and how bad forms are met.
struct DownloadTests {
    private func sent(_ name: String, _ bytes: [UInt8] = Sample.pdf) async throws -> (TownSite, TownSite.Started, Browser, String) {
        let site = try await TownSite()
        let started = try await site.start()
        let anna = Browser(site)
        _ = try await anna.post(
            site.address(started) + "/besked", Upload(fields: ["text": "Her", "key": "k"], files: [.init(name: name, bytes: bytes)]))
        let path = try #require(try await anna.get(site.address(started)).links.first { $0.contains("/fil/") })
        return (site, started, anna, path)
    }

    @Test func `a file leaves as a download in a sandbox`() async throws {
        let (_, _, anna, path) = try await sent("plan for Blåbærvej.pdf")
        let answer = try await anna.get(path)
        #expect(answer.status == 200 && answer.text == String(decoding: Sample.pdf, as: UTF8.self))
        #expect(answer.field("Content-Type") == "application/pdf")
        #expect(
            answer.field("Content-Disposition")
                == "attachment; filename=\"plan for Bl_b_rvej.pdf\"; filename*=UTF-8''plan%20for%20Bl%C3%A5b%C3%A6rvej.pdf")
        #expect(answer.field("Content-Security-Policy") == "sandbox; default-src 'none'")
        #expect(answer.field("X-Content-Type-Options") == "nosniff")
        #expect(answer.field("Cache-Control") == "no-store")
        #expect(answer.field("Referrer-Policy") == "no-referrer")
    }

    @Test func `a small picture is shown, and only it`() async throws {
        let (_, _, anna, path) = try await sent("foto.png", Sample.png)
        let small = try await anna.get(path + "/lille")
        #expect(small.status == 200 && small.field("Content-Type") == "image/jpeg")
        #expect(small.field("Content-Disposition") == "inline")
        #expect(small.field("Content-Security-Policy") == "sandbox; default-src 'none'")
        #expect(try await anna.get(path).field("Content-Disposition")?.hasPrefix("attachment") == true)
        #expect(try await sent("plan.pdf").2.get("/d/x/fil/1/lille").status == 404)
    }

    @Test func `each fetch of a private file is written down, and pages with its small picture are not`() async throws {
        let (site, started, anna, path) = try await sent("foto.png", Sample.png)
        _ = try await anna.get(site.address(started))
        _ = try await anna.get(path + "/lille")
        #expect(try await site.count("attachment_reading") == 0)
        _ = try await anna.get(path)
        let number = try #require(path.split(separator: "/").last)
        _ = try await site.browser(.facilitator).get("/skrivebord/\(started.reference)/fil/\(number)")
        _ = try await site.browser(.otherFacilitator).get("/skrivebord/\(started.reference)/fil/\(number)")
        #expect(try await site.count("attachment_reading") == 2)
    }

    @Test(arguments: [
        "../../../etc/passwd.pdf", "\u{202E}fdp.exe.pdf", String(repeating: "æ", count: 300) + ".pdf", "a\"; filename=\"b.html",
        "<script>.pdf",
        "a\r\nSet-Cookie: x=1.pdf", "",
    ])
    func `a bad name harms nobody`(name: String) async throws {
        let (site, started, anna, path) = try await sent(name)
        let answer = try await anna.get(path)
        let disposition = try #require(answer.field("Content-Disposition"))
        #expect(answer.field("Set-Cookie") == nil)
        #expect(disposition.hasSuffix(".pdf") && disposition.contains(".pdf\"; filename*=UTF-8''"))
        #expect(!disposition.contains("/") && disposition.split(separator: "\"").count == 3)
        let page = try await anna.get(site.address(started)).text
        #expect(!page.contains("<script>.pdf") && !page.contains("\u{202E}"))
    }

    static let malformed: [(String, String)] = [
        ("multipart/form-data", "--x\r\n"), ("multipart/form-data; boundary=x", ""), ("multipart/form-data; boundary=x", "--x\r\n"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nafbrudt"),
        ("multipart/form-data; boundary=x", "--x\r\nX: " + String(repeating: "y", count: 20_000)),
        ("multipart/form-data; boundary=x", "--x\r\n\r\nuden navn\r\n--x--"),
    ]

    @Test(arguments: malformed)
    func `a form that is not whole is a 400 page, and nothing is kept`(type: String, body: String) async throws {
        let site = try await TownSite()
        let started = try await site.start()
        for path in ["/start", site.address(started) + "/besked"] {
            let answer = try await Browser(site).post(path, bytes: Array(body.utf8), type: type)
            #expect(answer.status == 400)
            #expect(answer.text.contains("<h1>"))
        }
        #expect(try await site.count("attachment") == 0)
        #expect(try await site.count("draft") == 0)
    }

    @Test func `words that are not UTF-8 and a thousand parts are refused`() async throws {
        let site = try await TownSite()
        let bad = Array("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n".utf8) + [0xFF, 0xFE] + Array("\r\n--x--".utf8)
        #expect(try await Browser(site).post("/start", bytes: bad, type: "multipart/form-data; boundary=x").status == 400)
        let many = String(repeating: "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n", count: 1001) + "--x--"
        #expect(try await Browser(site).post("/start", bytes: Array(many.utf8), type: "multipart/form-data; boundary=x").status == 400)
    }

    @Test func `pages that take no files take no forms with files`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let upload = Upload(fields: ["name": "Bo", "email": "bo@example.dk"])
        #expect(try await Browser(site).post(site.address(started) + "/parter", upload).status == 415)
    }

    @Test func `where there is no more room in memory one is asked to come again`() throws {
        let room = UploadRoom(bytes: 100)
        let first = try room.take(60)
        #expect(throws: Trouble.unavailable) { try room.take(41) }
        _ = try room.take(40)
        room.give(first)
        #expect(throws: Never.self) { try room.take(60) }
    }

    @Test(arguments: [(3, "1 kB"), (1_499, "1 kB"), (1_500, "2 kB"), (999_999, "1000 kB"), (1_000_000, "1,0 MB"), (10_485_760, "10,5 MB")])
    func `sizes are said as people say them`(bytes: Int, words: String) { #expect(AttachmentTexts.size(bytes, .da) == words) }
}
