package import Foundation

/// A table with named columns, read from comma-separated values (RFC 4180).
///
/// Lines may end in CRLF, LF or CR, a byte order mark is skipped, so are blank lines. Text is UTF-8. Everything the standard
/// leaves to taste but people get wrong (a stray quote, a row of another length) is an error that says where.
package struct CSV: Sendable, Equatable {
    package let columns: [String]
    /// As many fields in each as there are columns.
    package let rows: [[String]]

    /// Where and why a table could not be read. Row 1 is the header; blank lines do not count. Columns are counted from 1.
    package struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        package let row: Int
        package let column: Int
        package let problem: Problem

        package init(row: Int, column: Int, problem: Problem) {
            self.row = row
            self.column = column
            self.problem = problem
        }

        package enum Problem: Sendable, Equatable {
            case empty
            case notUTF8
            case quoteInsideField
            case textAfterQuote
            case quoteNotClosed
            case wrongNumberOfFields(expected: Int, found: Int)
            case repeatedColumn(String)
            case missingColumn(String)
        }

        /// For logs and for the operator who imports a file.
        package var description: String {
            let reason =
                switch problem {
                case .empty: "the file has no header"
                case .notUTF8: "the text is not UTF-8"
                case .quoteInsideField: "a quote stands inside a field that does not begin with one"
                case .textAfterQuote: "text follows the closing quote"
                case .quoteNotClosed: "the quote is never closed"
                case .wrongNumberOfFields(let expected, let found): "expected \(expected) fields, found \(found)"
                case .repeatedColumn(let name): "the column \(name) stands twice"
                case .missingColumn(let name): "the column \(name) is missing"
                }
            return "row \(row), column \(column): \(reason)"
        }
    }

    /// - Parameters:
    ///   - separator: `,` by the standard, `;` in what Danish Excel writes.
    ///   - required: columns that must be there.
    package init(reading data: Data, separator: Unicode.Scalar = ",", requiring required: [String] = []) throws(Fault) {
        var parser = CSVParser(bytes: Array(data), separator: UInt8(ascii: separator))
        let records = try parser.records()
        guard let header = records.first else { throw Fault(row: 1, column: 1, problem: .empty) }
        var names = Set<String>()
        for (index, name) in header.enumerated() where !names.insert(name).inserted {
            throw Fault(row: 1, column: index + 1, problem: .repeatedColumn(name))
        }
        for name in required where !names.contains(name) {
            throw Fault(row: 1, column: header.count, problem: .missingColumn(name))
        }
        for (index, record) in records.enumerated() where record.count != header.count {
            let column = min(record.count, header.count + 1)
            throw Fault(row: index + 1, column: column, problem: .wrongNumberOfFields(expected: header.count, found: record.count))
        }
        (columns, rows) = (header, Array(records.dropFirst()))
    }

    /// The rows as dictionaries from column to field.
    package var records: [[String: String]] {
        rows.map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
    }
}

/// Splits bytes into fields. Bytes, not characters: a Swift `Character` takes CRLF as one and can swallow a separator.
private struct CSVParser {
    let bytes: [UInt8]
    let separator: UInt8
    private var at = 0
    private var row = 1
    private var column = 1

    private static let quote = UInt8(ascii: "\"")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    init(bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func records() throws(CSV.Fault) -> [[String]] {
        var records: [[String]] = []
        while at < bytes.count {
            if isLineEnd { skipLineEnd() } else { records.append(try record()) }
        }
        return records
    }

    private mutating func record() throws(CSV.Fault) -> [String] {
        column = 1
        var fields = [try field()]
        while at < bytes.count, !isLineEnd {
            at += 1  // the separator: a field ends at nothing else
            column += 1
            fields.append(try field())
        }
        if at < bytes.count { skipLineEnd() }
        row += 1
        return fields
    }

    /// Stops at a separator, a line end or the end.
    private mutating func field() throws(CSV.Fault) -> String {
        if at < bytes.count, bytes[at] == Self.quote { return try quotedField() }
        let start = at
        while at < bytes.count, bytes[at] != separator, !isLineEnd {
            if bytes[at] == Self.quote { throw fault(.quoteInsideField) }
            at += 1
        }
        return try text(bytes[start..<at])
    }

    private mutating func quotedField() throws(CSV.Fault) -> String {
        at += 1
        var content: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte != Self.quote {
                content.append(byte)
            } else if at < bytes.count, bytes[at] == Self.quote {
                content.append(byte)
                at += 1
            } else if at == bytes.count || bytes[at] == separator || isLineEnd {
                return try text(content[...])
            } else {
                throw fault(.textAfterQuote)
            }
        }
        throw fault(.quoteNotClosed)
    }

    private var isLineEnd: Bool { bytes[at] == Self.carriageReturn || bytes[at] == Self.lineFeed }

    private mutating func skipLineEnd() {
        let isPair = bytes[at] == Self.carriageReturn && at + 1 < bytes.count && bytes[at + 1] == Self.lineFeed
        at += isPair ? 2 : 1
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(CSV.Fault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw fault(.notUTF8) }
        return text
    }

    private func fault(_ problem: CSV.Fault.Problem) -> CSV.Fault { CSV.Fault(row: row, column: column, problem: problem) }
}
