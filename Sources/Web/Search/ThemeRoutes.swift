import Domain
import Foundation
import Hummingbird
import Storage

/// Editing the list of themes.
struct ThemeRoutes: Sendable {
    let themes: ThemeStore
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.themes, use: show)
        router.post(Routes.themes, use: change)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try permit(context)
        return context.show(try await page(try FormFields(query: ""), Invalid(), isSaved: try context.query.has("gemt"), context))
    }

    func change(_ request: Request, _ context: RequestContext) async throws -> Response {
        let fields = try await FormFields.read(request, context)
        let permit = try permit(context)
        do {
            switch fields["act"] {
            case "retire", "restore":
                guard let id = Int64(fields["id"]).map({ Theme.ID($0) }) else { throw NotFound() }
                try await themes.retire(id, fields["act"] == "retire", permit, at: now())
            default: try await themes.add(try NewTheme(danish: fields["danish"], english: fields["english"]), permit, at: now())
            }
        } catch let invalid as Invalid<NewTheme.Field> {
            return context.showAgain(try await page(fields, invalid, isSaved: false, context))
        }
        return context.redirect(to: context.paths.themesSaved)
    }

    private func permit(_ context: RequestContext) throws -> Permit<ThemePolicy.Edit> {
        _ = try context.requireStaff()
        return try ThemePolicy.permitEdit(context.viewer)
    }

    private func page(
        _ fields: FormFields, _ problems: Invalid<NewTheme.Field>, isSaved: Bool, _ context: RequestContext
    ) async throws -> Page {
        let page = ThemesPage(
            themes: try await themes.all(), danish: fields["danish"], english: fields["english"], problems: problems, isSaved: isSaved,
            paths: context.paths)
        let title = ThemeTexts.themes(context.language)
        let crumbs: [Page.Crumb] = [.init(DeskTexts.desk(context.language), context.paths.desk), .init(title)]
        return Page(title: title, crumbs: crumbs, switchPath: Paths(.da).themes, body: page.html)
    }
}
