import Formats
import HTTPTypes
import Hummingbird
import Logging

/// `/metrics` at an address of its own, so that no rule of a proxy decides whether the public reads it.
struct MetricsServer: Sendable {
    let page: MetricsPage
    let address: ListenAddress

    func application(logger: Logger) -> some ApplicationProtocol {
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
