import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the web server and what goes on behind it.",
        discussion: """
            Stops on SIGTERM and SIGINT: what has begun is finished, and after \(Int(Self.drainSeconds)) seconds at the latest the process \
            ends. The first line on standard output that says "listening" has the address.
            """)

    /// Less than systemd's TimeoutStopSec in deploy/systemd/krumtap.service.
    static let drainSeconds = 20

    func run() async throws {
        FreeMemory.keepSome()
        let settings = try Settings.load()
        let logger = settings.logger
        do {
            let place = try HandedSocket.find(expected: settings.listen).map(ServerOptions.Place.socket)
            let installation = try await Installation.open(settings, logger: logger)
            let web = SiteServer(installation.site, options: settings.serverOptions(at: place), logger: logger) { address in
                logger.notice(
                    "listening", metadata: ["address": .string(settings.address(boundTo: address)), "version": .string(Version.number)])
            }
            try await Self.group(installation.services + [web], logger: logger).run()
            try installation.close()
        } catch {
            let cannotListen = (error as? IOError).map { CannotListen($0, settings.listen, setting: "KRUMTAP_LISTEN") }
            StandardError.write(["\(cannotListen ?? error)"])
            throw ExitCode(1)
        }
    }

    /// The background services begin before and end after the web server, which is last: what a request sets off is still carried out.
    /// When one of them fails, the others end as on a signal, and `run` throws what was wrong.
    private static func group(_ services: [any Service], logger: Logger) -> ServiceGroup {
        let orderly = services.map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
        }
        var configuration = ServiceGroupConfiguration(services: orderly, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(drainSeconds)
        return ServiceGroup(configuration: configuration)
    }
}

extension Settings {
    /// - Parameter place: where connections come from, if not from the address in the settings.
    fileprivate func serverOptions(at place: ServerOptions.Place?) -> ServerOptions {
        ServerOptions(
            place ?? .address(host: listen.host, port: listen.port), idleSeconds: idleSeconds,
            connections: FileLimit.connections(wanted: connections))
    }

    var siteSettings: SiteSettings {
        // Health checks on this machine ask the address itself and not the public name.
        SiteSettings(
            origin: origin, otherHosts: [listen.localOrigin.authority, "localhost:\(listen.port)"], isDemo: isDemo,
            trustsProxy: trustsProxy,
            version: Version.number, accessibilityURL: accessibilityURL, securityContact: securityContact)
    }

    fileprivate func address(boundTo address: SocketAddress?) -> String {
        listen.port == 0 ? "\(origin) (port \(address?.port ?? 0))" : origin.description
    }
}
