import CSQLite
import Foundation
import GRDB
import Testing

@testable import SQLEngine

/// A database in a file: durable, one process's own, and refused with one clear line when it cannot be used.
struct FileDatabaseTests {
    @Test func `every commit is on the disk, from the first opening and after the next`() async throws {
        let folder = try TemporaryFolder()
        for _ in 0..<2 {
            let database = try SQLiteDatabase(path: folder.file("k.sqlite"))
            for _ in 0..<3 {
                let settings = try await database.write { connection in
                    [
                        try connection.one("PRAGMA synchronous") { String(try $0.integer()) },
                        try connection.one("PRAGMA journal_mode") { try $0.text() },
                        try connection.one("PRAGMA foreign_keys") { String(try $0.integer()) },
                    ]
                }
                // 2 is FULL (https://sqlite.org/pragma.html#pragma_synchronous).
                #expect(settings == ["2", "wal", "1"])
            }
            try database.close()
        }
    }

    @Test func `what was committed is there after closing and opening`() async throws {
        let folder = try TemporaryFolder()
        var database: SQLiteDatabase? = try SQLiteDatabase(path: folder.file("k.sqlite"))
        try await database?.write { connection in
            try connection.createThings()
            try connection.add(42)
        }
        try database?.close()
        database = nil
        let again = try SQLiteDatabase(path: folder.file("k.sqlite"))
        #expect(try await again.read { try $0.wholes() } == [42])
        try await again.checkIntegrity()
    }

    @Test func `a closed database takes nothing`() async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.file("k.sqlite"))
        try database.close()
        await #expect(throws: (any Error).self) { try await database.write { try $0.createThings() } }
        await #expect(throws: (any Error).self) { try await database.read { try $0.wholes() } }
    }

    @Test func `a second opening in this program is refused until the first is gone`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("k.sqlite")
        var first: SQLiteDatabase? = try SQLiteDatabase(path: path)
        let refusal = #expect(throws: SQLiteRefusal.self) { try SQLiteDatabase(path: path) }
        #expect(refusal == .inUse(path: path))
        try first?.close()
        first = nil
        _ = try SQLiteDatabase(path: path)
    }

    @Test func `a file another process has is refused with one line`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("k.sqlite")
        let other = Process()
        let (asking, telling) = (Pipe(), Pipe())
        other.executableURL = URL(filePath: "/usr/bin/env")
        other.arguments = ["flock", path + ".lock", "sh", "-c", "echo locked; cat"]
        other.standardOutput = telling
        other.standardInput = asking
        try other.run()
        #expect(telling.fileHandleForReading.availableData == Data("locked\n".utf8))

        let refusal = #expect(throws: SQLiteRefusal.self) { try SQLiteDatabase(path: path) }
        #expect(refusal == .inUse(path: path))
        #expect(refusal?.description == "\(path) is used by another Krumtap. One process per file: stop it first.")

        try asking.fileHandleForWriting.close()
        other.waitUntilExit()
        _ = try SQLiteDatabase(path: path)
    }

    @Test(arguments: ["This is a letter and no database. ", "SQLite format 3\u{0}", "\u{1}\u{2}\u{3}"])
    func `a file that is no database is refused and left as it is`(content: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("k.sqlite")
        let bytes = Data(String(repeating: content, count: 200).utf8)
        try bytes.write(to: URL(filePath: path))
        let refusal = #expect(throws: SQLiteRefusal.self) { try SQLiteDatabase(path: path) }
        guard case .damaged(path, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(refusal?.description.contains("\n") == false)
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }

    @Test func `a damaged database is refused or found out`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("k.sqlite")
        var database: SQLiteDatabase? = try SQLiteDatabase(path: path)
        try await database?.write { connection in
            try connection.createThings()
            for _ in 0..<500 { try connection.run("INSERT INTO thing (words) VALUES (\(String(repeating: "x", count: 200)))") }
        }
        try database?.close()
        database = nil
        // The header stays whole; pages behind it are overwritten.
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seek(toOffset: 8192)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 40_960))
        try file.close()
        let opened = try SQLiteDatabase(path: path)
        let failure = await #expect(throws: SQLFailure.self) { try await opened.checkIntegrity() }
        #expect(failure?.kind == .corrupt)
    }

    @Test func `a folder that is not there is refused with its path`() throws {
        let folder = try TemporaryFolder()
        let refusal = #expect(throws: SQLiteRefusal.self) { try SQLiteDatabase(path: folder.file("nowhere/k.sqlite")) }
        guard case .cannotOpen = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(refusal?.description.contains(folder.file("nowhere/k.sqlite")) == true)
        #expect(refusal?.description.contains("\n") == false)
    }

    @Test func `a folder in the file's place is refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("k.sqlite")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: SQLiteRefusal.self) { try SQLiteDatabase(path: path) }
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `what a process left half done in its first step is taken back, and the file opens`() async throws {
        let folder = try TemporaryFolder()
        let (path, left) = (folder.file("k.sqlite"), folder.file("left.sqlite"))
        SQLiteMemory.leaveUncounted()
        let first = try DatabaseQueue(path: path)
        try first.inDatabase { database in
            // With a cache of no size, the step is on the disk before it ends; the journal beside it says how it was.
            try database.execute(sql: "CREATE TABLE thing (text TEXT); INSERT INTO thing VALUES ('whole'); PRAGMA cache_size = 1")
            try database.execute(sql: "BEGIN; CREATE TABLE other (text TEXT)")
            for number in 0..<200 { try database.execute(sql: "INSERT INTO other VALUES (hex(randomblob(500)) || ?)", arguments: [number]) }
            for part in ["", "-journal"] { try FileManager.default.copyItem(atPath: path + part, toPath: left + part) }
            try database.execute(sql: "ROLLBACK")
        }
        try SQLiteDatabase.checkFile(at: left)
        let database = try SQLiteDatabase(path: left)
        let tables = try await database.read { try $0.rows("SELECT name FROM sqlite_schema") { try $0.text() } }
        #expect(tables == ["thing"])
    }

    @Test func `nothing is written into a file that has not been read through`() async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.file("k.sqlite"))
        try await database.write { try $0.createThings() }
        database.writeNothingUnchecked()
        let failure = await #expect(throws: SQLFailure.self) { try await database.write { try $0.add(1) } }
        #expect(failure?.kind == .busy)
        try await database.checkIntegrity()
        try await database.write { try $0.add(2) }
        #expect(try await database.read { try $0.wholes() } == [2])
    }

    @Test func `who writes meanwhile waits, and goes on when it is read`() async throws {
        let hold = WriteHold()
        hold.begin()
        async let waiting: Void = hold.passed(within: .seconds(600))
        await #expect(throws: SQLFailure.self) { try await hold.passed(within: .milliseconds(50)) }
        hold.end()
        try await waiting
    }

    @Test func `a file has one name, whatever leads to it`() throws {
        let folder = try TemporaryFolder()
        let (path, link) = (folder.file("k.sqlite"), folder.file("link.sqlite"))
        let database = try SQLiteDatabase(path: path)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: SQLiteRefusal.self) { try SQLiteDatabase(path: link) }
        #expect(SQLiteDatabase.user(of: link)?.process == getpid())
        try database.close()
    }

    @Test func `a reader sees one moment while others write`() async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.file("k.sqlite"))
        try await database.write { connection in
            try connection.createThings()
            try connection.add(1)
        }
        let (isReading, hasWritten) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let seen = database.read { connection in
            let before = try connection.wholes()
            isReading.signal()
            let waited = hasWritten.wait(timeout: .now() + 60)
            return (before, try connection.wholes(), waited == .success)
        }
        async let written: Void = {
            _ = await Task.detached { isReading.wait(timeout: .now() + 60) }.value
            try await database.write { try $0.add(2) }
            hasWritten.signal()
        }()
        let (before, after, wasWrittenMeanwhile) = try await seen
        try await written
        #expect(wasWrittenMeanwhile)
        #expect(before == [1] && after == [1])
        #expect(try await database.read { try $0.wholes() } == [1, 2])
    }

    @Test func `writers take turns`() async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.file("k.sqlite"))
        try await database.write { connection in
            try connection.createThings()
            try connection.add(0)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await database.write { connection in
                        let whole = try connection.one("SELECT whole FROM thing") { try $0.count() }
                        try connection.run("UPDATE thing SET whole = \(whole + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await database.read { try $0.wholes() } == [50])
    }
}

struct SQLiteVersionTests {
    @Test(
        arguments: [
            (3_040_001, true), (3_007_000, true), (3_044_005, true), (3_044_006, false), (3_044_999, false), (3_045_000, true),
            (3_050_006, true), (3_050_007, false), (3_051_000, true), (3_051_002, true), (3_051_003, false), (3_054_001, false),
        ] as [(Int32, Bool)])
    func `the versions with the WAL reset bug are known`(expected: (number: Int32, hasBug: Bool)) {
        #expect(SQLiteVersion.hasWALResetBug(number: expected.number) == expected.hasBug)
    }

    @Test func `the linked SQLite is named`() { #expect(SQLiteVersion.text.hasPrefix("3.")) }
}

struct SQLiteMemoryTests {
    @Test func `SQLite counts none of its memory`() throws {
        let database = try SQLiteDatabase(inMemory: ())
        #expect(SQLiteMemory.isUncounted)
        withExtendedLifetime(database) { #expect(sqlite3_memory_used() == 0) }
    }
}
