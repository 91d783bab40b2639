import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct StartTests {
    /// The day, the area, who has it from then on.
    @Test(
        arguments: TestEngine.available,
        [
            ("2026-05-31", Town.jyderup, "Grethe Holm"), ("2026-06-01", Town.jyderup, "Fatima Yilmaz"),
            ("2026-11-23", Town.jyderup, "Fatima Yilmaz"), ("2026-11-23", Town.holbaek, "Henrik Bach"),
            ("2026-08-31", Town.oroe, "Fatima Yilmaz"), ("2026-09-01", Town.oroe, "Inge Krogh"), ("2024-12-31", Town.jyderup, "Inge Krogh"),
        ])
    func `the owner is the area's Fælles-skaber on that day`(engine: TestEngine, expected: (String, Area.ID, String)) async throws {
        let (on, area, name) = expected
        let town = try await Town(on: engine)
        let started = try await town.start(try Town.new(where: .area(area)), at: try moment(on))
        #expect(try await town.dialogues.thread(started.id, as: started.starter)?.owner.name == name)
    }

    @Test(arguments: TestEngine.available, [Dialogue.Scope.municipality, .unknown])
    func `what has no area goes to the fallback`(engine: TestEngine, scope: Dialogue.Scope) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(try Town.new(where: scope))
        #expect(try await town.dialogue(started.id).ownerID == town.inge)
        #expect(try await town.dialogue(started.id).scope == scope)
    }

    @Test(arguments: TestEngine.available)
    func `a day belongs to Denmark, also an hour past midnight`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let before = try await town.start(at: try moment("2026-05-31", 23, 59))
        let after = try await town.start(at: try moment("2026-06-01", 0, 0))
        #expect(try await town.dialogue(before.id).ownerID == town.grethe)
        #expect(try await town.dialogue(after.id).ownerID == town.fatima)
        #expect(try await town.start(at: try moment("2026-12-31", 23, 59)).reference.year == 2026)
        #expect(try await town.start(at: try moment("2027-01-01", 0, 0)).reference.year == 2027)
    }

    @Test(arguments: TestEngine.available)
    func `with nobody to ask nothing is stored`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.settings.save(.holbaek(fallback: nil))
        await #expect(throws: DialogueSteps.NobodyToAsk.self) { try await town.start(try Town.new(where: .unknown)) }
        #expect(try await town.count("dialogue") == 0)
        #expect(try await town.count("person WHERE name = 'Anna Sørensen'") == 0)
        #expect(try await town.count("reference_number") == 0)
    }

    /// Sent, confirmed the same day: the starter's ten days to confirm, then our seven to answer.
    @Test(
        arguments: TestEngine.available,
        [
            ("2026-11-23", "2026-12-07", "2026-12-02"), ("2026-12-16", "2027-01-05", "2026-12-29"),
            ("2027-03-16", "2027-04-02", "2027-03-30"), ("2026-11-28", "2026-12-11", "2026-12-08"),
        ])
    func `the next step and its date follow the promise clock`(engine: TestEngine, dates: (String, String, String)) async throws {
        let town = try await Town(on: engine)
        let now = try moment(dates.0)
        let started = try await town.start(at: now)
        let sent = try await town.dialogue(started.id)
        #expect(sent.stage == .unconfirmed && sent.nextStep == .confirm && sent.dueOn?.iso == dates.1)

        try await town.dialogues.confirm(access: started.accessID, at: now)
        let confirmed = try await town.dialogue(started.id)
        #expect(confirmed.stage == .withStaff && confirmed.nextStep == .clarify && confirmed.dueOn?.iso == dates.2)
    }

    @Test(arguments: TestEngine.available)
    func `the promise begins on the day the address is confirmed`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(at: try moment("2026-11-23"))
        try await town.dialogues.confirm(access: started.accessID, at: try moment("2026-11-26"))
        #expect(try await town.dialogue(started.id).dueOn?.iso == "2026-12-07")
    }

    @Test(arguments: TestEngine.available)
    func `somebody with a telephone only is rung within the promise`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.start(try Town.new(name: "Ellen Toft", email: "", phone: "59 18 12 34"))
        let dialogue = try await town.dialogue(started.id)
        #expect(dialogue.stage == .withStaff && dialogue.nextStep == .call && dialogue.dueOn?.iso == "2026-12-02")
        #expect(try await town.mails() == ["call_starter → Fatima Yilmaz"])
        #expect(try await town.dialogues.awaitsConfirmation(access: started.accessID) == false)
    }

    @Test(arguments: TestEngine.available)
    func `a dialogue is stored as the citizen wrote it`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let new = NewDialogue(
            matter: try Matter(text: "Vi drømmer om en café på Ørø 🌊\r\nmed é.", subject: "Café på Orø", kind: "project"),
            whereabouts: try Whereabouts(scope: "area", area: Town.oroe, place: "Ved færgen"),
            contact: try Contact(
                name: "Søren Åkjær", email: "soren@example.dk", phone: "59 18 12 34", behalf: "association",
                behalfName: "Orø Beboerforening"),
            language: .en)
        let started = try await town.start(new)
        let thread = try #require(try await town.dialogues.thread(started.id, as: started.starter))
        #expect(
            thread.dialogue
                == Dialogue(
                    id: .init(1), reference: try #require(Reference("HOL-2026-0001")), kind: .project, subject: "Café på Orø",
                    scope: .area(Town.oroe), place: "Ved færgen", starterID: .init(8),
                    behalf: .init(kind: .association, name: "Orø Beboerforening"), stage: .unconfirmed, ownerID: town.inge,
                    nextStep: .confirm, dueOn: try day("2026-12-07"), visibility: .parties, isNamePublic: false, startedAt: .base,
                    closing: nil, lastEventID: .init(1)))
        #expect(thread.starter?.name == "Søren Åkjær")
        #expect(thread.starter?.language == .en)
        #expect(thread.area == .init(slug: "oroe", name: "Orø"))
        #expect(thread.events.map(\.kind) == [.started])
        #expect(thread.events.first?.text == "Vi drømmer om en café på Ørø 🌊\r\nmed é.")
        #expect(thread.events.first?.actor == .init(personID: .init(8), name: "Søren Åkjær", part: .starter))
        #expect(thread.events.first?.channel == .web)
    }
}

struct SendingOnceTests {
    @Test(arguments: TestEngine.available)
    func `a draft sent twice makes one dialogue`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let draft = try await town.drafts.create(Draft(), at: .base)
        let first = try await town.start(from: draft)
        let second = try await town.start(try Town.new(name: "Anna, igen"), from: draft)
        #expect(first.id == second.id && first.accessID == second.accessID && first.reference == second.reference)
        #expect(try await town.count("dialogue") == 1)
        #expect(try await town.mails() == ["confirm_start → Anna Sørensen"])
    }

    @Test(arguments: TestEngine.available)
    func `twenty clicks at once make one dialogue`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let draft = try await town.drafts.create(Draft(), at: .base)
        let ids = try await withThrowingTaskGroup(of: Dialogue.ID.self) { group in
            for _ in 0..<20 { group.addTask { try await town.start(from: draft).id } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try await town.count("dialogue") == 1)
        #expect(try await town.count("event") == 1)
        #expect(try await town.count("outbox") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `a draft sent twice is counted once, and what is refused not at all`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let use = town.usage.use(UsageStore.Limit("start", uses: 1, seconds: 900), for: "192.0.2.1", at: .base)
        let drafts = [try await town.drafts.create(Draft(), at: .base), try await town.drafts.create(Draft(), at: .base)]
        let new = try Town.new()
        func send(_ draft: Draft.ID) async throws {
            _ = try await town.dialogues.start(new, from: draft, counting: [use], DialoguePolicy.permitStart(.anonymous), at: .base)
        }
        for _ in 0..<3 { try await send(drafts[0]) }
        for _ in 0..<2 { await #expect(throws: UsageStore.Exceeded(retryAfter: 900)) { try await send(drafts[1]) } }
        #expect(try await town.count("dialogue") == 1)
        #expect(try await town.count("usage_count WHERE uses = 1") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `the starter's address stays the starter's after others are invited`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let draft = try await town.drafts.create(Draft(), at: .base)
        let started = try await town.start(from: draft)
        try await town.dialogues.confirm(access: started.accessID, at: .base)
        _ = try await town.invite("Karen Friis", into: started)
        #expect(try await town.dialogues.started(from: draft)?.accessID == started.accessID)
    }
}

struct ReferenceNumberTests {
    @Test(arguments: TestEngine.available)
    func `references count from one in each year and for each prefix`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        var references: [String] = []
        for on in ["2026-11-23", "2026-12-31", "2027-01-01", "2027-01-02"] {
            references.append(try await town.start(at: try moment(on)).reference.text)
        }
        var municipality = try await town.settings.current()
        municipality.referencePrefix = "ODS"
        try await town.settings.save(municipality)
        references.append(try await town.start(at: try moment("2027-01-03")).reference.text)
        #expect(references == ["HOL-2026-0001", "HOL-2026-0002", "HOL-2027-0001", "HOL-2027-0002", "ODS-2027-0001"])
    }

    @Test(arguments: TestEngine.available)
    func `the ten-thousandth of a year has five digits and is found`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.run("INSERT INTO reference_number (prefix, year, last) VALUES ('HOL', 2026, 9998)")
        #expect(try await town.start().reference.text == "HOL-2026-9999")
        let started = try await town.start()
        #expect(started.reference.text == "HOL-2026-10000")
        #expect(try await town.dialogues.find(started.reference, as: started.starter)?.id == started.id)
    }

    @Test(arguments: TestEngine.available)
    func `a prefix that is none stops the start and takes no number`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.run("UPDATE setting SET value = 'hol!' WHERE name = 'reference_prefix'")
        await #expect(throws: DialogueSteps.UnusablePrefix.self) { try await town.start() }
        #expect(try await town.count("reference_number") == 0)
        #expect(try await town.count("dialogue") == 0)
    }
}
