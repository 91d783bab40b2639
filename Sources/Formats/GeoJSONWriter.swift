package import Foundation

extension GeoJSON {
    /// Decimals of a degree: 0.1 m, the most RFC 7946 §11.2 finds reasonable.
    package static let decimals = 6

    /// A FeatureCollection in UTF-8. Outer rings go counter-clockwise and holes clockwise (RFC 7946 §3.1.6), rings are closed,
    /// members are sorted: the same features give the same bytes.
    ///
    /// - Parameter hasBox: writes `bbox` (RFC 7946 §5), for features that do not cross the antimeridian.
    package func data(hasBox: Bool = false) -> Data {
        var out = #"{"type":"FeatureCollection""#
        for (name, value) in foreignMembers.sorted(by: { $0.key < $1.key }) { out += ",\(Self.quoted(name)):\(Self.json(value))" }
        if hasBox, let box { out += #","bbox":[\#(box.map(Self.degrees).joined(separator: ","))]"# }
        out += #","features":[\#(features.map(Self.json).joined(separator: ","))]}"#
        return Data(out.utf8)
    }

    /// West, south, east, north.
    private var box: [Double]? {
        let positions = features.lazy.flatMap(\.polygons).joined().joined()
        guard let west = positions.map(\.longitude).min(), let east = positions.map(\.longitude).max(),
            let south = positions.map(\.latitude).min(), let north = positions.map(\.latitude).max()
        else { return nil }
        return [west, south, east, north]
    }

    private static func json(_ feature: Feature) -> String {
        let properties = feature.properties.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(json($0.value))" }
        return #"{"type":"Feature","properties":{\#(properties.joined(separator: ","))},"geometry":\#(feature.geometry)}"#
    }

    fileprivate static func json(ring: [Position], isOuter: Bool) -> String {
        var ring = ring
        if let first = ring.first, ring.last != first { ring.append(first) }
        let area = signedArea(ring)
        // A ring without an area has no direction, and stays as it is.
        if isOuter ? area < 0 : area > 0 { ring.reverse() }
        return "[\(ring.map { "[\(degrees($0.longitude)),\(degrees($0.latitude))]" }.joined(separator: ","))]"
    }

    /// Twice the area of a closed ring, positive when counter-clockwise, from the first position to keep the numbers small.
    private static func signedArea(_ ring: [Position]) -> Double {
        guard let origin = ring.first else { return 0 }
        return zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
            sum + (edge.0.longitude - origin.longitude) * (edge.1.latitude - origin.latitude)
                - (edge.1.longitude - origin.longitude) * (edge.0.latitude - origin.latitude)
        }
    }

    private static func json(_ value: Value) -> String {
        switch value {
        case .string(let text): quoted(text)
        // Infinity has no JSON form; whole numbers read better without a fraction.
        case .number(let number): number.isFinite ? (Int(exactly: number).map(String.init) ?? "\(number)") : "null"
        case .bool(let bool): bool ? "true" : "false"
        case .list(let values): "[\(values.map(json).joined(separator: ","))]"
        case .null: "null"
        }
    }

    /// At most six decimals, without an exponent and without trailing zeros.
    private static func degrees(_ value: Double) -> String {
        guard value.isFinite, abs(value) <= 360 else { return "0" }
        let scaled = Int((value * 1_000_000).rounded())
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        var fraction = String(rest + 1_000_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(scaled < 0 ? "-" : "")\(whole)\(fraction.isEmpty ? "" : ".")\(fraction)"
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case "\r": out += "\\r"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

extension GeoJSON.Feature {
    /// The geometry alone. Always a MultiPolygon, also of one: programs like a file of one type.
    package var geometry: String {
        let polygons = polygons.map { polygon in
            let rings = polygon.enumerated().map { GeoJSON.json(ring: $0.element, isOuter: $0.offset == 0) }
            return "[\(rings.joined(separator: ","))]"
        }
        return #"{"type":"MultiPolygon","coordinates":[\#(polygons.joined(separator: ","))]}"#
    }
}
