import Formats
import Foundation
import Testing

struct GeoJSONTests {
    static let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)].map(GeoJSON.Position.init)

    @Test(arguments: [
        #"{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}"#,
        #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}}]}"#,
        #"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]}"#,
        #"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#,
        #"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0,7],[1,0,-1],[1,1,0],[0,1,0],[0,0,7]]]}}"#,
    ])
    func `polygons are read, without their third coordinate`(text: String) throws {
        #expect(try GeoJSON(reading: Data(text.utf8)).features == [.init(polygons: [[Self.square]])])
    }

    @Test func `a geometry of nothing is read and written`() throws {
        let nothing = #"{"type":"MultiPolygon","coordinates":[]}"#
        let file = try GeoJSON(reading: Data(nothing.utf8))
        #expect(file.features == [.init(polygons: [])])
        #expect(file.features.first?.geometry == nothing)
    }

    @Test func `properties are read as what they are`() throws {
        let text = #"""
            {"type":"Feature","properties":{"navn":"Orø","tal":3.5,"ja":true,"nul":null,"liste":[1,"x"],"dybt":{"a":1}},
            "geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}
            """#
        let properties = try #require(try GeoJSON(reading: Data(text.utf8)).features.first).properties
        #expect(
            properties == [
                "navn": .string("Orø"), "tal": .number(3.5), "ja": .bool(true), "nul": .null, "liste": .list([.number(1), .string("x")]),
                "dybt": .null,
            ])
        #expect(properties["navn"]?.text == "Orø")
    }

    @Test(arguments: [
        ("not json", GeoJSON.Fault.notJSON), ("", .notJSON), ("[]", .notJSON), ("{}", .notAFeatureCollection(type: nil)),
        (#"{"type":"Polygon"}"#, .malformedCoordinates(feature: 1)),
        (#"{"type":"Topology"}"#, .notAFeatureCollection(type: "Topology")),
        (#"{"type":"Feature","geometry":null}"#, .noGeometry(feature: 1)),
        (#"{"type":"Feature","geometry":{"type":"Point","coordinates":[11.4,55.6]}}"#, .unsupportedGeometry(feature: 1, type: "Point")),
        (#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[11.4,55.6]}}"#, .malformedCoordinates(feature: 1)),
        (#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]}}"#, .malformedCoordinates(feature: 1)),
        (#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}}"#, .malformedCoordinates(feature: 1)),
        (#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1],[1,1],[0,0]]]}}"#, .malformedCoordinates(feature: 1)),
        (#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}"#, .ringNotClosed(feature: 1)),
        (#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,91],[1,0],[1,1],[0,91]]]}}"#, .outOfRange(feature: 1)),
        (
            #"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[660000,6170000],[1,0],[1,1],[660000,6170000]]]}}"#,
            .outOfRange(feature: 1)
        ),
        (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},{"type":"Feature"}]}"#,
            .noGeometry(feature: 2)
        ),
    ])
    func `a file that is something else says what`(text: String, fault: GeoJSON.Fault) {
        #expect(throws: fault) { try GeoJSON(reading: Data(text.utf8)) }
    }

    @Test func `rings are written as RFC 7946 wants them`() {
        let clockwise = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)].map(GeoJSON.Position.init)
        let counterClockwise = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 1.0)].map(GeoJSON.Position.init)
        let file = GeoJSON(features: [.init(properties: ["name": .string("A\"\\\n\u{1}æ")], polygons: [[clockwise, counterClockwise]])])
        #expect(
            String(decoding: file.data(), as: UTF8.self)
                == #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A\"\\\n\u0001æ"},"geometry":"#
                + #"{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]]}}]}"#)
    }

    @Test func `a ring without an area stays as it is`() {
        let flat = [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 0.0)].map(GeoJSON.Position.init)
        let written = GeoJSON(features: [.init(polygons: [[flat, flat]])]).data()
        #expect(String(decoding: written, as: UTF8.self).contains("[[[[0,0],[0,1],[0,2],[0,0]],[[0,0],[0,1],[0,2],[0,0]]]]"))
    }

    @Test func `numbers have at most six decimals, and the box and the attribution are written when asked for`() {
        let triangle = [(-0.00000049, 55.1234567), (11.5, 55.0), (11.50000004, 56.25), (-0.00000049, 55.1234567)].map(GeoJSON.Position.init)
        let file = GeoJSON(
            features: [.init(properties: ["n": .number(3), "h": .number(0.5)], polygons: [[triangle], [triangle]])],
            foreignMembers: ["attribution": .string("DAGI")])
        #expect(
            String(decoding: file.data(hasBox: true), as: UTF8.self)
                == #"{"type":"FeatureCollection","attribution":"DAGI","bbox":[0,55,11.5,56.25],"features":[{"type":"Feature","#
                + #""properties":{"h":0.5,"n":3},"geometry":{"type":"MultiPolygon","coordinates":"#
                + #"[[[[0,55.123457],[11.5,55],[11.5,56.25],[0,55.123457]]],[[[0,55.123457],[11.5,55],[11.5,56.25],[0,55.123457]]]]}}]}"#)
    }

    @Test func `the real parishes come through unchanged`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/HolbaekData/holbaek_sogne.geojson")
        let parishes = try GeoJSON(reading: Data(contentsOf: file))
        #expect(parishes.features.count == 27)
        let again = try GeoJSON(reading: parishes.data())
        #expect(again.features.map(\.properties) == parishes.features.map(\.properties))
        #expect(
            again.features.map { $0.polygons.joined().map { Set($0) } } == parishes.features.map { $0.polygons.joined().map { Set($0) } })
    }
}
