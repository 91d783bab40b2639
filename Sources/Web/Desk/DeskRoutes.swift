import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// The desk: tables of open dialogues, and the workbench for one.
struct DeskRoutes: Sendable {
    let desk: DeskStore
    let dialogues: DialogueStore
    let outbox: OutboxStore
    let atlas: AreaAtlas
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.desk, use: table)
        router.get(Routes.workbench) { try await workbench($0, $1) }
        for act in Paths.WorkbenchAct.allCases { router.post(Routes.workbench(act)) { try await work(act, $0, $1) } }
    }

    func table(_ request: Request, _ context: RequestContext) async throws -> Response {
        _ = try context.requireStaff()
        let query = try context.query
        let view = DeskPaths.view(named: query.trimmed("vis")) ?? .mine
        let area = atlas.area(slug: query.trimmed("omraade"))
        let cursor = DeskStore.Cursor(query.trimmed("efter"))
        let permit = try DeskPolicy.permitOpen(context.viewer)
        let found = try await desk.page(view, in: area?.id, after: cursor, permit, today: Day(of: now()))
        let page = page(view, area, cursor, found, try await outbox.health(), context)
        return context.show(Page(title: DeskTexts.desk(context.language), body: page.html))
    }

    func workbench(_ request: Request, _ context: RequestContext) async throws -> Response {
        let thread = try await thread(context)
        let banner =
            try context.query.has("gemt") ? ThreadParts.good(DeskTexts.done(context.language), DeskTexts.doneHint(context.language)) : ""
        return context.show(workbenchPage(thread, WorkbenchForm(), banner, context))
    }

    private func work(_ act: Paths.WorkbenchAct, _ request: Request, _ context: RequestContext) async throws -> Response {
        let thread = try await thread(context)
        let fields = try await FormFields.read(request, context)
        var form = WorkbenchForm(act, fields)
        let permit = try DialoguePolicy.permitWork(context.viewer, thread.dialogue)
        do {
            try await carryOut(form, permit, .init(key: fields["key"], seen: Int64(fields["seen"]).map { Event.ID($0) }))
        } catch let refused as WorkbenchRefusal {
            form.problems = refused.problems(context.language)
            return context.showAgain(workbenchPage(thread, form, "", context))
        } catch is DialogueSteps.Overtaken {
            return context.showAgain(workbenchPage(try await self.thread(context), form, Self.overtaken(context.language), context))
        } catch is DialogueSteps.StepRefused {
            return context.showAgain(workbenchPage(try await self.thread(context), form, Self.refused(context.language), context))
        }
        return context.redirect(to: context.paths.workbenchDone(thread.dialogue.reference))
    }

    private func carryOut(_ form: WorkbenchForm, _ permit: Permit<DialoguePolicy.Work>, _ key: DialogueStore.Form) async throws {
        switch form.act {
        case .answer?:
            try await dialogues.answer(try form.message(), asks: try form.asks(), permit, key, at: now())
        case .note?: try await dialogues.note(try form.message(), permit, .init(key: key.key, seen: nil), at: now())
        case .record?:
            let channel = Event.Channel(rawValue: form.channel) ?? .telephone
            try await dialogues.record(try form.message(), channel: channel, permit, .init(key: key.key, seen: nil), at: now())
        case .close?: try await dialogues.close(try form.closing(), permit, key, at: now())
        case .reopen?: try await dialogues.reopen(try form.message(), permit, key, at: now())
        case nil: break
        }
    }
}

extension DeskRoutes {
    /// The dialogue of the address, for staff whose work it is. Others get 404, also where the public may read it.
    private func thread(_ context: RequestContext) async throws -> DialogueStore.Thread {
        let staff = try context.requireStaff()
        guard let reference = Reference(try context.parameter("reference")),
            let thread = try await dialogues.thread(reference, as: context.viewer), DialoguePolicy.mayWork(staff, thread.dialogue)
        else { throw NotFound() }
        return thread
    }

    private func page(
        _ view: DeskView, _ area: Area?, _ cursor: DeskStore.Cursor?, _ found: DeskStore.Page, _ mail: OutboxStore.Health,
        _ context: RequestContext
    ) -> DeskPage {
        let paths = context.paths
        func path(_ view: DeskView, _ cursor: DeskStore.Cursor? = nil) -> String {
            paths.desk(view: DeskPaths.name(of: view), area: area?.slug, after: cursor?.text)
        }
        return DeskPage(
            view: view, area: area?.slug ?? "", areas: atlas.areas,
            rows: found.lines.map { .init(path: paths.workbench($0.reference), line: $0) }, counts: found.counts,
            tabs: DeskView.allCases.map { ($0, path($0)) }, action: paths.desk, firstPath: cursor == nil ? nil : path(view),
            nextPath: found.next.map { path(view, $0) }, mail: mail, today: Day(of: now()), clock: context.frame.municipality.clock,
            language: context.language)
    }

    private func workbenchPage(
        _ thread: DialogueStore.Thread, _ form: WorkbenchForm, _ banner: HTML, _ context: RequestContext
    ) -> Page {
        let (language, dialogue) = (context.language, thread.dialogue)
        let acts = acts(at: dialogue.stage)
        let paths = Dictionary(uniqueKeysWithValues: acts.map { ($0, context.paths.workbench(dialogue.reference, $0)) })
        let page = WorkbenchPage(
            model: ThreadModel(thread: thread, today: Day(of: now()), language: language, isYours: false), form: form, banner: banner,
            key: FormKey.fresh(), paths: paths, acts: acts, language: language)
        let crumbs: [Page.Crumb] = [.init(DeskTexts.desk(language), context.paths.desk), .init(dialogue.reference.text)]
        return Page(
            title: dialogue.subject, crumbs: crumbs, switchPath: Paths(.da).workbench(dialogue.reference), body: page.html)
    }

    /// What can be done, the most likely first.
    private func acts(at stage: Dialogue.Stage) -> [Paths.WorkbenchAct] {
        switch stage {
        case .unconfirmed: [.record, .note, .close]
        case .withStaff, .withCitizen: [.answer, .note, .record, .close]
        case .closed: [.reopen, .note, .record]
        }
    }

    private static func overtaken(_ language: Language) -> HTML {
        DeskParts.warning(DeskTexts.overtakenTitle(language), DeskTexts.overtaken(language))
    }

    private static func refused(_ language: Language) -> HTML {
        DeskParts.warning(DeskTexts.refusedTitle(language), DeskTexts.refused(language))
    }
}
