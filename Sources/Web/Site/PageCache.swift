import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Whole answers for readers who are not signed in, so that a page many people read is made once.
///
/// An answer is used while the database has the content version it was made from, and for a minute at most: texts such as
/// *om 3 arbejdsdage* change by the clock alone.
final class PageCache: Sendable {
    struct Answer: Sendable {
        let body: ByteBuffer
        let fields: HTTPFields
        /// For the log.
        let route: String?
    }

    private struct Entry {
        let answer: Answer
        let key: String
        let madeAt: ContinuousClock.Instant
    }

    private struct Shelves {
        var version: UInt64 = 0
        var entries: [String: Entry] = [:]
        /// Oldest first.
        var order: [String] = []
        var byteCount = 0
    }

    static let lifetime: Duration = .seconds(60)
    private let maximumCount: Int
    private let maximumBytes: Int
    private let shelves = Mutex(Shelves())

    init(maximumCount: Int = 512, maximumBytes: Int = 16 << 20) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    func find(_ key: String, version: UInt64, now: ContinuousClock.Instant = .now) -> Answer? {
        shelves.withLock { shelves in
            guard shelves.version == version, let entry = shelves.entries[key], now - entry.madeAt < Self.lifetime else { return nil }
            return entry.answer
        }
    }

    /// Keeps an answer made from what the database held at `version`, or later.
    func keep(_ answer: Answer, as key: String, version: UInt64, now: ContinuousClock.Instant = .now) {
        let size = answer.body.readableBytes
        guard size <= maximumBytes / 8 else { return }
        shelves.withLock { shelves in
            // What was read before somebody else's change is stale already.
            guard version >= shelves.version else { return }
            if version > shelves.version { shelves = Shelves(version: version) }
            remove(key, from: &shelves)
            while let oldest = shelves.order.first, shelves.entries.count >= maximumCount || shelves.byteCount + size > maximumBytes {
                remove(oldest, from: &shelves)
            }
            shelves.entries[key] = Entry(answer: answer, key: key, madeAt: now)
            shelves.order.append(key)
            shelves.byteCount += size
        }
    }

    private func remove(_ key: String, from shelves: inout Shelves) {
        guard let entry = shelves.entries.removeValue(forKey: key) else { return }
        shelves.byteCount -= entry.answer.body.readableBytes
        shelves.order.removeAll { $0 == key }
    }

    /// The place for one request's answer. The version is the one from before anything was read.
    struct Shelf: Sendable {
        let cache: PageCache
        let key: String
        let version: UInt64

        func put(_ body: ByteBuffer, _ fields: HTTPFields, route: String?) {
            cache.keep(Answer(body: body, fields: fields, route: route), as: key, version: version)
        }
    }
}
