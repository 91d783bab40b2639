import Domain
import SQLEngine
import Storage
import Testing

struct DiversionStoreTests {
    private static func words(_ title: String = "Løse fliser på Ærøvej") throws -> NewDiversion {
        try NewDiversion(
            kind: "fault", title: title, titleInEnglish: "Loose tiles", advice: "Ring til Vej og Park.", adviceInEnglish: "Ring.",
            telephone: "59 00 00 00", web: "https://example.dk/æ", triggers: "løs flise\ntræ*")
    }

    private static func permit(_ town: Town) async throws -> Permit<DiversionPolicy.Edit> {
        try DiversionPolicy.permitEdit(try await town.viewer(town.fatima))
    }

    @Test(arguments: TestEngine.available)
    func `a new one stands last, as it was written, once`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (store, permit) = (DiversionStore(town.database), try await Self.permit(town))
        let before = try await store.active().count
        #expect(before == 5)
        for _ in 0..<2 { try await store.add(try Self.words(), permit, key: "a", at: .base) }
        let all = try await store.active()
        #expect(all.count == before + 1)
        #expect(all.last?.words == (try Self.words()))
        #expect(all.last?.version == 1)
        #expect(try await town.count("event WHERE kind = 'diversion_edited' AND about_name = 'Løse fliser på Ærøvej'") == 1)
        #expect(try await town.count("diversion_version WHERE act = 'added'") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `two who edit at once lose no word`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (store, permit) = (DiversionStore(town.database), try await Self.permit(town))
        let opened = try #require(try await store.active().first)
        try await store.change(opened.id, to: try Self.words("Hendes"), version: opened.version, permit, key: "a", at: .base)
        do {
            try await store.change(opened.id, to: try Self.words("Hans"), version: opened.version, permit, key: "b", at: .base)
            Issue.record("the second took the first's words")
        } catch let overtaken as DiversionStore.Overtaken {
            #expect(overtaken.now.words.title == "Hendes")
            #expect(overtaken.now.version == 2)
        }
        #expect(try await store.find(opened.id, permit)?.words.title == "Hendes")
        // What was refused may be sent again, with the same key.
        try await store.change(opened.id, to: try Self.words("Hans"), version: 2, permit, key: "b", at: .base)
        #expect(try await store.find(opened.id, permit)?.words.title == "Hans")
        #expect(try await town.count("diversion_version WHERE title = 'Hendes' AND version = 2") == 1)
    }

    @Test(arguments: TestEngine.available)
    func `what is taken down leads nobody, and comes back`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (store, permit) = (DiversionStore(town.database), try await Self.permit(town))
        let first = try #require(try await store.active().first)
        try await store.retire(first.id, true, version: 1, permit, key: "a", at: .base)
        #expect(try await store.active().contains { $0.id == first.id } == false)
        #expect(try await store.all(permit).first?.isRetired == true)
        try await store.retire(first.id, false, version: 2, permit, key: "b", at: .base)
        #expect(try await store.active().first?.id == first.id)
    }

    @Test(arguments: TestEngine.available)
    func `one step up, and the first stays first`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let (store, permit) = (DiversionStore(town.database), try await Self.permit(town))
        let ids = try await store.active().map(\.id)
        try await store.raise(ids[2], version: 1, permit, key: "a", at: .base)
        try await store.raise(ids[2], version: 1, permit, key: "a", at: .base)
        #expect(try await store.active().map(\.id) == [ids[0], ids[2], ids[1], ids[3], ids[4]])
        try await store.raise(ids[0], version: 1, permit, key: "b", at: .base)
        #expect(try await store.active().first?.id == ids[0])
        await #expect(throws: NotFound.self) { try await store.raise(.init(4711), version: 1, permit, key: "c", at: .base) }
    }

    @Test func `only those who keep the list may change it`() async throws {
        let town = try await Town(on: .sqlite)
        for id in [town.fatima, town.henrik, town.mads] { #expect(DiversionPolicy.mayEdit(try await town.viewer(id))) }
        for id in [town.ole, town.peter, town.inge] { #expect(!DiversionPolicy.mayEdit(try await town.viewer(id))) }
        #expect(!DiversionPolicy.mayEdit(.anonymous))
        #expect(throws: Forbidden.self) { try DiversionPolicy.permitEdit(.anonymous) }
    }
}
