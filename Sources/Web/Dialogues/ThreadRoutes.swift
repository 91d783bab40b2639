import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// A dialogue's own page: public at its reference, for its parties at a secret address.
struct ThreadRoutes: Sendable {
    let dialogues: DialogueStore
    let usage: UsageStore
    let secrets: Secrets
    let now: @Sendable () -> Date

    static let perNetwork = UsageStore.Limit("write-network", uses: 60, seconds: 3600)

    func add(to router: Router<RequestContext>) {
        router.get(Routes.dialogue, use: published)
        router.get(Routes.thread) { try await show($0, $1) }
        router.post(Routes.renew, use: renew)
        router.get(Routes.receipt) { try await receipt($0, $1) }
        router.post(Routes.message, use: reply)
        router.post(Routes.confirmCode, use: confirmByCode)
        router.get(Routes.confirm, use: askToConfirm)
        router.post(Routes.confirm, use: confirm)
    }

    /// Everybody's view, also for staff: what others see.
    func published(_ request: Request, _ context: RequestContext) async throws -> Response {
        guard let reference = Reference(try context.parameter("reference")),
            let thread = try await dialogues.thread(reference, as: .anonymous)
        else { throw NotFound() }
        let (language, dialogue) = (context.language, thread.dialogue)
        let model = ThreadModel(thread: thread, today: Day(of: now()), language: language, isYours: false)
        let page = ThreadPage(model: model, meta: meta(thread, ThreadTexts.open(language), language))
        let crumbs = thread.area.map {
            [Page.Crumb(AreaTexts.areas(language), context.paths.areas), .init($0.name, context.paths.area($0.slug))]
        }
        return context.show(
            Page(title: dialogue.subject, crumbs: (crumbs ?? []) + [.init(dialogue.reference.text)], cache: .everybody, body: page.html))
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await party(context)
        let (language, isSent) = (context.language, try context.query.has("sendt"))
        let sent: HTML = isSent ? ThreadParts.good(ThreadTexts.sent(language), ThreadTexts.sentHint(language)) : ""
        let isUnconfirmed = party.thread.dialogue.stage == .unconfirmed
        let confirm: HTML = isUnconfirmed ? ThreadParts.toConfirm(context.paths.receipt(party.token), language) : ""
        return context.show(threadPage(party, text: "", problem: nil, banner: "\(sent)\(confirm)", context))
    }

    func reply(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await party(context)
        let form = try await FormFields.read(request, context)
        let message: NewMessage
        do { message = try NewMessage(form["text"]) } catch {
            return context.showAgain(threadPage(party, text: form["text"], problem: words(error, context.language), banner: "", context))
        }
        try await usage.take(Self.perNetwork, for: context.network, at: now())
        let permit = try DialoguePolicy.permitReply(party.viewer, party.thread.dialogue)
        try await dialogues.reply(message, permit, .init(key: form["key"], seen: nil), at: now())
        return context.redirect(to: context.paths.thread(party.token, isSent: true))
    }

    /// Blocks the address asked with. The new one goes to the holder's e-mail only.
    func renew(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await party(context)
        let permit = try DialoguePolicy.permitReply(party.viewer, party.thread.dialogue)
        guard try await dialogues.renew(access: party.accessID, permit, at: now()) else { throw NotFound() }
        let page = AddressRenewedPage(language: context.language)
        return context.show(Page(title: ThreadTexts.renewedTitle(context.language), isTokenPage: true, switchPath: "/", body: page.html))
    }

    func receipt(_ request: Request, _ context: RequestContext) async throws -> Response {
        context.show(receiptPage(try await party(context), problem: nil, context))
    }

    func confirmByCode(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await party(context)
        let code = try await FormFields.read(request, context)["code"].filter(\.isNumber)
        guard code.count == 6 else {
            return context.showAgain(receiptPage(party, problem: ThreadTexts.codeMissing(context.language), context))
        }
        let verdict = try await dialogues.confirm(
            access: party.accessID, typed: code, expected: secrets.code(.confirm, party.accessID), at: now())
        guard case .wrong(let left) = verdict else { return context.redirect(to: context.paths.receipt(party.token)) }
        return context.showAgain(receiptPage(party, problem: ThreadTexts.codeWrong(left, context.language), context))
    }

    /// The link from the mail. Showing changes nothing: mail scanners open links.
    func askToConfirm(_ request: Request, _ context: RequestContext) async throws -> Response {
        let token = try context.parameter("token")
        let party = try await party(access: secrets.id(ofToken: token, .confirm))
        guard party.thread.dialogue.stage == .unconfirmed else { return context.redirect(to: context.paths.receipt(party.token)) }
        let page = ConfirmPage(
            subject: party.thread.dialogue.subject, action: context.paths.confirm(token), language: context.language)
        return context.show(Page(title: ThreadTexts.confirmTitle(context.language), isTokenPage: true, body: page.html))
    }

    func confirm(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await party(access: secrets.id(ofToken: try context.parameter("token"), .confirm))
        try await dialogues.confirm(access: party.accessID, at: now())
        return context.redirect(to: context.paths.receipt(party.token))
    }
}

extension ThreadRoutes {
    /// Who holds a secret address, and what they may read.
    private struct Party {
        let accessID: Int64
        let token: String
        let viewer: Viewer
        let thread: DialogueStore.Thread
    }

    private func party(_ context: RequestContext) async throws -> Party {
        try await party(access: secrets.id(ofToken: try context.parameter("token"), .access))
    }

    private func party(access: Int64?) async throws -> Party {
        guard let access, let viewer = try await dialogues.viewer(ofAccess: access), case .party(_, let id) = viewer,
            let thread = try await dialogues.thread(id, as: viewer)
        else { throw NotFound() }
        return Party(accessID: access, token: secrets.token(.access, access), viewer: viewer, thread: thread)
    }

    private func model(_ party: Party, _ language: Language) -> ThreadModel {
        let isYours = party.viewer.personID == party.thread.dialogue.starterID
        return ThreadModel(thread: party.thread, today: Day(of: now()), language: language, isYours: isYours)
    }

    private func threadPage(_ party: Party, text: String, problem: String?, banner: HTML, _ context: RequestContext) -> Page {
        let (language, thread) = (context.language, party.thread)
        let form = ThreadParts.reply(
            to: thread.owner.name, action: context.paths.message(party.token), key: FormKey.fresh(), text: text, problem: problem, language)
        let summary = ErrorSummary(problems: problem.map { [("text", $0)] } ?? []).html(language)
        let meta = meta(
            thread, thread.dialogue.visibility == .everyone ? ThreadTexts.open(language) : ThreadTexts.privateToYou(language), language)
        // Only the starter's own record says whether a mail would reach them.
        let canRenew = thread.starter?.email != nil && party.viewer.personID == thread.dialogue.starterID
        let renew = ThreadParts.renew(action: context.paths.renew(party.token), language)
        let page = ThreadPage(
            model: model(party, language), banner: "\(summary)\(banner)", form: "\(form)\(if: canRenew, renew)", meta: meta,
            address: context.frame.origin.description + context.paths.thread(party.token))
        return Page(title: thread.dialogue.subject, isTokenPage: true, switchPath: Paths(.da).thread(party.token), body: page.html)
    }

    private func receiptPage(_ party: Party, problem: String?, _ context: RequestContext) -> Page {
        let (language, thread, today) = (context.language, party.thread, Day(of: now()))
        let isUnconfirmed = thread.dialogue.stage == .unconfirmed
        let promise = isUnconfirmed ? context.frame.municipality.clock.promise(madeOn: today) : thread.dialogue.dueOn ?? today
        let confirmForm = ConfirmForm(
            email: thread.starter?.email ?? "", action: context.paths.confirmCode(party.token), problem: problem, language: language)
        let summary = ErrorSummary(problems: problem.map { [("code", $0)] } ?? []).html(language)
        let page = ReceiptPage(
            model: model(party, language), dialoguePath: context.paths.thread(party.token),
            promise: DateTexts.long(promise, today: today, language), confirmForm: isUnconfirmed ? confirmForm.html : "",
            address: context.frame.origin.description + context.paths.thread(party.token))
        return Page(
            title: ThreadTexts.thanks(language), isTokenPage: true, switchPath: Paths(.da).receipt(party.token),
            body: "\(summary)\(page.html)")
    }

    private func meta(_ thread: DialogueStore.Thread, _ readers: String, _ language: Language) -> String {
        let place = DialogueTexts.scope(thread.dialogue.scope, area: thread.area?.name, language)
        return "\(place) · \(thread.dialogue.reference.text) · \(readers)"
    }

    private func words(_ invalid: Invalid<NewMessage.Field>, _ language: Language) -> String {
        if case .tooLong(let limit, let length) = invalid.problems[.text] {
            return FormTexts.tooLong(ThreadTexts.message(language), limit, length, language)
        }
        return ThreadTexts.messageMissing(language)
    }
}

/// A form's own key: the same form sent twice acts once.
enum FormKey {
    static func fresh() -> String {
        String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
    }
}
