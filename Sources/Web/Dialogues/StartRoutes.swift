import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// Starting a dialogue: three questions, a check, a receipt. What is typed lies in a draft at a secret address.
struct StartRoutes: Sendable {
    let dialogues: DialogueStore
    let drafts: DraftStore
    let diversions: DiversionStore
    let areas: AreaStore
    let usage: UsageStore
    let search: SearchStore
    let secrets: Secrets
    let atlas: AreaAtlas
    let files: FileIntake
    let now: @Sendable () -> Date

    /// How often one network, and one e-mail address, may start a dialogue.
    static let perNetwork = UsageStore.Limit("start-network", uses: 30, seconds: 3600)
    static let perAddress = UsageStore.Limit("start-address", uses: 6, seconds: 3600)

    func add(to router: Router<RequestContext>) {
        router.get(Routes.start, use: begin)
        router.post(Routes.start, use: create)
        router.get(Routes.draft, use: goOn)
        router.get(Routes.what) { try await what($0, $1) }
        router.post(Routes.what, use: saveWhat)
        router.get(Routes.whereAt) { try await whereAt($0, $1) }
        router.post(Routes.whereAt, use: saveWhere)
        router.get(Routes.answer) { try await contact($0, $1) }
        router.post(Routes.answer, use: saveContact)
        router.get(Routes.check, use: check)
        router.post(Routes.send, use: send)
    }

    // What?

    func begin(_ request: Request, _ context: RequestContext) async throws -> Response {
        let area = atlas.area(slug: try context.query.trimmed("omraade"))
        let page = matterPage(
            Draft().about(area), Invalid(), action: context.paths.start, elsewhere: try await elsewhere(context), context)
        return context.show(page)
    }

    func create(_ request: Request, _ context: RequestContext) async throws -> Response {
        let upload = try await files.read(request, context)
        let draft = Draft().about(atlas.area(slug: upload.fields["area"])).filled(matter: upload.fields)
        let problems = draft.matterProblems
        // Files are kept at once, also when something else is wrong, and they lie in a draft.
        if let problems, upload.files.isEmpty {
            return context.showAgain(
                matterPage(draft, problems, action: context.paths.start, elsewhere: try await elsewhere(context), context))
        }
        try await usage.take(Self.perNetwork, for: context.network, at: now())
        let id = try await drafts.create(draft, at: now())
        let token = secrets.token(.draft, id.rawValue)
        let taken = try await files.keep(upload, in: id, context)
        guard problems == nil, taken.problems.isEmpty else {
            return context.showAgain(
                matterPage(
                    draft, problems ?? Invalid(), files: taken, action: context.paths.what(token), elsewhere: try await elsewhere(context),
                    context))
        }
        return context.redirect(to: context.paths.whereAt(token))
    }

    private func what(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await withDraft(context) { token, id, draft in
            let taken = TakenFiles(attachments: try await files.attachments.all(of: id))
            return context.show(
                matterPage(
                    draft, Invalid(), files: taken, action: context.paths.what(token), elsewhere: try await elsewhere(context), context))
        }
    }

    func saveWhat(_ request: Request, _ context: RequestContext) async throws -> Response {
        let upload = try await files.read(request, context)
        return try await withDraft(context) { token, id, old in
            let draft = old.filled(matter: upload.fields)
            let (problems, taken) = (draft.matterProblems, try await files.keep(upload, in: id, context))
            guard problems == nil, taken.problems.isEmpty else {
                return context.showAgain(
                    matterPage(
                        draft, problems ?? Invalid(), files: taken, action: context.paths.what(token),
                        elsewhere: try await elsewhere(context), context))
            }
            return try await save(draft, id, token, context, otherwise: context.paths.whereAt(token))
        }
    }

    // Where?

    private func whereAt(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await withDraft(context) { token, _, draft in
            // To follow instead or to read on; the form is beneath, and nobody is stopped.
            let lines = try await search.similar(to: "\(draft.subject)\n\(draft.text)", in: atlas.area(slug: draft.area)?.id)
            let similar = SearchParts.similar(lines, context.paths, today: Day(of: now()))
            let helped = try await notice(draft, context)
            return context.show(wherePage(draft, Invalid(), nil, token, notices: "\(helped.html)\(similar)", context))
        }
    }

    func saveWhere(_ request: Request, _ context: RequestContext) async throws -> Response {
        let form = try await FormFields.read(request, context)
        return try await withDraft(context) { token, id, old in
            var draft = old.filled(whereabouts: form)
            let unresolved = resolve(&draft)
            if let problems = draft.whereaboutsProblems(area: atlas.area(slug: draft.area)?.id) {
                return context.showAgain(wherePage(draft, problems, unresolved, token, context))
            }
            return try await save(draft, id, token, context, otherwise: context.paths.answer(token))
        }
    }

    /// Finds the area from the place typed, when none was chosen. Says why not, when it cannot.
    private func resolve(_ draft: inout Draft) -> WhereaboutsPage.Unresolved? {
        let place = draft.place.trimmingCharacters(in: .whitespacesAndNewlines)
        guard draft.scope == "area", draft.area.isEmpty, !place.isEmpty else { return nil }
        switch atlas.search.find(place) {
        case .one(let id):
            draft.area = atlas.area(id)?.slug ?? ""
            return nil
        case .several: return .several(place)
        case .postcode(let code): return .postcode(code)
        case .none(let entries): return .unknown(place, suggestions: entries.map(\.name))
        }
    }

    // How may we answer?

    private func contact(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await withDraft(context) { token, _, draft in context.show(contactPage(draft, Invalid(), token, context)) }
    }

    func saveContact(_ request: Request, _ context: RequestContext) async throws -> Response {
        let form = try await FormFields.read(request, context)
        return try await withDraft(context) { token, id, old in
            let draft = old.filled(contact: form)
            if let problems = draft.contactProblems { return context.showAgain(contactPage(draft, problems, token, context)) }
            try await drafts.save(draft, as: id, at: now())
            return context.redirect(to: context.paths.check(token))
        }
    }

    // Check and send.

    /// A draft's own address leads to the first question that is not answered.
    func goOn(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await withDraft(context) { token, _, draft in
            context.redirect(to: firstMissing(draft, token, context.paths) ?? context.paths.check(token))
        }
    }

    func check(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await withDraft(context) { token, id, draft in
            if let missing = firstMissing(draft, token, context.paths) { return context.redirect(to: missing) }
            let page = CheckPage(
                answers: answers(draft, try await files.attachments.all(of: id), token, context),
                notice: try await notice(draft, context).lines,
                receiver: try await receiver(draft, context),
                mayBeRead: (Dialogue.Consent(rawValue: draft.consent) ?? .private) != .private, action: context.paths.send(token),
                back: context.paths.answer(token), language: context.language)
            return context.show(tokenPage(StartTexts.check(context.language), page.html))
        }
    }

    func send(_ request: Request, _ context: RequestContext) async throws -> Response {
        // The back button after sending, or a double click, finds the draft sent and leads to the receipt again.
        try await withDraft(context) { token, id, draft in
            if let missing = firstMissing(draft, token, context.paths) { return context.redirect(to: missing) }
            let new = NewDialogue(
                matter: try draft.matter(), whereabouts: try draft.whereabouts(area: atlas.area(slug: draft.area)?.id),
                contact: try draft.contact(), consent: Dialogue.Consent(rawValue: draft.consent) ?? .private,
                language: context.language)
            let started = try await dialogues.start(
                new, from: id, counting: uses(new.contact.email, context), DialoguePolicy.permitStart(context.viewer), at: now())
            return context.redirect(to: receipt(started, context))
        }
    }

    private func uses(_ email: EmailAddress?, _ context: RequestContext) -> [UsageStore.Use] {
        let ofNetwork = usage.use(Self.perNetwork, for: context.network, at: now())
        return [ofNetwork] + (email.map { [usage.use(Self.perAddress, for: $0.key, at: now())] } ?? [])
    }

    private func receipt(_ started: DialogueSteps.Started, _ context: RequestContext) -> String {
        context.paths.receipt(secrets.token(.access, started.accessID))
    }
}

extension StartRoutes {
    /// The draft at the address. A sent one leads on to its receipt; one that is gone says so.
    private func withDraft(
        _ context: RequestContext, _ body: (String, Draft.ID, Draft) async throws -> Response
    ) async throws -> Response {
        let token = try context.parameter("token")
        guard let id = secrets.id(ofToken: token, .draft).map({ Draft.ID($0) }) else { throw NotFound() }
        if let draft = try await drafts.find(id, at: now()) { return try await body(token, id, draft) }
        if let started = try await dialogues.started(from: id) { return context.redirect(to: receipt(started, context)) }
        let page = DraftGonePage(startPath: context.paths.start, language: context.language)
        return context.answer(tokenPage(StartTexts.goneTitle(context.language), page.html), .notFound)
    }

    /// From a summary one returns to it; the first time one goes on to the next question.
    private func save(
        _ draft: Draft, _ id: Draft.ID, _ token: String, _ context: RequestContext, otherwise next: String
    ) async throws -> Response {
        try await drafts.save(draft, as: id, at: now())
        return context.redirect(to: firstMissing(draft, token, context.paths) == nil ? context.paths.check(token) : next)
    }

    private func firstMissing(_ draft: Draft, _ token: String, _ paths: Paths) -> String? {
        if draft.matterProblems != nil { return paths.what(token) }
        if draft.whereaboutsProblems(area: atlas.area(slug: draft.area)?.id) != nil { return paths.whereAt(token) }
        return draft.contactProblems == nil ? nil : paths.answer(token)
    }

    private func matterPage(
        _ draft: Draft, _ problems: Invalid<Matter.Field>, files: TakenFiles = .none, action: String, elsewhere: HTML?,
        _ context: RequestContext
    ) -> Page {
        let page = MatterPage(
            draft: draft, problems: problems, action: action, elsewhere: elsewhere,
            phone: PhoneParts.words(context.frame.municipality.phone), files: files, language: context.language)
        return tokenPage(StartTexts.matter(context.language), page.html)
    }

    /// Who helps sooner with what was written, if anybody does.
    private func notice(_ draft: Draft, _ context: RequestContext) async throws -> DiversionNotice {
        let fitting = try await diversions.active().fitting("\(draft.subject)\n\(draft.text)")
        return DiversionNotice(diversions: fitting, municipality: context.frame.municipality, language: context.language)
    }

    /// What this is not for, before anybody writes.
    private func elsewhere(_ context: RequestContext) async throws -> HTML? {
        let all = try await diversions.active()
        guard !all.isEmpty else { return nil }
        return DiversionNotice(diversions: all, municipality: context.frame.municipality, language: context.language).list
    }

    private func wherePage(
        _ draft: Draft, _ problems: Invalid<Whereabouts.Field>, _ unresolved: WhereaboutsPage.Unresolved?, _ token: String,
        notices: HTML = "", _ context: RequestContext
    ) -> Page {
        let page = WhereaboutsPage(
            notices: notices, draft: draft, problems: problems, unresolved: unresolved, areas: atlas.areas,
            action: context.paths.whereAt(token),
            back: context.paths.what(token), language: context.language)
        return tokenPage(StartTexts.place(context.language), page.html)
    }

    private func contactPage(_ draft: Draft, _ problems: Invalid<Contact.Field>, _ token: String, _ context: RequestContext) -> Page {
        let page = ContactPage(
            draft: draft, placeName: placeName(draft, context.language), problems: problems, action: context.paths.answer(token),
            back: context.paths.whereAt(token),
            language: context.language)
        return tokenPage(StartTexts.contact(context.language), page.html)
    }

    private func placeName(_ draft: Draft, _ language: Language) -> String {
        let area = draft.scope == "area" ? atlas.area(slug: draft.area)?.name : nil
        return area ?? (draft.scope == "municipality" ? StartTexts.wholeMunicipality(language) : StartTexts.unknownPlace(language))
    }

    private func tokenPage(_ title: String, _ body: HTML) -> Page {
        Page(title: title, isTokenPage: true, switchPath: nil, body: body)
    }

    private func answers(_ draft: Draft, _ files: [Attachment], _ token: String, _ context: RequestContext) -> [CheckPage.Answer] {
        let (paths, language) = (context.paths, context.language)
        let kind = Dialogue.Kind(rawValue: draft.kind).map { DialogueTexts.kind($0, language) } ?? ""
        let scope = placeName(draft, language)
        let behalf = Dialogue.Behalf.Kind(rawValue: draft.behalf)
        let writer = behalf == .oneself ? draft.name : "\(draft.name), \(ThreadTexts.forWhom(draft.behalfName, language))"
        return [
            .init(question: StartTexts.what(language), answer: [draft.subject], changePath: paths.what(token)),
            .init(question: StartTexts.text(language), answer: [draft.text], changePath: paths.what(token)),
            .init(question: StartTexts.kind(language), answer: [kind], changePath: paths.what(token)),
            .init(
                question: StartTexts.guessed(language),
                answer: [DialogueTexts.guess(Dialogue.Guess(rawValue: draft.guess) ?? .unknown, language)],
                changePath: paths.what(token)),
        ] + (files.isEmpty ? [] : [fileAnswer(files, token, paths)]) + [
            .init(
                question: StartTexts.whereTo(language), answer: [scope, draft.place].filter { !$0.isEmpty },
                changePath: paths.whereAt(token)),
            .init(question: StartTexts.who(language), answer: [writer], changePath: paths.answer(token)),
            .init(
                question: StartTexts.answerTo(language), answer: [draft.email, draft.phone].filter { !$0.isEmpty },
                changePath: paths.answer(token)),
            .init(
                question: PublishTexts.mayOthers(language),
                answer: [PublishTexts.consent(Dialogue.Consent(rawValue: draft.consent) ?? .private, language)],
                changePath: paths.answer(token)),
        ]
    }

    private func fileAnswer(_ files: [Attachment], _ token: String, _ paths: Paths) -> CheckPage.Answer {
        let language = paths.language
        let links = FileLinks(path: { _ in "" }, thumbnail: { paths.draftThumbnail(token, $0) }, language: language)
        let lines = files.map { "\($0.name.text) (\(AttachmentTexts.details($0, language)))" }
        return .init(
            question: AttachmentTexts.files(language), answer: lines, changePath: paths.what(token),
            pictures: AttachmentParts.pictures(files.map(links.link)))
    }

    private func receiver(_ draft: Draft, _ context: RequestContext) async throws -> String {
        let area = draft.scope == "area" ? atlas.area(slug: draft.area) : nil
        if let area, let facilitator = try await areas.facilitator(of: area.id, on: Day(of: now())) {
            return StartTexts.receiver(facilitator.person.name, area.name, context.language)
        }
        let name = try await areas.fallback()?.name ?? context.frame.municipality.name
        return StartTexts.receiver(name, nil, context.language)
    }
}

extension Draft {
    /// From an area's page one starts with the area chosen; it can be changed like any answer.
    fileprivate func about(_ area: Area?) -> Draft {
        guard let area else { return self }
        var draft = self
        (draft.scope, draft.area) = ("area", area.slug)
        return draft
    }

    fileprivate func filled(matter form: FormFields) -> Draft {
        var draft = self
        (draft.text, draft.subject, draft.kind, draft.guess) = (form["text"], form["subject"], form["kind"], form["guess"])
        return draft
    }

    fileprivate func filled(whereabouts form: FormFields) -> Draft {
        var draft = self
        (draft.scope, draft.area, draft.place) = (form["scope"], form["area"], form["place"])
        return draft
    }

    fileprivate func filled(contact form: FormFields) -> Draft {
        var draft = self
        (draft.name, draft.email, draft.phone) = (form["name"], form["email"], form["phone"])
        (draft.behalf, draft.behalfName, draft.consent) = (form["behalf"], form["behalfName"], form["consent"])
        return draft
    }
}
