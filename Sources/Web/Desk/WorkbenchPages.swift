import Domain
import Markup
import Storage

/// The workbench: the thread, and beside it what can be done.
struct WorkbenchPage {
    let model: ThreadModel
    let fields: WorkbenchFields
    let banner: HTML
    let key: String
    let paths: [Paths.WorkbenchAct: String]
    /// What can be done now, the most likely first.
    let acts: [Paths.WorkbenchAct]
    let links: [(path: String, words: String)]
    /// What was answered before and is like it.
    let similar: HTML
    /// Nil for who does not steer, and before anybody is confirmed.
    let publicity: PublicitySection?
    /// What others have said to it, for staff to look through.
    let comments: HTML
    let clock: PromiseClock
    let language: Language

    private var form: WorkbenchForm { fields.form }
    private var dialogue: Dialogue { model.thread.dialogue }

    var html: HTML {
        let problems = form.problems.map { ("\((form.act ?? .answer).name)-\($0.field)", $0.words) }
        return """
            \(ErrorSummary(problems: problems).html(language))\(banner)
            <p class="meta">\(dialogue.reference.text) · \(DialogueTexts.scope(dialogue.scope, area: model.thread.area?.name, language))
            · \(DialogueTexts.stage(dialogue.stage, language))</p><h1\(ThreadParts.foreign(model.foreign))>\(dialogue.subject)</h1>
            <div class="workbench"><div>\(ThreadParts.next(model))\(ThreadParts.related(links, language))
            <h2 class="visually-hidden">\(ThreadTexts.thread(language))</h2>
            <ol class="thread">\(each: model.lines, { ThreadParts.line($0) })</ol></div>
            <aside aria-label="\(DeskTexts.actions(language))">\(if: acts.first, { section($0) })\(each: groups, { group($0.name, $0.acts) })\(facts)\(parties)\(similar)\(if: publicity, { $0.html })\(comments)</aside></div>
            """
    }

    /// The most likely stands first by itself; the rest stand with their like.
    private var groups: [(name: Words, acts: [Paths.WorkbenchAct])] {
        Paths.WorkbenchAct.Group.allCases.map { group in (group.name, acts.dropFirst().filter { $0.group == group }) }
            .filter { !$0.acts.isEmpty }
    }

    private func group(_ name: Words, _ acts: [Paths.WorkbenchAct]) -> HTML {
        "<h2>\(name(language))</h2>\(each: acts, { section($0) })"
    }

    private func section(_ act: Paths.WorkbenchAct) -> HTML {
        let isOpen = form.act == act || (form.act == nil && act == acts.first)
        return """
            <details\(if: isOpen, " open")><summary>\(summary(act))</summary>
            <form method="post" action="\(paths[act] ?? "")"\(if: act.takesFiles, " enctype=\"multipart/form-data\"") novalidate data-guard>\(hidden)\(fields.html(act))
            <p class="do"><button class="button\(if: act != acts.first, " quiet")">\(button(act))</button></p></form></details>
            """
    }

    private var hidden: HTML {
        """
        <input type="hidden" name="key" value="\(key)">
        <input type="hidden" name="seen" value="\(dialogue.lastEventID.rawValue)">
        """
    }

    private func summary(_ act: Paths.WorkbenchAct) -> String {
        switch act {
        case .answer: DeskTexts.answer(model.thread.starter?.name ?? "", language)
        case .note: DeskTexts.note(language)
        case .record: DeskTexts.record(language)
        case .close: DeskTexts.close(language)
        case .reopen: DeskTexts.reopen(language)
        case .clarify: (dialogue.clarifiedAs == nil ? WorkbenchTexts.clarify : WorkbenchTexts.clarifyAgain)(language)
        case .split: WorkbenchTexts.split(language)
        case .handOver: WorkbenchTexts.handOver(language)
        case .forward: WorkbenchTexts.forward(language)
        case .invite: WorkbenchTexts.invite(language)
        case .remove: ""
        case .judge: WorkbenchTexts.judge(language)
        case .theme: ThemeTexts.choose(language)
        }
    }

    private func button(_ act: Paths.WorkbenchAct) -> String {
        switch act {
        case .answer: DeskTexts.send(language)
        case .note: DeskTexts.saveNote(language)
        case .record: DeskTexts.saveRecord(language)
        case .clarify: WorkbenchTexts.saveClarification(language)
        case .forward: WorkbenchTexts.saveForward(language)
        case .invite: WorkbenchTexts.saveInvite(language)
        case .judge: WorkbenchTexts.saveJudge(language)
        case .theme: ThemeTexts.save(language)
        case .close, .reopen, .split, .handOver, .remove: summary(act)
        }
    }

    private var facts: HTML {
        let thread = model.thread
        return """
            <h2>\(DeskTexts.about(language))</h2><dl class="facts">
            \(fact(DeskTexts.from, [thread.starter?.name, dialogue.behalf.name].compactMap { $0 }.joined(separator: ", ")))
            \(fact(DeskTexts.phone, thread.starter?.phone.flatMap { PhoneNumber($0)?.formatted } ?? DeskTexts.notGiven(language)))
            \(fact(DeskTexts.email, email))\(fact(DeskTexts.kind, DialogueTexts.kind(dialogue.kind, language)))
            \(fact(DeskTexts.place, dialogue.place ?? DeskTexts.notGiven(language)))
            \(fact(DeskTexts.started, DateTexts.moment(dialogue.startedAt, today: model.today, language)))
            \(if: clarified, { fact(ThreadTexts.clarification, $0) })
            \(fact(DeskTexts.visibility, dialogue.visibility == .everyone ? DeskTexts.everyone(language) : DeskTexts.partiesOnly(language)))</dl>
            """
    }

    /// How long the clarification took: a figure of the model.
    private var clarified: String? {
        dialogue.clarifiedAt.map { moment in
            let days = clock.calendar.workingDays(from: Day(of: dialogue.startedAt), to: Day(of: moment))
            return WorkbenchTexts.clarifiedIn(days, language)
        }
    }

    private var parties: HTML {
        guard !model.thread.parties.isEmpty else { return "" }
        return """
            <h2>\(WorkbenchTexts.parties(language))</h2><ul class="parties">\(each: model.thread.parties, { party($0) })</ul>
            """
    }

    private func party(_ party: Party) -> HTML {
        """
        <li>\(party.person.name)\(if: party.behalf, { ", \($0)" })\(if: party.person.email, { "<br>\($0)" })
        \(if: paths[.remove], { remove(party, $0) })</li>
        """
    }

    private func remove(_ party: Party, _ path: String) -> HTML {
        """
        <form method="post" action="\(path)" novalidate>\(hidden)<input type="hidden" name="person" value="\(party.person.id.rawValue)">
        <button class="link">\(WorkbenchTexts.remove(party.person.name, language))</button></form>
        """
    }

    private var email: String {
        guard let email = model.thread.starter?.email else { return DeskTexts.notGiven(language) }
        return dialogue.stage == .unconfirmed ? "\(email) (\(DeskTexts.unconfirmedEmail(language)))" : email
    }

    private func fact(_ name: Words, _ value: String) -> HTML { "<div><dt>\(name(language))</dt><dd>\(value)</dd></div>" }
}

extension Paths.WorkbenchAct {
    /// What belongs together on the workbench.
    enum Group: CaseIterable {
        case write, place, people, end

        var name: Words {
            switch self {
            case .write: WorkbenchTexts.write
            case .place: WorkbenchTexts.place
            case .people: WorkbenchTexts.people
            case .end: WorkbenchTexts.end
            }
        }
    }

    var group: Group {
        switch self {
        case .answer, .note, .record: .write
        case .clarify, .split, .handOver, .forward, .theme: .place
        case .invite, .remove: .people
        case .close, .reopen, .judge: .end
        }
    }
}

enum DeskParts {
    static func warning(_ title: String, _ words: String) -> HTML {
        "<div class=\"banner warn\" role=\"alert\"><p><b>\(title)</b> \(words)</p></div>"
    }
}
