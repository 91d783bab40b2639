import Formats
import Foundation
import Mail
import Testing

struct FolderTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "krumtap-\(UUID().uuidString)").path
    var directory: String { folder + "/post/kasse" }

    private func mail(_ id: String, _ seconds: TimeInterval = 0, subject: String = "Cykelsti") throws -> Data {
        try MailMessage(
            messageID: id, from: .init(name: "Dialog", address: "dialog@example.dk"),
            to: .init(name: "Anna Ærø", address: "anna@example.dk"),
            subject: subject, date: Date(timeIntervalSince1970: 1_795_435_322 + seconds), text: "Hej Anna", language: "da"
        ).data
    }

    private func deliver(_ message: Data) async throws {
        try await FolderTransport(directory: directory).deliver(message, from: "dialog@example.dk", to: "anna@example.dk")
    }

    private var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: directory).sorted()) ?? [] }

    private func done() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `a mail becomes a file of its own that only we may read`() async throws {
        defer { done() }
        let message = try mail("HOL-2026-0042.17@example.dk")
        try await deliver(message)
        #expect(files == ["20261123-120202-HOL-2026-0042.17.eml"])
        let path = directory + "/20261123-120202-HOL-2026-0042.17.eml"
        #expect(try Data(contentsOf: URL(filePath: path)) == message)
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: directory)[.posixPermissions] as? Int == 0o700)
    }

    @Test func `the same mail delivered again is one file, also a day later`() async throws {
        defer { done() }
        try await deliver(try mail("a.1@example.dk"))
        try await deliver(try mail("a.1@example.dk", 86_400))
        try await deliver(try mail("a.11@example.dk"))
        #expect(files == ["20261123-120202-a.1.eml", "20261123-120202-a.11.eml"])
    }

    @Test func `what stands in an identifier cannot lead out of the folder`() async throws {
        defer { done() }
        try await deliver(try mail("../../evil@example.dk"))
        try await deliver(try mail("..\\..\\evil@example.dk"))
        try await deliver(try mail(String(repeating: "x", count: 200) + "@example.dk"))
        try await deliver(try mail(String(repeating: "x", count: 201) + "@example.dk"))
        #expect(files.count == 4)
        #expect(files.allSatisfy { $0.hasPrefix("20261123-120202-") && $0.hasSuffix(".eml") && $0.utf8.count < 140 })
        #expect(try await MailFolder(directory: directory).newest().count == 4)
    }

    @Test func `the newest mails come first, and no more than asked for`() async throws {
        defer { done() }
        for (number, seconds) in [(9, 0.0), (10, 0), (1, 60), (2, -60)] { try await deliver(try mail("a.\(number)@example.dk", seconds)) }
        let folder = MailFolder(directory: directory)
        #expect(
            try await folder.newest().map(\.id) == [
                "20261123-120302-a.1", "20261123-120202-a.10", "20261123-120202-a.9", "20261123-120102-a.2",
            ])
        #expect(try await folder.newest(2).map(\.id) == ["20261123-120302-a.1", "20261123-120202-a.10"])
        #expect(try await folder.newest(0).isEmpty)
        #expect(try await folder.newest(-1).isEmpty)
    }

    @Test func `a mail is found by its id`() async throws {
        defer { done() }
        try await deliver(try mail("a.1@example.dk", subject: "Cykelsti på Sjælland"))
        let found = try #require(try await MailFolder(directory: directory).find("20261123-120202-a.1"))
        #expect(found.preview.subject == "Cykelsti på Sjælland")
        #expect(found.preview.to == .init(name: "Anna Ærø", address: "anna@example.dk"))
        #expect(found.preview.text == "Hej Anna\n")
        #expect(found.preview.date == Date(timeIntervalSince1970: 1_795_435_322))
    }

    @Test(arguments: [
        "", ".", "..", "../secret", "../../secret", "20261123-120202-../../secret", "20261123-120202-a.1.eml", "20261123-120202-a.1\0",
        "/etc/passwd",
        "20261123-120202-a/b", "20261123-120202-", "20261123-120202-å", "20261123-120202-a.2", "20261123-120202-a.1\n",
        "20261123-120202-" + String(repeating: "a", count: 5000),
    ])
    func `what is no mail's id finds nothing`(id: String) async throws {
        defer { done() }
        try await deliver(try mail("a.1@example.dk"))
        try Data("secret".utf8).write(to: URL(filePath: folder + "/secret.eml"))
        #expect(try await MailFolder(directory: directory).find(id) == nil)
    }

    @Test func `other files in the folder are not mails, and damaged ones do no harm`() async throws {
        defer { done() }
        try await deliver(try mail("a.1@example.dk"))
        try Data("x".utf8).write(to: URL(filePath: directory + "/notes.txt"))
        try Data("x".utf8).write(to: URL(filePath: directory + "/.half.new"))
        try Data([0xFF, 0, 0x3D]).write(to: URL(filePath: directory + "/20261123-120203-damaged.eml"))
        let mails = try await MailFolder(directory: directory).newest()
        #expect(mails.map(\.id) == ["20261123-120203-damaged", "20261123-120202-a.1"])
        #expect(mails.first?.preview.subject == "")
    }

    @Test func `a folder that is not there is empty`() async throws {
        #expect(try await MailFolder(directory: "/nowhere/at/all").newest().isEmpty)
        #expect(try await MailFolder(directory: "/nowhere/at/all").find("20261123-120202-a.1") == nil)
    }

    @Test func `a folder that cannot be written is told, and leaves nothing half`() async throws {
        defer { done() }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: folder + "/post"))
        let failure = await #expect(throws: DeliveryFailure.self) { try await deliver(try mail("a.1@example.dk")) }
        #expect(failure?.kind == .configuration)
        #expect(failure?.reason == "the mail folder cannot be written: Not a directory")
    }

    @Test func `a mail without a Message-ID is refused`() async throws {
        let failure = await #expect(throws: DeliveryFailure.self) { try await deliver(Data("Subject: x\r\n\r\n".utf8)) }
        #expect(failure?.kind == .permanent)
    }
}
