import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct SearchTests {
    private static func new(_ subject: String, _ text: String, name: String = "Anna Sørensen", area: Area.ID = Town.jyderup) throws
        -> NewDialogue
    {
        NewDialogue(
            matter: try Matter(text: text, subject: subject, kind: "idea"),
            whereabouts: try Whereabouts(scope: "area", area: area, place: ""),
            contact: try Contact(name: name, email: "anna@example.dk", phone: "", behalf: "self", behalfName: ""), language: .da)
    }

    @Test(arguments: TestEngine.available)
    func `a public dialogue is found by the forms of its words, beginnings and its reference`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(
            try Self.new("Lygter på cykelstien", "Der er mørkt ved Aagade, når børnene cykler hjem."))
        try await town.publish(started.id)
        for text in [
            "cykelsti", "CYKELSTIER", "cykelstierne", "cykel", "lygte", "børn mørk", "Ågade", "ågaden aagade", "jyderup", "cykelst",
            "\"cykelsti\"", "cykelsti AND lygter", "cykelsti*", "NEAR(cykelsti lygter)", "-cykelsti", "boern", started.reference.text,
            started.reference.text.lowercased().replacing("-", with: " "),
        ] {
            let found = try await town.search.search(text)
            let isWhole = !text.contains("AND") && !text.contains("NEAR")
            #expect(found.hits.map(\.line.dialogue.id) == [started.id], "\(text)")
            #expect(!found.isPartial || !isWhole, "\(text)")
        }
        for text in ["bus", "sti", "stien", "anna", "sørensen", "HOL-2026-9999", "og", "…", ""] {
            #expect(try await town.search.search(text).hits.isEmpty, "\(text)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `nobody finds a private dialogue, and its staff finds it by word, name and note`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(try Self.new("Skimmel i soveværelset", "Udlejeren svarer ikke."))
        try await town.note(started.id, by: town.fatima)
        for text in ["skimmel", "udlejer", "anna", started.reference.text] {
            #expect(try await town.search.search(text).hits.isEmpty, "\(text)")
            for (person, count) in [(town.fatima, 1), (town.henrik, 0), (town.ole, 0), (town.mads, 0), (town.peter, 0)] {
                let permit = try DeskPolicy.permitOpen(try await town.viewer(person))
                #expect(try await town.search.search(text, permit).hits.count == count, "\(text)")
            }
        }
        let permit = try DeskPolicy.permitOpen(try await town.viewer(town.fatima))
        #expect(try await town.search.search("Park", permit).hits.first?.text?.marked == "Tal med Vej og [Park] først.")
    }

    @Test(arguments: TestEngine.available)
    func `the private words of a public dialogue match for its staff only`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(try Self.new("Bænk ved søen", "Jeg bor på Hemmelighedsvej."))
        try await town.publish(started.id)
        try await town.run("UPDATE message SET public_text = 'Jeg bor på [adresse].' WHERE dialogue_id = \(started.id)")
        try await town.note(started.id, by: town.fatima)
        let fatima = try DeskPolicy.permitOpen(try await town.viewer(town.fatima))
        let henrik = try DeskPolicy.permitOpen(try await town.viewer(town.henrik))
        for secret in ["hemmelighedsvej", "tal park", "sørensen", "bænk hemmelighedsvej"] {
            let found = try await town.search.search(secret)
            #expect(found.hits.isEmpty || found.isPartial, "\(secret)")
            #expect(found.hits.allSatisfy { $0.text == nil }, "\(secret)")
            #expect(try await town.search.search(secret, fatima).hits.map(\.line.dialogue.id) == [started.id], "\(secret)")
            #expect(try await town.search.search(secret, henrik).hits.isEmpty, "\(secret)")
        }
        #expect(try await town.search.search("hemmelighedsvej").hits.isEmpty)
        #expect(try await town.search.search("adresse").hits.first?.text?.marked == "Jeg bor på [[adresse]].")
        #expect(try await town.search.similar(to: "Hemmelighedsvej Sørensen Park", in: nil).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `what is taken back is found no more`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(try Self.new("Badebro", "Badebroen mangler brædder."))
        try await town.publish(started.id)
        #expect(try await town.search.search("badebro").hits.count == 1)
        try await town.dialogues.act(on: started.id, .init(key: "", seen: nil), at: .base) { steps, dialogue in
            try steps.connection.run("UPDATE dialogue SET visibility = 'parties', withdrawn_at = 1 WHERE id = \(dialogue.id)")
        }
        #expect(try await town.search.search("badebro").hits.isEmpty)
        #expect(try await town.count("search_document WHERE open_words <> ''") == 0)
    }

    @Test(arguments: TestEngine.available)
    func `the heading comes first, then the newest, and pages join without a gap`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        var ids: [Dialogue.ID] = []
        for number in 1...45 {
            let subject = number == 3 ? "Ny legeplads" : "Nummer \(number)"
            let started = try await town.startConfirmed(try Self.new(subject, "Vi ønsker os en legeplads."))
            try await town.publish(started.id)
            ids.append(started.id)
        }
        var found: [Dialogue.ID] = []
        var cursor: SearchStore.Cursor?
        repeat {
            let page = try await town.search.search("legepladser", after: cursor)
            #expect(page.hits.count <= SearchStore.pageLength)
            found += page.hits.map(\.line.dialogue.id)
            cursor = page.next
        } while cursor != nil
        #expect(found == [ids[2]] + ids.enumerated().filter { $0.offset != 2 }.map(\.element).reversed())
    }

    @Test(arguments: TestEngine.available)
    func `an index in many pieces is put together step by step, and finds the same`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for number in 1...13 {
            let dialogue = try await town.startConfirmed(try Self.new("Nummer \(number)", "En bænk ved søen."))
            try await town.publish(dialogue.id)
        }
        let before = try await town.search.search("bænk").hits.map(\.line.dialogue.id)
        let pieces = try await Self.pieces(town)
        var steps = 0
        while try await town.search.joinPieces() { steps += 1 }
        #expect(try await town.search.search("bænk").hits.map(\.line.dialogue.id) == before)
        #expect(before.count == 13)
        guard engine == .sqlite else { return #expect(steps == 0) }
        #expect(pieces > 2 && steps > 0, "\(pieces) pieces, \(steps) steps")
        #expect(try await Self.pieces(town) <= 2)
        try await town.run("INSERT INTO search_document_index (search_document_index, rank) VALUES ('integrity-check', 1)")
    }

    /// 0 where the engine has none.
    private static func pieces(_ town: Town) async throws -> Int {
        try await town.database.read { connection in
            guard connection.dialect == .sqlite else { return 0 }
            return try connection.one("SELECT COUNT(DISTINCT segid) FROM search_document_index_idx") { try $0.count() }
        }
    }

    private static func heading(_ town: Town) async throws -> String {
        try await town.database.read { try $0.one("SELECT subject FROM search_document") { try $0.text() } }
    }

    /// The words as they were stored before headings had lists of their own.
    @Test(arguments: TestEngine.available)
    func `a database from before the marks is brought up to date`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(try Self.new("Ny badebro", "Brædderne er rådne."))
        try await town.publish(started.id)
        #expect(try await Self.heading(town) == "§ny §badebro")
        try await town.run("UPDATE search_document SET subject = 'ny badebro'")
        try await town.database.write { connection in
            let rebuild = connection.dialect.rebuildFullText(SearchFields.text)
            if !rebuild.isEmpty { try connection.run(script: rebuild) }
        }
        try await town.run("DELETE FROM migration WHERE name = '2026-11-27-1-mark-headings'")
        #expect(try await schema.migrate(town.database) == ["2026-11-27-1-mark-headings"])
        #expect(try await Self.heading(town) == "§ny §badebro")
        let found = try await town.database.read { connection in
            let words = [FullText.Word("§badebro", isPrefix: false)]
            let (dialect, text) = (connection.dialect, SearchFields.text)
            return try connection.rows(
                "SELECT \(dialect.key(text)) FROM \(dialect.source(text)) WHERE \(dialect.holds(words, in: SearchFields.subject, text))"
            ) { try $0.identifier() as Dialogue.ID }
        }
        #expect(found == [started.id])
    }

    @Test(arguments: TestEngine.available)
    func `when none has all the words, those with the most telling ones are shown`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for (subject, text) in [("Færgen til Orø", "Sidste færge sejler for tidligt."), ("Bussen", "Bussen kører for tidligt.")] {
            try await town.publish(try await town.startConfirmed(try Self.new(subject, text)).id)
        }
        let found = try await town.search.search("færge ukendtord")
        #expect(found.isPartial)
        #expect(found.hits.map(\.line.dialogue.subject) == ["Færgen til Orø"])
    }

    @Test(arguments: TestEngine.available)
    func `every step keeps the words up to date`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed(try Self.new("Skolevej", "Trafikken er farlig."))
        let permit = try DeskPolicy.permitOpen(try await town.viewer(town.fatima))
        func finds(_ text: String) async throws -> Bool {
            let found = try await town.search.search(text, permit)
            return !found.hits.isEmpty && !found.isPartial
        }
        #expect(try await !finds("telefonkiosk"))
        try await town.reply(started, "Der står en telefonkiosk i vejen.")
        #expect(try await finds("telefonkiosk"))
        _ = try await town.invite("Birgitte Ravn", into: started)
        #expect(try await finds("birgitte ravn"))
        try await town.close(started.id, by: town.fatima)
        #expect(try await finds("bygges 2028"))
    }

    @Test(arguments: [
        "\"", "'", "\"\"\"", "(", ")))(((", "*", "a*b", "^cykel", "cykel:sti", "subject : cykel", "{open_words} : x", "NOT", "AND AND OR",
        "\\", "%_", "; DROP TABLE dialogue", "\u{0}", "🚲🚲", "ｃｙｋｅｌ", "\u{202E}cykel", "中文 字", "−1", "x OR 1=1",
        String(repeating: "cykel ", count: 170), String(repeating: "x", count: 1000), (1...200).map { "ord\($0)" }.joined(separator: " "),
    ])
    func `whatever is typed is words`(text: String) async throws {
        let town = try await Town(on: .sqlite)
        let started = try await town.startConfirmed(try Self.new("Cykel", "Vi vil cykle."))
        try await town.publish(started.id)
        let permit = try DeskPolicy.permitOpen(try await town.viewer(town.fatima))
        let found = try await town.search.search(text)
        _ = try await town.search.search(text, permit)
        _ = try await town.search.similar(to: text, in: Town.jyderup)
        #expect(found.hits.count <= 1)
    }
}
