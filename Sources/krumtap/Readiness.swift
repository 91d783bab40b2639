import Foundation
import Storage
import Synchronization

/// Whether the database takes writes, asked at most every few seconds however often somebody asks us.
final class Readiness: Sendable {
    private let stores: Stores
    private let path: String?
    private let last = Mutex<Date>(.distantPast)

    private static let valid: TimeInterval = 5

    /// A page of the log may still fit on a disk that has no room for anybody's letter.
    private static let roomNeeded = 4 << 20

    init(_ stores: Stores, path: String?) {
        self.stores = stores
        self.path = path
    }

    /// The disk has less room than a small database needs to go on.
    struct NoRoom: Error {}

    /// Throws when the database cannot take a write.
    func check(at now: Date) async throws {
        guard last.withLock({ now.timeIntervalSince($0) > Self.valid || now < $0 }) else { return }
        try checkRoom()
        try await stores.municipality.checkWritable()
        last.withLock { $0 = now }
    }

    private func checkRoom() throws {
        guard let path else { return }
        let free = try? FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize] as? Int
        if let free, free < Self.roomNeeded { throw NoRoom() }
    }
}
