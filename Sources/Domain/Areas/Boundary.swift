import Foundation

/// Where an area is: one or more polygons (Orø has five).
package struct Boundary: Sendable, Hashable {
    package let polygons: [Polygon]
    /// Nil without a polygon.
    package let box: BoundingBox?

    package init(_ polygons: [Polygon]) {
        self.polygons = polygons
        box = BoundingBox(of: polygons.lazy.flatMap(\.outer))
    }

    /// From polygons given as rings: the outer one first, then the holes.
    package init(rings polygons: [[[Coordinate]]]) {
        self.init(polygons.compactMap { rings in rings.first.map { Polygon(outer: $0, holes: Array(rings.dropFirst())) } })
    }

    /// See `Polygon.contains` for points on a border.
    package func contains(_ point: Coordinate) -> Bool {
        guard let box, box.contains(point) else { return false }
        return polygons.contains { $0.contains(point) }
    }
}

extension Boundary {
    /// One boundary around neighbours, their common borders dissolved.
    ///
    /// The neighbours must not overlap and must come from one topology: a common border has the same corners on both sides. Then
    /// it is walked once in each direction, and what is left when such pairs are taken out is the boundary of the whole. Nothing is
    /// simplified, no coordinate moves. Where corners differ, the border stays as a line inside; `contains` is right all the same.
    package static func union(of neighbours: [Boundary]) -> Boundary {
        var edges = Set<Edge>()
        for ring in neighbours.flatMap(\.polygons).flatMap(\.rings) {
            for (from, to) in Ring.edges(of: ring) where from != to { edges.insert(Edge(from: from, to: to)) }
        }
        let rings = Chain(edges.filter { !edges.contains($0.reversed) }).rings()
        let outer = rings.filter { Ring.signedArea($0) > 0 }
        let holes = rings.filter { Ring.signedArea($0) < 0 }
        let owners = holes.map { owner(of: $0, among: outer) }
        return Boundary(
            outer.indices.map { index in
                Polygon(outer: outer[index], holes: zip(holes, owners).filter { $0.1 == index }.map(\.0))
            })
    }

    /// The smallest of the outer rings around a hole. A hole may touch its owner in corners but shares no edge with it, so the
    /// middle of an edge is off every border.
    private static func owner(of hole: [Coordinate], among outer: [[Coordinate]]) -> Int? {
        guard let first = hole.first, let second = hole.dropFirst().first else { return nil }
        let point = Coordinate(
            longitude: (first.longitude + second.longitude) / 2, latitude: (first.latitude + second.latitude) / 2)
        return outer.indices.filter { Ring.isCrossedOddly(outer[$0], from: point) }
            .min { Ring.signedArea(outer[$0]) < Ring.signedArea(outer[$1]) }
    }
}

private struct Edge: Hashable {
    let from, to: Coordinate
    var reversed: Edge { Edge(from: to, to: from) }
    /// Of its direction, in radians.
    var angle: Double { atan2(to.latitude - from.latitude, to.longitude - from.longitude) }
}

/// Edges with the land on their left, to be joined into rings.
private struct Chain {
    private var outgoing: [Coordinate: [Edge]]
    private let starts: [Coordinate]

    init(_ edges: Set<Edge>) {
        outgoing = Dictionary(grouping: edges, by: \.from)
        // Sorted, for a set has no order and the same input must give the same output.
        starts = outgoing.keys.sorted { ($0.latitude, $0.longitude) < ($1.latitude, $1.longitude) }
    }

    /// Simple rings: one that comes back to a corner it has visited is cut there, so that pieces which only touch are apart.
    func rings() -> [[Coordinate]] {
        var rest = outgoing
        var rings: [[Coordinate]] = []
        for start in starts {
            var path: [Coordinate] = []
            var position: [Coordinate: Int] = [:]
            var at = start
            var previous: Edge?
            while let edge = Self.takeNext(after: previous, at: at, from: &rest) {
                position[at] = path.count
                path.append(at)
                (at, previous) = (edge.to, edge)
                if let from = position[at] {
                    rings.append(Array(path[from...]))
                    for coordinate in path[from...] { position[coordinate] = nil }
                    path.removeSubrange(from...)
                    if path.isEmpty { previous = nil }
                }
            }
        }
        return rings
    }

    /// Takes the edge that goes on along the same piece of land: the first one clockwise from the way back. Any other choice
    /// could make rings that cross where pieces touch in a corner.
    private static func takeNext(after previous: Edge?, at corner: Coordinate, from rest: inout [Coordinate: [Edge]]) -> Edge? {
        guard var candidates = rest[corner], !candidates.isEmpty else { return nil }
        let back = previous?.reversed.angle ?? 0
        let index = candidates.indices.min { clockwise(from: back, to: candidates[$0]) < clockwise(from: back, to: candidates[$1]) } ?? 0
        let edge = candidates.remove(at: index)
        rest[corner] = candidates
        return edge
    }

    /// The turn in radians, more than 0 and at most 2π.
    private static func clockwise(from angle: Double, to edge: Edge) -> Double {
        let turn = (angle - edge.angle).truncatingRemainder(dividingBy: 2 * .pi)
        return turn > 0 ? turn : turn + 2 * .pi
    }
}
