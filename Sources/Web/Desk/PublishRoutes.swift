import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// Staff looks through what others can read, and decides.
struct PublishRoutes: Sendable {
    let dialogues: DialogueStore
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.publish, use: show)
        router.post(Routes.publish, use: publish)
        router.post(Routes.unpublish, use: unpublish)
        router.post(Routes.askConsent, use: ask)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (dialogue, permit) = try await dialogue(context)
        guard dialogue.consent != .private else { return context.redirect(to: context.paths.workbench(dialogue.reference)) }
        return context.show(try await page(dialogue, permit, nil, Invalid(), "", context))
    }

    func publish(_ request: Request, _ context: RequestContext) async throws -> Response {
        let fields = try await FormFields.read(request, context)
        let (dialogue, permit) = try await dialogue(context)
        let form = DialogueStore.Form(key: fields["key"], seen: Int64(fields["seen"]).map { Event.ID($0) })
        do {
            let preview = try await dialogues.preview(dialogue, permit)
            let parts = preview.messages.map(\.part)
            let new = try NewPublication(
                Self.top(of: dialogue, fields), parts, names: preview.names, shown: Self.shown(fields),
                decisions: decisions(fields, parts), files: Set(fields.chosenFiles), opensComments: fields["comments"] == "ja")
            try await dialogues.publish(new, permit, form, at: now())
        } catch let invalid as Invalid<NewPublication.Field> {
            return context.showAgain(try await page(dialogue, permit, fields, invalid, "", context))
        } catch is DialogueSteps.Overtaken {
            let newest = try await self.dialogue(context).0
            let banner = newest.consent == .private ? refusal(context) : overtaken(context)
            return context.showAgain(try await page(newest, permit, fields, Invalid(), banner, context))
        } catch is DialogueSteps.NoConsent {
            return context.showAgain(try await page(dialogue, permit, fields, Invalid(), refusal(context), context))
        }
        return context.redirect(to: context.paths.workbenchDone(dialogue.reference))
    }

    func unpublish(_ request: Request, _ context: RequestContext) async throws -> Response {
        let fields = try await FormFields.read(request, context)
        let (dialogue, permit) = try await dialogue(context)
        try await dialogues.unpublish(permit, .init(key: fields["key"], seen: nil), at: now())
        return context.redirect(to: context.paths.workbenchDone(dialogue.reference))
    }

    func ask(_ request: Request, _ context: RequestContext) async throws -> Response {
        let fields = try await FormFields.read(request, context)
        let (dialogue, permit) = try await dialogue(context)
        do { try await dialogues.askForConsent(permit, .init(key: fields["key"], seen: nil), at: now()) } catch is DialogueSteps.StepRefused
        {
            return context.redirect(to: context.paths.workbench(dialogue.reference))
        }
        return context.redirect(to: context.paths.workbenchDone(dialogue.reference))
    }
}

extension PublishRoutes {
    private func dialogue(_ context: RequestContext) async throws -> (Dialogue, Permit<DialoguePolicy.Steer>) {
        let staff = try context.requireStaff()
        guard let reference = Reference(try context.parameter("reference")),
            let dialogue = try await dialogues.find(reference, as: context.viewer), DialoguePolicy.mayWork(staff, dialogue)
        else { throw NotFound() }
        return (dialogue, try DialoguePolicy.permitSteer(context.viewer, dialogue))
    }

    private func overtaken(_ context: RequestContext) -> HTML {
        DeskParts.warning(DeskTexts.overtakenTitle(context.language), PublishTexts.overtaken(context.language))
    }

    private func refusal(_ context: RequestContext) -> HTML {
        DeskParts.warning(DeskTexts.refusedTitle(context.language), PublishTexts.consentGone(context.language))
    }

    private static func name(_ messageID: Int64, _ index: Int) -> String { "flag-\(messageID)-\(index)" }

    private static let show = "show-"

    private static func shown(_ fields: FormFields) -> Set<Int64> {
        Set(fields.all.compactMap { $0.name.hasPrefix(show) ? Int64($0.name.dropFirst(show.count)) : nil })
    }

    private static func top(of dialogue: Dialogue, _ fields: FormFields) -> NewPublication.Top {
        .init(
            subject: fields["subject"], outcome: dialogue.closing.map { _ in fields["outcome"] },
            keepsNames: fields["keepNames"] == "ja")
    }

    private func decisions(
        _ fields: FormFields, _ parts: [Dialogue.PublicPart]
    ) -> [NewPublication.Field: NewPublication.Decision] {
        var decisions: [NewPublication.Field: NewPublication.Decision] = [:]
        for part in parts {
            for index in part.findings.indices {
                let typed = fields[Self.name(part.messageID, index)]
                decisions[.finding(part.messageID, index)] = NewPublication.Decision(rawValue: typed)
            }
        }
        return decisions
    }

    /// A message with what has to be decided about it, and the words beside what was not.
    private func part(
        _ message: DialogueStore.Preview.Message, of dialogue: Dialogue, _ typed: FormFields?, _ invalid: Invalid<NewPublication.Field>,
        _ context: RequestContext
    ) -> PublishPage.Part {
        let (language, part) = (context.language, message.part)
        let flags = part.findings.enumerated().map { index, finding in
            let (name, words) = (Self.name(part.messageID, index), String(part.text[finding.range]))
            let before = message.publicText.map { $0.contains(words) ? "keep" : "hide" } ?? ""
            return PublishPage.Flag(
                name: name, words: words, label: PublishTexts.decide(words, finding.kind, language), mayBeKept: finding.mayBeKept,
                chosen: typed?[name] ?? before,
                problem: invalid.problems[.finding(part.messageID, index)].map { _ in PublishTexts.undecidedFinding(words, language) })
        }
        let (paths, reference) = (context.paths, dialogue.reference)
        let links = FileLinks(
            path: { paths.workbenchFile(reference, $0) }, thumbnail: { Paths.thumbnail(paths.workbenchFile(reference, $0)) },
            language: language)
        let files = message.attachments.map { file in
            PublishPage.File(
                name: "file-\(file.id.rawValue)", link: links.link(file),
                isShown: typed.map { $0.chosenFiles.contains(file.id) } ?? file.isPublic)
        }
        let isShown =
            typed.map { Self.shown($0).contains(part.messageID) } ?? (message.publicText != nil || dialogue.visibility == .parties)
        return .init(
            id: part.messageID, author: message.authorName ?? ThreadTexts.staff(language),
            when: DateTexts.moment(message.at, today: Day(of: now()), language), text: part.text, isNew: message.isNew, isShown: isShown,
            flags: flags, files: files)
    }

    /// - Parameter typed: what staff had chosen; nil shows how things stand.
    private func page(
        _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, _ typed: FormFields?, _ invalid: Invalid<NewPublication.Field>,
        _ banner: HTML, _ context: RequestContext
    ) async throws -> Page {
        let (language, paths) = (context.language, context.paths)
        let preview = try await dialogues.preview(dialogue, permit)
        let parts = preview.messages.map { part($0, of: dialogue, typed, invalid, context) }
        let isPublic = dialogue.visibility == .everyone
        // What everybody reads already was decided about.
        let asItIs = NewPublication.Top(subject: dialogue.subject, outcome: dialogue.closing?.outcome, keepsNames: isPublic)
        let top = typed.map { Self.top(of: dialogue, $0) } ?? asItIs
        let names = top.names(preview.names)
        var problems: [(field: String, words: String)] = []
        if let problem = invalid.problems[.subject] { problems.append(("subject", PublishTexts.headingWrong(problem, language))) }
        if let problem = invalid.problems[.outcome] { problems.append(("outcome", PublishTexts.outcomeWrong(problem, language))) }
        if invalid.problems[.names] != nil { problems.append(("keepNames", PublishTexts.namesUndecided(names, language))) }
        if invalid.problems[.shown] != nil { problems.append(("shown", PublishTexts.nothingShown(language))) }
        problems += parts.flatMap(\.flags).compactMap { flag in flag.problem.map { (flag.name, $0) } }
        let opensComments = typed.map { $0["comments"] == "ja" } ?? (dialogue.comments == .open || !isPublic)
        let page = PublishPage(
            top: top, names: names, problems: problems, banner: banner, parts: parts,
            opensComments: dialogue.comments == .none ? nil : opensComments, action: paths.publish(dialogue.reference),
            key: FormKey.fresh(), seen: dialogue.lastEventID.rawValue, workbenchPath: paths.workbench(dialogue.reference),
            isPublic: isPublic, showsName: dialogue.consent == .publicNamed, language: language)
        let crumbs: [Page.Crumb] = [
            .init(DeskTexts.desk(language), paths.desk), .init(dialogue.reference.text, paths.workbench(dialogue.reference)),
            .init(PublishTexts.title(language)),
        ]
        return Page(
            title: PublishTexts.title(language), crumbs: crumbs, switchPath: Paths(.da).publish(dialogue.reference), body: page.html)
    }
}
