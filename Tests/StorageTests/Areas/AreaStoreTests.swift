import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

struct AreaStoreTests {
    @Test(
        arguments: TestEngine.available,
        [
            ("2024-12-31", nil), ("2025-01-01", "Grethe Holm"), ("2026-05-31", "Grethe Holm"), ("2026-06-01", "Fatima Yilmaz"),
            ("2999-12-31", "Fatima Yilmaz"),
        ] as [(String, String?)])
    func `who was Jyderup's Fælles-skaber on a day`(engine: TestEngine, expected: (String, String?)) async throws {
        let town = try await Town(on: engine)
        #expect(try await town.areas.facilitator(of: Town.jyderup, on: day(expected.0))?.person.name == expected.1)
        #expect(try await town.areas.detail(slug: "jyderup", on: day(expected.0))?.facilitator?.person.name == expected.1)
    }

    @Test(arguments: TestEngine.available)
    func `of two who serve at once the first answers`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        try await town.staff.serve(Town.jyderup, by: town.henrik, from: try day("2026-07-01"), until: nil)
        #expect(try await town.areas.facilitator(of: Town.jyderup, on: day("2026-11-23"))?.person.id == town.fatima)
        #expect(try await town.dialogue(try await town.start().id).ownerID == town.fatima)
        // Both may work on it.
        #expect(try await town.viewer(town.henrik).staff?.areas == [Town.jyderup, Town.holbaek])
    }

    @Test(arguments: TestEngine.available)
    func `an area is found by its name in addresses, with all that is its own`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        #expect(try await town.areas.all().map(\.name) == ["Jyderup", "Holbæk", "Orø"])
        #expect(try await town.areas.find(slug: "oroe")?.id == Town.oroe)
        #expect(try await town.areas.find(slug: "Oroe") == nil)
        #expect(try await town.areas.find(Town.holbaek)?.slug == "holbaek")
        let detail = try #require(try await town.areas.detail(slug: "oroe", on: day("2026-11-23")))
        #expect(detail.places == ["Orø Stationsby", "Mogenstrup"])
        #expect(detail.parishes == ["Orø Sogn"])
        #expect(detail.forum == Forum(name: "Orø Lokalforum", form: .lokalforum))
        #expect(detail.facilitator == nil)
        #expect(try await town.areas.fallback()?.name == "Inge Krogh")
    }

    @Test(arguments: TestEngine.available)
    func `a name that is in three areas is there three times`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let places = try await town.areas.places()
        #expect(Set(places.filter { $0.name == "Mogenstrup" }.map(\.areaID)) == [Town.jyderup, Town.holbaek, Town.oroe])
        #expect(places.count == 9)
    }

    @Test(arguments: TestEngine.available)
    func `an area half imported is not there at all`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let again = [AreaStore.Import.named("Tølløse", id: .init(4)), .named("Jyderup", id: .init(5))]
        await #expect(throws: AlreadyExists.self) { try await town.areas.add(again) }
        #expect(try await town.areas.all().count == 3)
        #expect(try await town.count("place") == 6)
    }
}
