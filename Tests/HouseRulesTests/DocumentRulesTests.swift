import Foundation
import Testing

/// What is documented is there, and what is there is documented.
struct DocumentRulesTests {
    @Test(arguments: [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/operations.md", "docs/glossary.md",
    ])
    func `a document is there`(path: String) throws {
        #expect(try SourceFile.read(path).count > 400)
    }

    @Test func `every setting is documented, and no other`() throws {
        let operations = try SourceFile.read("docs/operations.md")
        let documented = Set(operations.matches(of: /KRUMTAP_[A-Z_]+/).map { String($0.0) })
        let settings = try #require(SourceFile.sources.first { $0.path.hasSuffix("krumtap/Settings/Setting.swift") })
        let read = Set(settings.text.matches(of: /"(KRUMTAP_[A-Z_]+)"/).map { String($0.1) })
        #expect(!read.isEmpty)
        #expect(documented == read)
    }

    @Test func `every command is documented`() throws {
        let operations = try SourceFile.read("docs/operations.md")
        for command in ["serve", "migrate", "demo", "backup", "config check", "version"] {
            #expect(operations.contains("krumtap \(command)"), "\(command)")
        }
    }

    @Test func `the stylesheet and the script keep their size`() throws {
        #expect(try SourceFile.read("Sources/WebAssets/krumtap.css").utf8.count <= 26_000)
        #expect(try SourceFile.read("Sources/WebAssets/krumtap.js").utf8.count <= 5_000)
    }

    @Test(arguments: ["Sources/WebAssets/krumtap.css", "Sources/WebAssets/krumtap.js"])
    func `an asset asks nobody else for anything`(path: String) throws {
        #expect(try SourceFile.read(path).firstMatch(of: /https?:\/\/|@import|url\((?!["']?data:)/) == nil)
    }
}
