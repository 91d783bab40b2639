import Foundation

/// What a file system promises only when asked.
package enum Disk {
    /// Bytes and name are on the disk.
    package static func synchronize(_ path: String) throws {
        try flush(path)
        let folder = (path as NSString).deletingLastPathComponent
        try flush(folder.isEmpty ? "." : folder)
    }

    /// A file's bytes, or a folder's names, are on the disk.
    static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteRefusal.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw SQLFailure(kind: .unavailable, code: Int(errno), message: "\(path) cannot be brought to the disk")
        }
    }

    /// Deletes a file. At a pace it is made shorter piece by piece before: a file system that gives back a gigabyte at once lets nobody else write.
    package static func remove(_ path: String, at pace: Pace? = nil) throws {
        if let pace {
            // What cannot be shortened can be deleted all the same.
            do { try shorten(path, at: pace) } catch let error as CancellationError { throw error } catch {}
        }
        try FileManager.default.removeItem(atPath: path)
    }

    /// But for what is a link, or has another name too: there the bytes are somebody's.
    private static func shorten(_ path: String, at pace: Pace) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard attributes[.type] as? FileAttributeType == .typeRegular, attributes[.referenceCount] as? Int == 1 else { return }
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
}
