import Formats
import Foundation

extension Parser {
    static let csv = Parser(
        "csv", seeds: ["navn;areal\r\n\"Jyderup; \"\"by\"\"\";=1+1\r\n;\r\n", "\u{FEFF}a,b\n1,\"2\n3\"\n\n", "a\n\"\"\n"],
        words: [";", ",", "\"", "\"\"", "'", "=", "@", "\r\n"]
    ) { bytes in
        for separator in [";", ","] as [Unicode.Scalar] {
            guard let table = try? CSV(reading: Data(bytes), separator: separator) else { continue }
            // Names of columns are ours; those of somebody else are fields like any other.
            let rows = [table.columns] + table.rows
            let columns = table.columns.indices.map { "column \($0)" }
            let again = try? CSV(reading: CSV.excel(columns: columns, rows: rows.map { $0.map(CSV.Field.text) }), separator: ";")
            let isSame = again?.rows.elementsEqual(rows) { $0.elementsEqual($1) { $0.isExactly($1) || $0.isExactly("'\($1)") } }
            try expect(isSame == true, "what was read is read otherwise when it is written")
        }
    }

    static let geoJSON = Parser(
        "geojson",
        seeds: [
            #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"navn":"Orø","tal":[1.5,null,true,-0]},"geometry":"#
                + #"{"type":"Polygon","coordinates":[[[11,55],[12,55],[12,56],[11,55]],[[11.1,55.1],[11.1,55.2],[11.2,55.1],[11.1,55.1]]]}}]}"#,
            #"{"type":"MultiPolygon","coordinates":[[[[1e0,2,3],[1.0000001,2],[1,2.5],[1,2]]],[[[0,0],[0,0],[0,0],[0,0]]]]}"#,
            #"{"type":"Feature","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[]}}"#,
        ],
        words: [
            "[", "]", "{", "}", ",", "1e9", "-", "0.0000001", "\"", "\\u0000", "\\ud800", "null", "\"features\":[", "\"type\":\"Feature\"",
        ]
    ) { bytes in
        let areas = try GeoJSON(reading: Data(bytes))
        let written = areas.data(hasBox: true)
        guard let again = try? GeoJSON(reading: written) else {
            throw Broken(description: "what was read cannot be read when it is written")
        }
        try expect(again.features.map(\.properties) == areas.features.map(\.properties), "properties are read otherwise")
        let shape = { (areas: GeoJSON) in areas.features.map { $0.polygons.map { $0.map(\.count) } } }
        try expect(shape(again) == shape(areas), "an area has another shape")
        try expect(again.data(hasBox: true) == written, "written twice it is not the same")
    }

    static let settings = Parser(
        "settings", seeds: ["# Krumtap\nKRUMTAP_MODE=demo\n KRUMTAP_ORIGIN = \"https://a.example.dk\" \nA='b'\n\nA=c\n", "=x\nA=\"\nB"],
        words: ["=", "\"", "'", "#", "\n", "A="]
    ) { bytes in
        let file = SettingsFile(String(decoding: bytes, as: UTF8.self), name: "file")
        let written = file.values.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: "\n")
        let again = SettingsFile(written, name: "file")
        try expect(again.faults.isEmpty && again.values.count == file.values.count, "a setting is lost when it is written: \(again.faults)")
        for (name, value) in file.values { try expect(again.values[name]?.isExactly(value) == true, "\(name) is read otherwise") }
    }
}
