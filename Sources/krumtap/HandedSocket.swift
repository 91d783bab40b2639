import Foundation

/// A listening socket that whoever started this process opened and keeps, as systemd's socket units do (sd_listen_fds(3)). Across
/// a restart connections wait in its queue, so that none is refused.
enum HandedSocket {
    /// The first descriptor that is handed over (`SD_LISTEN_FDS_START`).
    private static let first: CInt = 3

    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Nil when none was handed over to this process. Throws `Unusable` for one that cannot be served, or is not the settings' address.
    static func find(
        expected: ListenAddress, environment: [String: String] = ProcessInfo.processInfo.environment, first: CInt = first
    ) throws -> CInt? {
        guard environment["LISTEN_PID"] == String(getpid()), let text = environment["LISTEN_FDS"], text != "0" else { return nil }
        guard text == "1" else { throw Unusable(description: "one listening socket is served, and \(text) were handed over (LISTEN_FDS).") }
        // Nobody whom we start has any business with it.
        guard fcntl(first, F_SETFD, FD_CLOEXEC) == 0, isListening(first) else {
            throw Unusable(description: "what was handed over (LISTEN_FDS) is no listening stream socket.")
        }
        if let port = port(of: first), expected.port != 0, port != expected.port {
            throw Unusable(description: "the socket that was handed over is at port \(port), and KRUMTAP_LISTEN says \(expected).")
        }
        return first
    }

    private static func isListening(_ socket: CInt) -> Bool {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value == 1
    }

    /// Nil for a Unix socket.
    private static func port(of socket: CInt) -> Int? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) == 0 }
        }
        guard isKnown, [sa_family_t(AF_INET), sa_family_t(AF_INET6)].contains(storage.ss_family) else { return nil }
        // The port is at the same place in both families' addresses.
        return withUnsafeBytes(of: storage) { Int(UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))) }
    }
}
