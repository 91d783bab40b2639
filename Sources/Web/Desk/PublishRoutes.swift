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
            let parts = try await dialogues.preview(dialogue, permit).messages.map(\.part)
            let new = try NewPublication(
                subject: fields["subject"], parts: parts, shown: Self.shown(fields),
                decisions: decisions(fields, parts), opensComments: fields["comments"] == "ja")
            try await dialogues.publish(new, permit, form, at: now())
        } catch let invalid as Invalid<NewPublication.Field> {
            return context.showAgain(try await page(dialogue, permit, fields, invalid, "", context))
        } catch is DialogueSteps.Overtaken {
            let banner = DeskParts.warning(DeskTexts.overtakenTitle(context.language), PublishTexts.overtaken(context.language))
            return context.showAgain(try await page(try await self.dialogue(context).0, permit, fields, Invalid(), banner, context))
        } catch is DialogueSteps.NoConsent {
            let banner = DeskParts.warning(DeskTexts.refusedTitle(context.language), PublishTexts.consentGone(context.language))
            return context.showAgain(try await page(dialogue, permit, fields, Invalid(), banner, context))
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

    private static func name(_ messageID: Int64, _ index: Int) -> String { "flag-\(messageID)-\(index)" }

    private static let show = "show-"

    private static func shown(_ fields: FormFields) -> Set<Int64> {
        Set(fields.all.compactMap { $0.name.hasPrefix(show) ? Int64($0.name.dropFirst(show.count)) : nil })
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

    /// - Parameter typed: what staff had chosen; nil shows how things stand.
    private func page(
        _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, _ typed: FormFields?, _ invalid: Invalid<NewPublication.Field>,
        _ banner: HTML, _ context: RequestContext
    ) async throws -> Page {
        let language = context.language
        let messages = try await dialogues.preview(dialogue, permit).messages
        var problems: [(field: String, words: String)] = []
        if invalid.problems[.subject] != nil { problems.append(("subject", PublishTexts.headingWrong(language))) }
        if invalid.problems[.shown] != nil { problems.append(("shown", PublishTexts.nothingShown(language))) }
        let shown = typed.map(Self.shown)
        var parts: [PublishPage.Part] = []
        for message in messages {
            let part = message.part
            var flags: [PublishPage.Flag] = []
            for (index, finding) in part.findings.enumerated() {
                let words = String(part.text[finding.range])
                let name = Self.name(part.messageID, index)
                let problem = invalid.problems[.finding(part.messageID, index)].map { _ in PublishTexts.undecidedFinding(words, language) }
                if let problem { problems.append((name, problem)) }
                let before = message.publicText.map { $0.contains(words) ? "keep" : "hide" } ?? ""
                flags.append(
                    .init(
                        name: name, words: words, label: PublishTexts.decide(words, finding.kind, language), mayBeKept: finding.mayBeKept,
                        chosen: typed?[name] ?? before, problem: problem))
            }
            let isShown = message.publicText != nil || dialogue.visibility == .parties
            parts.append(
                .init(
                    id: part.messageID, author: message.authorName ?? ThreadTexts.staff(language),
                    when: DateTexts.moment(message.at, today: Day(of: now()), language), text: part.text, isNew: message.isNew,
                    isShown: shown?.contains(part.messageID) ?? isShown, flags: flags))
        }
        let page = PublishPage(
            subject: typed?["subject"] ?? dialogue.subject, problems: problems, banner: banner, parts: parts,
            opensComments: dialogue.comments == .none
                ? nil : typed.map { $0["comments"] == "ja" } ?? (dialogue.comments == .open || dialogue.visibility == .parties),
            action: context.paths.publish(dialogue.reference), key: FormKey.fresh(), seen: dialogue.lastEventID.rawValue,
            workbenchPath: context.paths.workbench(dialogue.reference), isPublic: dialogue.visibility == .everyone, language: language)
        let crumbs: [Page.Crumb] = [
            .init(DeskTexts.desk(language), context.paths.desk),
            .init(dialogue.reference.text, context.paths.workbench(dialogue.reference)), .init(PublishTexts.title(language)),
        ]
        return Page(
            title: PublishTexts.title(language), crumbs: crumbs, switchPath: Paths(.da).publish(dialogue.reference), body: page.html)
    }
}
