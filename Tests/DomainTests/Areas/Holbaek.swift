import Domain
import Foundation
import Testing

/// The real areas and parishes, read from the files that are built into the program.
enum Holbaek {
    /// The 18 areas with the union of their parishes.
    static func boundaries() throws -> [String: Boundary] {
        try parishes().mapValues { Boundary.union(of: $0) }
    }

    /// The parishes' boundaries by area.
    static func parishes() throws -> [String: [Boundary]] {
        let file = try JSONDecoder().decode(Collection.self, from: Data(contentsOf: folder.appending(path: "holbaek_sogne.geojson")))
        let byCode = Dictionary(uniqueKeysWithValues: file.features.map { ($0.properties.code, $0.geometry.boundary) })
        var areas: [String: [Boundary]] = [:]
        for row in try rows("holbaek_parishes.csv") { areas[row[2], default: []].append(try #require(byCode[row[0]])) }
        return areas
    }

    /// Area names, main towns and other places, and what Stestrup is also called.
    static func places() throws -> [PlaceSearch<String>.Entry] {
        try rows("holbaek_areas.csv").flatMap { row in
            ([row[0], row[1]] + row[4].split(separator: "|").map(String.init)).map { .init(name: $0, areaID: row[0]) }
        } + [.init(name: "Kr. Eskilstrup", areaID: "Stestrup")]
    }

    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/HolbaekData")
    }

    /// Enough of CSV for our own two files: one quoted field, in the column of forums.
    private static func rows(_ name: String) throws -> [[String]] {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
            let plain = parts.enumerated().map { $0.offset % 2 == 1 ? $0.element.replacing(",", with: " ") : $0.element }
            return plain.joined().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private struct Collection: Decodable {
        let features: [Feature]

        struct Feature: Decodable {
            let properties: Properties
            let geometry: Geometry
        }

        struct Properties: Decodable {
            let code: String
            enum CodingKeys: String, CodingKey { case code = "SOGNEKODE" }
        }

        struct Geometry: Decodable {
            let coordinates: [[[[Double]]]]

            var boundary: Boundary {
                Boundary(
                    coordinates.map { rings in
                        let rings = rings.map { $0.map { Coordinate(longitude: $0[0], latitude: $0[1]) } }
                        return Polygon(outer: rings[0], holes: Array(rings.dropFirst()))
                    })
            }
        }
    }
}
