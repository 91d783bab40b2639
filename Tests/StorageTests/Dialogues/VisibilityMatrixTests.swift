import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

/// The policy says it in Swift, the store says it in SQL. Every viewer, every dialogue, every engine: item, list and desk
/// hold exactly what the policy says.
struct VisibilityMatrixTests {
    enum Part: String, CaseIterable {
        case anonymous, starter, invitedParty, otherParty, neighbour
        case owner, officerOfTheDepartment, officerOfAnother, facilitator, facilitatorElsewhere, politician, administrator, secretariat
    }

    @Test(arguments: TestEngine.available, Part.allCases)
    func `a viewer finds, lists and works on exactly what the policy allows`(engine: TestEngine, part: Part) async throws {
        let matrix = try await Matrix(on: engine)
        let (town, viewer) = (matrix.town, try await matrix.viewer(part))
        let all = try await matrix.dialogues()

        var found: Set<Dialogue.ID> = []
        for dialogue in all {
            let byID = try await town.dialogues.find(dialogue.id, as: viewer)
            let byReference = try await town.dialogues.find(dialogue.reference, as: viewer)
            let threads = [
                try await town.dialogues.thread(dialogue.id, as: viewer), try await town.dialogues.thread(dialogue.reference, as: viewer),
            ]
            #expect(byID == byReference)
            #expect(threads.allSatisfy { $0?.dialogue == byID })
            if byID != nil { found.insert(dialogue.id) }
        }
        let listed = try await town.dialogues.newest(1000, as: viewer).map(\.dialogue.id)

        let readable = all.filter { DialoguePolicy.mayRead(viewer, $0) }.map(\.id)
        #expect(!readable.isEmpty && readable.count < all.count)
        #expect(found == Set(readable))
        #expect(listed == readable.sorted(by: >))
    }

    @Test(
        arguments: TestEngine.available,
        [Part.owner, .officerOfTheDepartment, .officerOfAnother, .facilitator, .facilitatorElsewhere, .politician])
    func `the desk's last table holds what is open and the policy lets one work on`(engine: TestEngine, part: Part) async throws {
        let matrix = try await Matrix(on: engine)
        let viewer = try await matrix.viewer(part)
        let (staff, permit) = (try #require(viewer.staff), try DeskPolicy.permitOpen(viewer))

        let workable = try await matrix.dialogues().filter { DialoguePolicy.mayWork(staff, $0) && $0.stage.isOpen }
        #expect(workable.isEmpty == [.officerOfAnother, .politician].contains(part))
        for area in [nil, Town.jyderup, Town.holbaek] {
            let page = try await matrix.town.desk.page(.all, in: area, after: nil, permit, today: try day("2026-11-23"))
            #expect(Set(page.lines.map(\.id)) == Set(workable.filter { area == nil || $0.areaID == area }.map(\.id)))
        }
    }

    @Test(arguments: TestEngine.available, Part.allCases)
    func `a viewer reads exactly the lines meant for them`(engine: TestEngine, part: Part) async throws {
        let matrix = try await Matrix(on: engine)
        let viewer = try await matrix.viewer(part)
        for dialogue in try await matrix.dialogues() {
            guard let thread = try await matrix.town.dialogues.thread(dialogue.id, as: viewer) else { continue }
            let audiences = DialoguePolicy.audiences(viewer, dialogue)
            #expect(Set(thread.events.map(\.audience)) == audiences)
            #expect(thread.events.contains { $0.text == "For personalet." } == audiences.contains(.staff))
            #expect((thread.starter != nil) == audiences.contains(.parties))
        }
    }

    @Test(arguments: TestEngine.available)
    func `nobody but staff whose work it is ever reads a staff note`(engine: TestEngine) async throws {
        let matrix = try await Matrix(on: engine)
        let others: [Part] = [.politician, .administrator, .facilitatorElsewhere]
        for part in [.anonymous, .starter, .invitedParty, .otherParty, .neighbour] + others {
            let viewer = try await matrix.viewer(part)
            for dialogue in try await matrix.dialogues() where dialogue.areaID == Town.jyderup {
                let thread = try await matrix.town.dialogues.thread(dialogue.id, as: viewer)
                #expect(thread?.events.contains { $0.audience == .staff } != true, "\(part)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `public lists hold what everybody may read and nothing else`(engine: TestEngine) async throws {
        let matrix = try await Matrix(on: engine)
        let readable = try await matrix.dialogues().filter { DialoguePolicy.mayRead(.anonymous, $0) }
        let published = try await matrix.town.dialogues.published(in: Town.jyderup, limit: 100)
        let outcomes = try await matrix.town.dialogues.outcomes(limit: 100)

        #expect(Set(published.map(\.dialogue.id)) == Set(readable.filter { $0.areaID == Town.jyderup }.map(\.id)))
        #expect(published.count == 5)
        #expect(Set(outcomes.map(\.dialogue.id)) == Set(readable.filter { !$0.stage.isOpen }.map(\.id)))
        #expect(outcomes.count == 12)
    }
}

/// One dialogue of each visibility × stage × place, all with a line for everybody, for the parties and for staff.
private struct Matrix {
    let town: Town
    let mine: Town.Started
    let invited: Viewer
    let other: Viewer
    let neighbour: Viewer

    init(on engine: TestEngine) async throws {
        town = try await Town(on: engine)
        for scope: Dialogue.Scope in [.area(Town.jyderup), .area(Town.holbaek), .area(Town.oroe), .municipality] {
            for stage in Dialogue.Stage.allCases where stage != .draft {
                for visibility in Dialogue.Visibility.allCases { try await town.start(scope, stage, visibility) }
            }
        }
        mine = try await town.startConfirmed(try Town.new())
        try await town.fill(mine.id, .parties)
        // Ole has been given one of Jyderup's, and with him Vej og Park.
        try await town.clarify(mine.id, as: .administration, by: town.fatima)
        try await town.handOver(mine.id, to: town.ole, by: town.fatima)
        invited = try await town.invite("Karen Friis", into: mine).viewer
        other = try await town.startConfirmed(try Town.new(name: "Carl Dam", email: "carl@example.dk", where: .area(Town.holbaek))).starter
        neighbour = try await town.startConfirmed(try Town.new(name: "Bo Dahl", email: "bo@example.dk")).starter
        for id in [other, neighbour].compactMap(\.dialogueID) { try await town.fill(id, .parties) }
    }

    func dialogues() async throws -> [Dialogue] {
        try await town.database.read { try $0.rows("SELECT \(DialogueRows.columns) FROM dialogue d ORDER BY d.id", DialogueRows.read) }
    }

    func viewer(_ part: VisibilityMatrixTests.Part) async throws -> Viewer {
        switch part {
        case .anonymous: .anonymous
        case .starter: mine.starter
        case .invitedParty: invited
        case .otherParty: other
        case .neighbour: neighbour
        case .owner: try await town.viewer(town.ole)
        case .officerOfTheDepartment:
            try await town.viewer(try await town.staff.add(.named("Lene Dal", .officer, in: "Vej og Park"), at: .base))
        case .officerOfAnother:
            try await town.viewer(try await town.staff.add(.named("Tove Bruun", .officer, in: "Kultur"), at: .base))
        case .facilitator: try await town.viewer(town.fatima)
        case .facilitatorElsewhere: try await town.viewer(town.henrik)
        case .politician: try await town.viewer(town.peter)
        case .administrator: try await town.viewer(town.mads)
        case .secretariat: try await town.viewer(town.inge)
        }
    }
}

extension Viewer {
    fileprivate var dialogueID: Dialogue.ID? {
        if case .party(_, let id) = self { id } else { nil }
    }
}

extension Town {
    fileprivate func start(_ scope: Dialogue.Scope, _ stage: Dialogue.Stage, _ visibility: Dialogue.Visibility) async throws {
        let started = try await start(try Town.new(where: scope))
        let owner = try await dialogue(started.id).ownerID
        switch stage {
        case .draft, .unconfirmed: break
        case .withStaff: try await dialogues.confirm(access: started.accessID, at: .base)
        case .withCitizen:
            try await dialogues.confirm(access: started.accessID, at: .base)
            try await answer(started.id, asks: true, by: owner)
        case .closed: try await close(started.id, by: owner)
        case .solved, .partlySolved:
            try await dialogues.confirm(access: started.accessID, at: .base)
            try await close(started.id, by: owner)
            try await judge(started, stage == .solved ? .yes : .partly)
        }
        try await fill(started.id, visibility)
        #expect(try await dialogue(started.id).stage == stage)
    }

    /// A line for each audience, and the visibility, which no step sets yet.
    fileprivate func fill(_ id: Dialogue.ID, _ visibility: Dialogue.Visibility) async throws {
        try await database.write { connection in
            for (audience, text) in [(Event.Audience.everyone, "For alle."), (.parties, "For parterne."), (.staff, "For personalet.")] {
                let messageID = try connection.one("INSERT INTO message (dialogue_id, text) VALUES (\(id), \(text)) RETURNING id") {
                    try $0.integer()
                }
                try Journal(connection: connection).record(
                    .noted, of: id, by: nil, as: .system, for: audience, message: messageID, at: .base)
            }
            try connection.run("UPDATE dialogue SET visibility = \(visibility) WHERE id = \(id)")
        }
    }
}
