package import Hummingbird
import HummingbirdCore
package import Logging
package import NIOCore

/// How the server treats connections.
package struct ServerOptions: Sendable {
    package let host: String
    /// 0: any free port.
    package let port: Int
    /// A connection on which nothing happens is closed after this.
    package let idleSeconds: Int
    /// A request whose body has not arrived after this ends with its connection. Longer than `FormFields.maximumDuration`,
    /// which says so on a page.
    package let requestSeconds: Int
    /// More wait in the kernel's queue: at the limit of file descriptors accepting would spin.
    package let connections: Int

    package init(host: String, port: Int, idleSeconds: Int = 30, requestSeconds: Int = 30, connections: Int = 4096) {
        self.host = host
        self.port = port
        self.idleSeconds = idleSeconds
        self.requestSeconds = requestSeconds
        self.connections = connections
    }
}

/// The web server around the site.
package enum SiteServer {
    /// A service that serves the site until it is told to stop; requests that have begun are then finished.
    ///
    /// - Parameter onRunning: called with the address once connections are accepted.
    package static func application(
        _ site: Site, options: ServerOptions, logger: Logger, onRunning: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) -> Application<Site> {
        let (headers, duration) = (site.securityHeaders, TimeAmount.seconds(Int64(options.requestSeconds)))
        return Application(
            responder: site,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [ConnectionGuard(securityHeaders: headers, requestDuration: duration)],
                    idleTimeout: .seconds(Int64(options.idleSeconds)),
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(options.connections, logger: logger)),
            onServerRunning: { await onRunning($0.localAddress) }, logger: logger)
    }
}
