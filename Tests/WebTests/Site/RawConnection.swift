import Foundation

/// A TCP connection that sends what no HTTP client would. On a thread of its own: it blocks.
struct RawConnection {
    struct Answer: Sendable {
        var text = ""
        var hasEnded = false
        var sentCount = 0
        var seconds = 0.0
    }

    struct Failed: Error {}

    /// Sends `start`, then `endless` again and again, and reads until the other side ends, `until` was read, or the time is over.
    static func ask(
        _ port: Int, _ start: String, endless: String? = nil, pause: Double = 0, seconds: Double, until: String? = nil
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        var connection = try RawConnection(port)
                        return connection.talk(start, endless, pause, seconds, until)
                    })
            }
        }
    }

    private let descriptor: Int32
    private var answer = Answer()
    private var received: [UInt8] = []
    private var isRefused = false

    private init(_ port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { [descriptor] in
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        guard isConnected else { throw Failed() }
    }

    private mutating func talk(
        _ start: String, _ endless: String?, _ pause: Double, _ seconds: Double, _ until: String?
    ) -> Answer {
        let startedAt = Date()
        var waiting = Array(start.utf8)[...]
        // The other side may have said its last word and still listen.
        while !answer.hasEnded || (endless != nil && !isRefused), Date().timeIntervalSince(startedAt) < seconds {
            if waiting.isEmpty, let endless {
                Thread.sleep(forTimeInterval: pause)
                waiting = Array(endless.utf8)[...]
            }
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN) | (waiting.isEmpty ? 0 : Int16(POLLOUT)), revents: 0)
            poll(&polled, 1, 100)
            if polled.revents & Int16(POLLOUT) != 0 { waiting = waiting.dropFirst(write(waiting)) }
            if !answer.hasEnded, polled.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { read() }
            if let until, String(decoding: received, as: UTF8.self).contains(until) { break }
        }
        close(descriptor)
        answer.text = String(decoding: received, as: UTF8.self)
        answer.seconds = Date().timeIntervalSince(startedAt)
        return answer
    }

    private mutating func write(_ bytes: ArraySlice<UInt8>) -> Int {
        let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) }
        if count < 0, errno != EAGAIN { isRefused = true }
        answer.sentCount += max(0, count)
        return max(0, count)
    }

    private mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { received += buffer[..<count] } else { answer.hasEnded = true }
    }
}
