import Synchronization

/// A number that only grows, shared by threads.
final class Counter: Sendable {
    private let number: Atomic<UInt64>

    init(_ start: UInt64 = 0) { number = Atomic(start) }

    var value: UInt64 { number.load(ordering: .acquiring) }

    func add(_ amount: UInt64) { number.add(amount, ordering: .acquiringAndReleasing) }
}
