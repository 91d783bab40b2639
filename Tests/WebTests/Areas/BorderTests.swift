import Foundation
import Testing

@testable import Web

/// The borders as data, read as somebody else's program would: RFC 7946.
struct BorderTests {
    private struct Collection: Decodable {
        struct Feature: Decodable {
            struct Geometry: Decodable {
                let type: String
                let coordinates: [[[[Double]]]]
            }
            let type: String
            let properties: [String: String]
            let geometry: Geometry
        }
        let type: String
        let bbox: [Double]
        let features: [Feature]
        let attribution: String
    }

    private static func read(_ path: String, _ browser: Browser) async throws -> Collection {
        let answer = try await browser.get(path)
        #expect(answer.status == 200)
        #expect(answer.field("Content-Type") == "application/geo+json")
        return try JSONDecoder().decode(Collection.self, from: Data(answer.text.utf8))
    }

    /// Twice the signed area of a closed ring: positive when it runs counter-clockwise.
    private static func turn(_ ring: [[Double]]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
    }

    @Test func `the borders are valid GeoJSON`() async throws {
        let all = try await Self.read("/omraader.geojson", Browser(try await TownSite()))
        #expect(all.type == "FeatureCollection")
        #expect(all.features.count == 18)
        #expect(Set(all.features.compactMap { $0.properties["slug"] }).count == 18)
        #expect(all.attribution.contains("Klimadatastyrelsen"))
        var positions: [[Double]] = []
        for feature in all.features {
            let name = feature.properties["name"] ?? ""
            #expect(feature.type == "Feature")
            #expect(feature.geometry.type == "MultiPolygon")
            #expect(!feature.geometry.coordinates.isEmpty, "\(name)")
            for polygon in feature.geometry.coordinates {
                for (index, ring) in polygon.enumerated() {
                    #expect(ring.count >= 4, "\(name)")
                    #expect(ring.first == ring.last, "\(name)")
                    // § 3.1.6: the outer ring counter-clockwise, holes clockwise.
                    #expect((Self.turn(ring) > 0) == (index == 0), "\(name)")
                    positions += ring
                }
            }
        }
        // Longitude first, in and around Holbæk.
        #expect(positions.allSatisfy { (2...3).contains($0.count) && (11.2...12.0).contains($0[0]) && (55.4...55.9).contains($0[1]) })
        let (longitudes, latitudes) = (positions.map { $0[0] }, positions.map { $0[1] })
        #expect(all.bbox == [longitudes.min(), latitudes.min(), longitudes.max(), latitudes.max()])
    }

    @Test func `one area's borders are the same as among all`() async throws {
        let browser = Browser(try await TownSite())
        let all = try await Self.read("/omraader.geojson", browser)
        let one = try await Self.read("/omraader/jyderup.geojson", browser)
        #expect(one.features.map { $0.properties["name"] } == ["Jyderup"])
        let among = try #require(all.features.first { $0.properties["slug"] == "jyderup" })
        #expect(one.features.first?.geometry.coordinates == among.geometry.coordinates)
    }
}
