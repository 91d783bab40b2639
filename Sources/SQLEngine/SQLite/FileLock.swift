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
        say("")
    }

    /// Writes who holds it, for whoever wants to ask, and what they may count on.
    func say(_ words: String) {
        ftruncate(descriptor, 0)
        _ = "\(getpid())\n\(words)\n".utf8CString.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count - 1, 0) }
    }

    /// The process that holds a lock now and what it said; nil when nobody does.
    static func holder(of path: String) -> (process: Int32, words: String)? {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return nil }
        let lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.first.flatMap { Int32($0) }.map { ($0, lines.count > 1 ? String(lines[1]) : "") }
    }

    deinit { close(descriptor) }
}
