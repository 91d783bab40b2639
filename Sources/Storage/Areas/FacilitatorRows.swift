import Domain
import SQLEngine

/// Who serves an area as Fælles-skaber on a day: a query, not a memory.
enum FacilitatorRows {
    static func on(_ day: Day) -> SQL { "f.from_on <= \(day) AND (f.until_on IS NULL OR f.until_on > \(day))" }

    /// Where two serve an area at once, the one who came first answers for it.
    static func personID(of areaID: Area.ID, on day: Day, _ connection: any SQLConnection) throws -> Person.ID? {
        try connection.first(
            "SELECT f.person_id FROM facilitator f WHERE f.area_id = \(areaID) AND \(on(day)) ORDER BY f.from_on, f.id LIMIT 1"
        ) { try $0.identifier() }
    }
}
