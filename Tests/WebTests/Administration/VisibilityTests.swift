import Domain
import Foundation
import Storage
import Testing

@testable import Web

/// One table: who sees what, in every room where it could be seen. Each word below stands in one kind of place only.
///
/// S and M are a private dialogue's words and its staff note; B, G, T and L a public one's shown words, its words not shown, a comment
/// shown and one that waits; R is a dialogue that was public and was taken back.
struct VisibilityTests {
    static let words = [
        "S": "solsort", "M": "musvit", "B": "bogfinke", "G": "gråspurv", "T": "stærekasse", "L": "lærkesang", "R": "rødhals",
    ]

    enum Who: String, CaseIterable {
        case anonymous, starter, party, neighbour, askedOfficer, otherOfficer, facilitator, otherFacilitator, politician, administrator
    }

    enum Room: String, CaseIterable {
        case ownAddress, ownFile, privatePage, privateFile, privateFeed, publicPage, publicFile, hiddenFile, publicFeed, comments, stub
        case list, csv, json, atom, area, search, privateBench, privateBenchFile, publicBench, publicBenchFile, stubBench
        case commentDesk, desk, deskSearch
    }

    /// Columns: as `Who` has them. A number is a status that shows nothing; "" is a page that shows none of the words.
    static let table: [Room: [String]] = [
        .ownAddress: ["404", "S", "S", "", "404", "404", "404", "404", "404", "404"],
        .ownFile: ["404", "file", "file", "404", "404", "404", "404", "404", "404", "404"],
        .privatePage: all("404"), .privateFile: all("404"), .privateFeed: all("404"),
        .publicPage: all("BT"), .publicFile: all("file"), .hiddenFile: all("404"), .publicFeed: all("BT"), .comments: all("BT"),
        .stub: all("410"),
        .list: all("B"), .csv: all("B"), .json: all("B"), .atom: all("B"), .area: all("B"), .search: all("B"),
        .privateBench: staff("MS", "404", "MS", "404", "404", "404"),
        .privateBenchFile: staff("file", "404", "file", "404", "404", "404"),
        .publicBench: staff("404", "404", "BGLT", "404", "404", "404"),
        .publicBenchFile: staff("404", "404", "file", "404", "404", "404"),
        .stubBench: staff("404", "404", "R", "404", "404", "404"),
        .commentDesk: staff("", "", "BL", "", "", ""),
        .desk: staff("S", "", "BRS", "", "", ""),
        .deskSearch: staff("MS", "", "BGMRS", "", "", ""),
    ]

    private static func all(_ seen: String) -> [String] { Array(repeating: seen, count: 10) }
    private static func staff(_ seen: String...) -> [String] { Array(repeating: "303", count: 4) + seen }

    @Test func `every room has its row, and every row somebody for each column`() {
        #expect(Set(Self.table.keys) == Set(Room.allCases))
        #expect(Self.table.values.allSatisfy { $0.count == Who.allCases.count })
    }

    @Test(arguments: Who.allCases)
    func `a viewer sees in each room what the table says`(who: Who) async throws {
        let scene = try await Scene()
        let column = try #require(Who.allCases.firstIndex(of: who))
        for room in Room.allCases {
            let expected = try #require(Self.table[room])[column]
            let seen = try await scene.seen(room, by: who)
            #expect(seen == expected, "\(room)")
        }
    }
}

/// What there is to see, and everybody who comes.
private struct Scene {
    let site: TownSite
    let mine: TownSite.Started
    let open: TownSite.Started
    let gone: TownSite.Started
    let neighbour: TownSite.Started
    let partyToken: String
    let privateFile: Attachment.ID
    let publicFile: Attachment.ID
    let hiddenFile: Attachment.ID

    init() async throws {
        let site = try await TownSite()
        let words = VisibilityTests.words
        func word(_ letter: String) -> String { words[letter] ?? "" }
        let mine = try await site.start(.init(subject: "Om \(word("S"))", text: "Her synger \(word("S"))."))
        privateFile = try await site.attach("skitse", to: mine)
        try await site.note(mine.id, "Husk \(word("M")).")
        partyToken = try await site.invite("Karen Friis", "karen@example.dk", into: mine.id).token
        try await site.handOverToOle(mine.id)

        let open = try await site.start(.init(subject: "Om \(word("B"))", text: "Her bor \(word("B")).", email: "b@example.dk"))
        publicFile = try await site.attach("kort", to: open)
        hiddenFile = try await site.attach("ansigter", to: open)
        try await site.publish(open.id, files: [publicFile], takesComments: true)
        try await site.reply(open, "Kun til jer: \(word("G")).")
        for (number, letter) in ["T", "L"].enumerated() {
            try await site.comment(open.id, "Også \(word(letter)).", from: "c\(number)@example.dk", isShown: letter == "T")
        }
        gone = try await site.start(.init(subject: "Om \(word("R"))", text: "Der var \(word("R")).", email: "r@example.dk"))
        try await site.publish(gone.id)
        try await site.takeBack(gone)
        neighbour = try await site.start(.init(subject: "Noget andet", text: "Helt andet.", email: "bo@example.dk"))
        try await site.addOfficer("Tove Bruun", "tove@example.dk", in: "Kultur")
        (self.site, self.mine, self.open) = (site, mine, open)
    }

    private func browser(_ who: VisibilityTests.Who) async throws -> Browser {
        switch who {
        case .anonymous, .starter, .party, .neighbour: Browser(site)
        case .askedOfficer: try await site.signedIn("ole@example.dk")
        case .otherOfficer: try await site.signedIn("tove@example.dk")
        case .facilitator: try await site.signedIn("fatima@example.dk")
        case .otherFacilitator: try await site.signedIn("henrik@example.dk")
        case .politician: try await site.signedIn("peter@example.dk")
        case .administrator: try await site.signedIn("mads@example.dk")
        }
    }

    /// The secret address somebody holds; one that opens nothing for whoever holds none.
    private func own(_ who: VisibilityTests.Who) -> String {
        switch who {
        case .starter: site.address(mine)
        case .party: "/d/\(partyToken)"
        case .neighbour: site.address(neighbour)
        default: "/d/1-x"
        }
    }

    private func path(_ room: VisibilityTests.Room, _ who: VisibilityTests.Who) -> String {
        let (bench, page) = ("/skrivebord/\(mine.reference)", "/dialoger/\(open.reference)")
        return switch room {
        case .ownAddress: own(who)
        case .ownFile: "\(own(who))/fil/\(privateFile.rawValue)"
        case .privatePage: "/dialoger/\(mine.reference)"
        case .privateFile: "/dialoger/\(mine.reference)/fil/\(privateFile.rawValue)"
        case .privateFeed: "/dialoger/\(mine.reference).atom"
        case .publicPage: page
        case .publicFile: "\(page)/fil/\(publicFile.rawValue)"
        case .hiddenFile: "\(page)/fil/\(hiddenFile.rawValue)"
        case .publicFeed: "\(page).atom"
        case .comments: "\(page)/stoette"
        case .stub: "/dialoger/\(gone.reference)"
        case .list: "/dialoger"
        case .csv: "/dialoger.csv"
        case .json: "/dialoger.json"
        case .atom: "/dialoger.atom"
        case .area: "/omraader/jyderup"
        case .search: "/soeg"
        case .privateBench: bench
        case .privateBenchFile: "\(bench)/fil/\(privateFile.rawValue)"
        case .publicBench: "/skrivebord/\(open.reference)"
        case .publicBenchFile: "/skrivebord/\(open.reference)/fil/\(hiddenFile.rawValue)"
        case .stubBench: "/skrivebord/\(gone.reference)"
        case .commentDesk: "/skrivebord/kommentarer"
        case .desk: "/skrivebord?vis=alle"
        case .deskSearch: "/skrivebord/soeg"
        }
    }

    /// The letters of the words in what comes back; of a search, of the words by which a dialogue is found.
    func seen(_ room: VisibilityTests.Room, by who: VisibilityTests.Who) async throws -> String {
        let browser = try await browser(who)
        let path = path(room, who)
        var letters: [String] = []
        for (letter, word) in VisibilityTests.words {
            let isSearch = room == .search || room == .deskSearch
            let answer = try await browser.get(isSearch ? "\(path)?q=\(Browser.encoded(word))" : path)
            guard answer.status == 200 else { return String(answer.status) }
            if answer.field("Content-Type")?.hasPrefix("image/") == true { return "file" }
            let isSeen = isSearch ? answer.links.contains { $0.contains("/HOL-") } : answer.text.lowercased().contains(word)
            if isSeen { letters.append(letter) }
        }
        return letters.sorted().joined()
    }
}

extension TownSite {
    fileprivate func handOverToOle(_ id: Dialogue.ID) async throws {
        let fatima = try #require(try await stores.staff.viewer(people.fatima, on: Day(of: clock.now)))
        var dialogue = try #require(try await stores.dialogues.find(id, as: .staff(fatima)))
        try await stores.dialogues.clarify(
            try NewClarification(kind: "administration", reason: "Det er drift."),
            try DialoguePolicy.permitClarify(.staff(fatima), dialogue), .init(key: UUID().uuidString, seen: nil), at: clock.now)
        dialogue = try #require(try await stores.dialogues.find(id, as: .staff(fatima)))
        let new = try NewHandOver(
            receiver: String(people.ole.rawValue), question: "Kan I ordne det?", dueOn: "2026-12-01", today: Day(of: clock.now),
            calendar: WorkCalendar())
        try await stores.dialogues.handOver(
            new, try DialoguePolicy.permitWork(.staff(fatima), dialogue), .init(key: UUID().uuidString, seen: nil), at: clock.now)
    }

    fileprivate func comment(_ id: Dialogue.ID, _ text: String, from email: String, isShown: Bool) async throws {
        let dialogue = try #require(try await stores.dialogues.find(id, as: .anonymous))
        let new = try NewComment(kind: "experience", text: text, name: "", email: email, language: .da)
        try await stores.comments.ask(new, try CommentPolicy.permitWrite(dialogue), at: clock.now)
        let commentID: Domain.Comment.ID = try await database.read { connection in
            try connection.one("SELECT MAX(id) FROM comment") { try $0.identifier() }
        }
        try await stores.comments.confirm(commentID, at: clock.now)
        guard isShown else { return }
        try await stores.comments.decide(.show, on: commentID, try await steerPermit(id, people.fatima), at: clock.now)
    }

    fileprivate func takeBack(_ started: Started) async throws {
        let dialogue = try #require(try await stores.dialogues.find(started.id, as: started.starter))
        try await stores.dialogues.consent(
            .private, wantsComments: false, try DialoguePolicy.permitTakePart(started.starter, dialogue),
            .init(key: UUID().uuidString, seen: nil), at: clock.now)
    }

    fileprivate func addOfficer(_ name: String, _ email: String, in organization: String) async throws {
        _ = try await stores.staff.add(
            .init(
                name: name, email: try #require(EmailAddress(email)), phone: nil, role: .officer, title: nil, organization: organization,
                from: try #require(Day(iso: "2025-01-01"))), at: clock.now)
    }
}
