import Formats
import Foundation
import Testing

struct CSVTests {
    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["1", "2"]]), ("a,b\n1,2", [["1", "2"]]), ("a,b\r1,2\r", [["1", "2"]]), ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
        ("a,b\n\n1,2\n\n\n3,4", [["1", "2"], ["3", "4"]]), ("a,b\n,\n", [["", ""]]), ("a,b\n1,\n", [["1", ""]]),
        ("a,b\n\"\",\"\"\n", [["", ""]]),
        ("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", [["x,y", "say \"hi\""]]), ("a,b\n\"one\r\ntwo\",2\n", [["one\r\ntwo", "2"]]),
        ("a,b\n 1 , æøå \n", [[" 1 ", " æøå "]]), ("\"a\",\"b\"\n\"\"\"\",1", [["\"", "1"]]), ("a,b", []),
        ("a,b\n,\u{0301}\n", [["", "\u{0301}"]]),
    ])
    func `a table is read by the standard`(text: String, rows: [[String]]) throws {
        let table = try CSV(reading: Data(text.utf8))
        #expect(table.columns == ["a", "b"])
        #expect(table.rows == rows)
    }

    @Test(arguments: [
        ("", 1, 1, CSV.Fault.Problem.empty), ("\n\n", 1, 1, .empty), ("a,b\n1\n", 2, 1, .wrongNumberOfFields(expected: 2, found: 1)),
        ("a,b\n1,2\n1,2,3\n", 3, 3, .wrongNumberOfFields(expected: 2, found: 3)), ("a,b\n1,2\"\n", 2, 2, .quoteInsideField),
        ("a,b\n1,\"2\"x\n", 2, 2, .textAfterQuote), ("a,b\n1,2\n\"3,4\n", 3, 1, .quoteNotClosed), ("a,b,a\n", 1, 3, .repeatedColumn("a")),
        ("x,y\n", 1, 2, .missingColumn("a")),
    ])
    func `a faulty table says where`(text: String, row: Int, column: Int, problem: CSV.Fault.Problem) {
        #expect(throws: CSV.Fault(row: row, column: column, problem: problem)) { try CSV(reading: Data(text.utf8), requiring: ["a"]) }
    }

    @Test func `text that is not UTF-8 says where`() {
        #expect(throws: CSV.Fault(row: 2, column: 2, problem: .notUTF8)) { try CSV(reading: Data("a,b\n1,".utf8) + [0xE6, 0x0A]) }
    }

    @Test func `columns are read by name`() throws {
        let table = try CSV(reading: Data("area;town\nOrø;Bybjerg\nTuse Næs;Udby".utf8), separator: ";", requiring: ["town"])
        #expect(table.records == [["area": "Orø", "town": "Bybjerg"], ["area": "Tuse Næs", "town": "Udby"]])
    }

    @Test func `the municipality's own file is read whole`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/HolbaekData/holbaek_areas.csv")
        let table = try CSV(reading: Data(contentsOf: file))
        #expect(table.rows.count == 18)
        #expect(table.records[8]["forum_name"] == "Lokalforum Mørkøv, Skamstrup og Stigs Bjergby")
    }

    @Test func `a table opens in Danish Excel`() {
        let data = CSV.excel(columns: ["Emne", "Antal"], rows: [["Bænke; ved \"havnen\"", 3], ["to\nlinjer", -2], [" yderst ", 0]])
        #expect(
            String(decoding: data, as: UTF8.self)
                == "\u{FEFF}Emne;Antal\r\n\"Bænke; ved \"\"havnen\"\"\";3\r\n\"to\nlinjer\";-2\r\n\" yderst \";0\r\n")
        #expect(data.starts(with: [0xEF, 0xBB, 0xBF]))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+45 12 34 56 78", "'+45 12 34 56 78"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""), ("\0=1", "'\0=1"), (" =1", "' =1"), ("\"=1", "\"'\"\"=1\""), ("＝1+1", "'＝1+1"), ("＠x", "'＠x"),
        ("=HYPERLINK(\"http://x\";\"y\")", "\"'=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\""), ("a=1", "a=1"), ("5-3", "5-3"), ("", "\"\""),
        ("=\u{0301}1", "'=\u{0301}1"), ("\"\u{0301};x", "\"\"\"\u{0301};x\""),
    ])
    func `text cannot become a formula or break out of its field`(text: String, written: String) {
        #expect(String(decoding: CSV.excel(columns: ["a"], rows: [[.text(text)]]), as: UTF8.self) == "\u{FEFF}a\r\n\(written)\r\n")
    }
}
