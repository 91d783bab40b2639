import Domain
import Testing

struct GeometryTests {
    static let square = polygon([(0, 0), (4, 0), (4, 4), (0, 4)], holes: [[(1, 1), (3, 1), (3, 3), (1, 3)]])

    @Test(arguments: [
        ((0.5, 0.5), true), ((2.0, 2.0), false), ((2.0, 3.5), true), ((5.0, 2.0), false), ((-1.0, 2.0), false), ((2.0, -1.0), false),
        ((2.0, 5.0), false),
        // On a border the land to the east has the point, and on a border that runs east the land to the north.
        ((0.0, 2.0), true), ((4.0, 2.0), false), ((2.0, 0.0), true), ((2.0, 4.0), false), ((0.0, 0.0), true), ((4.0, 4.0), false),
        ((4.0, 0.0), false), ((0.0, 4.0), false),
        // The hole's border, by the same rule.
        ((1.0, 2.0), false), ((3.0, 2.0), true), ((2.0, 1.0), false), ((2.0, 3.0), true),
    ])
    func `a point is in a square with a hole or not`(point: (Double, Double), isInside: Bool) {
        #expect(Self.square.contains(Coordinate(longitude: point.0, latitude: point.1)) == isInside)
    }

    @Test func `nothing contains what is not a number`() {
        #expect(!Self.square.contains(Coordinate(longitude: .nan, latitude: 2)))
        #expect(!Self.square.contains(Coordinate(longitude: 0.5, latitude: .infinity)))
        #expect(!Boundary([]).contains(Coordinate(longitude: 0, latitude: 0)))
        #expect(Boundary([]).box == nil)
        #expect(!Polygon(outer: []).contains(Coordinate(longitude: 0, latitude: 0)))
    }

    @Test func `rings are opened and oriented whatever they were`() {
        let clockwise = Self.polygon([(0, 0), (0, 4), (4, 4), (4, 0), (0, 0)])
        #expect(clockwise.outer.count == 4)
        #expect(Self.text(clockwise.outer) == "4,0 4,4 0,4 0,0")
        #expect(Self.text(Self.square.holes[0]) == "1,3 3,3 3,1 1,1")
    }

    @Test func `the border between two squares disappears`() {
        let union = Boundary.union(of: [
            Boundary([Self.polygon([(0, 0), (2, 0), (2, 2), (0, 2)])]), Boundary([Self.polygon([(2, 0), (4, 0), (4, 2), (2, 2)])]),
        ])
        #expect(union.polygons.map { Self.text($0.outer) } == ["0,0 2,0 4,0 4,2 2,2 0,2"])
    }

    @Test func `a ring of four neighbours has a hole, and an island in it is apart`() {
        let union = Boundary.union(of: [
            Boundary([Self.polygon([(0, 0), (6, 0), (5, 1), (1, 1)])]), Boundary([Self.polygon([(6, 0), (6, 6), (5, 5), (5, 1)])]),
            Boundary([Self.polygon([(6, 6), (0, 6), (1, 5), (5, 5)])]), Boundary([Self.polygon([(0, 6), (0, 0), (1, 1), (1, 5)])]),
            Boundary([Self.polygon([(2, 2), (3, 2), (3, 3), (2, 3)])]),
        ])
        #expect(union.polygons.map { Self.text($0.outer) } == ["0,0 6,0 6,6 0,6", "2,2 3,2 3,3 2,3"])
        #expect(union.polygons.map { $0.holes.map(Self.text) } == [["1,1 1,5 5,5 5,1"], []])
        #expect(!union.contains(Coordinate(longitude: 1.5, latitude: 1.5)))
        #expect(union.contains(Coordinate(longitude: 2.5, latitude: 2.5)))
    }

    @Test func `squares that touch in a corner stay two`() {
        let union = Boundary.union(of: [
            Boundary([Self.polygon([(0, 0), (2, 0), (2, 2), (0, 2)])]), Boundary([Self.polygon([(2, 2), (4, 2), (4, 4), (2, 4)])]),
        ])
        #expect(union.polygons.map { Self.text($0.outer) } == ["0,0 2,0 2,2 0,2", "2,2 4,2 4,4 2,4"])
    }

    @Test func `a hole that touches the outside in a corner is still a hole`() {
        let union = Boundary.union(of: [
            Boundary([Self.polygon([(0, 0), (2, 0), (1, 1), (2, 2), (2, 4), (0, 4)])]),
            Boundary([Self.polygon([(2, 0), (4, 0), (4, 4), (2, 4), (2, 2), (3, 1)])]),
        ])
        #expect(union.polygons.map { Self.text($0.outer) } == ["0,0 2,0 4,0 4,4 2,4 0,4"])
        #expect(union.polygons.map { $0.holes.map(Self.text) } == [["2,0 1,1 2,2 3,1"]])
    }

    private static func polygon(_ outer: [(Double, Double)], holes: [[(Double, Double)]] = []) -> Polygon {
        Polygon(outer: outer.map(Coordinate.init), holes: holes.map { $0.map(Coordinate.init) })
    }

    private static func text(_ ring: [Coordinate]) -> String {
        ring.map { "\(Int($0.longitude)),\(Int($0.latitude))" }.joined(separator: " ")
    }
}
