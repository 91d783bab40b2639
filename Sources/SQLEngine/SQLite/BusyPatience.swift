import Foundation
import Synchronization

/// How long writers wait while another program holds the file: five seconds together, not five each, for they stand in one queue.
final class BusyPatience: Sendable {
    private struct Wait {
        var since: ContinuousClock.Instant
        var lastAsked: ContinuousClock.Instant
    }

    private let wait = Mutex<Wait?>(nil)

    static let longest: Duration = .seconds(5)
    /// Nobody having asked for so long, the file was free in between.
    private static let forgotten: Duration = .seconds(6)
    private static let pause: TimeInterval = 0.01

    /// Asked each time the file is held; false gives up. Pauses before it says yes.
    func waits() -> Bool {
        let now = ContinuousClock.now
        let since = wait.withLock { wait in
            if let known = wait, now - known.lastAsked < Self.forgotten {
                wait = Wait(since: known.since, lastAsked: now)
            } else {
                wait = Wait(since: now, lastAsked: now)
            }
            return wait?.since ?? now
        }
        guard now - since < Self.longest else { return false }
        Thread.sleep(forTimeInterval: Self.pause)
        return true
    }

    /// The file was free: the next wait begins anew.
    func forget() { wait.withLock { $0 = nil } }
}
