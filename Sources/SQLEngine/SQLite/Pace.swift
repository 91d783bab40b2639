import Foundation
import Synchronization

/// The pace of work on the disk while people write: a small piece at a time, and after each the disk is theirs for longer than it took.
package final class Pace: Sendable {
    private let hasEnded = Atomic(false)

    package init() {}

    /// Work at this pace throws `CancellationError` at its next rest.
    package func end() { hasEnded.store(true, ordering: .relaxed) }

    /// Blocks three times as long as has passed since `began`, and a second at most.
    func rest(since began: ContinuousClock.Instant) throws {
        if hasEnded.load(ordering: .relaxed) { throw CancellationError() }
        Thread.sleep(forTimeInterval: min(3 * ((.now - began) / .seconds(1)), 1))
    }
}
