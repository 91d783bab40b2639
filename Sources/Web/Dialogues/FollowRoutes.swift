import Domain
import Foundation
import Hummingbird
import Storage

/// Following a public dialogue by mail: asked on the site, answered from the mailbox, ended by one press.
struct FollowRoutes: Sendable {
    let dialogues: DialogueStore
    let followers: FollowerStore
    let usage: UsageStore
    let secrets: Secrets
    let now: @Sendable () -> Date

    static let perNetwork = UsageStore.Limit("follow-network", uses: 20, seconds: 3600)
    /// A mailbox is not flooded from many networks either.
    static let perAddress = UsageStore.Limit("follow-address", uses: 20, seconds: 86_400)

    func add(to router: Router<RequestContext>) {
        router.get(Routes.follow, use: show)
        router.post(Routes.follow, use: ask)
        router.get(Routes.following, use: askToConfirm)
        router.post(Routes.following, use: confirm)
        router.get(Routes.stopFollowing, use: askToStop)
        router.post(Routes.stopFollowing, use: stop)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let thread = try await thread(context)
        if try context.query.has(Paths.followAsked) { return context.show(page(thread, .asked, context)) }
        return context.show(page(thread, .form(email: "", problem: nil), context))
    }

    func ask(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (thread, form) = (try await thread(context), try await FormFields.read(request, context))
        let new: NewFollower
        do { new = try NewFollower(email: form["email"], language: context.language) } catch {
            let problem = FollowTexts.problem(error, context.language)
            return context.showAgain(page(thread, .form(email: form["email"], problem: problem), context))
        }
        try await usage.take(Self.perNetwork, for: context.network, at: now())
        try await usage.take(Self.perAddress, for: new.email.key, at: now())
        try await followers.ask(new, try FollowPolicy.permitFollow(thread.dialogue), at: now())
        return context.redirect(to: context.paths.followAsked(thread.dialogue.reference))
    }

    /// The link from the mail. Showing changes nothing: mail scanners open links.
    func askToConfirm(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, follower) = try await follower(context)
        guard let dialogue = follower.dialogue, !follower.isEnded else { return context.show(letter(.ended, token, nil, context)) }
        let state: FollowLetterPage.State = follower.isConfirmed ? .following : .unconfirmed
        return context.show(letter(state, token, dialogue, context))
    }

    func confirm(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, follower) = try await follower(context)
        try await followers.confirm(follower.id, at: now())
        return context.redirect(to: context.paths.following(token))
    }

    func askToStop(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, follower) = try await follower(context)
        return context.show(letter(follower.isEnded ? .ended : .stopping, token, follower.dialogue, context))
    }

    /// Also what a mail program posts by itself (RFC 8058): the body is not looked at.
    func stop(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, follower) = try await follower(context)
        try await followers.end(follower.id, at: now())
        return context.show(letter(.ended, token, nil, context))
    }
}

extension FollowRoutes {
    private func thread(_ context: RequestContext) async throws -> DialogueStore.Thread {
        guard let reference = Reference(try context.parameter("reference")),
            let thread = try await dialogues.thread(reference, as: .anonymous)
        else { throw NotFound() }
        return thread
    }

    private func follower(_ context: RequestContext) async throws -> (token: String, FollowerStore.Follower) {
        let token = try context.parameter("token")
        guard let id = secrets.id(ofToken: token, .follow), let follower = try await followers.find(id) else { throw NotFound() }
        return (token, follower)
    }

    private func page(_ thread: DialogueStore.Thread, _ state: FollowPage.State, _ context: RequestContext) -> Page {
        let (language, dialogue) = (context.language, thread.dialogue)
        let page = FollowPage(dialogue: dialogue, state: state, paths: context.paths)
        return Page(
            title: FollowTexts.title(language),
            crumbs: [.init(dialogue.reference.text, context.paths.dialogue(dialogue.reference)), .init(FollowTexts.title(language))],
            switchPath: Paths(.da).follow(dialogue.reference), body: page.html)
    }

    private func letter(
        _ state: FollowLetterPage.State, _ token: String, _ dialogue: Dialogue?, _ context: RequestContext
    ) -> Page {
        let page = FollowLetterPage(state: state, token: token, dialogue: dialogue, paths: context.paths)
        return Page(
            title: FollowTexts.heading(state, context.language), isTokenPage: true, switchPath: Paths(.da).following(token),
            body: page.html)
    }
}
