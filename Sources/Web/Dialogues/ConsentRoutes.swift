import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// The starter says who can read along, at any time.
struct ConsentRoutes: Sendable {
    let dialogues: DialogueStore
    let secrets: Secrets
    let now: @Sendable () -> Date

    private var addresses: SecretAddresses { SecretAddresses(dialogues: dialogues, secrets: secrets) }

    func add(to router: Router<RequestContext>) {
        router.get(Routes.consent, use: show)
        router.post(Routes.consent, use: change)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        context.show(page(try await starter(context), problem: nil, context))
    }

    func change(_ request: Request, _ context: RequestContext) async throws -> Response {
        let address = try await starter(context)
        let form = try await FormFields.read(request, context)
        guard let consent = Dialogue.Consent(rawValue: form["consent"]) else {
            return context.showAgain(page(address, problem: PublishTexts.consentMissing(context.language), context))
        }
        let permit = try DialoguePolicy.permitTakePart(address.viewer, address.thread.dialogue)
        try await dialogues.consent(consent, wantsComments: form["comments"] == "ja", permit, .init(key: form["key"], seen: nil), at: now())
        return context.redirect(to: context.paths.thread(address.token, done: .consented))
    }

    /// Others who take part have no say in it, and no such page.
    private func starter(_ context: RequestContext) async throws -> SecretAddress {
        let address = try await addresses.open(context)
        guard address.isStarter else { throw NotFound() }
        return address
    }

    private func signature(_ address: SecretAddress, _ language: Language) -> String {
        let behalf = address.thread.dialogue.behalf.name.map { ThreadTexts.forWhom($0, language) }
        return [address.thread.starter?.name, behalf].compactMap { $0 }.joined(separator: ", ")
    }

    private func page(_ address: SecretAddress, problem: String?, _ context: RequestContext) -> Page {
        let (language, dialogue) = (context.language, address.thread.dialogue)
        let isPublic = dialogue.visibility == .everyone
        let first = address.thread.events.first { $0.text != nil }?.text ?? ""
        let preview = OthersSee(
            subject: dialogue.subject, place: DialogueTexts.scope(dialogue.scope, area: address.thread.area?.name, language),
            text: PublicWords.masked(first, [address.thread.starter?.name ?? ""]), signature: signature(address, language),
            language: language)
        let page = ConsentPage(
            subject: dialogue.subject, isPublic: isPublic, consent: dialogue.consent, wantsComments: dialogue.comments != .none,
            preview: isPublic ? "" : preview.html,
            publicPath: isPublic ? context.paths.dialogue(dialogue.reference) : nil, action: context.paths.consent(address.token),
            key: FormKey.fresh(), problem: problem, threadPath: context.paths.thread(address.token), language: language)
        return Page(
            title: PublishTexts.whoReads(language), isTokenPage: true, switchPath: Paths(.da).consent(address.token), body: page.html)
    }
}

/// A text as it would be shown to others before anybody has looked it through.
enum PublicWords {
    static func masked(_ text: String, _ names: [String]) -> String {
        let names = names.filter { !$0.isEmpty }
        return SensitiveText.mask(text, SensitiveText.find(in: text, names: names).filter { $0.certainty == .certain })
    }
}
