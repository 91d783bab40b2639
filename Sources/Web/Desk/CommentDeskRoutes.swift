import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// Staff looks through what others have said, and decides what is shown.
struct CommentDeskRoutes: Sendable {
    let comments: CommentStore
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.comments, use: list)
        router.get(Routes.lookAt, use: ask)
        router.post(Routes.lookAt, use: decide)
    }

    func list(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try context.requireStaff()
        let isDone = try context.query.has("gemt")
        let banner: HTML = isDone ? ThreadParts.good("", CommentTexts.done(context.language)) : ""
        return context.show(try await page(banner, context))
    }

    func ask(_ request: Request, _ context: RequestContext) async throws -> Response {
        context.show(page(try await looked(context).0, typed: "", problem: nil, context))
    }

    func decide(_ request: Request, _ context: RequestContext) async throws -> Response {
        let form = try await FormFields.read(request, context)
        let (looked, permit) = try await looked(context)
        let verdict: CommentVerdict
        do { verdict = try CommentVerdict(shows: form["verdict"] == "vis", reason: form["reason"]) } catch {
            let words = problem(error, context.language)
            return context.showAgain(page(looked, typed: form["reason"], problem: words, context))
        }
        do { try await comments.decide(verdict, on: looked.comment.id, permit, at: now()) } catch is CommentSteps.Overtaken {
            let banner = DeskParts.warning("", CommentTexts.faster(context.language))
            return context.showAgain(try await page(banner, context))
        }
        return context.redirect(to: context.paths.commentsDone)
    }
}

extension CommentDeskRoutes {
    /// The comment of the address, for staff who steer its dialogue. Others get 404.
    private func looked(_ context: RequestContext) async throws -> (CommentStore.Looked, Permit<DialoguePolicy.Steer>) {
        let staff = try context.requireStaff()
        guard let id = Int64(try context.parameter("comment")), let looked = try await comments.look(at: Comment.ID(id)),
            DialoguePolicy.mayWork(staff, looked.dialogue)
        else { throw NotFound() }
        return (looked, try DialoguePolicy.permitSteer(context.viewer, looked.dialogue))
    }

    private func page(_ banner: HTML, _ context: RequestContext) async throws -> Page {
        let language = context.language
        let waiting = try await comments.waiting(for: try DeskPolicy.permitOpen(context.viewer))
        let page = CommentDeskPage(waiting: waiting, banner: banner, today: Day(of: now()), paths: context.paths)
        return Page(
            title: CommentTexts.staffTitle(language),
            crumbs: [.init(DeskTexts.desk(language), context.paths.desk), .init(CommentTexts.staffTitle(language))],
            switchPath: Paths(.da).comments, body: page.html)
    }

    private func page(
        _ looked: CommentStore.Looked, typed: String, problem: String?, _ context: RequestContext
    ) -> Page {
        let language = context.language
        let page = RefuseCommentPage(looked: looked, typed: typed, problem: problem, today: Day(of: now()), paths: context.paths)
        return Page(
            title: CommentTexts.refuseTitle(language),
            crumbs: [
                .init(DeskTexts.desk(language), context.paths.desk), .init(CommentTexts.staffTitle(language), context.paths.comments),
                .init(CommentTexts.refuseTitle(language)),
            ], switchPath: Paths(.da).lookAt(looked.comment.id), body: page.html)
    }

    private func problem(_ invalid: Invalid<CommentVerdict.Field>, _ language: Language) -> String {
        if case .tooLong(let limit, let length) = invalid.problems[.reason] {
            return FormTexts.tooLong(CommentTexts.reason(language), limit, length, language)
        }
        return CommentTexts.reasonMissing(language)
    }
}
