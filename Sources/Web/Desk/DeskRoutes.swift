import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// The desk: tables of open dialogues.
struct DeskRoutes: Sendable {
    let desk: DeskStore
    let atlas: AreaAtlas
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.desk, use: table)
    }

    func table(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try context.requireStaff()
        let query = try context.query
        let view = DeskPaths.view(named: query.trimmed("vis")) ?? .mine
        let area = atlas.area(slug: query.trimmed("omraade"))
        let cursor = DeskStore.Cursor(query.trimmed("efter"))
        let permit = try DeskPolicy.permitOpen(context.viewer)
        let found = try await desk.page(view, in: area?.id, after: cursor, permit, today: Day(of: now()))
        let page = page(view, area, cursor, found, context)
        return context.show(Page(title: DeskTexts.desk(context.language), body: page.html))
    }
}

extension DeskRoutes {
    private func page(
        _ view: DeskView, _ area: Area?, _ cursor: DeskStore.Cursor?, _ found: DeskStore.Page, _ context: RequestContext
    ) -> DeskPage {
        let paths = context.paths
        func path(_ view: DeskView, _ cursor: DeskStore.Cursor? = nil) -> String {
            paths.desk(view: DeskPaths.name(of: view), area: area?.slug, after: cursor?.text)
        }
        return DeskPage(
            view: view, area: area?.slug ?? "", areas: atlas.areas,
            rows: found.lines.map { .init(path: paths.workbench($0.reference), line: $0) }, counts: found.counts,
            tabs: DeskView.allCases.map { ($0, path($0)) }, action: paths.desk, firstPath: cursor == nil ? nil : path(view),
            nextPath: found.next.map { path(view, $0) }, mail: found.mail, waitingComments: found.waitingComments, today: Day(of: now()),
            calendar: context.frame.municipality.clock.calendar,
            diversionsPath: DiversionPolicy.mayEdit(context.viewer) ? paths.diversions : nil,
            themesPath: ThemePolicy.mayEdit(context.viewer) ? paths.themes : nil,
            conditionPath: ConditionPolicy.maySee(context.viewer) ? paths.condition : nil, language: context.language)
    }
}
