import Domain
import Foundation
import Hummingbird
import Storage

/// Signing in by a code typed in the browser that asked, or by the link from the mail in that browser.
struct SignInRoutes: Sendable {
    let sessions: SessionStore
    let usage: UsageStore
    let now: @Sendable () -> Date

    /// A whole town hall may come from one network. Only asking counts: a code has five tries of its own.
    static let perNetwork = UsageStore.Limit("sign-in-network", uses: 120, seconds: 3600)
    /// For one address from one network, so that a stranger elsewhere does not shut its holder out.
    static let perAsker = UsageStore.Limit("sign-in-asker", uses: 3, seconds: 900)
    static let perAskerDaily = UsageStore.Limit("sign-in-asker-day", uses: 10, seconds: 86_400)
    /// From all networks together: beyond it no mail is sent, and the page says the same as always.
    static let perAddress = UsageStore.Limit("sign-in-address", uses: 12, seconds: 900)
    static let perAddressDaily = UsageStore.Limit("sign-in-address-day", uses: 60, seconds: 86_400)

    func add(to router: Router<RequestContext>) {
        router.get(Routes.signIn) { try await ask($0, $1) }
        router.post(Routes.signIn, use: send)
        router.get(Routes.signInCode) { try await typeCode($0, $1) }
        router.post(Routes.signInCode, use: enterCode)
        router.get(Routes.signInLink, use: askToEnter)
        router.post(Routes.signInLink, use: enterLink)
        router.post(Routes.signOut, use: signOut)
    }

    func ask(_ request: Request, _ context: RequestContext) async throws -> Response {
        let isExpired = try context.query.has("udloebet")
        return context.show(askPage("", nil, isExpired ? SignInTexts.expired(context.language) : nil, context))
    }

    func send(_ request: Request, _ context: RequestContext) async throws -> Response {
        let typed = try await FormFields.read(request, context).trimmed("email")
        guard let email = EmailAddress(typed) else {
            let problem = typed.isEmpty ? SignInTexts.emailMissing : SignInTexts.emailMalformed
            return context.showAgain(askPage(typed, problem(context.language), nil, context))
        }
        try await usage.take(Self.perNetwork, for: context.network, at: now())
        let asker = "\(context.network) \(email.key)"
        try await usage.take(Self.perAsker, for: asker, at: now())
        try await usage.take(Self.perAskerDaily, for: asker, at: now())
        let browser = Secrets.randomToken()
        try await sessions.ask(email: email, browser: browser, mails: try await isMailLeft(for: email), at: now())
        var response = context.redirect(to: context.paths.signInCode)
        context.set(.browser, to: browser, seconds: Int(SessionStore.signInLifetime), on: &response)
        return response
    }

    private func isMailLeft(for email: EmailAddress) async throws -> Bool {
        do {
            try await usage.take(Self.perAddress, for: email.key, at: now())
            try await usage.take(Self.perAddressDaily, for: email.key, at: now())
            return true
        } catch is UsageStore.Exceeded {
            return false
        }
    }

    func typeCode(_ request: Request, _ context: RequestContext) async throws -> Response { context.show(codePage(nil, context)) }

    func enterCode(_ request: Request, _ context: RequestContext) async throws -> Response {
        let code = try await FormFields.read(request, context)["code"].filter(\.isNumber)
        guard code.count == 6 else { return context.showAgain(codePage(SignInTexts.codeMissing(context.language), context)) }
        guard let browser = context.cookie(.browser) else { return context.redirect(to: context.paths.signInExpired) }
        switch try await sessions.enter(code: code, browser: browser, old: context.cookie(.session), at: now()) {
        case .welcome(let token): return welcome(token, context)
        case .wrong(let left): return context.showAgain(codePage(SignInTexts.codeWrong(left, context.language), context))
        case .expired: return context.redirect(to: context.paths.signInExpired)
        }
    }

    /// Shows only: mail scanners open links, and HEAD them.
    func askToEnter(_ request: Request, _ context: RequestContext) async throws -> Response {
        let token = try context.parameter("token")
        let canEnter = try await sessions.canEnter(link: token, browser: context.cookie(.browser), at: now())
        let page = SignInLinkPage(canEnter: canEnter, action: context.paths.signInLink(token), paths: context.paths)
        let title = canEnter ? SignInTexts.linkTitle : SignInTexts.linkElsewhereTitle
        return context.show(Page(title: title(context.language), isTokenPage: true, body: page.html))
    }

    func enterLink(_ request: Request, _ context: RequestContext) async throws -> Response {
        let token = try context.parameter("token")
        guard let browser = context.cookie(.browser),
            case .welcome(let session) = try await sessions.enter(
                link: token, browser: browser, old: context.cookie(.session), at: now())
        else { return context.redirect(to: context.paths.signInExpired) }
        return welcome(session, context)
    }

    func signOut(_ request: Request, _ context: RequestContext) async throws -> Response {
        if let token = context.cookie(.session) { try await sessions.end(token: token, at: now()) }
        var response = context.redirect(to: context.paths.home)
        context.forgetSession(on: &response)
        return response
    }

    private func welcome(_ token: String, _ context: RequestContext) -> Response {
        var response = context.redirect(to: context.paths.desk)
        context.set(.session, to: token, seconds: Int(SessionStore.longest), on: &response)
        context.set(.browser, to: "", seconds: 0, on: &response)
        return response
    }

    private func askPage(_ email: String, _ problem: String?, _ notice: String?, _ context: RequestContext) -> Page {
        let page = SignInPage(email: email, problem: problem, notice: notice, paths: context.paths)
        return Page(title: SignInTexts.title(context.language), body: page.html)
    }

    private func codePage(_ problem: String?, _ context: RequestContext) -> Page {
        Page(title: SignInTexts.codeTitle(context.language), body: SignInCodePage(problem: problem, paths: context.paths).html)
    }
}
