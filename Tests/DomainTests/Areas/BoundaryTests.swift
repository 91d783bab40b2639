import Domain
import Testing

/// The areas of Holbæk on the map.
struct BoundaryTests {
    /// Placed by hand from a map. The last two are in the fjord and in Copenhagen.
    @Test(arguments: [
        ("Jyderup station", 11.4178, 55.6649, ["Jyderup"]), ("Holbæk town", 11.7167, 55.7170, ["Holbæk"]),
        ("Orø", 11.82, 55.76, ["Orø"]), ("Tølløse", 11.7700, 55.6120, ["Tølløse"]), ("Svinninge", 11.4640, 55.7190, ["Svinninge"]),
        ("Ugerløse", 11.6600, 55.5850, ["Ugerløse"]), ("Vipperød", 11.7420, 55.6650, ["Vipperød"]),
        ("Undløse", 11.5870, 55.6050, ["Undløse"]),
        ("Gislinge", 11.5400, 55.7330, ["Gislinge"]), ("Copenhagen", 12.5683, 55.6761, []), ("Isefjorden", 11.75, 55.85, []),
    ])
    func `a place lies in its area and in no other`(place: String, longitude: Double, latitude: Double, areas: [String]) throws {
        let point = Coordinate(longitude: longitude, latitude: latitude)
        let found = try Holbaek.boundaries().filter { $0.value.contains(point) }.map(\.key)
        #expect(found == areas)
    }

    /// The number of polygons and of holes of each area, seen in a drawing of the data.
    @Test func `areas are whole`() throws {
        let boundaries = try Holbaek.boundaries()
        #expect(boundaries.count == 18)
        let pieces = boundaries.filter { $0.value.polygons.count > 1 }.mapValues(\.polygons.count)
        #expect(pieces == ["Orø": 5, "Tuse Næs": 2, "St. Merløse": 2])
        let holes = boundaries.filter { $0.value.polygons.contains { !$0.holes.isEmpty } }.map(\.key)
        #expect(holes == ["Tuse"])
    }

    @Test func `an area contains a point exactly when one of its parishes does, and no point has two areas`() throws {
        let parishes = try Holbaek.parishes()
        let areas = try Holbaek.boundaries()
        let faults = try grid(areas).filter { point in
            let found = Set(areas.filter { $0.value.contains(point) }.keys)
            return found.count > 1 || found != Set(parishes.filter { $0.value.contains { $0.contains(point) } }.keys)
        }
        #expect(faults.isEmpty)
    }

    @Test func `every corner of every border has at most one area`() throws {
        let areas = try Holbaek.boundaries()
        let corners = areas.values.flatMap(\.polygons).flatMap(\.rings).joined()
        #expect(corners.allSatisfy { corner in areas.values.count { $0.contains(corner) } <= 1 })
    }

    @Test func `a union covers what its parishes cover`() throws {
        let areas = try Holbaek.boundaries()
        for (name, parishes) in try Holbaek.parishes() {
            let union = try #require(areas[name])
            #expect(abs(area(union) - parishes.map(area).reduce(0, +)) < 1e-15, "\(name)")
        }
        // By shapely, in square degrees.
        #expect(abs(areas.values.map(area).reduce(0, +) - 0.08271514022800043) < 1e-12)
    }

    @Test func `the same parishes give the same boundary, in any order`() throws {
        let regstrup = try #require(try Holbaek.parishes()["Regstrup"])
        #expect(Boundary.union(of: regstrup) == Boundary.union(of: regstrup.reversed()))
    }

    private func grid(_ areas: [String: Boundary]) throws -> [Coordinate] {
        let box = try #require(BoundingBox(of: areas.values.flatMap(\.polygons).flatMap(\.outer)))
        return (0..<140).flatMap { column in
            (0..<140).map { row in
                Coordinate(
                    longitude: box.west + (box.east - box.west) * (Double(column) + 0.317) / 140,
                    latitude: box.south + (box.north - box.south) * (Double(row) + 0.713) / 140)
            }
        }
    }

    /// Outer rings less holes, by the shoelace formula: rings are oriented, so their signed areas add up.
    private func area(_ boundary: Boundary) -> Double {
        var double = 0.0
        for ring in boundary.polygons.flatMap(\.rings) {
            for (from, to) in zip(ring, Array(ring.dropFirst()) + ring.prefix(1)) {
                double += (from.longitude - 11.6) * (to.latitude - 55.7)
                double -= (to.longitude - 11.6) * (from.latitude - 55.7)
            }
        }
        return double / 2
    }
}
