import Domain
import Hummingbird

/// How the installation is doing, for those who look after it.
struct ConditionRoutes: Sendable {
    let findCondition: @Sendable () async -> Condition

    func add(to router: Router<RequestContext>) { router.get(Routes.condition, use: show) }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try context.requireStaff()
        _ = try ConditionPolicy.permitSee(context.viewer)
        let (language, paths) = (context.language, context.paths)
        let page = ConditionPage(condition: await findCondition(), version: context.frame.version, language: language)
        let title = ConditionTexts.title(language)
        return context.show(Page(title: title, crumbs: [.init(DeskTexts.desk(language), paths.desk), .init(title)], body: page.html))
    }
}
