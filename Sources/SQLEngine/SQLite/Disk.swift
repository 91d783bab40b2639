import Foundation

/// What a file system promises only when asked.
package enum Disk {
    /// Bytes and name are on the disk.
    package static func synchronize(_ path: String) throws {
        for name in [path, (path as NSString).deletingLastPathComponent] {
            let descriptor = open(name.isEmpty ? "." : name, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw SQLiteRefusal.cannotOpen(path: name, reason: String(cString: strerror(errno))) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else {
                throw SQLFailure(kind: .unavailable, code: Int(errno), message: "\(name) cannot be brought to the disk")
            }
        }
    }
}
