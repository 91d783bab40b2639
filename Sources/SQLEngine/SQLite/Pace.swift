import Foundation
import Synchronization

/// The pace of work on the disk while people write: a small piece at a time, and after each the disk is theirs for longer than it took.
package final class Pace: Sendable {
    private struct State {
        var hasEnded = false
        var interrupt: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Work at this pace throws `CancellationError` as soon as it can.
    package func end() {
        let interrupt = state.withLock {
            $0.hasEnded = true
            return $0.interrupt
        }
        interrupt?()
    }

    /// Throws `CancellationError` once the pace was ended.
    package func check() throws {
        if state.withLock({ $0.hasEnded }) { throw CancellationError() }
    }

    /// Blocks three times as long as has passed since `began`, and a second at most.
    func rest(since began: ContinuousClock.Instant) throws {
        try check()
        Thread.sleep(forTimeInterval: min(3 * ((.now - began) / .seconds(1)), 1))
    }

    /// What runs in one piece is interrupted when the pace is ended; until the next such call.
    func interrupting(with interrupt: @Sendable @escaping () -> Void) { state.withLock { $0.interrupt = interrupt } }
}
