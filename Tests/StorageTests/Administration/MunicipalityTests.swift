import Domain
import SQLEngine
import Storage
import Testing

struct MunicipalityTests {
    @Test(arguments: TestEngine.available)
    func `settings are kept`(engine: TestEngine) async throws {
        let store = MunicipalityStore(try await engine.freshDatabase())
        var municipality = Municipality.holbaek(fallback: .init(3))
        municipality.firstAnswerDays = 3
        municipality.followUpDays = 5
        municipality.holidays = HolidayOptions(grundlovsdag: false, christmasEve: true, newYearsEve: false)
        try await store.save(municipality)
        #expect(try await store.current() == municipality)
    }

    @Test(arguments: TestEngine.available)
    func `what is not set has a default that works`(engine: TestEngine) async throws {
        let municipality = try await MunicipalityStore(try await engine.freshDatabase()).current()
        #expect(municipality.firstAnswerDays == 7 && municipality.followUpDays == 10 && municipality.fallbackID == nil)
        #expect(Reference.isPrefix(municipality.referencePrefix))
        #expect(municipality.holidays == HolidayOptions())
    }

    @Test(arguments: TestEngine.available)
    func `a fallback taken away is away`(engine: TestEngine) async throws {
        let store = MunicipalityStore(try await engine.freshDatabase())
        try await store.save(.holbaek(fallback: .init(3)))
        try await store.save(.holbaek(fallback: nil))
        #expect(try await store.current().fallbackID == nil)
    }

    @Test(arguments: TestEngine.available)
    func `the promise a citizen gets is the municipality's`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        var municipality = try await town.settings.current()
        municipality.firstAnswerDays = 3
        try await town.settings.save(municipality)
        let started = try await town.startConfirmed(at: try moment("2026-11-27"))
        #expect(try await town.dialogue(started.id).dueOn?.iso == "2026-12-02")
    }
}
