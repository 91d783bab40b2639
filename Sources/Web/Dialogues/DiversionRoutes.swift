import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// The list of places citizens are led to, and its editing.
struct DiversionRoutes: Sendable {
    let diversions: DiversionStore
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.diversions) { try await list($0, $1) }
        router.post(Routes.tryDiversions, use: tryOut)
        router.get(Routes.newDiversion) { try await askForNew($0, $1) }
        router.post(Routes.newDiversion, use: addNew)
        router.get(Routes.diversion) { try await show($0, $1) }
        router.post(Routes.diversion, use: change)
        router.post(Routes.raiseDiversion, use: raise)
        router.post(Routes.retireDiversion, use: retire)
    }

    private func permit(_ context: RequestContext) throws -> Permit<DiversionPolicy.Edit> {
        _ = try context.requireStaff()
        return try DiversionPolicy.permitEdit(context.viewer)
    }

    func list(_ request: Request, _ context: RequestContext) async throws -> Response {
        let all = try await diversions.all(permit(context))
        let isDone = try context.query.has("gemt")
        return context.show(listPage(all, isDone ? .done : .none, context))
    }

    /// What a sentence would lead to. A form, so that nobody's sentence stands in an address.
    func tryOut(_ request: Request, _ context: RequestContext) async throws -> Response {
        let permit = try permit(context)
        let sentence = try await FormFields.read(request, context).trimmed("text")
        let all = try await diversions.all(permit)
        return context.show(listPage(all, .tried(String(sentence.prefix(Dialogue.textLimit))), context))
    }

    func askForNew(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try permit(context)
        return context.show(formPage(DiversionForm(), nil, .none, context))
    }

    func addNew(_ request: Request, _ context: RequestContext) async throws -> Response {
        let permit = try permit(context)
        var form = DiversionForm(try await FormFields.read(request, context))
        do {
            try await diversions.add(try form.words(), permit, key: form.key, at: now())
        } catch let invalid as Invalid<NewDiversion.Field> {
            form.problems = invalid
            return context.showAgain(formPage(form, nil, .none, context))
        } catch is DiversionStore.Full {
            return context.showAgain(formPage(form, nil, .full, context))
        }
        return context.redirect(to: context.paths.diversionsDone)
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let diversion = try await find(context)
        return context.show(formPage(DiversionForm(diversion), diversion, .none, context))
    }

    func change(_ request: Request, _ context: RequestContext) async throws -> Response {
        let permit = try permit(context)
        let diversion = try await find(context)
        var form = DiversionForm(try await FormFields.read(request, context))
        do {
            try await diversions.change(diversion.id, to: try form.words(), version: form.version, permit, key: form.key, at: now())
        } catch let invalid as Invalid<NewDiversion.Field> {
            form.problems = invalid
            return context.showAgain(formPage(form, diversion, .none, context))
        } catch let overtaken as DiversionStore.Overtaken {
            form.version = overtaken.now.version
            return context.showAgain(formPage(form, overtaken.now, .overtaken, context))
        }
        return context.redirect(to: context.paths.diversionsDone)
    }

    func raise(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await act(request, context) { try await diversions.raise($0, version: $1.version, $2, key: $1.key, at: now()) }
    }

    func retire(_ request: Request, _ context: RequestContext) async throws -> Response {
        try await act(request, context) { id, form, permit in
            try await diversions.retire(id, form.retires, version: form.version, permit, key: form.key, at: now())
        }
    }

    /// A button in the list. When somebody was faster, the list as it is now says so.
    private func act(
        _ request: Request, _ context: RequestContext,
        _ body: (Diversion.ID, DiversionForm, Permit<DiversionPolicy.Edit>) async throws -> Void
    ) async throws -> Response {
        let permit = try permit(context)
        let diversion = try await find(context)
        let form = DiversionForm(try await FormFields.read(request, context))
        do {
            try await body(diversion.id, form, permit)
        } catch is DiversionStore.Overtaken {
            return context.showAgain(listPage(try await diversions.all(permit), .overtaken, context))
        }
        return context.redirect(to: context.paths.diversionsDone)
    }

    private func find(_ context: RequestContext) async throws -> Diversion {
        let permit = try permit(context)
        guard let id = Int64(try context.parameter("diversion")), let found = try await diversions.find(.init(id), permit) else {
            throw NotFound()
        }
        return found
    }
}

extension DiversionRoutes {
    private func listPage(_ all: [Diversion], _ notice: DiversionListPage.Notice, _ context: RequestContext) -> Page {
        let paths = context.paths
        let rows = all.map { diversion in
            DiversionListPage.Row(
                diversion: diversion, path: paths.diversion(diversion.id), raise: paths.raiseDiversion(diversion.id),
                retire: paths.retireDiversion(diversion.id))
        }
        let page = DiversionListPage(
            rows: rows, notice: notice, municipality: context.frame.municipality, newPath: paths.newDiversion,
            tryPath: paths.tryDiversions, language: context.language)
        let crumbs: [Page.Crumb] = [
            .init(DeskTexts.desk(context.language), paths.desk), .init(DiversionTexts.title(context.language)),
        ]
        return Page(
            title: DiversionTexts.title(context.language), crumbs: crumbs, switchPath: Paths(.da).diversions, body: page.html)
    }

    private func formPage(
        _ form: DiversionForm, _ diversion: Diversion?, _ notice: DiversionFormPage.Notice, _ context: RequestContext
    ) -> Page {
        let (paths, language) = (context.paths, context.language)
        let title = diversion.map { $0.words.title(language) } ?? DiversionTexts.new(language)
        let page = DiversionFormPage(
            form: form, title: title, current: notice == .overtaken ? diversion : nil, notice: notice,
            action: diversion.map { paths.diversion($0.id) } ?? paths.newDiversion, language: language)
        let crumbs: [Page.Crumb] = [
            .init(DeskTexts.desk(language), paths.desk), .init(DiversionTexts.title(language), paths.diversions), .init(title),
        ]
        let here = diversion.map { Paths(.da).diversion($0.id) } ?? Paths(.da).newDiversion
        return Page(title: title, crumbs: crumbs, switchPath: here, body: page.html)
    }
}

/// What was typed for one diversion, exactly as typed.
struct DiversionForm {
    var values: [String: String] = [:]
    var version = 0
    var key = FormKey.fresh()
    var retires = true
    var problems = Invalid<NewDiversion.Field>()

    init() {}

    init(_ fields: FormFields) {
        for field in NewDiversion.Field.allCases { values[field.rawValue] = fields[field.rawValue] }
        version = Int(fields["version"]) ?? 0
        key = fields["key"].isEmpty ? FormKey.fresh() : fields["key"]
        retires = fields["retired"] != "nej"
    }

    init(_ diversion: Diversion) {
        let words = diversion.words
        version = diversion.version
        values = [
            "kind": words.kind.rawValue, "title": words.title, "titleInEnglish": words.titleInEnglish, "advice": words.advice,
            "adviceInEnglish": words.adviceInEnglish, "telephone": words.telephone.map(DiversionTexts.number) ?? "", "web": words.web ?? "",
            "triggers": words.triggers.map(\.text).joined(separator: "\n"),
        ]
    }

    subscript(_ field: NewDiversion.Field) -> String { values[field.rawValue] ?? "" }

    func words() throws(Invalid<NewDiversion.Field>) -> NewDiversion {
        try NewDiversion(
            kind: self[.kind], title: self[.title], titleInEnglish: self[.titleInEnglish], advice: self[.advice],
            adviceInEnglish: self[.adviceInEnglish], telephone: self[.telephone], web: self[.web], triggers: self[.triggers])
    }
}
