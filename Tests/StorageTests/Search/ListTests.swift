import Domain
import Foundation
import SQLEngine
import Storage
import Testing

struct ListTests {
    @Test(arguments: TestEngine.available)
    func `a list holds what is public, of its area, theme and state, newest first`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let edit = try ThemePolicy.permitEdit(try await town.viewer(town.fatima))
        let roads = try await town.themes.add(try NewTheme(danish: "Veje", english: "Roads"), edit, at: .base)
        var ids: [Dialogue.ID] = []
        for (index, area) in [Town.jyderup, Town.holbaek, Town.jyderup, Town.oroe].enumerated() {
            let at = Date.base.addingTimeInterval(Double(index) * 60)
            ids.append(try await town.startConfirmed(try Town.new(where: .area(area)), at: at).id)
        }
        let closed = ids[2]
        try await town.close(closed, by: town.fatima)
        try await town.run("UPDATE dialogue SET visibility = 'everyone' WHERE id <> \(ids[3])")
        try await town.run("UPDATE dialogue SET theme_id = \(roads) WHERE id IN (\(ids[0]), \(ids[3]))")
        func list(_ filter: DialogueFilter) async throws -> [Dialogue.ID] {
            try await town.dialogues.published(filter, limit: 10).map(\.dialogue.id)
        }
        #expect(try await list(.init()) == [ids[2], ids[1], ids[0]])
        #expect(try await list(.init(areaID: Town.jyderup)) == [ids[2], ids[0]])
        #expect(try await list(.init(themeID: roads)) == [ids[0]])
        #expect(try await list(.init(state: .open)) == [ids[1], ids[0]])
        #expect(try await list(.init(areaID: Town.jyderup, state: .closed)) == [closed])
        #expect(try await list(.init(state: .solved)).isEmpty)
        try await town.run("UPDATE dialogue SET stage = 'solved' WHERE id = \(closed)")
        #expect(try await list(.init(state: .solved)) == [closed])
        #expect(try await list(.init(areaID: Town.oroe)).isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `pages join without a gap where many began at the same moment`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        for _ in 0..<7 { _ = try await town.startConfirmed() }
        try await town.run("UPDATE dialogue SET visibility = 'everyone'")
        var (found, cursor): ([Dialogue.ID], DialogueStore.ListCursor?) = ([], nil)
        for _ in 0..<3 {
            let page = try await town.dialogues.published(.init(), after: cursor, limit: 3).map(\.dialogue)
            found += page.map(\.id)
            cursor = page.last.map { .init(startedAt: $0.startedAt, id: $0.id) }
        }
        #expect(found.map(\.rawValue) == [7, 6, 5, 4, 3, 2, 1])
    }

    @Test(arguments: TestEngine.available)
    func `a theme is named once, chosen, and stays when it is retired`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let edit = try ThemePolicy.permitEdit(try await town.viewer(town.mads))
        let id = try await town.themes.add(try NewTheme(danish: " Veje  og stier ", english: "Roads"), edit, at: .base)
        await #expect(throws: Invalid<NewTheme.Field>(.danish, .taken)) {
            try await town.themes.add(try NewTheme(danish: "Veje og Stier", english: "Roads"), edit, at: .base)
        }
        let started = try await town.startConfirmed()
        try await town.dialogues.choose(id, try await town.permit(started.id, town.fatima), .init(key: "a", seen: nil), at: .base)
        #expect(try await town.dialogue(started.id).themeID == id)
        #expect(try await town.count("event WHERE kind = 'themed' AND audience = 'staff' AND about_name = 'Veje og stier'") == 1)
        try await town.themes.retire(id, true, edit, at: .base)
        let themes = try await town.themes.all()
        #expect(themes == [Theme(id: id, slug: "veje-og-stier", danish: "Veje og stier", english: "Roads", isRetired: true)])
        #expect(try await town.dialogue(started.id).themeID == id)
        await #expect(throws: NotFound.self) {
            try await town.dialogues.choose(
                .init(99), try await town.permit(started.id, town.fatima), .init(key: "b", seen: nil), at: .base)
        }
    }

    @Test func `officers and politicians do not name themes`() async throws {
        let town = try await Town(on: .sqlite)
        for person in [town.ole, town.peter, town.inge] {
            let viewer = try await town.viewer(person)
            #expect(throws: Forbidden.self) { try ThemePolicy.permitEdit(viewer) }
        }
        #expect(throws: Forbidden.self) { try ThemePolicy.permitEdit(.anonymous) }
    }
}
