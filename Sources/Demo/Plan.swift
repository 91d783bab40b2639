import Domain
import Foundation

/// Which dialogues there are: who wrote what, where and when. Each is decided by the seed and its number alone.
struct Plan: Sendable {
    let material: Material
    let areas: [Area]
    let places: [Area.ID: [String]]
    let town: Town
    let count: Int
    let seed: UInt64
    let now: Date

    private static let twoYears: TimeInterval = 730 * 86_400

    /// The dialogue with a number, from the oldest (0) to the newest.
    func story(_ index: Int) -> Story {
        var random = SeededRandom(seed: seed &+ UInt64(index) &* 0x1000_0001)
        for _ in 0..<3 { _ = random.next() }
        let matter = material.matters[(index * 37 + Int(seed % 97)) % material.matters.count]
        let area = area(for: matter, &random)
        let place = random.pick(places[area.id] ?? []) ?? area.mainTown
        let name = "\(random.pick(material.people.firstNames) ?? "") \(random.pick(material.people.lastNames) ?? "")"
        let officer = random.pick(town.officers[matter.department] ?? [])?.name ?? matter.department
        let words = Words(area: area.name, place: place, name: name, officer: officer)
        let isPhoneOnly = random.chance(8)
        // Use grows: of the two years' dialogues one in eight is from the last three weeks.
        let age = Self.twoYears * pow(1 - (Double(index) + 0.5) / Double(count), 1.7)
        let startedAt = daytime(now.addingTimeInterval(-age), &random)
        return Story(
            matter: matter, areaID: area.id, words: words, startedAt: min(startedAt, now.addingTimeInterval(-600)),
            email: isPhoneOnly ? "" : Self.address(name, index), phone: isPhoneOnly || random.chance(30) ? Self.phone(&random) : "",
            behalfName: behalfName(matter, words, &random), clarifications: material.clarifications, isLong: index % 97 == 11,
            short: material.short, now: now,
            clock: town.municipality.clock, random: random)
    }

    private func area(for matter: Material.Matter, _ random: inout SeededRandom) -> Area {
        let allowed = areas.filter { area in
            (matter.areas?.contains(area.name) ?? true) && !(matter.notAreas?.contains(area.name) ?? false)
        }
        // Big areas write more; every area writes.
        let weighted = allowed.flatMap { area in
            Array(repeating: area, count: 2 + min(8, (area.population?.count ?? 1000) / 1000))
        }
        return random.pick(weighted) ?? areas[0]
    }

    private func behalfName(_ matter: Material.Matter, _ words: Words, _ random: inout SeededRandom) -> String {
        guard matter.behalf != Dialogue.Behalf.Kind.oneself.rawValue else { return "" }
        let fitting = material.people.associations.filter { $0.kind == matter.behalf }
        return words.fill(random.pick(fitting)?.name ?? "Foreningen i \(words.place)", facilitator: "")
    }

    /// The same day at an hour when people write.
    private func daytime(_ moment: Date, _ random: inout SeededRandom) -> Date {
        let hour = [7, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 20, 21, 22][Int.random(in: 0..<17, using: &random)]
        let minute = Int.random(in: 0..<60, using: &random)
        return Day(of: moment).startsAt().addingTimeInterval(Double(hour * 3600 + minute * 60))
    }

    /// `anna.holm42@example.dk`
    private static func address(_ name: String, _ index: Int) -> String {
        let local = Area.slug(of: name).replacing("-", with: ".")
        return "\(local)\(index)@example.dk"
    }

    private static func phone(_ random: inout SeededRandom) -> String { "5900" + String(Int.random(in: 1000...9999, using: &random)) }
}

/// Names that go into a matter's words.
struct Words: Sendable {
    let area: String
    let place: String
    let name: String
    let officer: String

    /// Each slot in its place, in one pass: a hundred thousand dialogues have a million texts.
    func fill(_ text: String, facilitator: String) -> String {
        var (filled, rest) = ("", text[...])
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}")) {
            filled += rest[..<open]
            let slot = rest[rest.utf8.index(after: open)..<close]
            filled += value(of: slot, facilitator) ?? "{\(slot)}"
            rest = rest[rest.utf8.index(after: close)...]
        }
        return filled + rest
    }

    private func value(of slot: Substring, _ facilitator: String) -> String? {
        switch slot {
        case "area": area
        case "place": place
        case "name": name
        case "citizen": name.split(separator: " ").first.map(String.init) ?? name
        case "officer": officer
        case "facilitator": facilitator
        default: nil
        }
    }
}
