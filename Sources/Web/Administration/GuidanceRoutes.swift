import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// The start page and the pages that explain.
struct GuidanceRoutes: Sendable {
    let dialogues: DialogueStore
    /// Where the municipality's official accessibility statement is; nil while there is none.
    let accessibilityStatement: String?
    let now: @Sendable () -> Date

    static let outcomeCount = 5

    func add(to router: Router<RequestContext>) {
        router.get(Routes.home, use: home)
        router.get(Routes.howItWorks, use: howItWorks)
        router.get(Routes.contact, use: contact)
        router.get(Routes.cookies, use: cookies)
        router.get(Routes.privacy, use: privacy)
        router.get(Routes.accessibility, use: accessibility)
    }

    func home(_ request: Request, _ context: RequestContext) async throws -> Response {
        let outcomes = try await dialogues.outcomes(limit: Self.outcomeCount)
        let page = HomePage(
            municipality: context.frame.municipality, outcomes: outcomes, paths: context.paths, today: Day(of: now()))
        return context.show(Page(title: GuidanceTexts.question(context.language), cache: .everybody, body: page.html))
    }

    func howItWorks(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (municipality, language) = (context.frame.municipality, context.language)
        let parts = GuidanceTexts.howParagraphs(municipality.name, municipality.firstAnswerDays, language)
        return show(GuidanceTexts.how, parts, end: GuidanceParts.start(context.paths), context)
    }

    func contact(_ request: Request, _ context: RequestContext) async throws -> Response {
        let (municipality, language) = (context.frame.municipality, context.language)
        let lead = GuidanceTexts.contactLead(municipality.name, language)
        return show(GuidanceTexts.contact, lead: lead, [], end: GuidanceParts.contact(municipality, language), context)
    }

    func cookies(_ request: Request, _ context: RequestContext) async throws -> Response {
        show(GuidanceTexts.cookies, lead: GuidanceTexts.cookiesText(context.language), [], end: "", context)
    }

    func privacy(_ request: Request, _ context: RequestContext) async throws -> Response {
        let parts = GuidanceTexts.privacyParagraphs(context.frame.municipality.name, context.language)
        return show(GuidanceTexts.privacy, parts, end: GuidanceParts.contact(context.frame.municipality, context.language), context)
    }

    func accessibility(_ request: Request, _ context: RequestContext) async throws -> Response {
        let language = context.language
        let end: HTML = """
            \(GuidanceParts.statement(accessibilityStatement, language))\(GuidanceParts.contact(context.frame.municipality, language))
            """
        return show(GuidanceTexts.accessibility, lead: GuidanceTexts.accessibilityText(language), [], end: end, context)
    }

    private func show(
        _ title: Words, lead: String? = nil, _ parts: [(heading: String, text: String)], end: HTML, _ context: RequestContext
    ) -> Response {
        let title = title(context.language)
        let page = GuidancePage(title: title, lead: lead, parts: parts, end: end)
        return context.show(Page(title: title, crumbs: [.init(title)], cache: .everybody, body: page.html))
    }
}
