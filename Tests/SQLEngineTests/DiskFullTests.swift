import Foundation
import SQLEngine
import Testing

struct DiskFullTests {
    @Test func `a database that has no room says so, keeps what it has, and goes on when there is`() async throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.file("k.sqlite"))
        try await database.write { connection in
            try connection.createThings()
            try connection.add(1)
            _ = try connection.one("PRAGMA max_page_count = 20") { try $0.integer() }
        }
        try await Self.expectFull(database)
        _ = try await database.write { try $0.one("PRAGMA max_page_count = 100000") { try $0.integer() } }
        try await database.write { try $0.add(2) }
        #expect(try await database.read { try $0.wholes() } == [1, 2])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root may make a small disk"))
    func `a full disk stops a write and loses nothing`() async throws {
        let disk = try SmallDisk(megabytes: 1)
        let database = try SQLiteDatabase(path: disk.folder.file("k.sqlite"))
        try await database.write { connection in
            try connection.createThings()
            try connection.add(1)
        }
        let filler = URL(filePath: disk.folder.file("filler"))
        try Data(repeating: 0, count: 700_000).write(to: filler)
        try await Self.expectFull(database)
        #expect(try await database.read { try $0.wholes() } == [1])

        try FileManager.default.removeItem(at: filler)
        try await database.write { try $0.add(2) }
        #expect(try await database.read { try $0.wholes() } == [1, 2])
        try await database.checkIntegrity()
        try database.close()
    }

    private static func expectFull(_ database: SQLiteDatabase) async throws {
        let failure = await #expect(throws: SQLFailure.self) {
            try await database.write { connection in
                let words = String(repeating: "x", count: 4000)
                for _ in 0..<1000 { try connection.run("INSERT INTO thing (whole, words) VALUES (9, \(words))") }
            }
        }
        #expect(failure?.kind == .full, "\(String(describing: failure))")
    }
}

/// A tiny disk in memory, which only root may mount.
private final class SmallDisk {
    static let isPossible: Bool = getuid() == 0 && (try? SmallDisk(megabytes: 1)) != nil

    let folder: TemporaryFolder

    init(megabytes: Int) throws {
        folder = try TemporaryFolder()
        let mounted = try TemporaryFolder.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path)
        guard mounted.code == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { _ = try? TemporaryFolder.run("umount", "-l", folder.path) }
}
