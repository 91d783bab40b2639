import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// What somebody who takes part does besides writing: lets others in, leaves, and says whether it was solved.
struct PartyRoutes: Sendable {
    let dialogues: DialogueStore
    let usage: UsageStore
    let secrets: Secrets
    let thread: ThreadRoutes
    let now: @Sendable () -> Date

    private var addresses: SecretAddresses { SecretAddresses(dialogues: dialogues, secrets: secrets) }

    func add(to router: Router<RequestContext>) {
        router.get(Routes.judge, use: askToJudge)
        router.post(Routes.judge, use: judge)
        router.post(Routes.parties, use: invite)
        router.post(Routes.removeParty, use: remove)
        router.post(Routes.leave, use: leave)
    }

    /// The link from the mail. Showing changes nothing, whatever answer it names.
    func askToJudge(_ request: Request, _ context: RequestContext) async throws -> Response {
        let address = try await addresses.open(context)
        guard !address.thread.dialogue.stage.isOpen else { return context.redirect(to: context.paths.thread(address.token)) }
        let chosen = Dialogue.Verdict(rawValue: try context.query.trimmed("svar"))
        return context.show(judgePage(address, chosen, text: "", problem: nil, context))
    }

    func judge(_ request: Request, _ context: RequestContext) async throws -> Response {
        let address = try await addresses.open(context)
        let form = try await FormFields.read(request, context)
        let new: NewJudgement
        do { new = try NewJudgement(verdict: form["verdict"], text: form["text"]) } catch {
            let chosen = Dialogue.Verdict(rawValue: form["verdict"])
            return context.showAgain(judgePage(address, chosen, text: form["text"], problem: words(error, context.language), context))
        }
        let permit = try DialoguePolicy.permitTakePart(address.viewer, address.thread.dialogue)
        do { try await dialogues.judge(new, permit, .init(key: form["key"], seen: nil), at: now()) } catch is DialogueSteps.StepRefused {
            // It is open again already: the page shows with whom.
        }
        return context.redirect(to: context.paths.thread(address.token, done: .judged))
    }

    func invite(_ request: Request, _ context: RequestContext) async throws -> Response {
        let address = try await addresses.open(context)
        let form = try await FormFields.read(request, context)
        let permit = try DialoguePolicy.permitInvite(address.viewer, address.thread.dialogue)
        try await usage.take(ThreadRoutes.perNetwork, for: context.network, at: now())
        do {
            let new = try NewParty(name: form["name"], email: form["email"], behalf: form["behalf"], agreed: form["agreed"] == "ja")
            try await dialogues.invite(new, permit, .init(key: form["key"], seen: nil), at: now())
        } catch let invalid as Invalid<NewParty.Field> {
            return context.showAgain(thread.page(address, inviting: form, invalid, context))
        } catch is DialogueSteps.StepRefused {
            return context.redirect(to: context.paths.thread(address.token))
        }
        return context.redirect(to: context.paths.thread(address.token, done: .invited))
    }

    func remove(_ request: Request, _ context: RequestContext) async throws -> Response {
        let address = try await addresses.open(context)
        let form = try await FormFields.read(request, context)
        guard let personID = Int64(form["person"]).map({ Person.ID($0) }) else { throw NotFound() }
        let permit = try DialoguePolicy.permitInvite(address.viewer, address.thread.dialogue)
        try await dialogues.remove(personID, permit, .init(key: form["key"], seen: nil), at: now())
        return context.redirect(to: context.paths.thread(address.token, done: .removed))
    }

    func leave(_ request: Request, _ context: RequestContext) async throws -> Response {
        let address = try await addresses.open(context)
        let form = try await FormFields.read(request, context)
        let permit = try DialoguePolicy.permitTakePart(address.viewer, address.thread.dialogue)
        try await dialogues.leave(permit, .init(key: form["key"], seen: nil), at: now())
        let language = context.language
        return context.show(
            Page(title: PartyTexts.leftTitle(language), isTokenPage: true, switchPath: "/", body: LeftPage(language: language).html))
    }
}

extension PartyRoutes {
    private func judgePage(
        _ address: SecretAddress, _ chosen: Dialogue.Verdict?, text: String, problem: String?, _ context: RequestContext
    ) -> Page {
        let (language, dialogue) = (context.language, address.thread.dialogue)
        let page = JudgePage(
            subject: dialogue.subject, outcome: dialogue.closing?.outcome, action: context.paths.judge(address.token), key: FormKey.fresh(),
            chosen: chosen, text: text, problem: problem, threadPath: context.paths.thread(address.token), language: language)
        return Page(
            title: ThreadTexts.solved(language), isTokenPage: true, switchPath: Paths(.da).judge(address.token), body: page.html)
    }

    private func words(_ invalid: Invalid<NewJudgement.Field>, _ language: Language) -> String {
        if case .tooLong(let limit, let length) = invalid.problems[.text] {
            return FormTexts.tooLong(ThreadTexts.message(language), limit, length, language)
        }
        return WorkbenchTexts.problem("verdict", .needsChoice, in: .judge, language)
    }
}
