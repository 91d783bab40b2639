import Domain
import Foundation
import Hummingbird
import Storage

/// Saying something to a public dialogue: written on the site, confirmed from the mailbox, taken back by one press.
struct CommentRoutes: Sendable {
    let dialogues: DialogueStore
    let comments: CommentStore
    let usage: UsageStore
    let secrets: Secrets
    let now: @Sendable () -> Date

    static let perNetwork = UsageStore.Limit("comment-network", uses: 20, seconds: 3600)
    /// A mailbox is not flooded from many networks either.
    static let perAddress = UsageStore.Limit("comment-address", uses: 20, seconds: 86_400)

    func add(to router: Router<RequestContext>) {
        router.get(Routes.say, use: show)
        router.post(Routes.say, use: say)
        router.get(Routes.said, use: said)
        router.get(Routes.comment, use: own)
        router.post(Routes.comment, use: confirm)
        router.post(Routes.withdrawComment, use: withdraw)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let dialogue = try await dialogue(context)
        if try context.query.has(Paths.saySent) { return context.show(page(dialogue, .sent, context)) }
        return context.show(
            page(dialogue, CommentPolicy.mayComment(dialogue) ? .form(values: [:], problems: []) : .over, context))
    }

    func say(_ request: Request, _ context: RequestContext) async throws -> Response {
        let form = try await FormFields.read(request, context)
        let dialogue = try await dialogue(context)
        // It closed while they wrote.
        guard CommentPolicy.mayComment(dialogue) else { return context.show(page(dialogue, .over, context)) }
        let new: NewComment
        do {
            new = try NewComment(
                kind: form["kind"], text: form["text"], name: form["name"], email: form["email"], language: context.language)
        } catch {
            let values = Dictionary(uniqueKeysWithValues: NewComment.Field.allCases.map { ($0, form[$0.rawValue]) })
            let problems = NewComment.Field.allCases.compactMap { field in
                error.problems[field].map { (field: field, words: CommentTexts.problem(field, $0, context.language)) }
            }
            return context.showAgain(page(dialogue, .form(values: values, problems: problems), context))
        }
        try await usage.take(Self.perNetwork, for: context.network, at: now())
        try await usage.take(Self.perAddress, for: new.email.key, at: now())
        try await comments.ask(new, try CommentPolicy.permitWrite(dialogue), at: now())
        return context.redirect(to: context.paths.saySent(dialogue.reference))
    }

    /// What others said before the newest ones.
    func said(_ request: Request, _ context: RequestContext) async throws -> Response {
        let dialogue = try await dialogue(context)
        guard CommentPolicy.areShown(dialogue) else { throw NotFound() }
        let cursor = Int64(try context.query.trimmed("efter")).map { Comment.ID($0) }
        let shown = try await comments.shown(of: dialogue, before: cursor)
        let page = SaidPage(dialogue: dialogue, shown: shown, today: Day(of: now()), paths: context.paths)
        let title = CommentTexts.title(context.language)
        return context.show(
            Page(
                title: title, crumbs: [.init(dialogue.reference.text, context.paths.dialogue(dialogue.reference)), .init(title)],
                cache: .everybody, body: page.html))
    }

    /// The link from the mail. Showing changes nothing: mail scanners open links.
    func own(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, comment, dialogue) = try await comment(context)
        let page = OwnCommentPage(comment: comment, token: token, dialogue: dialogue, today: Day(of: now()), paths: context.paths)
        return context.show(
            Page(
                title: page.heading, isTokenPage: true, switchPath: Paths(.da).comment(token),
                body: page.html))
    }

    func confirm(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, comment, _) = try await comment(context)
        try await comments.confirm(comment.id, at: now())
        return context.redirect(to: context.paths.comment(token))
    }

    func withdraw(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (token, comment, _) = try await comment(context)
        try await comments.withdraw(comment.id, at: now())
        return context.redirect(to: context.paths.comment(token))
    }
}

extension CommentRoutes {
    private func dialogue(_ context: RequestContext) async throws -> Dialogue {
        guard let reference = Reference(try context.parameter("reference")),
            let dialogue = try await dialogues.find(reference, as: .anonymous)
        else { throw NotFound() }
        return dialogue
    }

    private func comment(_ context: RequestContext) async throws -> (token: String, Comment, Dialogue?) {
        let token = try context.parameter("token")
        guard let id = secrets.id(ofToken: token, .comment), let found = try await comments.find(Comment.ID(id)) else { throw NotFound() }
        return (token, found.comment, found.dialogue)
    }

    private func page(_ dialogue: Dialogue, _ state: SayPage.State, _ context: RequestContext) -> Page {
        let title = CommentTexts.say(context.language)
        return Page(
            title: title, crumbs: [.init(dialogue.reference.text, context.paths.dialogue(dialogue.reference)), .init(title)],
            switchPath: Paths(.da).say(dialogue.reference), body: SayPage(dialogue: dialogue, state: state, paths: context.paths).html)
    }
}
