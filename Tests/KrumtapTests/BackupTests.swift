import Domain
import Foundation
import SQLEngine
import Storage
import Testing

@testable import krumtap

/// A backup that was never restored is a hope: each of these restores, or is refused for its own reason.
struct BackupTests {
    private final class Home: Sendable {
        let path = NSTemporaryDirectory() + "krumtap-backup-\(UUID().uuidString)"
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private let place = Home()
    private var home: String { place.path }
    private var file: String { home + "/krumtap.db" }
    private var folder: BackupFolder { BackupFolder(path: home + "/backups") }
    private let night = Date(timeIntervalSince1970: 1_795_397_400)

    private func database() async throws -> SQLiteDatabase {
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: file)
        try await schema.migrate(database)
        return database
    }

    private func write(_ range: Range<Int>, to database: SQLiteDatabase) async throws {
        for number in range {
            try await database.write {
                _ = try $0.run("INSERT INTO person (name, language, created_at) VALUES (\("Anna \(number)"), 'da', \(number))")
            }
        }
    }

    /// The lock goes with the database when this returns.
    private func threeThenNine() async throws -> BackupManifest {
        let database = try await database()
        try await write(0..<3, to: database)
        let manifest = try folder.create(from: database, at: night)
        try await write(3..<9, to: database)
        try database.close()
        return manifest
    }

    private func people(in path: String) throws -> Int { try #require(try SQLiteDatabase.inspect(path).rows["person"]) }

    @Test func `a backup made while people write holds every row of one moment, and restores`() async throws {
        let database = try await database()
        try await write(0..<200, to: database)
        async let writing: Void = write(200..<400, to: database)
        let (folder, night) = (folder, night)
        let manifest = try await Blocking.run { try folder.create(from: database, at: night) }
        try await writing
        try database.close()

        let copy = folder.path + "/" + manifest.file
        #expect(manifest.file == "krumtap-20261123T013000Z.db")
        let count = try #require(manifest.rows["person"])
        #expect((200...400).contains(count))
        // No hole: the rows are the first so many.
        try manifest.verify(copy)
        let target = home + "/restored.db"
        _ = try BackupFolder.restore(copy, to: target, at: night)
        let restored = try SQLiteDatabase(path: target)
        let last = try await restored.read { try $0.one("SELECT MAX(created_at) FROM person") { try $0.count() } }
        #expect(last == count - 1)
        #expect(try await schema.pending(restored).isEmpty)
    }

    @Test func `what was there before a restore is kept beside it`() async throws {
        let manifest = try await threeThenNine()
        _ = try BackupFolder.restore("\(folder.path)/\(manifest.file)", to: file, at: night)
        #expect(try people(in: file) == 3)
        #expect(try people(in: file + ".before-restore-20261123T013000Z") == 9)
    }

    @Test func `what was begun after the backup is not the next one's number`() async throws {
        let database = try await database()
        let drafts = DraftStore(database)
        for _ in 0..<3 { _ = try await drafts.create(Draft(), at: night) }
        let manifest = try folder.create(from: database, at: night)
        let lost = try await drafts.create(Draft(), at: night)
        try database.close()
        let target = home + "/restored.db"
        _ = try BackupFolder.restore("\(folder.path)/\(manifest.file)", to: target, at: night)
        let restored = DraftStore(try SQLiteDatabase(path: target))
        // Whoever kept the lost one's address finds nothing there, whatever others write.
        let next = try await restored.create(Draft(), at: night)
        #expect(next.rawValue > lost.rawValue)
        #expect(try await restored.find(lost, at: night) == nil)
    }

    @Test func `a database in use is not replaced`() async throws {
        let database = try await database()
        let manifest = try folder.create(from: database, at: night)
        #expect(throws: SQLiteRefusal.inUse(path: file)) {
            try BackupFolder.restore("\(folder.path)/\(manifest.file)", to: file, at: night)
        }
        #expect(SQLiteDatabase.user(of: file)?.process == getpid())
        try database.close()
    }

    @Test(arguments: ["byte", "end", "manifest", "rows"])
    func `a backup that is not what was made is refused, and nothing is touched`(harm: String) async throws {
        let database = try await database()
        try await write(0..<50, to: database)
        let manifest = try folder.create(from: database, at: night)
        try database.close()
        let copy = "\(folder.path)/\(manifest.file)"
        var bytes = try #require(FileManager.default.contents(atPath: copy))
        switch harm {
        case "byte":
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: copy))
        case "end": try bytes.dropLast(4096).write(to: URL(filePath: copy))
        case "manifest": try FileManager.default.removeItem(atPath: BackupManifest.path(of: copy))
        default:
            let wrong = BackupManifest(
                program: manifest.program, createdAt: manifest.createdAt, file: manifest.file, bytes: manifest.bytes,
                sha256: manifest.sha256, migrations: manifest.migrations, rows: manifest.rows.merging(["person": 51]) { $1 })
            try wrong.write(of: copy)
        }
        #expect(throws: BackupManifest.Fault.self) { try BackupFolder.restore(copy, to: file, at: night) }
        #expect(try people(in: file) == 50)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home).filter { $0.contains("restor") }.isEmpty)
    }

    @Test func `only the newest are kept, and what is not ours stays`() async throws {
        let database = try await database()
        for day in 0..<5 { _ = try folder.create(from: database, at: night + Double(day) * 86_400) }
        try Data("mine".utf8).write(to: URL(filePath: folder.path + "/other.db"))
        // Somebody keeps the oldest for good, and lets the next one lie elsewhere.
        let old = Array(folder.newest().reversed().prefix(3))
        let places = old.map { "\(folder.path)/\($0.file)" }
        let (kept, moved) = (home + "/kept.db", home + "/moved.db")
        try FileManager.default.linkItem(atPath: places[0], toPath: kept)
        try FileManager.default.moveItem(atPath: places[1], toPath: moved)
        try FileManager.default.createSymbolicLink(atPath: places[1], withDestinationPath: moved)
        let reader = try FileHandle(forReadingFrom: URL(filePath: places[2]))
        try folder.keep(2, pace: Pace())
        #expect(folder.newest().map(\.file) == ["krumtap-20261127T013000Z.db", "krumtap-20261126T013000Z.db"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 5)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/other.db"))
        try old[0].verify(kept)
        try old[1].verify(moved)
        // Its bytes were given back before its name.
        #expect(try reader.seekToEnd() == 0)
        try database.close()
    }

    @Test func `one that is broken off leaves nothing`() async throws {
        let (database, pace) = (try await database(), Pace())
        pace.end()
        #expect(throws: CancellationError.self) { try folder.create(from: database, at: night, pace: pace) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        try database.close()
    }

    /// Half past two in Denmark is half past one in UTC in winter.
    @Test(
        arguments: [
            (nil, "2026-11-23T00:00:00Z", true), ("2026-11-22T01:30:05Z", "2026-11-23T01:29:59Z", false),
            ("2026-11-22T01:30:05Z", "2026-11-23T01:30:00Z", true), ("2026-11-23T01:30:05Z", "2026-11-23T23:00:00Z", false),
            // Three days without a server: one is made at once.
            ("2026-11-20T01:30:05Z", "2026-11-23T01:00:00Z", true),
            // A clock set back an hour makes no second one.
            ("2026-11-23T01:30:05Z", "2026-11-23T00:40:00Z", false),
        ] as [(String?, String, Bool)])
    func `a backup is due once a night`(newest: String?, now: String, isDue: Bool) throws {
        let settings = BackupSettings(path: "", minute: try #require(BackupSettings.minute("02:30")), keep: 1)
        let style = Date.ISO8601FormatStyle()
        #expect(try settings.isDue(newest: newest.map { try style.parse($0) }, at: style.parse(now)) == isDue)
    }

    @Test(arguments: ["2:30", "24:00", "02:60", "0230", "", "aa:bb", "-1:00"])
    func `a time that is none is refused`(text: String) { #expect(BackupSettings.minute(text) == nil) }
}
