import Foundation
import Testing

@testable import krumtap

struct HandedSocketTests {
    private static let handed = ["LISTEN_PID": String(getpid()), "LISTEN_FDS": "1"]

    @Test func `nothing was handed over, or to another process`() throws {
        for environment in [
            [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "1", "LISTEN_FDS": "1"], Self.handed.merging(["LISTEN_FDS": "0"]) { $1 },
        ] {
            #expect(try HandedSocket.find(expected: .standard, environment: environment) == nil)
        }
    }

    @Test func `a socket that listens is taken, at the settings' port only`() throws {
        try Self.withSocket(listens: true) { socket, port in
            let there = ListenAddress(host: "127.0.0.1", port: port)
            for expected in [there, ListenAddress(host: "127.0.0.1", port: 0)] {
                let found = try HandedSocket.find(expected: expected, environment: Self.handed, first: socket)
                #expect(found == socket)
            }
            #expect(fcntl(socket, F_GETFD) & FD_CLOEXEC != 0)
            #expect(throws: HandedSocket.Unusable.self) {
                try HandedSocket.find(expected: ListenAddress(host: "127.0.0.1", port: port - 1), environment: Self.handed, first: socket)
            }
        }
    }

    @Test func `what does not listen, or is several, is refused in words`() throws {
        try Self.withSocket(listens: false) { socket, port in
            let there = ListenAddress(host: "127.0.0.1", port: port)
            for environment in [Self.handed, Self.handed.merging(["LISTEN_FDS": "2"]) { $1 }] {
                #expect(throws: HandedSocket.Unusable.self) {
                    try HandedSocket.find(expected: there, environment: environment, first: socket)
                }
            }
        }
    }

    private static func withSocket(listens: Bool, _ body: (_ socket: CInt, _ port: Int) throws -> Void) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                try #require(bind(descriptor, pointer, size) == 0)
                try #require(getsockname(descriptor, pointer, &size) == 0)
            }
        }
        if listens { try #require(listen(descriptor, 8) == 0) }
        try body(descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}
