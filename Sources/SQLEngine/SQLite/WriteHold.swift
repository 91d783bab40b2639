import Synchronization

/// Lets nobody write into a file that has not been read through. Whoever comes meanwhile waits as for a file that somebody else holds.
final class WriteHold: Sendable {
    private let isOn = Mutex(false)

    private static let pause: Duration = .milliseconds(20)

    func begin() { isOn.withLock { $0 = true } }
    func end() { isOn.withLock { $0 = false } }

    /// Throws `SQLFailure` of kind `busy` when it lasts longer than anybody waits.
    func passed(within patience: Duration = BusyPatience.longest) async throws {
        let limit = ContinuousClock.now + patience
        while isOn.withLock({ $0 }) {
            guard ContinuousClock.now < limit else {
                throw SQLFailure(kind: .busy, code: 5, message: "the file is still being read through, and nothing is written before")
            }
            try await Task.sleep(for: Self.pause)
        }
    }
}
