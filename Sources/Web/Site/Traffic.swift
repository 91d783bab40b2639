import HTTPTypes
import Synchronization

/// What has been asked and how long the answers took, since the start. Routes as patterns, never addresses: those hold secrets, and
/// whoever asks for made-up ones must not fill the memory.
package final class Traffic: Sendable {
    package struct Key: Sendable, Hashable {
        package let route: String
        /// 2 for 200 to 299, and so on.
        package let statusClass: Int
    }

    package struct Counts: Sendable {
        package fileprivate(set) var requests: [Key: Int] = [:]
        /// How many answers took at most `bounds[n]`; one more for those that took longer.
        package fileprivate(set) var durations = [Int](repeating: 0, count: Traffic.bounds.count + 1)
        /// Seconds.
        package fileprivate(set) var durationSum = 0.0
    }

    /// Seconds.
    package static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let state = Mutex(Counts())

    package var counts: Counts { state.withLock { $0 } }

    func note(route: String?, _ status: HTTPResponse.Status, seconds: Double) {
        let key = Key(route: route ?? "-", statusClass: status.code / 100)
        let slot = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { counts in
            counts.requests[key, default: 0] += 1
            counts.durations[slot] += 1
            counts.durationSum += seconds
        }
    }
}
