import Domain
package import Foundation
package import SQLEngine
import Storage

/// Two believable years of invented dialogues in Holbæk's real areas. The same seed and day give the same two years.
package struct Demo: Sendable {
    package let dialogueCount: Int
    package let seed: UInt64

    package init(dialogueCount: Int = 400, seed: UInt64 = 2026) {
        self.dialogueCount = dialogueCount
        self.seed = seed
    }

    /// The database already holds areas: the demo is for an empty one.
    package struct NotEmpty: Error, Sendable {}

    /// Who to sign in as.
    package static let signInAs = (name: "Fatima Lund", email: "fatima@example.dk")

    private static let batch = 500

    /// Fills an empty, migrated database.
    ///
    /// - Parameter progress: told how many dialogues there are after each batch.
    package func build(in database: any SQLDatabase, at now: Date, progress: @Sendable (Int) -> Void = { _ in }) async throws {
        let stores = Stores(database, try await Secrets.load(from: database))
        guard try await stores.areas.all().isEmpty else { throw NotEmpty() }
        let material = try Material()
        try await stores.areas.add(HolbaekAreas.all())
        let areas = try await stores.areas.all()
        let places = Dictionary(grouping: try await stores.areas.places(), by: \.areaID).mapValues { $0.map(\.name) }
        let town = try await Town.build(material.people, areas: areas, stores: stores, today: Day(of: now), at: now)
        guard let first = town.facilitatorIDs.first.flatMap({ town.viewers[$0] }) else { return }
        let themes = try await Themes.build(by: first, stores: stores, at: now.addingTimeInterval(-730.9 * 86_400))
        try await HolbaekDiversions.add(to: stores.diversions, by: town, at: now.addingTimeInterval(-3600))
        let plan = Plan(material: material, areas: areas, places: places, town: town, count: dialogueCount, seed: seed, now: now)
        let files = try DemoFiles()
        for start in stride(from: 0, to: dialogueCount, by: Self.batch) {
            let end = min(start + Self.batch, dialogueCount)
            try await database.write { connection in
                let author = Author(connection: connection, town: town, themes: themes, files: files)
                for index in start..<end { try author.write(plan.story(index), number: index) }
                try author.askForJudgement(at: now)
            }
            progress(end)
        }
    }
}
