import HTTPTypes

/// What every answer carries, also errors, redirects and files. What an answer has set itself stays.
struct SecurityHeaders: Sendable {
    static let contentSecurityPolicy = HTTPField.Name.known("Content-Security-Policy")
    static let contentTypeOptions = HTTPField.Name.known("X-Content-Type-Options")
    static let referrerPolicy = HTTPField.Name.known("Referrer-Policy")
    static let clearSiteData = HTTPField.Name.known("Clear-Site-Data")
    static let requestID = HTTPField.Name.known("X-Request-ID")

    private let fields: [HTTPField]

    /// What only makes sense over HTTPS is left out without it: browsers would look for a development server there for two years.
    init(isSecure: Bool) {
        let policy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
        var fields = [
            HTTPField(name: Self.contentSecurityPolicy, value: isSecure ? policy + "; upgrade-insecure-requests" : policy),
            HTTPField(name: Self.contentTypeOptions, value: "nosniff"),
            HTTPField(name: Self.referrerPolicy, value: "same-origin"),
            HTTPField(name: .known("Cross-Origin-Opener-Policy"), value: "same-origin"),
            HTTPField(name: .known("Cross-Origin-Resource-Policy"), value: "same-origin"),
            HTTPField(name: .known("Permissions-Policy"), value: "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"),
            HTTPField(name: .cacheControl, value: CacheHeaders.never),
        ]
        if isSecure {
            fields.append(HTTPField(name: .known("Strict-Transport-Security"), value: "max-age=63072000; includeSubDomains"))
        }
        self.fields = fields
    }

    func add(to answer: inout HTTPFields) {
        for field in fields where !answer.contains(field.name) { answer.append(field) }
    }
}
