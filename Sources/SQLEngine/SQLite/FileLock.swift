import Foundation

/// Holds a lock file for as long as it lives; the kernel lets go when the process ends, however it ends.
///
/// `@unchecked`: the descriptor is set once and only closed in `deinit`.
final class FileLock: @unchecked Sendable {
    private let descriptor: Int32

    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SQLiteRefusal.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SQLiteRefusal.inUse(path: String(path.dropLast(".lock".count)))
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
