import Domain
import HTTPTypes
import Hummingbird
import Logging

/// One line for each request: what was asked for as a pattern, never as an address, because addresses hold secrets and people.
struct RequestLog {
    private let startedAt = ContinuousClock.now
    private let connectionLogger: Logger
    private let traffic: Traffic

    init(_ logger: Logger, _ traffic: Traffic) {
        connectionLogger = logger
        self.traffic = traffic
    }

    /// Everything logged about a request carries its number.
    func logger(_ arrival: Arrival) -> Logger {
        var logger = connectionLogger
        logger[metadataKey: "request"] = .string(arrival.id)
        return logger
    }

    /// Counts it too.
    func write(_ arrival: Arrival, _ method: HTTPRequest.Method, route: String?, _ status: HTTPResponse.Status) {
        let microseconds = Int64((ContinuousClock.now - startedAt) / .microseconds(1))
        traffic.note(route: route, status, seconds: Double(microseconds) / 1_000_000)
        guard connectionLogger.logLevel <= .info else { return }
        connectionLogger.info(
            "request",
            metadata: [
                "request": .string(arrival.id), "method": .string(method.rawValue.prefix(16).description), "route": .string(route ?? "-"),
                "language": .string(arrival.language.rawValue), "status": .stringConvertible(status.code),
                "ms": .stringConvertible(Double(microseconds) / 1000),
            ])
    }

    /// What the person is not told. Other troubles are theirs, and the line above says enough.
    static func note(_ trouble: Trouble, _ error: any Error, _ diagnosis: Diagnosis, _ context: RequestContext) {
        let metadata: Logger.Metadata = [
            "error": .string(diagnosis.words), "type": .string(String(reflecting: type(of: error))),
            "route": .string(context.endpointPath ?? "-"),
        ]
        switch trouble {
        case .broken: context.logger.error("request failed", metadata: metadata)
        case .unavailable: context.logger.warning("database unavailable", metadata: metadata)
        case .forbidden: context.logger.notice("request forbidden", metadata: metadata)
        default: break
        }
    }
}
