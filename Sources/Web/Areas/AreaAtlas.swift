import Domain
import Formats
import Foundation
package import Storage

/// The areas with their shapes, read once at start: where a point lies, what a name means, and the map.
package struct AreaAtlas: Sendable {
    struct Shape: Sendable {
        let area: Area
        let boundary: Boundary
        let polygons: [[[GeoJSON.Position]]]
        /// The outline as SVG path data, in the map's own units.
        let path: String
        /// Where the name stands on the map.
        let label: (x: Int, y: Int)
    }

    let shapes: [Shape]
    let search: PlaceSearch<Area.ID>
    /// The map's size in its own units.
    let width: Int
    let height: Int

    package static let mapWidth = 1000

    var areas: [Area] { shapes.map(\.area) }

    package static func load(from store: AreaStore) async throws -> AreaAtlas {
        let boundaries = Dictionary(uniqueKeysWithValues: try await store.boundaries().map { ($0.areaID, $0.geometry) })
        let areas = try await store.all()
        let places = try await store.places()
        return try AreaAtlas(areas, boundaries, places)
    }

    private init(_ areas: [Area], _ geometries: [Area.ID: String], _ places: [Place]) throws {
        let read = try areas.map { area in
            (area, try GeoJSON(reading: Data((geometries[area.id] ?? Self.nothing).utf8)).features.first?.polygons ?? [])
        }
        let projection = Projection(read.flatMap(\.1).flatMap(\.self).flatMap(\.self))
        width = Self.mapWidth
        height = projection.height
        shapes = read.map { area, polygons in
            let boundary = Boundary(
                rings: polygons.map { $0.map { $0.map { Coordinate(longitude: $0.longitude, latitude: $0.latitude) } } })
            return Shape(
                area: area, boundary: boundary, polygons: polygons, path: projection.path(polygons), label: projection.label(polygons))
        }
        search = PlaceSearch(places.map { .init(name: $0.name, areaID: $0.areaID) })
    }

    private static let nothing = #"{"type":"MultiPolygon","coordinates":[]}"#

    func area(_ id: Area.ID) -> Area? { shapes.first { $0.area.id == id }?.area }
    func area(slug: String) -> Area? { shapes.first { $0.area.slug == slug }?.area }

    /// The area a point lies in; nil outside the municipality.
    func area(at point: Coordinate) -> Area? { shapes.first { $0.boundary.contains(point) }?.area }
}

/// Longitude and latitude onto a flat map: equirectangular about the middle latitude, which a municipality is small enough for.
struct Projection: Sendable {
    private let west: Double
    private let north: Double
    private let scale: Double
    private let stretch: Double
    let height: Int

    init(_ positions: [GeoJSON.Position]) {
        let longitudes = positions.map(\.longitude)
        let latitudes = positions.map(\.latitude)
        let (west, east) = (longitudes.min() ?? 0, longitudes.max() ?? 1)
        let (south, north) = (latitudes.min() ?? 0, latitudes.max() ?? 1)
        self.west = west
        self.north = north
        stretch = 1 / cos((south + north) / 2 * .pi / 180)
        scale = Double(AreaAtlas.mapWidth) / max(east - west, 1e-9)
        height = Int(((north - south) * scale * stretch).rounded(.up))
    }

    private func point(_ position: GeoJSON.Position) -> (x: Int, y: Int) {
        (Int(((position.longitude - west) * scale).rounded()), Int(((north - position.latitude) * scale * stretch).rounded()))
    }

    /// `M10 20l5 0…z` for each ring, in whole units and steps, which is short.
    func path(_ polygons: [[[GeoJSON.Position]]]) -> String {
        var path = ""
        for ring in polygons.flatMap(\.self) {
            let points = ring.dropLast().map(point)
            guard let first = points.first else { continue }
            path += "M\(first.x) \(first.y)l"
            var last = first
            for next in points.dropFirst() where next != last {
                path += "\(next.x - last.x) \(next.y - last.y) "
                last = next
            }
            path += "z"
        }
        return path
    }

    /// The centroid of the largest outer ring.
    func label(_ polygons: [[[GeoJSON.Position]]]) -> (x: Int, y: Int) {
        let rings = polygons.compactMap(\.first).map { $0.map(point) }
        guard let ring = rings.max(by: { abs(area($0)) < abs(area($1)) }), area(ring) != 0 else { return (0, 0) }
        var (x, y) = (0.0, 0.0)
        for (a, b) in zip(ring, ring.dropFirst()) {
            let cross = Double(a.x * b.y - b.x * a.y)
            x += Double(a.x + b.x) * cross
            y += Double(a.y + b.y) * cross
        }
        let six = 6 * area(ring)
        return (Int((x / six).rounded()), Int((y / six).rounded()))
    }

    private func area(_ ring: [(x: Int, y: Int)]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + Double($1.0.x * $1.1.y - $1.1.x * $1.0.y) } / 2
    }
}
