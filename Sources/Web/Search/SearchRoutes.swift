import Domain
import Foundation
import Hummingbird
import Storage

/// Searching: everybody in what everybody may read, staff in what they work on.
struct SearchRoutes: Sendable {
    let search: SearchStore
    let atlas: AreaAtlas
    let now: @Sendable () -> Date

    /// Longer is no search, and it would be carried along from page to page.
    static let textLimit = 1000

    func add(to router: Router<RequestContext>) {
        router.get(Routes.search, use: everybody)
        router.get(Routes.deskSearch, use: work)
    }

    func everybody(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (text, cursor) = try asked(context)
        if let clean = withoutCPR(text) { return context.redirect(to: context.paths.search(clean, isCleaned: true)) }
        let results = text.isEmpty ? nil : try await search.search(text, after: cursor)
        return try show(text, results, cursor, .open, context)
    }

    func work(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try context.requireStaff()
        let permit = try DeskPolicy.permitOpen(context.viewer)
        let (text, cursor) = try asked(context)
        if let clean = withoutCPR(text) { return context.redirect(to: context.paths.deskSearch(clean, isCleaned: true)) }
        let results = text.isEmpty ? nil : try await search.search(text, permit, after: cursor)
        return try show(text, results, cursor, .work, context)
    }

    private func asked(_ context: RequestContext) throws -> (text: String, cursor: SearchStore.Cursor?) {
        let query = try context.queryAsTyped
        return (String(query.trimmed("q").prefix(Self.textLimit)), SearchPaths.searchCursor(named: query.trimmed("efter")))
    }

    /// What is left of a text without the CPR numbers in it; nil when there are none. They are neither searched for nor kept, not in
    /// the address of the page either.
    private func withoutCPR(_ text: String) -> String? {
        let numbers = CPRNumber.find(in: text).filter { $0.certainty == .certain }
        guard !numbers.isEmpty else { return nil }
        var clean = text
        for number in numbers.reversed() { clean.removeSubrange(number.range) }
        return clean.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func show(
        _ text: String, _ results: SearchStore.Results?, _ cursor: SearchStore.Cursor?, _ place: SearchPage.Place, _ context: RequestContext
    ) throws -> Response {
        let (paths, language) = (context.paths, context.language)
        func path(_ cursor: String?) -> String {
            place == .open ? paths.search(text, after: cursor) : paths.deskSearch(text, after: cursor)
        }
        let page = SearchPage(
            text: text, results: results, areas: cursor == nil && place == .open ? areas(text) : [], place: place,
            isCleaned: try context.query.has("cpr"),
            nextPath: (results?.next).map { path(SearchPaths.name(of: $0)) }, firstPath: cursor == nil ? nil : path(nil), paths: paths,
            today: Day(of: now()))
        let title = place == .open ? SearchTexts.search(language) : SearchTexts.searchWork(language)
        let crumbs: [Page.Crumb] =
            place == .open
            ? [.init(SearchTexts.dialogues(language), paths.dialogues), .init(title)]
            : [.init(DeskTexts.desk(language), paths.desk), .init(title)]
        return context.show(Page(title: title, crumbs: crumbs, cache: place == .open ? .program : .never, body: page.html))
    }

    /// The areas a place name stands for: who types a village looks for its page too.
    private func areas(_ text: String) -> [Area] {
        atlas.search.areas(named: text).compactMap(atlas.area)
    }
}
