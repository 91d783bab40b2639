import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct DeskTests {
    @Test(arguments: TestEngine.available)
    func `each table holds what its name says, the nearest date first`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let unconfirmed = try await town.start(at: try moment("2026-11-23"))
        let new = try await town.startConfirmed(at: try moment("2026-11-23"))
        let overdue = try await town.startConfirmed(at: try moment("2026-11-10"))
        let answered = try await town.startConfirmed(at: try moment("2026-11-12"))
        try await town.answer(answered.id, by: town.fatima, at: try moment("2026-11-16"))
        let asked = try await town.startConfirmed(at: try moment("2026-11-12"))
        try await town.answer(asked.id, asks: true, by: town.fatima, at: try moment("2026-11-13"))
        let closed = try await town.startConfirmed(at: try moment("2026-11-13"))
        try await town.close(closed.id, by: town.fatima, at: try moment("2026-11-16"))
        let elsewhere = try await town.startConfirmed(try Town.new(where: .area(Town.holbaek)), at: try moment("2026-11-10"))

        let ids: [DeskView: [Dialogue.ID]] = [
            .mine: [overdue.id, answered.id, new.id], .citizen: [asked.id], .overdue: [overdue.id], .new: [overdue.id, new.id],
            .department: [], .politician: [], .unconfirmed: [unconfirmed.id],
            .all: [overdue.id, answered.id, asked.id, new.id, unconfirmed.id],
        ]
        for view in DeskView.allCases {
            let page = try await town.page(view, of: town.fatima)
            #expect(page.lines.map(\.id) == ids[view], "\(view)")
            #expect(page.next == nil)
            #expect(page.counts == [.mine: 3, .department: 0, .politician: 0, .citizen: 1, .overdue: 1, .new: 2, .unconfirmed: 1])
        }
        #expect(try await town.page(.mine, of: town.henrik).lines.map(\.id) == [elsewhere.id])
        #expect(try await town.page(.all, of: town.peter).lines.isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `a line says what the table shows`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let started = try await town.startConfirmed()
        try await town.answer(started.id, by: town.fatima)
        let line = try #require(try await town.page(.mine, of: town.fatima).lines.first)
        #expect(line.reference.text == "HOL-2026-0001" && line.subject == "Cykelsti langs Skarridsøvej")
        #expect(line.scope == .area(Town.jyderup) && line.starterName == "Anna Sørensen" && line.behalfName == nil)
        #expect(line.ownerName == "Fatima Yilmaz" && line.stage == .withStaff && line.nextStep == .proceed)
        #expect(line.dueOn.iso == "2026-12-02" && line.isAnswered)
    }

    @Test(arguments: TestEngine.available)
    func `the area filter narrows lists and counts`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.staff.serve(Town.oroe, by: town.fatima, from: try day("2026-10-01"), until: nil)
        let jyderup = try await town.startConfirmed()
        let oroe = try await town.startConfirmed(try Town.new(where: .area(Town.oroe)))
        for view: DeskView in [.mine, .new, .all] {
            #expect(try await town.page(view, of: town.fatima, in: Town.oroe).lines.map(\.id) == [oroe.id])
            #expect(try await town.page(view, of: town.fatima, in: Town.jyderup).lines.map(\.id) == [jyderup.id])
            #expect(try await town.page(view, of: town.fatima, in: Town.holbaek).lines.isEmpty)
        }
        #expect(try await town.page(.mine, of: town.fatima, in: Town.oroe).counts[.mine] == 1)
        #expect(try await town.page(.mine, of: town.fatima).counts[.mine] == 2)
    }

    @Test(arguments: TestEngine.available, [DeskView.mine, .all])
    func `pages follow on each other without a gap or a repeat, also on one date`(engine: TestEngine, view: DeskView) async throws {
        let town = try await Town(on: engine)
        let new = try Town.new()
        var ids: [Dialogue.ID] = []
        for number in 0..<101 {
            let now = try moment(number < 60 ? "2026-11-23" : "2026-11-20")
            ids.append(try await town.startConfirmed(new, at: now).id)
        }
        var (pages, cursor): ([[Dialogue.ID]], DeskStore.Cursor?) = ([], nil)
        repeat {
            let page = try await town.page(view, of: town.fatima, after: cursor)
            pages.append(page.lines.map(\.id))
            // As the address carries it.
            cursor = page.next.flatMap { DeskStore.Cursor($0.text) }
            #expect(cursor == page.next)
        } while cursor != nil && pages.count < 10
        #expect(pages.map(\.count) == [50, 50, 1])
        #expect(pages.flatMap(\.self) == Array(ids[60...] + ids[..<60]))
    }

    @Test(arguments: TestEngine.available)
    func `a page that is exactly full has no next`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<50 { _ = try await town.startConfirmed() }
        let page = try await town.page(.mine, of: town.fatima)
        #expect(page.lines.count == 50)
        #expect(page.next == nil)
    }

    @Test func `a cursor is read from an address, and from nothing else`() throws {
        #expect(DeskStore.Cursor("2026-12-02.4711") == .init(dueOn: try day("2026-12-02"), id: .init(4711)))
        for text in ["", ".", "2026-12-02", "2026-12-02.", "2026-13-02.1", "2026-12-02.x", "2026-12-02.1.2", "1.2026-12-02"] {
            #expect(DeskStore.Cursor(text) == nil, "\(text)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `counting stops at a hundred`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let new = try Town.new()
        try await town.database.write { connection in
            let steps = DialogueSteps(connection, try Municipality(on: connection), sendsMail: false)
            for _ in 0..<101 { _ = try steps.start(new, at: .base) }
        }
        #expect(try await town.page(.unconfirmed, of: town.fatima).counts[.unconfirmed] == 100)
    }
}

extension Town {
    fileprivate func page(
        _ view: DeskView, of personID: Person.ID, in area: Area.ID? = nil, after cursor: DeskStore.Cursor? = nil
    ) async throws -> DeskStore.Page {
        let permit = try DeskPolicy.permitOpen(try await viewer(personID))
        return try await desk.page(view, in: area, after: cursor, permit, today: try day("2026-11-23"))
    }
}
