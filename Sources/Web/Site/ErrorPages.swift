import Domain
import HTTPTypes
import Hummingbird
import Markup

/// The page for each kind of trouble. It says what happened to what the person wrote, and where to go on.
struct ErrorPage {
    let trouble: Trouble
    let context: RequestContext

    private var language: Language { context.language }
    private var paths: Paths { context.paths }

    func response() -> Response {
        let title = ErrorTexts.title(trouble, language)
        // The address may hold a secret, and on an error nobody knows whether it does.
        var response = context.answer(Page(title: title, isTokenPage: true, body: body(title)), status)
        if closes { response.headers[.connection] = "close" }
        switch trouble {
        case .tooOften(let seconds): response.headers[.retryAfter] = String(max(1, seconds))
        case .unavailable: response.headers[.retryAfter] = "5"
        case .otherMethod: response.headers[.allow] = MethodGate.allowed
        default: break
        }
        return response
    }

    var status: HTTPResponse.Status {
        switch trouble {
        case .malformed, .unreadable: .badRequest
        case .forbidden, .crossSite, .signedOut: .forbidden
        case .notFound: .notFound
        case .otherMethod: .methodNotAllowed
        case .tooSlow: .requestTimeout
        case .tooLarge: .contentTooLarge
        case .otherType: .unsupportedMediaType
        case .otherHost: .misdirectedRequest
        case .tooOften: .tooManyRequests
        case .broken: .internalServerError
        case .unavailable: .serviceUnavailable
        }
    }

    /// The rest of the body is not wanted, or nobody knows where the next request begins.
    private var closes: Bool { [.malformed, .tooSlow, .tooLarge].contains(trouble) }

    private func body(_ title: String) -> HTML {
        """
        <h1>\(title)</h1><p class="lead">\(ErrorTexts.lead(trouble, context.frame.origin.description, language))</p>\
        \(if: ErrorTexts.more(trouble, language), { "<p>\($0)</p>" })\(if: trouble == .signedOut, signIn)\(sendAgain)\
        \(if: trouble == .broken, "<p>\(ErrorTexts.number(language)) <code>\(context.requestID)</code></p>")\
        <ul>\(if: trouble == .forbidden, link(paths.signIn, ErrorTexts.signIn))\(link(paths.home, ErrorTexts.home))\
        \(if: trouble == .notFound, link(paths.find, ErrorTexts.find))\(link(paths.contact, ErrorTexts.contact))</ul>
        """
    }

    /// In a tab of its own: this one holds what was typed.
    private var signIn: HTML {
        "<p class=\"do\"><a class=\"button\" href=\"\(paths.signIn)\" target=\"_blank\">\(ErrorTexts.signInElsewhere(language))</a></p>"
    }

    private func link(_ path: String, _ words: Words) -> HTML { "<li><a href=\"\(path)\">\(words(language))</a></li>" }

    /// Everything that was typed, ready to be sent once more: the way back is not certain in every browser.
    private var sendAgain: HTML {
        guard isPassing, context.arrival.isPost, let fields = context.arrival.kept.fields else { return "" }
        let action = paths.localized(context.path) + (context.arrival.query.isEmpty ? "" : "?" + context.arrival.query)
        return """
            <form method="post" action="\(action)" novalidate>\
            \(each: fields.all.filter { !$0.name.isEmpty }, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\
            <p class="do"><button class="button">\(ErrorTexts.sendAgain(language))</button></p></form>
            """
    }

    private var isPassing: Bool {
        switch trouble {
        case .tooOften, .unavailable, .broken, .signedOut: true
        default: false
        }
    }
}
