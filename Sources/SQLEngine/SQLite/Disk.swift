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
    /// Deletes a file. At a pace it is made shorter piece by piece: a file system that gives back a gigabyte at once lets nobody else write.
    ///
    /// One that has another name too keeps its bytes.
    package static func remove(_ path: String, at pace: Pace? = nil) throws {
        if let pace, try FileManager.default.attributesOfItem(atPath: path)[.referenceCount] as? Int == 1 {
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            defer { try? file.close() }
            var size = try file.seekToEnd()
            while size > 0 {
                let began = ContinuousClock.now
                size -= min(size, 16 << 20)
                try file.truncate(atOffset: size)
                try file.synchronize()
                try pace.rest(since: began)
            }
        }
        try FileManager.default.removeItem(atPath: path)
    }
}
