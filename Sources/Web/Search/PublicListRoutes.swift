import Domain
import Foundation
import Hummingbird
import Storage

/// The public dialogues by area, theme and how far they are: as a page, as a feed, and to fetch.
struct PublicListRoutes: Sendable {
    let dialogues: DialogueStore
    let themes: ThemeStore
    let atlas: AreaAtlas
    let now: @Sendable () -> Date

    static let pageLength = 20
    static let feedLength = 30
    static let fileLength = 500

    func add(to router: Router<RequestContext>) {
        router.get(Routes.dialogues, use: page)
        for format in Paths.ListFormat.allCases {
            router.get(Routes.dialogues(as: format)) { try await file(format, $1) }
        }
    }

    /// What the address asks for.
    private struct Asked {
        let filter: DialogueFilter
        let area: Area?
        let theme: Theme?
        let cursor: DialogueStore.ListCursor?
        let themes: [Theme]

        func path(_ paths: Paths, after cursor: DialogueStore.ListCursor? = nil, as format: Paths.ListFormat? = nil) -> String {
            paths.dialogues(
                area: area?.slug, theme: theme?.slug, state: filter.state.map(SearchPaths.name),
                after: cursor.map(SearchPaths.name), as: format)
        }
    }

    /// Throws `NotFound` for an area, a theme or a state there is none of: a list of everything would be a wrong answer.
    private func asked(_ context: RequestContext) async throws -> Asked {
        let query = try context.query
        let themes = try await themes.all()
        let (slug, named, how) = (query.trimmed("omraade"), query.trimmed("tema"), query.trimmed("status"))
        let (area, theme) = (atlas.area(slug: slug), themes.first { $0.slug == named })
        let state = SearchPaths.state(named: how)
        guard slug.isEmpty || area != nil, named.isEmpty || theme != nil, how.isEmpty || state != nil else { throw NotFound() }
        return Asked(
            filter: DialogueFilter(areaID: area?.id, themeID: theme?.id, state: state), area: area, theme: theme,
            cursor: SearchPaths.listCursor(named: query.trimmed("efter")), themes: themes)
    }

    /// One more than is shown says whether there is another page.
    private func lines(_ asked: Asked, _ limit: Int) async throws -> (lines: [DialogueStore.Line], next: DialogueStore.ListCursor?) {
        let found = try await dialogues.published(asked.filter, after: asked.cursor, limit: limit + 1)
        let lines = Array(found.prefix(limit))
        let last = found.count > limit ? lines.last?.dialogue : nil
        return (lines, last.map { DialogueStore.ListCursor(startedAt: $0.startedAt, id: $0.id) })
    }

    func page(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (asked, paths) = (try await asked(context), context.paths)
        let (lines, next) = try await lines(asked, Self.pageLength)
        let page = PublicListPage(
            filter: asked.filter, areas: atlas.areas, themes: asked.themes.filter { !$0.isRetired || $0 == asked.theme }, lines: lines,
            firstPath: asked.cursor == nil ? nil : asked.path(paths), nextPath: next.map { asked.path(paths, after: $0) },
            formats: Paths.ListFormat.allCases.map { ($0, asked.path(paths, as: $0)) }, paths: paths, today: Day(of: now()))
        let title = SearchTexts.dialogues(context.language)
        return context.show(
            Page(
                title: title, crumbs: [.init(title)], cache: .everybody, feedPath: asked.path(paths, as: .atom), body: page.html))
    }

    private func file(_ format: Paths.ListFormat, _ context: RequestContext) async throws -> Response {
        let (asked, paths) = (try await asked(context), context.paths)
        let (lines, next) = try await lines(asked, format == .atom ? Self.feedLength : Self.fileLength)
        let origin = context.frame.origin.description
        let file = PublicListFile(
            title: title(asked, context), author: context.frame.municipality.name, lines: lines,
            themes: Dictionary(uniqueKeysWithValues: asked.themes.map { ($0.id, $0) }), origin: origin, paths: paths,
            ownPath: asked.path(paths, after: asked.cursor, as: format), pagePath: asked.path(paths),
            nextPath: next.map { asked.path(paths, after: $0, as: format) })
        let (bytes, type) = try file.bytes(as: format)
        return context.show(bytes, contentType: type, cache: .everybody)
    }

    private func title(_ asked: Asked, _ context: RequestContext) -> String {
        let language = context.language
        let parts = [
            context.frame.municipality.name, SearchTexts.dialogues(language), asked.area?.name, asked.theme?.name(language),
            asked.filter.state.map { SearchTexts.state($0, language) },
        ]
        return parts.compactMap { $0 }.joined(separator: " · ")
    }
}
