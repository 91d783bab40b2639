import Domain
import Foundation
import Storage

/// What the invented matters are about.
struct Themes: Sendable {
    /// Each with the beginnings of the matters' ids it holds.
    private static let list: [(danish: String, english: String, beginnings: Set<String>)] = [
        (
            "Veje, stier og trafik", "Roads, paths and traffic",
            [
                "cykel", "cykelsti", "cykelparkering", "skolecykel", "fart", "skolevej", "fodgaengerfelt", "lastbiler", "stoej",
                "parkering",
                "ladestander", "statsvej", "hastighed", "snerydning", "flextur", "bus", "laeskur", "tog", "stationsplads", "trafik",
            ]
        ),
        ("Havn, færge og kyst", "Harbour, ferry and coast", ["havn", "faerge"]),
        ("Klima og vand", "Climate and water", ["klima"]),
        ("Natur og friluftsliv", "Nature and outdoor life", ["natur"]),
        ("Børn og skole", "Children and school", ["skole", "legeplads"]),
        ("Unge", "Young people", ["unge"]),
        ("Ældre og sundhed", "Older people and health", ["aeldre"]),
        ("Foreninger og mødesteder", "Associations and meeting places", ["forsamlingshus", "forening", "lektiecafe", "skater"]),
        ("Kultur og fællesskab", "Culture and community", ["kultur"]),
        ("Byggeri og boliger", "Building and housing", ["plan", "bolig"]),
        ("Service og drift", "Service and upkeep", ["service"]),
    ]

    private let ids: [String: Theme.ID]

    static func build(by staff: Viewer.Staff, stores: Stores, at now: Date) async throws -> Themes {
        var ids: [String: Theme.ID] = [:]
        let permit = try ThemePolicy.permitEdit(.staff(staff))
        for theme in list {
            let id = try await stores.themes.add(try NewTheme(danish: theme.danish, english: theme.english), permit, at: now)
            for beginning in theme.beginnings { ids[beginning] = id }
        }
        return Themes(ids: ids)
    }

    func theme(of matterID: String) -> Theme.ID? { ids[String(matterID.prefix { $0 != "-" })] }
}
