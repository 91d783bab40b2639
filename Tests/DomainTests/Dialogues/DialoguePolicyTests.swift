import Domain
import Foundation
import Testing

/// Who may read, work on and write in which dialogue, written by hand. `VisibilityMatrixTests` ties the SQL to it.
struct DialoguePolicyTests {
    /// Dialogue 1 is of area 1, started by person 10, owned by person 20, an officer of department 5, which was asked.
    static let dialogue = Dialogue.ID(1)
    static let (area, elsewhere) = (Area.ID(1), Area.ID(2))

    static let anna = Viewer.party(.init(10), of: dialogue)
    static let karen = Viewer.party(.init(11), of: dialogue)
    static let bo = Viewer.party(.init(12), of: .init(2))
    /// Anna's other dialogue: an address opens one dialogue, not a person's all.
    static let annaElsewhere = Viewer.party(.init(10), of: .init(2))
    static let owner = staff(20, .officer, departments: [.init(5)])
    static let colleague = staff(21, .officer, departments: [.init(5)])
    static let otherOfficer = staff(22, .officer, departments: [.init(6)])
    static let fatima = staff(30, .facilitator, areas: [area])
    static let henrik = staff(31, .facilitator, areas: [elsewhere])
    static let between = staff(32, .facilitator)
    static let peter = staff(40, .politician)
    static let inge = staff(50, .secretariat)
    static let mads = staff(60, .administrator)
    /// An area without the role is no desk.
    static let ghost = staff(70, .officer, areas: [area])

    enum May: String { case nothing, read, write, work }

    /// The viewer; what they may with a dialogue that is: private, public, public but unconfirmed, without an area.
    static let table: [(Viewer, May, May, May, May)] = [
        (.anonymous, .nothing, .read, .nothing, .nothing),
        (anna, .write, .write, .write, .write), (karen, .write, .write, .write, .write),
        (bo, .nothing, .read, .nothing, .nothing), (annaElsewhere, .nothing, .read, .nothing, .nothing),
        (owner, .work, .work, .work, .work), (colleague, .work, .work, .work, .work),
        (otherOfficer, .nothing, .read, .nothing, .nothing),
        (fatima, .work, .work, .work, .work), (henrik, .nothing, .read, .nothing, .work), (between, .nothing, .read, .nothing, .work),
        (peter, .nothing, .read, .nothing, .nothing), (inge, .nothing, .read, .nothing, .nothing),
        (mads, .nothing, .read, .nothing, .nothing), (ghost, .nothing, .read, .nothing, .nothing),
    ]

    @Test(arguments: table)
    func `each may what the table says`(row: (viewer: Viewer, private: May, public: May, unconfirmed: May, placeless: May)) throws {
        let cases: [(Dialogue, May)] = try [
            (.example(.parties, .withStaff, .area(Self.area)), row.private), (.example(.parties, .closed, .area(Self.area)), row.private),
            (.example(.everyone, .withStaff, .area(Self.area)), row.public),
            (.example(.everyone, .withCitizen, .area(Self.area)), row.public),
            (.example(.everyone, .closed, .area(Self.area)), row.public),
            (.example(.everyone, .unconfirmed, .area(Self.area)), row.unconfirmed),
            (.example(.parties, .withStaff, .municipality), row.placeless), (.example(.parties, .unconfirmed, .unknown), row.placeless),
        ]
        for (dialogue, may) in cases {
            #expect(DialoguePolicy.mayRead(row.viewer, dialogue) == (may != .nothing))
            #expect(((try? DialoguePolicy.permitReply(row.viewer, dialogue)) != nil) == (may == .write))
            #expect(((try? DialoguePolicy.permitWork(row.viewer, dialogue)) != nil) == (may == .work))
            let audiences: Set<Event.Audience> =
                switch may {
                case .nothing, .read: [.everyone]
                case .write: [.everyone, .parties]
                case .work: [.everyone, .parties, .staff]
                }
            #expect(DialoguePolicy.audiences(row.viewer, dialogue) == audiences)
        }
    }

    /// Who may clarify, steer (close, reopen, forward), invite, and speak for themselves, in that order.
    static let acts: [(Viewer, [Bool])] = [
        (.anonymous, [false, false, false, false]), (anna, [false, false, true, true]), (karen, [false, false, false, true]),
        (bo, [false, false, false, false]), (annaElsewhere, [false, false, false, false]),
        (owner, [false, true, true, false]), (colleague, [false, true, true, false]), (otherOfficer, [false, false, false, false]),
        (fatima, [true, true, true, false]), (henrik, [false, false, false, false]), (peter, [false, false, false, false]),
        (inge, [false, false, false, false]), (mads, [false, false, false, false]),
    ]

    @Test(arguments: acts, [Dialogue.Visibility.parties, .everyone])
    func `each may act as the table says, whoever else may read`(row: (Viewer, [Bool]), visibility: Dialogue.Visibility) throws {
        let dialogue = try Dialogue.example(visibility, .withStaff, .area(Self.area))
        #expect(Self.permits(row.0, dialogue) == row.1)
    }

    @Test func `a politician who has it answers and hands back, and no more`() throws {
        let dialogue = try Dialogue.example(.parties, .withStaff, .area(Self.area), owner: 40, .politician)
        #expect((try? DialoguePolicy.permitWork(Self.peter, dialogue)) != nil)
        #expect(Self.permits(Self.peter, dialogue) == [false, false, false, false])
    }

    @Test func `who stands in for a facilitator may what a facilitator may`() throws {
        let dialogue = try Dialogue.example(.parties, .withStaff, .municipality, owner: 50, .facilitator)
        #expect(Self.permits(Self.inge, dialogue) == [true, true, true, false])
        #expect(Self.permits(Self.mads, dialogue) == [false, false, false, false])
    }

    private static func permits(_ viewer: Viewer, _ dialogue: Dialogue) -> [Bool] {
        [
            (try? DialoguePolicy.permitClarify(viewer, dialogue)) != nil, (try? DialoguePolicy.permitSteer(viewer, dialogue)) != nil,
            (try? DialoguePolicy.permitInvite(viewer, dialogue)) != nil, (try? DialoguePolicy.permitTakePart(viewer, dialogue)) != nil,
        ]
    }

    @Test func `a permit says who may do what to which dialogue`() throws {
        let dialogue = try Dialogue.example(.parties, .withStaff, .area(Self.area))
        let reply = try DialoguePolicy.permitReply(Self.karen, dialogue).action
        #expect(reply.dialogueID == Self.dialogue && reply.authorID == .init(11) && reply.channel == .web)
        let work = try DialoguePolicy.permitWork(Self.fatima, dialogue).action
        #expect(work.dialogueID == Self.dialogue && work.staffID == .init(30))
    }

    @Test(arguments: [Viewer.anonymous, anna, bo, fatima, peter])
    func `everybody may start`(viewer: Viewer) { _ = DialoguePolicy.permitStart(viewer) }

    @Test func `the desk is for staff`() throws {
        for viewer in [Self.fatima, Self.owner, Self.peter, Self.inge, Self.mads] {
            #expect(try DeskPolicy.permitOpen(viewer).action.staff == viewer.staff)
        }
        for viewer in [Viewer.anonymous, Self.anna, Self.bo] { #expect(throws: Forbidden.self) { try DeskPolicy.permitOpen(viewer) } }
    }

    @Test func `roles that sign in are the town hall's`() {
        #expect(Role.allCases.filter(\.signsIn) == [.facilitator, .officer, .politician, .secretariat, .administrator])
    }

    private static func staff(
        _ id: Int64, _ role: Role, areas: Set<Area.ID> = [], departments: Set<Organization.ID> = []
    ) -> Viewer {
        .staff(
            .init(personID: .init(id), name: "\(role)", roles: [role], areas: areas, departments: departments, language: .da))
    }
}

extension Dialogue {
    fileprivate static func example(
        _ visibility: Visibility, _ stage: Stage, _ scope: Scope, owner: Int64 = 20, _ holder: Holder = .officer
    ) throws -> Dialogue {
        Dialogue(
            id: DialoguePolicyTests.dialogue, reference: try #require(Reference("HOL-2026-0001")), kind: .idea,
            subject: "Cykelsti", scope: scope, place: nil, starterID: .init(10), behalf: .oneself, stage: stage, ownerID: .init(owner),
            holder: holder, departmentID: holder == .officer ? .init(5) : nil,
            nextStep: nil, dueOn: nil, visibility: visibility, isNamePublic: false, startedAt: Date(timeIntervalSince1970: 0), closing: nil,
            lastEventID: .init(1))
    }
}
