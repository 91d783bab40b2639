/// Moves everything from one database into another of the same schema, on the same engine or another.
///
/// Page by page, each in a transaction of its own. Until all of it is there and compared, the target says that it is unfinished:
/// nobody mistakes it for a database, and the same copy begun again goes on where it stopped.
package struct DatabaseCopy: Sendable {
    private let source: any SQLDatabase
    private let target: any SQLDatabase

    package init(from source: any SQLDatabase, to target: any SQLDatabase) {
        self.source = source
        self.target = target
    }

    /// What differs after copying. One line for the operator.
    package enum Fault: Error, Sendable, CustomStringConvertible {
        case otherTables
        case differs(table: String, source: TableSum, target: TableSum)

        package var description: String {
            switch self {
            case .otherTables: "The two databases do not have the same tables."
            case .differs(let table, let source, let target):
                """
                \(table) differs: \(source) here, \(target) there. The source changed meanwhile: stop every Krumtap on it and begin again \
                with an empty target.
                """
            }
        }
    }

    /// The source of a copy that was begun into a database and has not ended; nil when there is none.
    package static func unfinished(in database: any SQLDatabase) async throws -> String? {
        try await database.read { connection in
            let exists = try connection.one(connection.dialect.countOfTables(named: "unfinished_copy")) { try $0.integer() } > 0
            return exists ? try connection.first("SELECT source FROM unfinished_copy") { try $0.text() } : nil
        }
    }

    /// Marks a database as the target of a copy. The mark comes before the schema, so that it is never seen without.
    package static func begin(from source: String, in target: any SQLDatabase) async throws {
        try await target.write { connection in
            try connection.run(
                script: """
                    CREATE TABLE unfinished_copy (source TEXT NOT NULL PRIMARY KEY, is_swept \(connection.dialect.integer) NOT NULL)\
                    \(connection.dialect.strict)
                    """)
            try connection.run("INSERT INTO unfinished_copy (source, is_swept) VALUES (\(source), 0)")
        }
    }

    /// Copies and compares; the sum of each table, in the order they were copied. The target was marked by `begin` and has the schema.
    ///
    /// - Parameter progress: is told of each table, and how many of its rows are there.
    @discardableResult
    package func run(progress: @Sendable (_ table: String, _ done: Int, _ total: Int) -> Void) async throws -> [(
        table: String, sum: TableSum
    )] {
        let tables = try await source.read { try TableShape.all($0) }
        let others = try await target.read { try TableShape.all($0) }
        guard Set(tables.map(\.name)) == Set(others.map(\.name)), tables.allSatisfy({ one in others.contains { $0.fits(one) } }) else {
            throw Fault.otherTables
        }
        try await sweep(tables)
        for table in tables { try await copy(table, progress) }
        let numbers = try await lastNumbers(tables)
        try await target.write { connection in
            for table in tables { try Self.continueNumbers(table, after: numbers[table.name] ?? 0, connection) }
            for index in try Self.indexTables(connection) {
                try connection.run("INSERT INTO \(SQL(name: index)) (\(SQL(name: index))) VALUES ('rebuild')")
            }
        }
        var sums: [(table: String, sum: TableSum)] = []
        for table in tables {
            let (here, there) = (try await sum(of: table, in: source), try await sum(of: table, in: target))
            guard here == there else { throw Fault.differs(table: table.name, source: here, target: there) }
            sums.append((table.name, here))
        }
        try await target.write { connection in
            connection.touchContent()
            try connection.run(script: "DROP TABLE unfinished_copy")
        }
        return sums
    }

    /// What the migrations brought comes again with the copy, as the municipality has changed it.
    private func sweep(_ tables: [TableShape]) async throws {
        try await target.write { connection in
            guard try connection.run("UPDATE unfinished_copy SET is_swept = 1 WHERE is_swept = 0") == 1 else { return }
            for table in tables.reversed() { try connection.run("DELETE FROM \(SQL(name: table.name))") }
        }
    }

    private func copy(_ table: TableShape, _ progress: @Sendable (String, Int, Int) -> Void) async throws {
        let total = try await count(table, in: source)
        var done = try await count(table, in: target)
        guard done < total else { return progress(table.name, total, total) }
        progress(table.name, done, total)
        // Numbered rows go on after the last; the others are few, and those that are there already are passed over.
        var last = try await target.read { try table.lastNumber($0) }
        while true {
            let after = last
            let page = try await source.read { try table.page(after: after, $0) }
            guard let end = page.last else { return }
            done += try await target.write { try table.insert(page, $0) }
            last = table.key(of: end)
            progress(table.name, done, total)
        }
    }

    private func count(_ table: TableShape, in database: any SQLDatabase) async throws -> Int {
        try await database.read { try $0.one("SELECT COUNT(*) FROM \(SQL(name: table.name))") { try $0.count() } }
    }

    private func sum(of table: TableShape, in database: any SQLDatabase) async throws -> TableSum {
        try await database.read { connection in
            var sum = TableSum()
            var last: [SQLValue]?
            while true {
                let page = try table.page(after: last, connection)
                guard let end = page.last else { return sum }
                for row in page { sum.add(row) }
                last = table.key(of: end)
            }
        }
    }

    /// The last number each table gave, also where the row is gone: what was given once is not given again after the move.
    private func lastNumbers(_ tables: [TableShape]) async throws -> [String: Int64] {
        try await source.read { connection in
            var numbers: [String: Int64] = [:]
            for table in tables {
                guard let column = table.numberColumn else { continue }
                numbers[table.name] = try connection.first(connection.dialect.lastNumber(of: table.name, column)) { try $0.integer() }
            }
            return numbers
        }
    }

    private static func continueNumbers(_ table: TableShape, after last: Int64, _ connection: any SQLConnection) throws {
        guard let column = table.numberColumn else { return }
        for statement in connection.dialect.continueNumbers(of: table.name, column, after: last) {
            _ = try connection.rows(statement) { _ in }
        }
    }

    private static func indexTables(_ connection: any SQLConnection) throws -> [String] {
        guard let names = connection.dialect.indexTables else { return [] }
        return try connection.rows(names) { try $0.text() }
    }
}

extension TableShape {
    /// Whether rows of the other can stand here: the order tables refer to each other in may differ, their columns may not.
    fileprivate func fits(_ other: TableShape) -> Bool { name == other.name && columns == other.columns && Set(key) == Set(other.key) }

    fileprivate func lastNumber(_ connection: any SQLConnection) throws -> [SQLValue]? {
        guard let numberColumn else { return nil }
        let last = try connection.one("SELECT MAX(\(SQL(name: numberColumn))) FROM \(SQL(name: name))") { try $0.optionalInteger() }
        return last.map { [.integer($0)] }
    }

    /// The next rows by their key; none at the end.
    fileprivate func page(after last: [SQLValue]?, _ connection: any SQLConnection) throws -> [[SQLValue]] {
        let after: SQL = last.map { "WHERE (\(keyList)) > (\($0.sqlTuple))" } ?? ""
        return try connection.rows(
            "SELECT \(columnList) FROM \(SQL(name: name)) \(after) ORDER BY \(keyList) LIMIT \(rowsPerPage)"
        ) { try read(&$0) }
    }

    /// The number of rows that were not there yet.
    fileprivate func insert(_ page: [[SQLValue]], _ connection: any SQLConnection) throws -> Int {
        var count = 0
        // An engine binds some thirty thousand values to a statement, and few of them soonest.
        let size = max(1, 400 / columns.count)
        for start in stride(from: 0, to: page.count, by: size) {
            let rows: SQL = page[start..<min(start + size, page.count)].map { "(\($0.sqlTuple))" as SQL }.joined(separator: ", ")
            count += try connection.run("INSERT INTO \(SQL(name: name)) (\(columnList)) VALUES \(rows) ON CONFLICT DO NOTHING")
        }
        return count
    }
}

extension [SQLValue] {
    fileprivate var sqlTuple: SQL { map { "\($0)" as SQL }.joined(separator: ", ") }
}
