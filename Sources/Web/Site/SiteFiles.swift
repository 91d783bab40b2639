import Foundation
import Hummingbird
import NIOCore

/// Files at fixed addresses.
struct SiteFiles: Sendable {
    static let plainText = "text/plain; charset=utf-8"
    private let robots: ByteBuffer
    private let settings: SiteSettings

    init(settings: SiteSettings) {
        self.settings = settings
        // Secret addresses are nowhere to be found; this is for the ones that people share by mistake.
        let rules = (settings.isDemo ? ["/"] : Paths.notForSearch).map { "Disallow: \($0)" }
        robots = ByteBuffer(string: (["User-agent: *"] + rules).joined(separator: "\n") + "\n")
    }

    func find(_ path: String, _ request: Request) -> Response? {
        switch path {
        case Paths.robots: request.answer(robots, [.contentType: Self.plainText, .cacheControl: CacheHeaders.aDay])
        case Paths.securityText: securityText.map { request.answer($0, [.contentType: Self.plainText, .cacheControl: CacheHeaders.aDay]) }
        default: Assets.find(path, request)
        }
    }

    /// RFC 9116. It expires half a year from now: as long as the program runs, somebody reads what comes.
    private var securityText: ByteBuffer? {
        guard let contact = settings.securityContact else { return nil }
        let expires = Date.now.addingTimeInterval(180 * 86_400).formatted(.iso8601)
        return ByteBuffer(
            string: """
                Contact: \(contact)
                Expires: \(expires)
                Preferred-Languages: da, en
                Canonical: \(settings.origin)\(Paths.securityText)

                """)
    }
}
