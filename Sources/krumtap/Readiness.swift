import Foundation
import Storage
import Synchronization

/// Whether the database takes writes, asked at most every few seconds however often somebody asks us.
final class Readiness: Sendable {
    private let stores: Stores
    private let last = Mutex<Date>(.distantPast)

    private static let valid: TimeInterval = 5

    init(_ stores: Stores) { self.stores = stores }

    /// Throws when the database cannot take a write.
    func check(at now: Date) async throws {
        guard last.withLock({ now.timeIntervalSince($0) > Self.valid || now < $0 }) else { return }
        try await stores.municipality.checkWritable()
        last.withLock { $0 = now }
    }
}
