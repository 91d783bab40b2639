import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle
import Testing

@testable import Web

/// What only a real socket shows. Each test has a server of its own.
@Suite(.serialized)
struct ConnectionTests {
    private static let host = "Host: localhost\r\n"
    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", "400"), ("GET / HTTP/1.1\r\n\(host)Host: evil.example\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"), ("GET http://evil.example/ HTTP/1.1\r\n\(host)\r\n", "421"),
        ("GET http://localhost/ HTTP/1.1\r\n\(host)\r\n", "200"), ("GET / HTTP/1.1\r\n\(host)\r\n", "200"),
        ("TRACE / HTTP/1.1\r\n\(host)\r\n", "405"), ("NONSENSE / HTTP/1.1\r\n\(host)\r\n", "400"),
        ("POST /d/t/besked HTTP/1.1\r\n\(host)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        ("POST /d/t/besked HTTP/1.1\r\n\(host)\(form)Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", "400"),
    ])
    func `a strange request is refused, and even then with the headers`(request: String, status: String) async throws {
        try await Self.expect(status, for: request)
    }

    @Test(arguments: [(fields: 1, letters: 20_000), (fields: 200, letters: 1)])
    func `a head with too much in it is refused too`(fields: Int, letters: Int) async throws {
        let field = "X: \(String(repeating: "a", count: letters))\r\n"
        try await Self.expect("400", for: "GET / HTTP/1.1\r\n\(Self.host)\(String(repeating: field, count: fields))\r\n")
    }

    private static func expect(_ status: String, for request: String) async throws {
        try await serve { port in
            let answer = try await RawConnection.ask(port, request, seconds: 5, until: "\r\n\r\n")
            #expect(answer.text.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.text.contains("X-Content-Type-Options: nosniff\r\n"))
        }
    }

    @Test func `a body that is too large is told so, and the connection ends`() async throws {
        try await Self.serve { port in
            let head = "POST /d/t/besked HTTP/1.1\r\n\(Self.host)\(Self.form)Transfer-Encoding: chunked\r\n\r\n"
            let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
            let answer = try await RawConnection.ask(port, head, endless: chunk, seconds: 10)
            #expect(answer.text.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.hasEnded)
            // What the kernel keeps on both sides comes on top of the megabyte that is read.
            #expect(answer.sentCount < 20 << 20)
        }
    }

    @Test func `a body nobody reads ends the connection, too`() async throws {
        try await Self.serve { port in
            let head = "POST /nowhere HTTP/1.1\r\n\(Self.host)Content-Length: 1000000\r\n\r\nabc"
            let answer = try await RawConnection.ask(port, head, seconds: 10)
            #expect(answer.text.hasPrefix("HTTP/1.1 404 "))
            #expect(answer.hasEnded)
            #expect(answer.seconds < 5)
        }
    }

    @Test func `a body that never comes to an end is not waited for`() async throws {
        try await Self.serve(requestSeconds: 1) { port in
            let head = "POST /d/t/besked HTTP/1.1\r\n\(Self.host)\(Self.form)Content-Length: 1000\r\n\r\ntext="
            let answer = try await RawConnection.ask(port, head, endless: "a", pause: 0.1, seconds: 10)
            #expect(answer.hasEnded)
            #expect((0.8..<5).contains(answer.seconds))
        }
    }

    @Test func `a connection on which nothing happens ends`() async throws {
        try await Self.serve(idleSeconds: 1) { port in
            for start in ["", "GET / HTTP/1.1\r\nHo", "GET / HTTP/1.1\r\n\(Self.host)\r\n"] {
                let answer = try await RawConnection.ask(port, start, seconds: 10)
                #expect(answer.hasEnded)
                #expect((0.8..<5).contains(answer.seconds))
            }
        }
    }

    @Test func `several requests at once are answered in their order`() async throws {
        try await Self.serve { port in
            let get = "GET /omraader HTTP/1.1\r\n\(Self.host)\r\n"
            let last = "GET /healthz HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n"
            let answer = try await RawConnection.ask(port, "HEAD / HTTP/1.1\r\n\(Self.host)\r\n" + get + get + last, seconds: 10)
            #expect(answer.text.split(separator: "HTTP/1.1 200 OK").count == 4)
            #expect(answer.text.hasSuffix("\r\n\r\nok\n"))
        }
    }

    private static func serve(
        idleSeconds: Int = 30, requestSeconds: Int = 30, _ body: @Sendable @escaping (_ port: Int) async throws -> Void
    ) async throws {
        let test = TestSite()
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let options = ServerOptions(.address(host: "127.0.0.1", port: 0), idleSeconds: idleSeconds, requestSeconds: requestSeconds)
        let server = SiteServer(try test.site, options: options, logger: test.logger) { found.yield($0?.port ?? 0) }
        let group = ServiceGroup(configuration: .init(services: [server], logger: test.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            try await body(port)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
