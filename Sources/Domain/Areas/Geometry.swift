/// A point on the earth in WGS84 degrees, the only reference system of GeoJSON (RFC 7946 §4).
package struct Coordinate: Sendable, Hashable {
    package let longitude: Double
    package let latitude: Double

    package init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// The smallest rectangle of longitudes and latitudes around some coordinates. Does not cross the antimeridian.
package struct BoundingBox: Sendable, Hashable {
    package let west, south, east, north: Double

    /// Nil without a coordinate.
    package init?(of coordinates: some Sequence<Coordinate>) {
        var isEmpty = true
        var (west, south, east, north) = (Double.infinity, Double.infinity, -Double.infinity, -Double.infinity)
        for coordinate in coordinates {
            isEmpty = false
            west = min(west, coordinate.longitude)
            east = max(east, coordinate.longitude)
            south = min(south, coordinate.latitude)
            north = max(north, coordinate.latitude)
        }
        if isEmpty { return nil }
        (self.west, self.south, self.east, self.north) = (west, south, east, north)
    }

    /// With its edges. False for a coordinate that is not a number.
    package func contains(_ point: Coordinate) -> Bool {
        west <= point.longitude && point.longitude <= east && south <= point.latitude && point.latitude <= north
    }
}

/// One piece of land with its holes. Rings are kept without the repeated last coordinate, and oriented as RFC 7946 §3.1.6
/// asks: the outer ring counter-clockwise, the holes clockwise.
package struct Polygon: Sendable, Hashable {
    package let outer: [Coordinate]
    package let holes: [[Coordinate]]
    private let box: BoundingBox?

    /// Takes rings of either orientation, closed or not.
    package init(outer: [Coordinate], holes: [[Coordinate]] = []) {
        self.outer = Ring.oriented(Ring.opened(outer), counterClockwise: true)
        self.holes = holes.map { Ring.oriented(Ring.opened($0), counterClockwise: false) }
        box = BoundingBox(of: self.outer)
    }

    package var rings: [[Coordinate]] { [outer] + holes }

    /// Ray casting, even–odd over all rings (W. R. Franklin, PNPOLY).
    ///
    /// A point on a border belongs to the land east of it, and on a border that runs exactly east–west to the land north of it:
    /// of areas that share a border without gap, exactly one contains the point.
    package func contains(_ point: Coordinate) -> Bool {
        guard let box, box.contains(point) else { return false }
        var isInside = Ring.isCrossedOddly(outer, from: point)
        for hole in holes where Ring.isCrossedOddly(hole, from: point) { isInside.toggle() }
        return isInside
    }
}

/// What a closed line of coordinates can tell.
enum Ring {
    /// Without the repeated last coordinate.
    static func opened(_ ring: [Coordinate]) -> [Coordinate] {
        ring.count > 1 && ring.first == ring.last ? Array(ring.dropLast()) : ring
    }

    static func oriented(_ ring: [Coordinate], counterClockwise: Bool) -> [Coordinate] {
        (signedArea(ring) >= 0) == counterClockwise ? ring : ring.reversed()
    }

    /// In square degrees; positive when counter-clockwise. The shoelace formula, from the first coordinate to keep the numbers small.
    static func signedArea(_ ring: [Coordinate]) -> Double {
        guard let origin = ring.first else { return 0 }
        var double = 0.0
        for (from, to) in edges(of: ring) {
            double +=
                (from.longitude - origin.longitude) * (to.latitude - origin.latitude)
                - (to.longitude - origin.longitude) * (from.latitude - origin.latitude)
        }
        return double / 2
    }

    /// Whether a ray from `point` to the east crosses the ring an odd number of times.
    static func isCrossedOddly(_ ring: [Coordinate], from point: Coordinate) -> Bool {
        var isOdd = false
        for (from, to) in edges(of: ring) where (from.latitude > point.latitude) != (to.latitude > point.latitude) {
            // Always computed from the southern end, so that neighbours, who walk a shared edge in opposite directions,
            // get the same number to the last bit.
            let (low, high) = from.latitude < to.latitude ? (from, to) : (to, from)
            let share = (point.latitude - low.latitude) / (high.latitude - low.latitude)
            if point.longitude < low.longitude + share * (high.longitude - low.longitude) { isOdd.toggle() }
        }
        return isOdd
    }

    static func edges(of ring: [Coordinate]) -> Zip2Sequence<[Coordinate], [Coordinate]> {
        zip(ring, Array(ring.dropFirst()) + ring.prefix(1))
    }
}
