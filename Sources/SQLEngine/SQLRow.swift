package import Foundation

/// One row, read from the first column to the last in the order of the SELECT.
///
/// Valid only inside the closure it is handed to.
package struct SQLRow {
    private let columns: any SQLColumns
    package private(set) var position = 0

    init(_ columns: any SQLColumns) { self.columns = columns }

    /// The column held something else than the reader expected: a fault of the program, never of a person.
    package struct Mismatch: Error, Sendable {
        package let position: Int
        package let expected: String

        package init(position: Int, expected: String) {
            self.position = position
            self.expected = expected
        }
    }

    package mutating func integer() throws -> Int64 { try required(optionalInteger(), "integer") }
    package mutating func text() throws -> String { try required(optionalText(), "text") }
    package mutating func blob() throws -> [UInt8] { try required(optionalBlob(), "blob") }
    package mutating func count() throws -> Int { Int(try integer()) }
    package mutating func flag() throws -> Bool { try integer() != 0 }
    package mutating func moment() throws -> Date { try required(optionalMoment(), "moment") }

    package mutating func optionalInteger() throws -> Int64? { try columns.integer(at: next()) }
    package mutating func optionalText() throws -> String? { try columns.text(at: next()) }
    package mutating func optionalBlob() throws -> [UInt8]? { try columns.blob(at: next()) }

    package mutating func optionalMoment() throws -> Date? {
        try optionalInteger().map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

    private mutating func next() -> Int {
        defer { position += 1 }
        return position
    }

    /// Mutating, so that it sees the position after its argument was read and not before.
    private mutating func required<Value>(_ value: Value?, _ expected: String) throws -> Value {
        guard let value else { throw Mismatch(position: position - 1, expected: expected) }
        return value
    }
}

/// A driver's view of the current row. Throws `SQLRow.Mismatch` when the column is of another type; nil is NULL.
protocol SQLColumns {
    func integer(at position: Int) throws -> Int64?
    func text(at position: Int) throws -> String?
    func blob(at position: Int) throws -> [UInt8]?
}
