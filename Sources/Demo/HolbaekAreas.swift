import Domain
import Formats
import Foundation
import HolbaekData
package import Storage

/// Holbæk's 18 areas from the municipality's own lists. An area's boundary is the union of its parishes.
package enum HolbaekAreas {
    /// What the data files lack: an area they name is not there, or a parish has no boundary.
    package struct Incomplete: Error, Sendable {
        package let what: String
    }

    package static func all() throws -> [AreaStore.Import] {
        let rows = try CSV(reading: holbaek_areas_csv().data).records
        let parishes = try CSV(reading: holbaek_parishes_csv().data).records
        let shapes = try boundaries()
        let names = rows.compactMap { $0["area"] }.sorted { DanishOrder.precedes($0, $1) }
        return try names.enumerated().map { index, name in
            guard let row = rows.first(where: { $0["area"] == name }) else { throw Incomplete(what: name) }
            let own = parishes.filter { $0["area"] == name }
            let boundary = try Boundary.union(
                of: own.map { parish in
                    guard let shape = shapes[parish["parish_code"] ?? ""] else { throw Incomplete(what: parish["parish"] ?? name) }
                    return shape
                })
            return try imported(row, id: Area.ID(Int64(index + 1)), own, boundary)
        }
    }

    private static func imported(
        _ row: [String: String], id: Area.ID, _ parishes: [[String: String]], _ boundary: Boundary
    ) throws -> AreaStore.Import {
        guard let name = row["area"], let town = row["main_town"], let forum = row["forum_name"] else { throw Incomplete(what: "\(row)") }
        let form: Forum.Form =
            switch row["forum_form"] {
            case "lokalråd": .lokalraad
            case "laug": .laug
            default: .lokalforum
            }
        var population: Area.Population?
        if let count = row["population"].flatMap({ Int($0) }), let year = row["population_year"].flatMap({ Int($0) }) {
            population = Area.Population(count: count, year: year, isTownOnly: row["population_scope"] == "town")
        }
        let area = Area(
            id: id, slug: Area.slug(of: name), name: name, alsoCalled: name == "Stestrup" ? "Kr. Eskilstrup" : nil, mainTown: town,
            population: population)
        let others = (row["other_places"] ?? "").split(separator: "|").map(String.init)
        return AreaStore.Import(
            area: area, places: ([town] + others).filter { $0 != name || town == name }.uniqued,
            parishes: parishes.map { (code: $0["parish_code"] ?? "", name: $0["parish"] ?? "") },
            forum: Forum(name: forum, form: form), boundary: geometry(boundary))
    }

    private static func geometry(_ boundary: Boundary) -> String {
        let polygons = boundary.polygons.map { polygon in
            polygon.rings.map { $0.map { GeoJSON.Position(longitude: $0.longitude, latitude: $0.latitude) } }
        }
        return GeoJSON.Feature(polygons: polygons).geometry
    }

    private static func boundaries() throws -> [String: Boundary] {
        var shapes: [String: Boundary] = [:]
        for feature in try GeoJSON(reading: holbaek_sogne_geojson().data).features {
            guard let code = feature.properties["SOGNEKODE"]?.text else { continue }
            shapes[code] = Boundary(
                rings: feature.polygons.map { $0.map { $0.map { Coordinate(longitude: $0.longitude, latitude: $0.latitude) } } })
        }
        return shapes
    }
}

/// Danish alphabetical order of place names: æ, ø, å last.
enum DanishOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.lowercased().unicodeScalars.map(rank).lexicographicallyPrecedes(right.lowercased().unicodeScalars.map(rank))
    }

    private static func rank(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar {
        case "æ": 0x7B
        case "ø": 0x7C
        case "å": 0x7D
        default: scalar.value
        }
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
