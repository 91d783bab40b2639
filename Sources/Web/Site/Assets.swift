import HTTPTypes
import Hummingbird
import NIOCore
import WebAssets

/// The files that are part of the program. Names hold a hash of the content, so browsers keep them for ever and never show an old one.
struct Assets: Sendable {
    static let stylesheet = Assets(web_asset_krumtap_css(), stem: "krumtap", ending: "css", type: "text/css; charset=utf-8")
    static let script = Assets(web_asset_krumtap_js(), stem: "krumtap", ending: "js", type: "text/javascript; charset=utf-8")
    static let favicon = Assets(web_asset_favicon_svg(), stem: "favicon", ending: "svg", type: "image/svg+xml; charset=utf-8")
    /// The mark, as it stands in every page.
    static let mark = bytes(web_asset_mark_svg())

    static let stylesheetPath = Paths.asset(stylesheet.name)
    static let scriptPath = Paths.asset(script.name)

    private let name: String
    private let body: ByteBuffer
    private let fields: HTTPFields

    private let stem: String
    private let ending: String

    private init(_ file: WebAsset, stem: String, ending: String, type: String) {
        let bytes = Self.bytes(file)
        let hash = ContentHash(bytes)
        name = "\(stem).\(hash.short).\(ending)"
        body = ByteBuffer(bytes: bytes)
        fields = [.contentType: type, .eTag: hash.eTag]
        self.stem = stem
        self.ending = ending
    }

    private static func bytes(_ file: WebAsset) -> [UInt8] { Array(UnsafeBufferPointer(start: file.bytes, count: file.length)) }

    /// The file at a path; nil when there is none.
    static func find(_ path: String, _ request: Request) -> Response? {
        if path == Paths.favicon { return favicon.response(request, CacheHeaders.aDay) }
        guard path.hasPrefix(Paths.asset("")) else { return nil }
        let name = path.dropFirst(Paths.asset("").count)
        for asset in [stylesheet, script] {
            if name == asset.name { return asset.response(request, CacheHeaders.forEver) }
            // A page from before a deploy asks for the file of its time. The present one is nearest, but not under that name for ever.
            if name.hasPrefix(asset.stem + "."), name.hasSuffix("." + asset.ending) { return asset.response(request, CacheHeaders.aMinute) }
        }
        return nil
    }

    private func response(_ request: Request, _ cache: String) -> Response {
        var fields = fields
        fields[.cacheControl] = cache
        return request.answer(body, fields)
    }
}

extension Request {
    /// The bytes, or 304 when the client has them: RFC 9110 § 13.1.2.
    func answer(_ body: ByteBuffer, _ fields: HTTPFields) -> Response {
        guard let eTag = fields[.eTag], hasCopy(eTag) else {
            return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: body))
        }
        var fields = fields
        fields[.contentType] = nil
        return Response(status: .notModified, headers: fields)
    }

    private func hasCopy(_ eTag: String) -> Bool {
        headers[values: .ifNoneMatch].contains { list in
            list.split(separator: ",").contains { candidate in
                let candidate = candidate.drop { $0 == " " }
                return candidate == "*" || candidate == eTag || candidate == "W/" + eTag
            }
        }
    }
}
