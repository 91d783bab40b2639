package import Domain
package import SQLEngine

/// The areas with their places, boundaries, forums and dated facilitators.
package struct AreaStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    private static let columns: SQL = """
        a.id, a.slug, a.name, a.also_called, a.main_town, a.population, a.population_year, a.population_scope
        """

    private static func read(_ row: inout SQLRow) throws -> Area {
        let (id, slug, name): (Area.ID, String, String) = (try row.identifier(), try row.text(), try row.text())
        let (alsoCalled, mainTown) = (try row.optionalText(), try row.text())
        let (count, year, scope) = (try row.optionalInteger(), try row.optionalInteger(), try row.optionalText())
        var population: Area.Population?
        if let count, let year { population = Area.Population(count: Int(count), year: Int(year), isTownOnly: scope == "town") }
        return Area(id: id, slug: slug, name: name, alsoCalled: alsoCalled, mainTown: mainTown, population: population)
    }

    /// All areas by name in Danish order. There are as many as the municipality has: no paging.
    package func all() async throws -> [Area] {
        try await database.read { try $0.rows("SELECT \(Self.columns) FROM area a ORDER BY a.id", Self.read) }
    }

    package func find(slug: String) async throws -> Area? {
        try await database.read { try $0.first("SELECT \(Self.columns) FROM area a WHERE a.slug = \(slug)", Self.read) }
    }

    package func find(_ id: Area.ID) async throws -> Area? {
        try await database.read { try $0.first("SELECT \(Self.columns) FROM area a WHERE a.id = \(id)", Self.read) }
    }

    /// Every name an area can be found by: its own, what it is also called, and its places.
    package func places() async throws -> [Place] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT name, id, 0 AS rank FROM area
                UNION ALL SELECT also_called, id, 1 FROM area WHERE also_called IS NOT NULL
                UNION ALL SELECT name, area_id, 2 FROM place
                ORDER BY rank, name
                """
            ) { Place(name: try $0.text(), areaID: try $0.identifier()) }
        }
    }

    /// The boundaries as GeoJSON geometries.
    package func boundaries() async throws -> [(areaID: Area.ID, geometry: String)] {
        try await database.read { connection in
            try connection.rows("SELECT id, boundary FROM area ORDER BY id") { (try $0.identifier(), try $0.text()) }
        }
    }

    /// What an area's page shows besides its dialogues.
    package struct Detail: Sendable {
        package let area: Area
        package let places: [String]
        package let parishes: [String]
        package let forum: Forum?
        package let facilitator: Facilitator?
        package let boundary: String
    }

    package func detail(slug: String, on day: Day) async throws -> Detail? {
        try await database.read { connection in
            let area = try connection.first("SELECT \(Self.columns) FROM area a WHERE a.slug = \(slug)", Self.read)
            guard let area else { return nil }
            return Detail(
                area: area,
                places: try connection.rows("SELECT name FROM place WHERE area_id = \(area.id) ORDER BY id") { try $0.text() },
                parishes: try connection.rows("SELECT name FROM parish WHERE area_id = \(area.id) ORDER BY name") { try $0.text() },
                forum: try connection.first(
                    "SELECT name, form FROM organization WHERE kind = 'forum' AND area_id = \(area.id) ORDER BY id LIMIT 1"
                ) { Forum(name: try $0.text(), form: try $0.choice()) },
                facilitator: try Self.facilitator(of: area.id, on: day, connection),
                boundary: try connection.one("SELECT boundary FROM area WHERE id = \(area.id)") { try $0.text() })
        }
    }

    /// Who was the area's Fælles-skaber on a day.
    package func facilitator(of areaID: Area.ID, on day: Day) async throws -> Facilitator? {
        try await database.read { try Self.facilitator(of: areaID, on: day, $0) }
    }

    private static func facilitator(of areaID: Area.ID, on day: Day, _ connection: any SQLConnection) throws -> Facilitator? {
        try connection.first(
            """
            SELECT \(PersonRows.columns), f.from_on, f.until_on
            FROM facilitator f JOIN person p ON p.id = f.person_id
            WHERE f.area_id = \(areaID) AND \(FacilitatorRows.on(day))
            ORDER BY f.from_on, f.id LIMIT 1
            """
        ) { Facilitator(person: try PersonRows.read(&$0), from: try $0.day(), until: try $0.optionalDay()) }
    }

    /// Who answers when no area is known: the configured fallback.
    package func fallback() async throws -> Person? {
        try await database.read { connection in
            try Municipality(on: connection).fallbackID.map { try PersonRows.one($0, connection) }
        }
    }

    /// An area as it is imported, with its places, parishes and forum.
    package struct Import: Sendable {
        package let area: Area
        package let places: [String]
        package let parishes: [(code: String, name: String)]
        package let forum: Forum
        package let boundary: String

        package init(area: Area, places: [String], parishes: [(code: String, name: String)], forum: Forum, boundary: String) {
            self.area = area
            self.places = places
            self.parishes = parishes
            self.forum = forum
            self.boundary = boundary
        }
    }

    /// Adds areas to a database that has none. The order given is the order lists are shown in.
    package func add(_ areas: [Import]) async throws {
        try await database.write { connection in
            connection.touchContent()
            for new in areas { try Self.add(new, connection) }
        }
    }

    private static func add(_ new: Import, _ connection: any SQLConnection) throws {
        let area = new.area
        try connection.run(
            """
            INSERT INTO area (id, slug, name, also_called, main_town, population, population_year, population_scope, boundary)
            VALUES (\(area.id), \(area.slug), \(area.name), \(area.alsoCalled), \(area.mainTown), \(area.population?.count),
                    \(area.population?.year), \(area.population.map { $0.isTownOnly ? "town" : "area" }), \(new.boundary))
            """)
        for place in new.places { try connection.run("INSERT INTO place (area_id, name) VALUES (\(area.id), \(place))") }
        for parish in new.parishes {
            try connection.run("INSERT INTO parish (code, area_id, name) VALUES (\(parish.code), \(area.id), \(parish.name))")
        }
        try connection.run(
            "INSERT INTO organization (kind, name, form, area_id) VALUES ('forum', \(new.forum.name), \(new.forum.form), \(area.id))")
    }
}
