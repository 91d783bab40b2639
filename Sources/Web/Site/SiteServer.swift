import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
package import NIOCore
import NIOExtras
import NIOHTTPTypes
import NIOPosix
import ServiceLifecycle

/// How the server treats connections.
package struct ServerOptions: Sendable {
    /// Where connections come from.
    package enum Place: Sendable, Equatable {
        /// Port 0: any free one.
        case address(host: String, port: Int)
        /// A socket that already listens. Whoever opened it keeps it too, so that connections wait in its queue while one process
        /// follows another.
        case socket(CInt)
    }

    package let place: Place
    /// A connection on which nothing happens is closed after this.
    package let idleSeconds: Int
    /// A request whose body has not arrived after this ends with its connection. Longer than `FormFields.maximumDuration`,
    /// which says so on a page.
    package let requestSeconds: Int
    /// More wait in the kernel's queue: at the limit of file descriptors accepting would spin.
    package let connections: Int

    package init(_ place: Place, idleSeconds: Int = 25, requestSeconds: Int = 28, connections: Int = 4096) {
        self.place = place
        self.idleSeconds = idleSeconds
        self.requestSeconds = requestSeconds
        self.connections = connections
    }
}

/// The web server around the site: serves until it is told to stop, and finishes the requests that have begun.
///
/// What Hummingbird's own `Application` does, which cannot be given a socket that is open already (2.28.1, `BindAddress`).
package struct SiteServer: Service {
    private typealias Connection = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    private let site: Site
    private let options: ServerOptions
    private let logger: Logger
    private let onRunning: @Sendable (SocketAddress?) async -> Void

    private static let backlog: CInt = 1024
    private static let loops = MultiThreadedEventLoopGroup.singleton

    /// - Parameter onRunning: called with the address once connections are accepted.
    package init(
        _ site: Site, options: ServerOptions, logger: Logger, onRunning: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) {
        self.site = site
        self.options = options
        self.logger = logger
        self.onRunning = onRunning
    }

    package func run() async throws {
        let (http, logger) = (http, logger)
        let quiescing = ServerQuiescingHelper(group: Self.loops)
        let (connections, arrived) = AsyncStream.makeStream(of: Connection.self)
        let server = try await open(quiescing) { channel in http.setup(channel: channel, logger: logger).map { _ = arrived.yield($0) } }
        server.closeFuture.whenComplete { _ in arrived.finish() }
        await withGracefulShutdownHandler {
            await onRunning(server.localAddress)
            await withDiscardingTaskGroup { group in
                for await connection in connections { group.addTask { await http.handle(value: connection, logger: logger) } }
            }
        } onGracefulShutdown: {
            Self.drain(server, quiescing)
        }
    }

    /// Accepts no more, lets what was accepted come through to its handlers, and only then closes: closing while a connection is
    /// on its way from loop to loop would drop it. What still waits in the kernel's queue is for whoever listens on the socket next.
    private static func drain(_ server: any Channel, _ quiescing: ServerQuiescingHelper) {
        // Three ways: to the connection's loop, back, and to it again.
        let ways = (0..<3).reduce(server.setOption(.autoRead, value: false)) { before, _ in
            before.flatMap { .andAllComplete(loops.makeIterator().map { $0.submit {} }, on: server.eventLoop) }
        }
        ways.whenComplete { _ in quiescing.initiateShutdown(promise: nil) }
    }

    /// HTTP on one connection.
    private var http: HTTP1Channel {
        let (headers, duration) = (site.securityHeaders, TimeAmount.seconds(Int64(options.requestSeconds)))
        let (site, logger, clock) = (site, logger, DateLine())
        return HTTP1Channel(
            responder: { request, writer, channel in
                let source = ApplicationRequestContextSource(channel: channel, logger: logger)
                var response = try await site.respond(to: request, context: Site.Connection(source: source))
                response.headers[.date] = clock.text(at: Date())
                try await writer.write(response: response.head, body: response.body)
            },
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(securityHeaders: headers, requestDuration: duration)],
                idleTimeout: .seconds(Int64(options.idleSeconds)),
                httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    }

    private func open(
        _ quiescing: ServerQuiescingHelper, setUp: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> any Channel {
        let limit = MaximumAvailableConnections(options.connections, logger: logger)
        let bootstrap = ServerBootstrap(group: Self.loops)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(AvailableConnectionsChannelHandler(delegate: limit))
                    try pipeline.addHandler(quiescing.makeServerChannelHandler(channel: channel))
                }
            }
            .childChannelInitializer(setUp)
        return switch options.place {
        case .address(let host, let port): try await bootstrap.bind(host: host, port: port).get()
        case .socket(let descriptor): try await bootstrap.withBoundSocket(descriptor).get()
        }
    }
}
