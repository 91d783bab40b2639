import Testing

/// Where things stand, so that a newcomer guesses right.
struct RoomRulesTests {
    /// Longer files, each with its reason.
    static let longFiles: [String: String] = [:]

    static let rooms: Set<String> = [
        "Areas", "Organizations", "People", "Dialogues", "Attachments", "Desk", "Meetings", "Bookings", "Consultations", "Experiences",
        "Grants",
        "Courses",
        "Surveys", "Recommendations", "Evaluation", "Search", "Notifications", "Administration",
    ]
    static let shared: [String: Set<String>] = ["Domain": ["Shared"], "Storage": ["Shared", "Migrations"], "Web": ["Site"]]

    @Test(arguments: SourceFile.sources + SourceFile.tests)
    func `a file has at most 400 lines`(file: SourceFile) {
        let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(count <= 400 || Self.longFiles[file.path] != nil, "\(file.path) has \(count) lines")
    }

    @Test(arguments: ["Domain", "Storage", "Web"])
    func `the layers have the same rooms`(target: String) throws {
        for file in SourceFile.sources where file.target == target {
            let parts = file.path.split(separator: "/").map(String.init)
            #expect(parts.count == 4, "\(file.path) does not stand in a room")
            #expect(Self.rooms.union(Self.shared[target] ?? []).contains(parts[2]), "\(parts[2]) is no room")
        }
    }

    @Test(arguments: SourceFile.sources)
    func `no vague names`(file: SourceFile) {
        for word in ["Utils", "Helper", "Manager", "Common", "Core/", "Extensions", "Misc"] {
            #expect(!file.path.contains(word), "\(file.path)")
        }
    }

    @Test(arguments: SourceFile.sources)
    func `HTML stands only in pages and the layout`(file: SourceFile) {
        let mayHold = file.target == "Markup" || file.name.hasSuffix("Pages.swift") || file.name == "Layout.swift"
        guard !mayHold else { return }
        #expect(
            file.code.firstMatch(of: /"[^"\n]*<\/?(p|div|a|li|ul|ol|h1|h2|form|span|b|section|table|input|dl|dd)[ >]/) == nil,
            "\(file.path)")
    }

    @Test(arguments: SourceFile.sources)
    func `SQL stands only in the storage and below`(file: SourceFile) {
        guard file.target != "Storage", file.target != "SQLEngine" else { return }
        #expect(file.code.firstMatch(of: /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/) == nil, "\(file.path)")
    }

    @Test(arguments: SourceFile.sources)
    func `words for people stand only in texts`(file: SourceFile) {
        let mayHold = file.name.hasSuffix("Texts.swift") || file.target == "Demo" || file.target == "Domain" || file.target == "Storage"
        guard !mayHold else { return }
        #expect(file.code.firstMatch(of: /"[^"\n]*[æøåÆØÅ][^"\n]*"/) == nil, "\(file.path)")
    }

    @Test(arguments: SourceFile.sources)
    func `addresses stand only among the paths`(file: SourceFile) {
        guard file.target == "Web", file.name != "Paths.swift" else { return }
        #expect(
            file.code.firstMatch(of: /"\/(omraader|dialoger|start|d|bekraeft|log-ind|skrivebord|henvisninger|postkasse)[\/"?]/) == nil,
            "\(file.path)")
    }

    @Test(arguments: SourceFile.sources)
    func `nothing is public, forced, left for later or printed`(file: SourceFile) {
        for (what, found) in [
            ("public", file.code.contains(#/(?m)^\s*public /#)), ("fatalError", file.code.contains("fatalError(")),
            ("try!", file.code.contains("try! ")), ("TODO", file.text.contains(/\b(TODO|FIXME|XXX)\b/)),
            ("print", file.target != "krumtap" && file.code.contains(/(?m)^\s*print\(/)),
        ] { #expect(!found, "\(file.path) holds \(what)") }
    }

    @Test(arguments: SourceFile.sources)
    func `only the drivers vouch for thread safety themselves`(file: SourceFile) {
        let mayVouch = file.target == "SQLEngine" || file.target == "Mail"
        #expect(mayVouch || !file.code.contains("@unchecked Sendable"), "\(file.path)")
    }
}
