import Domain
import Formats
import Foundation
import Hummingbird
import Storage

/// Areas: the list, one area, finding one's own, and the borders as data.
struct AreaRoutes: Sendable {
    let areas: AreaStore
    let dialogues: DialogueStore
    let atlas: AreaAtlas
    let now: @Sendable () -> Date

    static let listLength = 10

    func add(to router: Router<RequestContext>) {
        router.get(Routes.areas, use: index)
        router.get(Routes.areasGeoJSON, use: allBorders)
        router.get(Routes.area, use: area)
        router.get(Routes.find, use: find)
    }

    func index(_ request: Request, _ context: RequestContext) async throws -> Response {
        let page = AreasPage(atlas: atlas, municipality: context.frame.municipality.name, paths: context.paths)
        let title = AreaTexts.areas(context.language)
        return context.show(Page(title: title, crumbs: [.init(title)], cache: .everybody, body: page.html))
    }

    func area(_ request: Request, _ context: RequestContext) async throws -> Response {
        let slug = try context.parameter("slug")
        if slug.hasSuffix(".geojson") { return try borders(String(slug.dropLast(8)), context) }
        let today = Day(of: now())
        guard let detail = try await areas.detail(slug: slug, on: today) else { throw NotFound() }
        let lines = try await dialogues.published(in: detail.area.id, limit: Self.listLength)
        let page = AreaPage(detail: detail, dialogues: lines, atlas: atlas, paths: context.paths, today: today)
        let crumbs: [Page.Crumb] = [.init(AreaTexts.areas(context.language), context.paths.areas), .init(detail.area.name)]
        return context.show(Page(title: detail.area.name, crumbs: crumbs, cache: .everybody, body: page.html))
    }

    func find(_ request: Request, _ context: RequestContext) async throws -> Response {
        let query = try context.query
        let place = query.trimmed("q")
        let page = FindPage(query: place, answer: answer(place, query), atlas: atlas, paths: context.paths)
        let title = AreaTexts.findYours(context.language)
        return context.show(Page(title: title, crumbs: [.init(title)], body: page.html))
    }

    private func answer(_ place: String, _ query: FormFields) -> FindPage.Answer {
        if let latitude = Double(query.trimmed("lat")), let longitude = Double(query.trimmed("lon")) {
            return atlas.area(at: Coordinate(longitude: longitude, latitude: latitude)).map { .here($0) } ?? .outside
        }
        guard !place.isEmpty else { return .none }
        switch atlas.search.find(place) {
        case .one(let id): return atlas.area(id).map { .one(place: place, $0) } ?? .unknown(place: place, suggestions: [])
        case .several(let ids): return .several(place: place, ids.compactMap(atlas.area))
        case .postcode(let code): return .postcode(code)
        case .none(let entries):
            return .unknown(place: place, suggestions: entries.compactMap { entry in atlas.area(entry.areaID).map { (entry.name, $0) } })
        }
    }

    func allBorders(_ request: Request, _ context: RequestContext) async throws -> Response { data(atlas.shapes, context) }

    private func borders(_ slug: String, _ context: RequestContext) throws -> Response {
        guard let shape = atlas.shapes.first(where: { $0.area.slug == slug }) else { throw NotFound() }
        return data([shape], context)
    }

    private func data(_ shapes: [AreaAtlas.Shape], _ context: RequestContext) -> Response {
        let features = shapes.map { shape in
            GeoJSON.Feature(properties: ["name": .string(shape.area.name), "slug": .string(shape.area.slug)], polygons: shape.polygons)
        }
        let collection = GeoJSON(features: features, foreignMembers: ["attribution": .string(AreaTexts.mapNote(.da))])
        return context.show(Array(collection.data(hasBox: true)), contentType: "application/geo+json", cache: .everybody)
    }
}
