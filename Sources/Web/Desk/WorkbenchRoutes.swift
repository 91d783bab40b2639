import Domain
import Foundation
import Hummingbird
import Markup
import Storage

/// The workbench for one dialogue.
struct WorkbenchRoutes: Sendable {
    let dialogues: DialogueStore
    let comments: CommentStore
    let staff: StaffStore
    let themes: ThemeStore
    let search: SearchStore
    let files: FileIntake
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.workbench) { try await show($0, $1) }
        for act in Paths.WorkbenchAct.allCases { router.post(Routes.workbench(act)) { try await work(act, $0, $1) } }
    }

    func show(_ request: Request, _ context: RequestContext) async throws -> Response {
        let thread = try await thread(context)
        let banner =
            try context.query.has("gemt") ? ThreadParts.good(DeskTexts.done(context.language), DeskTexts.doneHint(context.language)) : ""
        return context.show(try await page(thread, WorkbenchForm(), banner, context))
    }

    private func work(_ act: Paths.WorkbenchAct, _ request: Request, _ context: RequestContext) async throws -> Response {
        let thread = try await thread(context)
        let upload = act.takesFiles ? try await files.read(request, context) : .init(try await FormFields.read(request, context))
        let (fields, attach) = (upload.fields, try DialoguePolicy.permitAttach(context.viewer, thread.dialogue))
        var form = WorkbenchForm(act, fields)
        form.files = try await files.keep(upload, attach, context)
        do {
            guard form.files.problems.isEmpty else { throw FilesRefused() }
            let key = DialogueStore.Form(
                key: fields["key"], seen: Int64(fields["seen"]).map { Event.ID($0) }, files: .init(form.files.ids, attach))
            try await carryOut(form, thread.dialogue, key, context)
        } catch {
            return context.showAgain(try await refused(error, form, context))
        }
        return context.redirect(to: context.paths.workbenchDone(thread.dialogue.reference))
    }

    private func carryOut(
        _ form: WorkbenchForm, _ dialogue: Dialogue, _ key: DialogueStore.Form, _ context: RequestContext
    ) async throws {
        let (viewer, now) = (context.viewer, now())
        // A note, a telephone call and who takes part may cross somebody else's words.
        let anyTime = DialogueStore.Form(key: key.key, seen: nil, files: key.files)
        switch form.act {
        case .answer?:
            let permit = try DialoguePolicy.permitWork(viewer, dialogue)
            try await dialogues.answer(try form.message(), asks: try form.asks(), permit, key, at: now)
        case .note?:
            try await dialogues.note(try form.message(), try DialoguePolicy.permitWork(viewer, dialogue), anyTime, at: now)
        case .record?:
            let channel = Event.Channel(rawValue: form["channel"]) ?? .telephone
            let permit = try DialoguePolicy.permitWork(viewer, dialogue)
            try await dialogues.record(try form.message(), channel: channel, permit, anyTime, at: now)
        case .close?: try await dialogues.close(try form.closing(), try DialoguePolicy.permitSteer(viewer, dialogue), key, at: now)
        case .reopen?: try await dialogues.reopen(try form.message(), try DialoguePolicy.permitSteer(viewer, dialogue), key, at: now)
        case .judge?:
            let permit = try DialoguePolicy.permitSteer(viewer, dialogue)
            try await dialogues.recordJudgement(try form.judgement(), permit, key, at: now)
        case .theme?:
            let themes = try await themes.all()
            guard form["theme"].isEmpty || themes.contains(where: { $0.slug == form["theme"] }) else { throw NotFound() }
            let themeID = themes.first { $0.slug == form["theme"] }?.id
            try await dialogues.choose(themeID, try DialoguePolicy.permitWork(viewer, dialogue), anyTime, at: now)
        case .clarify?, .split?, .handOver?, .forward?, .invite?, .remove?:
            try await arrange(form, dialogue, key, context)
        case nil: break
        }
    }

    /// Whose matter it is, who has it, and who takes part.
    private func arrange(
        _ form: WorkbenchForm, _ dialogue: Dialogue, _ key: DialogueStore.Form, _ context: RequestContext
    ) async throws {
        let (viewer, now) = (context.viewer, now())
        let anyTime = DialogueStore.Form(key: key.key, seen: nil)
        switch form.act {
        case .clarify?:
            let (permit, new) = (try DialoguePolicy.permitClarify(viewer, dialogue), try form.clarification())
            guard new.kind != .both else { throw BecomesTwo(subject: dialogue.subject) }
            try await dialogues.clarify(new, permit, key, at: now)
        case .split?: try await dialogues.split(try form.split(), try DialoguePolicy.permitClarify(viewer, dialogue), key, at: now)
        case .handOver?:
            let permit = try DialoguePolicy.permitWork(viewer, dialogue)
            let new = try form.handOver(today: Day(of: now), context.frame.municipality.clock.calendar)
            try await dialogues.handOver(new, permit, key, at: now)
        case .forward?: try await dialogues.forward(try form.forwarding(), try DialoguePolicy.permitSteer(viewer, dialogue), key, at: now)
        case .invite?: try await dialogues.invite(try form.party(), try DialoguePolicy.permitInvite(viewer, dialogue), anyTime, at: now)
        case .remove?:
            guard let personID = Int64(form["person"]).map({ Person.ID($0) }) else { throw NotFound() }
            try await dialogues.remove(personID, try DialoguePolicy.permitInvite(viewer, dialogue), anyTime, at: now)
        default: break
        }
    }

    /// Some of the files cannot be taken.
    private struct FilesRefused: Error {}

    /// The clarification was "both": the next form makes two of it.
    private struct BecomesTwo: Error {
        /// Of the one it was: the new one's heading begins with it.
        let subject: String
    }
}

extension WorkbenchRoutes {
    /// The dialogue of the address, for staff whose work it is. Others get 404, also where the public may read it.
    private func thread(_ context: RequestContext) async throws -> DialogueStore.Thread {
        let staff = try context.requireStaff()
        guard let reference = Reference(try context.parameter("reference")),
            let thread = try await dialogues.thread(reference, as: context.viewer), DialoguePolicy.mayWork(staff, thread.dialogue)
        else { throw NotFound() }
        return thread
    }

    /// The workbench as it is now with what was typed, and why it was not done. Throws what is no fault of the form's.
    private func refused(_ error: any Error, _ form: WorkbenchForm, _ context: RequestContext) async throws -> Page {
        var form = form
        let language = context.language
        var banner: HTML = ""
        switch error {
        case is FilesRefused: form.problems = FileField.problems(form.files, language).map { ("files", $0) }
        case let refused as WorkbenchRefusal: form.problems = refused.problems(language)
        case let invalid as Invalid<NewHandOver.Field>: form.problems = form.refusal(invalid).problems(language)
        case let undecided as DialogueSteps.NamesUndecided:
            form.problems = [("keepNames", PublishTexts.namesUndecided(undecided.names, language))]
        case is Invalid<NewClosing.Field>: form.problems = [("outcome", PublishTexts.outcomeNotFree(language))]
        case let invalid as Invalid<NewParty.Field>: form.problems = form.refusal(invalid, NewParty.Field.allCases).problems(language)
        case let unclear as DialogueSteps.NotClarified:
            let why = unclear.receiver == .officer ? WorkbenchTexts.notClarified : WorkbenchTexts.administrative
            form.problems = [("receiver", why(language))]
        case let two as BecomesTwo:
            form.act = .split
            form["subject"] = two.subject
            banner = DeskParts.warning("", WorkbenchTexts.splitNow(language))
        case is DialogueSteps.Overtaken: banner = DeskParts.warning(DeskTexts.overtakenTitle(language), DeskTexts.overtaken(language))
        case is DialogueSteps.StepRefused: banner = DeskParts.warning(DeskTexts.refusedTitle(language), DeskTexts.refused(language))
        default: throw error
        }
        return try await page(try await thread(context), form, banner, context)
    }

    private func page(
        _ thread: DialogueStore.Thread, _ form: WorkbenchForm, _ banner: HTML, _ context: RequestContext
    ) async throws -> Page {
        let (language, dialogue, today) = (context.language, thread.dialogue, Day(of: now()))
        let clock = context.frame.municipality.clock
        let staff = try context.requireStaff()
        var acts = acts(at: dialogue, by: staff)
        // Asked for by a clarification as both.
        if let act = form.act, act == .split, !acts.contains(act) { acts.insert(act, at: 0) }
        let named = acts + (DialoguePolicy.maySteer(staff, dialogue) ? [.remove] : [])
        let receivers = try await self.staff.receivers(on: today)
            .filter { $0.holder.mayHave(dialogue.clarifiedAs) && $0.id != dialogue.ownerID }
        let (paths, reference) = (context.paths, dialogue.reference)
        let files = FileLinks(
            path: { paths.workbenchFile(reference, $0) }, thumbnail: { Paths.thumbnail(paths.workbenchFile(reference, $0)) },
            language: language)
        let model = ThreadModel(thread: thread, today: today, language: language, isYours: false, files: files)
        let fields = WorkbenchFields(
            model: model, form: form, receivers: receivers,
            dueOn: dialogue.dueOn.flatMap { $0 > today ? $0 : nil } ?? clock.promise(madeOn: today),
            themes: try await themes.all(), language: language)
        let page = WorkbenchPage(
            model: model, fields: fields, banner: banner, key: FormKey.fresh(),
            paths: Dictionary(uniqueKeysWithValues: named.map { ($0, context.paths.workbench(dialogue.reference, $0)) }), acts: acts,
            links: thread.links.map { (context.paths.workbench($0.reference), "\($0.reference.text) \($0.subject)") },
            similar: try await similar(to: dialogue, staff, today, context), publicity: try await publicity(dialogue, context),
            comments: try await said(dialogue, today, context),
            clock: clock,
            language: language)
        let crumbs: [Page.Crumb] = [.init(DeskTexts.desk(language), context.paths.desk), .init(dialogue.reference.text)]
        return Page(
            title: dialogue.subject, crumbs: crumbs, switchPath: Paths(.da).workbench(dialogue.reference), body: page.html)
    }

    /// The three most similar answered dialogues: what one works on leads to its workbench, what others do to its public page.
    private func similar(
        to dialogue: Dialogue, _ staff: Viewer.Staff, _ today: Day, _ context: RequestContext
    ) async throws -> HTML {
        let permit = try DialoguePolicy.permitWork(context.viewer, dialogue)
        let lines = try await search.similarAnswered(permit, as: staff).map { line in
            let reference = line.dialogue.reference
            let isOwn = DialoguePolicy.mayWork(staff, line.dialogue)
            return (line: line, path: isOwn ? context.paths.workbench(reference) : context.paths.dialogue(reference))
        }
        return SearchParts.answered(lines, today: today, context.language)
    }

    private func publicity(_ dialogue: Dialogue, _ context: RequestContext) async throws -> PublicitySection? {
        guard dialogue.stage != .unconfirmed, let permit = try? DialoguePolicy.permitSteer(context.viewer, dialogue) else { return nil }
        let (paths, now) = (context.paths, now())
        let asked = try await dialogues.consentAskedAt(dialogue, permit).flatMap { at in
            Dialogue.mayAskForConsent(lastAskedAt: at, at: now) ? nil : DateTexts.moment(at, today: Day(of: now), context.language)
        }
        return PublicitySection(
            dialogue: dialogue, undecided: try await dialogues.undecided(dialogue, permit), askedAt: asked, key: FormKey.fresh(),
            askPath: paths.askConsent(dialogue.reference), lookPath: paths.publish(dialogue.reference),
            takeBackPath: paths.unpublish(dialogue.reference), language: context.language)
    }

    private func said(_ dialogue: Dialogue, _ today: Day, _ context: RequestContext) async throws -> HTML {
        guard CommentPolicy.areShown(dialogue), let permit = try? DialoguePolicy.permitSteer(context.viewer, dialogue) else { return "" }
        let comments = try await comments.looked(dialogue, permit)
        return CommentDeskSection(comments: comments, today: today, paths: context.paths).html
    }

    /// What can be done, the most likely first.
    private func acts(at dialogue: Dialogue, by staff: Viewer.Staff) -> [Paths.WorkbenchAct] {
        let clarify: [Paths.WorkbenchAct] = DialoguePolicy.mayClarify(staff, dialogue) ? [.clarify] : []
        let steer = DialoguePolicy.maySteer(staff, dialogue)
        switch dialogue.stage {
        case .draft: return []
        case .unconfirmed: return [.record] + clarify + [.note, .theme] + (steer ? [.close] : [])
        case .withStaff, .withCitizen:
            let first: [Paths.WorkbenchAct] = dialogue.clarifiedAs == nil ? clarify + [.answer] : [.answer] + clarify
            return first + [.handOver, .note, .record, .theme] + (!clarify.isEmpty && dialogue.clarifiedAs != nil ? [.split] : [])
                + (steer ? [.invite, .forward, .close] : [])
        case .closed, .solved, .partlySolved: return steer ? [.reopen, .note, .record, .judge, .theme] + clarify : [.note]
        }
    }
}
