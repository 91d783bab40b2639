import Domain
import HTTPTypes
package import Hummingbird
import NIOCore

// The answers handlers give.
extension RequestContext {
    package func show(_ page: Page) -> Response { answer(page, .ok) }

    /// What was here and was taken away: 410.
    package func showGone(_ page: Page) -> Response { answer(page, .gone) }

    /// The form again, with its problems: 422.
    package func showAgain(_ page: Page) -> Response {
        var page = page
        page.hasErrors = true
        return answer(page, .unprocessableContent)
    }

    /// After a POST: the next page, with GET. Only paths from `Paths`, never an address that came with the request.
    package func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: CacheHeaders.never])
    }

    /// To an address outside of the site that comes from the settings.
    package func redirect(toSetting address: String) -> Response {
        Response(status: .found, headers: [.location: address, .cacheControl: CacheHeaders.never])
    }

    /// Data such as GeoJSON. `contentType` names its charset where it has one.
    package func show(
        _ bytes: [UInt8], contentType: String, cache: Page.CachePolicy = .never, status: HTTPResponse.Status = .ok
    ) -> Response {
        answer(ByteBuffer(bytes: bytes), [.contentType: contentType], cache, status)
    }

    func answer(_ page: Page, _ status: HTTPResponse.Status) -> Response {
        var fields: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue]
        if page.isTokenPage { fields[SecurityHeaders.referrerPolicy] = "no-referrer" }
        return answer(Layout(page: page, context: self).render(), fields, page.cache, status)
    }

    private func answer(
        _ body: ByteBuffer, _ fields: HTTPFields, _ cache: Page.CachePolicy, _ status: HTTPResponse.Status
    ) -> Response {
        var fields = fields
        // Nobody signed in is ever answered from, or into, a shared cache.
        let isShared = cache != .never && status == .ok && viewer == .anonymous && !arrival.isPost
        guard isShared, cache == .everybody else {
            fields[.cacheControl] = CacheHeaders.never
            if isShared { shelf?.put(body, fields, route: endpointPath) }
            return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
        }
        fields[.cacheControl] = CacheHeaders.asked
        fields[.vary] = "Cookie"
        fields[.eTag] = ContentHash(body.readableBytesView).eTag
        shelf?.put(body, fields, route: endpointPath)
        return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: body))
    }
}

// Signing in and out.
extension RequestContext {
    /// Sets a cookie on an answer. `seconds` nil: until the browser is closed.
    package func set(_ cookie: SiteCookie, to value: String, seconds: Int? = nil, on response: inout Response) {
        response.headers.append(
            HTTPField(name: .setCookie, value: cookie.header(value, seconds: seconds, isSecure: frame.origin.isSecure)))
    }

    /// Makes the browser forget who was signed in, and every page it kept (OWASP ASVS 5.0, 14.3.1).
    package func forgetSession(on response: inout Response) {
        set(.session, to: "", seconds: 0, on: &response)
        response.headers[SecurityHeaders.clearSiteData] = "\"cache\", \"cookies\", \"storage\""
    }
}

enum CacheHeaders {
    static let never = "no-store"
    /// May be kept, and is asked about each time (304): what was taken back from the public is gone at once.
    static let asked = "public, no-cache"
    static let aMinute = "public, max-age=60"
    static let aDay = "public, max-age=86400"
    static let forEver = "public, max-age=31536000, immutable"
}
