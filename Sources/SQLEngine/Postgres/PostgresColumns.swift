import CPostgres

/// One answer of the server, cleared when nobody holds it any more.
final class PostgresAnswer {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var rowCount: Int { Int(PQntuples(handle)) }

    /// Rows inserted, changed or deleted.
    var changeCount: Int { PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// `COMMIT`, or `ROLLBACK` when that is what the server made of it.
    var tag: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    var isFine: Bool {
        switch PQresultStatus(handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: true
        default: false
        }
    }

    /// The text in the first column of the first row; nil for NULL and for no row.
    func firstText() throws -> String? { rowCount == 0 ? nil : try PostgresColumns(answer: self, row: 0).text(at: 0) }
}

/// A row of an answer in binary form (PostgreSQL documentation, 55.7 and the types' send functions).
struct PostgresColumns: SQLColumns {
    let answer: PostgresAnswer
    let row: Int32

    init(answer: PostgresAnswer, row: Int) {
        self.answer = answer
        self.row = Int32(row)
    }

    private func bytes(at position: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(answer.handle, row, Int32(position)) == 0 else { return nil }
        let start = PQgetvalue(answer.handle, row, Int32(position))
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(answer.handle, row, Int32(position))))
    }

    private func type(at position: Int, _ expected: String) throws -> PostgresType {
        guard position < Int(PQnfields(answer.handle)), let type = PostgresType(rawValue: PQftype(answer.handle, Int32(position))) else {
            throw SQLRow.Mismatch(position: position, expected: expected)
        }
        return type
    }

    func integer(at position: Int) throws -> Int64? {
        let type = try type(at: position, "integer")
        guard let bytes = bytes(at: position) else { return nil }
        switch type {
        case .int8, .int4, .int2: return bytes.bigEndian
        // SQLite has no other truth than 0 and 1.
        case .bool: return bytes.first == 0 ? 0 : 1
        case .numeric:
            guard let whole = bytes.wholeNumeric else { throw SQLRow.Mismatch(position: position, expected: "integer") }
            return whole
        default: throw SQLRow.Mismatch(position: position, expected: "integer")
        }
    }

    func text(at position: Int) throws -> String? {
        let type = try type(at: position, "text")
        guard let bytes = bytes(at: position) else { return nil }
        guard type.isText else { throw SQLRow.Mismatch(position: position, expected: "text") }
        return String(decoding: bytes, as: UTF8.self)
    }

    func blob(at position: Int) throws -> [UInt8]? {
        let type = try type(at: position, "blob")
        guard let bytes = bytes(at: position) else { return nil }
        guard type == .bytea else { throw SQLRow.Mismatch(position: position, expected: "blob") }
        return Array(bytes)
    }
}

/// The types the schema and its queries give (pg_type.dat).
enum PostgresType: UInt32 {
    case bool = 16
    case bytea = 17
    case name = 19
    case int8 = 20
    case int2 = 21
    case int4 = 23
    case text = 25
    case unknown = 705
    case bpchar = 1042
    case varchar = 1043
    case numeric = 1700

    var isText: Bool { [.text, .varchar, .bpchar, .name, .unknown].contains(self) }
}

extension UnsafeRawBufferPointer {
    /// Two's complement of two, four or eight bytes.
    fileprivate var bigEndian: Int64 {
        var value: Int64 = first.map { $0 < 0x80 ? 0 : -1 } ?? 0
        for byte in self { value = value << 8 | Int64(byte) }
        return value
    }

    /// `SUM` of whole numbers is numeric: groups of four decimal digits, the first worth 10000 to the power of `weight`.
    /// Nil for fractions, infinities, and what does not fit.
    fileprivate var wholeNumeric: Int64? {
        guard count >= 8 else { return nil }
        func short(_ index: Int) -> Int64 { UnsafeRawBufferPointer(rebasing: self[(2 * index)..<(2 * index + 2)]).bigEndian }
        let (groups, weight, sign) = (Int(short(0)), Int(short(1)), short(2))
        guard sign == 0 || sign == 0x4000, count >= 8 + 2 * groups, groups == 0 || groups <= weight + 1 else { return nil }
        var value: Int64 = 0
        for index in 0..<(groups == 0 ? 0 : weight + 1) {
            let (shifted, overflows) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, overflowsToo) = shifted.addingReportingOverflow(index < groups ? short(4 + index) : 0)
            guard !overflows, !overflowsToo else { return nil }
            value = sum
        }
        return sign == 0 ? value : -value
    }
}
