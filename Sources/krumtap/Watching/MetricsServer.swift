import Formats
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// `/metrics` at an address of its own, so that no rule of a proxy decides whether the public reads it.
struct MetricsServer: Service {
    let page: MetricsPage
    let address: ListenAddress
    let logger: Logger

    func run() async throws {
        do { try await application.run() } catch let error as IOError {
            throw CannotListen(error, address, setting: "KRUMTAP_METRICS")
        }
    }

    private var application: some ApplicationProtocol {
        let router = Router()
        let page = page
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: PrometheusText.contentType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: await page.text())))
        }
        return Application(
            router: router, server: .http1(configuration: .init(idleTimeout: .seconds(30))),
            configuration: ApplicationConfiguration(address: .hostname(address.host, port: address.port), serverName: nil), logger: logger)
    }
}
