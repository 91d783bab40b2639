package import Foundation

/// Areas as GeoJSON (RFC 7946): features whose geometry is one or more polygons. WGS84 degrees, longitude first.
package struct GeoJSON: Sendable, Equatable {
    package var features: [Feature]
    /// Members of the collection besides those of the standard (RFC 7946 §6.1), such as an attribution.
    package var foreignMembers: [String: Value]

    package init(features: [Feature], foreignMembers: [String: Value] = [:]) {
        self.features = features
        self.foreignMembers = foreignMembers
    }

    package struct Feature: Sendable, Equatable {
        package var properties: [String: Value]
        /// Polygons of rings, the outer one first, each closed by its first position.
        package var polygons: [[[Position]]]

        package init(properties: [String: Value] = [:], polygons: [[[Position]]]) {
            self.properties = properties
            self.polygons = polygons
        }
    }

    package struct Position: Sendable, Hashable {
        package let longitude: Double
        package let latitude: Double

        package init(longitude: Double, latitude: Double) {
            self.longitude = longitude
            self.latitude = latitude
        }
    }

    /// A property's value. Reading keeps lists and leaves nested objects out as `null`.
    package enum Value: Sendable, Equatable {
        case string(String)
        case number(Double)
        case bool(Bool)
        case list([Value])
        case null

        package var text: String? {
            if case .string(let text) = self { text } else { nil }
        }
    }

    /// Why a file could not be read. Features are counted from 1.
    package enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        case notJSON
        case notAFeatureCollection(type: String?)
        case noGeometry(feature: Int)
        case unsupportedGeometry(feature: Int, type: String)
        case malformedCoordinates(feature: Int)
        case ringNotClosed(feature: Int)
        case outOfRange(feature: Int)

        /// For logs and for the operator who imports a file.
        package var description: String {
            switch self {
            case .notJSON: "the file is not JSON"
            case .notAFeatureCollection(let type): "expected a FeatureCollection or Feature, found \(type ?? "something without a type")"
            case .noGeometry(let feature): "feature \(feature) has no geometry"
            case .unsupportedGeometry(let feature, let type): "feature \(feature) is a \(type), expected Polygon or MultiPolygon"
            case .malformedCoordinates(let feature): "the coordinates of feature \(feature) are not polygons of at least four positions"
            case .ringNotClosed(let feature): "a ring of feature \(feature) does not end where it begins"
            case .outOfRange(let feature): "feature \(feature) has a coordinate outside ±180, ±90 degrees (another projection?)"
            }
        }
    }
}

extension GeoJSON {
    /// Reads a FeatureCollection, one Feature, or one bare geometry; of Polygons and MultiPolygons. A third coordinate is left out.
    /// A MultiPolygon of nothing is read as no polygons.
    package init(reading data: Data) throws(Fault) {
        guard let document = try? JSONDecoder().decode(Document.self, from: data) else { throw .notJSON }
        let found: [Document]
        switch document.type {
        case "FeatureCollection": found = document.features ?? []
        case "Feature": found = [document]
        case "Polygon", "MultiPolygon":
            let geometry = try? JSONDecoder().decode(Geometry.self, from: data)
            self.init(features: [Feature(polygons: try Self.polygons(of: geometry, feature: 1))])
            return
        default: throw .notAFeatureCollection(type: document.type)
        }
        var features: [Feature] = []
        for (index, feature) in found.enumerated() {
            guard feature.type == "Feature" else { throw .notAFeatureCollection(type: feature.type) }
            features.append(
                Feature(
                    properties: (feature.properties ?? [:]).mapValues(\.value),
                    polygons: try Self.polygons(of: feature.geometry, feature: index + 1)))
        }
        self.init(features: features)
    }

    private static func polygons(of geometry: Geometry?, feature: Int) throws(Fault) -> [[[Position]]] {
        guard let geometry else { throw .noGeometry(feature: feature) }
        let polygons: [[[[Double]]]]?
        switch geometry.type {
        case "Polygon": polygons = geometry.polygon.map { [$0] }
        case "MultiPolygon": polygons = geometry.multiPolygon
        default: throw .unsupportedGeometry(feature: feature, type: geometry.type)
        }
        guard let polygons, polygons.allSatisfy({ !$0.isEmpty }) else { throw .malformedCoordinates(feature: feature) }
        var read: [[[Position]]] = []
        for polygon in polygons {
            var rings: [[Position]] = []
            for ring in polygon { rings.append(try self.ring(ring, feature: feature)) }
            read.append(rings)
        }
        return read
    }

    private static func ring(_ coordinates: [[Double]], feature: Int) throws(Fault) -> [Position] {
        guard coordinates.count >= 4, coordinates.allSatisfy({ $0.count >= 2 }) else { throw .malformedCoordinates(feature: feature) }
        let ring = coordinates.map { Position(longitude: $0[0], latitude: $0[1]) }
        guard ring.first == ring.last else { throw .ringNotClosed(feature: feature) }
        guard ring.allSatisfy({ abs($0.longitude) <= 180 && abs($0.latitude) <= 90 }) else { throw .outOfRange(feature: feature) }
        return ring
    }
}

/// Any of the objects a GeoJSON file may be.
private struct Document: Decodable {
    let type: String?
    let features: [Document]?
    let properties: [String: AnyValue]?
    let geometry: Geometry?
}

private struct Geometry: Decodable {
    let type: String
    let polygon: [[[Double]]]?
    let multiPolygon: [[[[Double]]]]?

    enum CodingKeys: CodingKey { case type, coordinates }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(String.self, forKey: .type)
        // Other types nest their coordinates otherwise, and a wrong nesting gets its own message.
        polygon = try? container.decode([[[Double]]].self, forKey: .coordinates)
        multiPolygon = try? container.decode([[[[Double]]]].self, forKey: .coordinates)
    }
}

private struct AnyValue: Decodable {
    let value: GeoJSON.Value

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            value = .string(text)
        } else if let bool = try? container.decode(Bool.self) {
            value = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            value = .number(number)
        } else if let list = try? container.decode([AnyValue].self) {
            value = .list(list.map(\.value))
        } else {
            value = .null
        }
    }
}
