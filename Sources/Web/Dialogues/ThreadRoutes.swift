import Domain
import Formats
import Foundation
import Hummingbird
import Markup
import Storage

/// A dialogue's own page: public at its reference, for its parties at a secret address.
struct ThreadRoutes: Sendable {
    let dialogues: DialogueStore
    let comments: CommentStore
    let usage: UsageStore
    let secrets: Secrets
    let files: FileIntake
    let now: @Sendable () -> Date

    var addresses: SecretAddresses { SecretAddresses(dialogues: dialogues, secrets: secrets) }

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
        let name = try context.parameter("reference")
        let isFeed = name.hasSuffix(Self.feedEnding)
        guard let reference = Reference(isFeed ? String(name.dropLast(Self.feedEnding.count)) : name),
            let thread = try await dialogues.thread(reference, as: .anonymous)
        else { return try await stub(isFeed ? String(name.dropLast(Self.feedEnding.count)) : name, context) }
        let (language, dialogue) = (context.language, thread.dialogue)
        let paths = context.paths
        let files = FileLinks(
            path: { paths.publicFile(reference, $0) }, thumbnail: { Paths.thumbnail(paths.publicFile(reference, $0)) }, language: language)
        let model = ThreadModel(thread: thread, today: Day(of: now()), language: language, isYours: false, files: files)
        let said = try await comments.shown(of: dialogue)
        if isFeed { return feed(model, said, context) }
        let section = CommentSection(dialogue: dialogue, shown: said, today: Day(of: now()), paths: paths)
        let page = ThreadPage(
            model: model, form: "\(section.html)\(FollowSection(dialogue: dialogue, paths: paths).html)",
            meta: meta(thread, ThreadTexts.open(language), language), links: links(thread, context))
        let crumbs = thread.area.map {
            [Page.Crumb(AreaTexts.areas(language), context.paths.areas), .init($0.name, context.paths.area($0.slug))]
        }
        return context.show(
            Page(
                title: dialogue.subject, crumbs: (crumbs ?? []) + [.init(dialogue.reference.text)], cache: .everybody,
                feedPath: context.paths.feed(dialogue.reference), body: page.html))
    }

    /// What was public and was taken back says so; anything else is not there.
    private func stub(_ name: String, _ context: RequestContext) async throws -> Response {
        guard let reference = Reference(name), let stub = try await dialogues.stub(reference) else {
            throw NotFound()
        }
        let language = context.language
        let page = StubPage(
            words: PublishTexts.stub(stub.reference.text, area: stub.areaName, language), areasPath: context.paths.areas, language: language
        )
        return context.showGone(Page(title: PublishTexts.stubTitle(language), body: page.html))
    }

    private static let feedEnding = ".atom"

    private func feed(_ model: ThreadModel, _ said: CommentStore.Shown, _ context: RequestContext) -> Response {
        let feed = DialogueFeed(
            model: model, said: said.comments, author: context.frame.municipality.name, origin: context.frame.origin.description,
            paths: context.paths)
        return context.show(Array(feed.atom.data), contentType: Atom.contentType, cache: .everybody)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await addresses.open(context)
        let (language, query) = (context.language, try context.query)
        let dialogue = party.thread.dialogue
        let act = Paths.ThreadAct.allCases.first { query.has($0.rawValue) }
        let done: HTML = act.map { ThreadParts.done($0, to: dialogue, language) } ?? ""
        let isUnconfirmed = dialogue.stage == .unconfirmed
        let confirm: HTML = isUnconfirmed ? ThreadParts.toConfirm(context.paths.receipt(party.token), language) : ""
        return context.show(threadPage(party, text: "", problem: nil, banner: "\(done)\(confirm)\(judge(party, context))", context))
    }

    func reply(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await addresses.open(context)
        let upload = try await files.read(request, context)
        let form = upload.fields
        let attach = try DialoguePolicy.permitAttach(party.viewer, party.thread.dialogue)
        let taken = try await files.keep(upload, attach, context)
        var problem: String?
        var message: NewMessage?
        do { message = try NewMessage(form["text"]) } catch { problem = words(error, context.language) }
        guard let message, taken.problems.isEmpty else {
            return context.showAgain(threadPage(party, text: form["text"], problem: problem, files: taken, banner: "", context))
        }
        try await usage.take(Self.perNetwork, for: context.network, at: now())
        let permit = try DialoguePolicy.permitReply(party.viewer, party.thread.dialogue)
        try await dialogues.reply(message, permit, .init(key: form["key"], seen: nil, files: .init(taken.ids, attach)), at: now())
        return context.redirect(to: context.paths.thread(party.token, done: .sent))
    }

    /// Blocks the address asked with. The new one goes to the holder's e-mail only.
    func renew(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await addresses.open(context)
        let permit = try DialoguePolicy.permitReply(party.viewer, party.thread.dialogue)
        guard try await dialogues.renew(access: party.accessID, permit, at: now()) else { throw NotFound() }
        let page = AddressRenewedPage(language: context.language)
        return context.show(Page(title: ThreadTexts.renewedTitle(context.language), isTokenPage: true, switchPath: "/", body: page.html))
    }

    func receipt(_ request: Request, _ context: RequestContext) async throws -> Response {
        context.show(receiptPage(try await addresses.open(context), problem: nil, context))
    }

    func confirmByCode(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await addresses.open(context)
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
        let party = try await addresses.open(access: secrets.id(ofToken: token, .confirm))
        guard party.thread.dialogue.stage == .unconfirmed else { return context.redirect(to: context.paths.receipt(party.token)) }
        let page = ConfirmPage(
            subject: party.thread.dialogue.subject, action: context.paths.confirm(token), language: context.language)
        return context.show(Page(title: ThreadTexts.confirmTitle(context.language), isTokenPage: true, body: page.html))
    }

    func confirm(_ request: Request, _ context: RequestContext) async throws -> Response {
        let party = try await addresses.open(access: secrets.id(ofToken: try context.parameter("token"), .confirm))
        try await dialogues.confirm(access: party.accessID, at: now())
        return context.redirect(to: context.paths.receipt(party.token))
    }
}

extension ThreadRoutes {
    private func model(_ party: SecretAddress, _ language: Language) -> ThreadModel {
        let (token, paths) = (party.token, Paths(language))
        let files = FileLinks(
            path: { paths.threadFile(token, $0) }, thumbnail: { Paths.thumbnail(paths.threadFile(token, $0)) }, language: language)
        return ThreadModel(thread: party.thread, today: Day(of: now()), language: language, isYours: party.isStarter, files: files)
    }

    /// Four weeks after the end, until they have answered: was it solved?
    private func judge(_ party: SecretAddress, _ context: RequestContext) -> HTML {
        let dialogue = party.thread.dialogue
        guard dialogue.stage == .closed, dialogue.judgementAskedAt != nil else { return "" }
        let hasAnswered = party.thread.events.contains { event in
            event.kind == .judged && event.actor.personID == party.viewer.personID && event.at >= (dialogue.closing?.at ?? event.at)
        }
        return hasAnswered ? "" : ThreadParts.toJudge(context.paths.judge(party.token), context.language)
    }

    /// The page again, with an invitation that was refused.
    func page(_ party: SecretAddress, inviting form: FormFields, _ invalid: Invalid<NewParty.Field>, _ context: RequestContext) -> Page {
        let problems = NewParty.Field.allCases.compactMap { field in
            invalid.problems[field].map { (field: field.rawValue, words: PartyTexts.problem(field.rawValue, $0, context.language)) }
        }
        let values = Dictionary(uniqueKeysWithValues: NewParty.Field.allCases.map { ($0.rawValue, form[$0.rawValue]) })
        let summary = ErrorSummary(problems: problems.map { ("party-\($0.field)", $0.words) }).html(context.language)
        return threadPage(party, text: "", problem: nil, banner: summary, inviting: (values, problems), context)
    }

    private func threadPage(
        _ party: SecretAddress, text: String, problem: String?, files: TakenFiles = .none, banner: HTML,
        inviting: (values: [String: String], problems: [(field: String, words: String)]) = ([:], []), _ context: RequestContext
    ) -> Page {
        let (language, thread) = (context.language, party.thread)
        let paths = context.paths
        let parties = PartySection(
            thread: thread, isStarter: party.isStarter, key: FormKey.fresh(), invitePath: paths.parties(party.token),
            removePath: paths.removeParty(party.token), leavePath: paths.leave(party.token), language: language,
            values: inviting.values, problems: inviting.problems)
        let consent = ThreadParts.consent(thread.dialogue, paths.consent(party.token), language)
        // Nobody is let in before we know who asks.
        let showsParties = thread.dialogue.stage != .unconfirmed
        let form = ThreadParts.reply(
            to: thread.owner.name, action: context.paths.message(party.token), key: FormKey.fresh(), text: text, problem: problem,
            files: files, language)
        let problems = (problem.map { [("text", $0)] } ?? []) + FileField.problems(files, language).map { ("files", $0) }
        let summary = ErrorSummary(problems: problems).html(language)
        let meta = meta(
            thread,
            thread.dialogue.visibility == .everyone ? ThreadTexts.open(language) : PartyTexts.readers(thread.parties.count, language),
            language)
        // A new address goes by mail. Everybody who was invited has one.
        let canRenew = !party.isStarter || thread.starter?.email != nil
        let renew = ThreadParts.renew(action: context.paths.renew(party.token), language)
        let page = ThreadPage(
            model: model(party, language), banner: "\(summary)\(banner)",
            form: "\(form)\(if: showsParties, parties.html)\(if: party.isStarter, consent)\(if: canRenew, renew)",
            meta: meta, address: context.frame.origin.description + paths.thread(party.token), links: links(thread, context))
        return Page(title: thread.dialogue.subject, isTokenPage: true, switchPath: Paths(.da).thread(party.token), body: page.html)
    }

    /// The holder's own addresses of the other dialogues, or the public ones.
    private func links(_ thread: DialogueStore.Thread, _ context: RequestContext) -> [(path: String, words: String)] {
        thread.links.map { link in
            let path = link.accessID.map { context.paths.thread(secrets.token(.access, $0)) } ?? context.paths.dialogue(link.reference)
            return (path, "\(link.reference.text) \(link.subject)")
        }
    }

    private func receiptPage(_ party: SecretAddress, problem: String?, _ context: RequestContext) -> Page {
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
