import Domain
import Foundation
import Testing

@testable import Web

/// Anna attaches files where she starts and where she writes; staff where they answer.
struct UploadTests {
    static let good = Upload(
        fields: Browser.matter,
        files: [
            .init(name: "skitse.png", type: "image/png", bytes: Sample.png),
            .init(name: "plan.pdf", type: "application/pdf", bytes: Sample.pdf),
        ])

    @Test func `files are kept with the draft, shown before sending, and arrive with what was started`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let first = try await anna.post("/start", Self.good)
        #expect(first.status == 303)
        let token = try #require(first.location?.split(separator: "/").dropFirst().first.map(String.init))
        let again = try await anna.get("/start/\(token)/hvad")
        #expect(again.text.contains("skitse.png") && again.text.contains("plan.pdf"))
        _ = try await anna.post("/start/\(token)/hvor", Browser.place)
        _ = try await anna.post("/start/\(token)/svar", Browser.contact)
        let check = try await anna.get("/start/\(token)/tjek")
        #expect(check.text.contains("skitse.png (billede, 1 kB)") && check.text.contains("plan.pdf (pdf, 1 kB)"))
        let receipt = try await anna.follow(try await anna.post("/start/\(token)/send"))
        let dialogue = receipt.path.replacing("/kvittering", with: "")
        let thread = try await anna.get(dialogue)
        #expect(thread.text.contains("skitse.png") && thread.text.contains("alt=\"Lille udgave af skitse.png\""))
        let file = try #require(thread.links.first { $0.contains("/fil/") })
        #expect(try await anna.get(file).status == 200)
    }

    @Test func `a file can be taken out again`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        let token = try #require(
            try await anna.post("/start", Self.good).location?.split(separator: "/").dropFirst().first.map(String.init))
        let form = try await anna.get("/start/\(token)/hvad").text
        let shown = try #require(form.firstMatch(of: /name="files-shown" value="(\d+),(\d+)"/))
        var fields = Browser.matter
        fields["files-shown"] = "\(shown.1),\(shown.2)"
        fields["file-\(shown.2)"] = "1"
        _ = try await anna.post("/start/\(token)/hvad", Upload(fields: fields))
        let after = try await anna.get("/start/\(token)/hvad").text
        #expect(!after.contains("skitse.png") && after.contains("plan.pdf"))
    }

    @Test func `a refused form keeps the good files and names the others one by one`() async throws {
        let site = try await TownSite()
        let anna = Browser(site)
        var upload = Self.good
        upload.fields["text"] = ""
        upload.files += [
            .init(name: "virus.pdf", bytes: Array("MZ\u{0}".utf8)), .init(name: "tom.txt", bytes: []),
            .init(name: "stor.pdf", bytes: [UInt8](repeating: 0x25, count: 10 * 1024 * 1024 + 1)),
        ]
        let refused = try await anna.post("/start", upload)
        #expect(refused.status == 422)
        let summary = try #require(refused.text.firstMatch(of: /(?s)<div class="errors".*?<\/div>/)).0
        #expect(summary.contains("»virus.pdf« er en type, vi ikke kan tage imod"))
        #expect(summary.contains("»tom.txt« er tom"))
        #expect(summary.contains("»stor.pdf« er større end 10 MB"))
        #expect(summary.contains("href=\"#text\"") && summary.contains("href=\"#files\""))
        #expect(!summary.contains("skitse.png"))
        // The others are ready, and the form goes to where they lie.
        #expect(refused.text.contains("skitse.png") && refused.text.contains("plan.pdf"))
        let action = try #require(refused.actions.first { $0.hasSuffix("/hvad") })
        var fields = Browser.matter
        for match in refused.text.matches(of: /name="(file-\d+)"/) { fields[String(match.1)] = "1" }
        let sent = try await anna.post(action, Upload(fields: fields))
        #expect(sent.status == 303)
    }

    @Test func `eleven files are one too many, and the same file twice is one`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let eleven = (1...11).map { Upload.File(name: "\($0).txt", bytes: Array("Nummer \($0)".utf8)) }
        let anna = Browser(site)
        let refused = try await anna.post(
            site.address(started) + "/besked", Upload(fields: ["text": "Se her", "key": "k"], files: eleven))
        #expect(refused.status == 422)
        #expect(refused.text.contains("»11.txt« er én for meget"))
        #expect(refused.text.contains("Se her"))
        #expect(refused.text.matches(of: /name="file-\d+"/).count == 10)
        let twice = [eleven[0], eleven[0]]
        let sent = try await anna.post(site.address(started) + "/besked", Upload(fields: ["text": "Se her", "key": "l"], files: twice))
        #expect(sent.status == 303)
        #expect(try await anna.get(site.address(started)).links.filter { $0.contains("/fil/") }.count == 1)
    }

    @Test func `a refused reply keeps its file, and sending it again sends it`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let anna = Browser(site)
        let refused = try await anna.post(
            site.address(started) + "/besked", Upload(fields: ["text": "", "key": "k"], files: Self.good.files))
        #expect(refused.status == 422)
        var fields = ["text": "Nu med ord", "key": "l"]
        for match in refused.text.matches(of: /name="(file-\d+)"/) { fields[String(match.1)] = "1" }
        #expect(fields.count == 4)
        #expect(try await anna.post(site.address(started) + "/besked", Upload(fields: fields)).status == 303)
        let files = try await anna.get(site.address(started)).links.filter { $0.contains("/fil/") }
        #expect(files.count == 2)
        // Nobody else can send it, or read it, by its number.
        let other = try await site.start(.init(subject: "Noget andet", email: "bo@example.dk"))
        _ = try await Browser(site).post(site.address(other) + "/besked", Upload(fields: fields))
        #expect(try await Browser(site).get(site.address(other)).links.filter { $0.contains("/fil/") }.isEmpty)
        let number = try #require(files.first?.split(separator: "/").last)
        #expect(try await Browser(site).get(site.address(other) + "/fil/\(number)").status == 404)
    }

    @Test(arguments: ["svar", "note", "luk"])
    func `staff attaches a file to an answer, a note and a closing`(act: String) async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let fatima = try await site.browser(.facilitator)
        let fields = ["text": "Her er planen.", "then": "proceed", "ground": "agreed", "outcome": "Planen er her.", "key": "k"]
        let path = "/skrivebord/\(started.reference)"
        let wrong = try await fatima.post(
            "\(path)/\(act)", Upload(fields: fields, files: [.init(name: "x.exe", bytes: Array("MZ\0".utf8))]))
        #expect(wrong.status == 422 && wrong.text.contains("»x.exe« er en type"))
        #expect(wrong.text.contains("Her er planen."))
        let sent = try await fatima.post("\(path)/\(act)", Upload(fields: fields, files: Self.good.files))
        #expect(sent.status == 303)
        #expect(try await fatima.get(path).links.filter { $0.contains("/fil/") }.count == 2)
        // A note's file is the note's.
        let anna = try await Browser(site).get(site.address(started))
        #expect(anna.links.filter { $0.contains("/fil/") }.count == (act == "note" ? 0 : 2))
    }

    @Test func `too much in a day is told, and the words are kept`() async throws {
        let site = try await TownSite()
        let started = try await site.start()
        let anna = Browser(site, network: "192.0.2.77")
        try await site.stores.usage.take(FileIntake.perDay, for: "192.0.2.77", amount: FileIntake.perDay.uses, at: site.clock.now)
        let refused = try await anna.post(site.address(started) + "/besked", Upload(fields: ["text": "Mine ord"], files: Self.good.files))
        #expect(refused.status == 422)
        #expect(refused.text.contains("Mine ord") && refused.text.contains("»plan.pdf« kom ikke med"))
    }
}
