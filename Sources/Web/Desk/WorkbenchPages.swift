import Domain
import Markup
import Storage

/// The workbench: the thread, and beside it what can be done.
struct WorkbenchPage {
    let model: ThreadModel
    let form: WorkbenchForm
    let banner: HTML
    let key: String
    let paths: [Paths.WorkbenchAct: String]
    let acts: [Paths.WorkbenchAct]
    let language: Language

    var html: HTML {
        let dialogue = model.thread.dialogue
        return """
            \(ErrorSummary(problems: form.problems.map { (id($0.field), $0.words) }).html(language))\(banner)
            <p class="meta">\(dialogue.reference.text) · \(DialogueTexts.scope(dialogue.scope, area: model.thread.area?.name, language))
            · \(DialogueTexts.stage(dialogue.stage, language))</p><h1>\(dialogue.subject)</h1>
            <div class="workbench"><div>\(ThreadParts.next(model))
            <h2 class="visually-hidden">\(ThreadTexts.thread(language))</h2>
            <ol class="thread">\(each: model.lines, { ThreadParts.line($0) })</ol></div>
            <aside aria-label="\(DeskTexts.actions(language))">\(each: acts, { section($0) })\(facts)</aside></div>
            """
    }

    /// Ids are per act: several forms stand on one page.
    private func id(_ field: String) -> String { "\((form.act ?? .answer).name)-\(field)" }

    private func section(_ act: Paths.WorkbenchAct) -> HTML {
        let isOpen = form.act == act || (form.act == nil && act == acts.first)
        return """
            <details\(if: isOpen, " open")><summary>\(summary(act))</summary>
            <form method="post" action="\(paths[act] ?? "")" novalidate data-guard><input type="hidden" name="key" value="\(key)">
            <input type="hidden" name="seen" value="\(model.thread.dialogue.lastEventID.rawValue)">\(fields(act))
            <p class="do"><button class="button\(if: act != acts.first, " quiet")">\(button(act))</button></p></form></details>
            """
    }

    private func summary(_ act: Paths.WorkbenchAct) -> String {
        switch act {
        case .answer: DeskTexts.answer(model.thread.starter?.name ?? "", language)
        case .note: DeskTexts.note(language)
        case .record: DeskTexts.record(language)
        case .close: DeskTexts.close(language)
        case .reopen: DeskTexts.reopen(language)
        }
    }

    private func button(_ act: Paths.WorkbenchAct) -> String {
        switch act {
        case .answer: DeskTexts.send(language)
        case .note: DeskTexts.saveNote(language)
        case .record: DeskTexts.saveRecord(language)
        case .close: DeskTexts.close(language)
        case .reopen: DeskTexts.reopen(language)
        }
    }

    private func fields(_ act: Paths.WorkbenchAct) -> HTML {
        switch act {
        case .answer: "\(text(act, DeskTexts.yourAnswer, nil))\(then)"
        case .note: text(act, DeskTexts.note, DeskTexts.noteHint)
        case .record: "\(text(act, DeskTexts.record, DeskTexts.recordHint))\(channel)"
        case .close: "\(ground)\(text(act, DeskTexts.lastWords, DeskTexts.lastWordsHint))\(outcome)"
        case .reopen: text(act, DeskTexts.lastWords, DeskTexts.reopenHint)
        }
    }

    private func typed(_ act: Paths.WorkbenchAct, _ value: String) -> String { form.act == act ? value : "" }
    private func wrong(_ act: Paths.WorkbenchAct, _ field: String) -> String? { form.act == act ? form.words(field) : nil }

    private func text(_ act: Paths.WorkbenchAct, _ label: Words, _ hint: Words?) -> HTML {
        TextArea(
            name: "text", id: "\(act.name)-text", label: label(language), hint: hint?(language), value: typed(act, form.text),
            problem: wrong(act, "text"), limit: Dialogue.textLimit, rows: act == .answer ? 9 : 5
        ).html(language)
    }

    private var then: HTML {
        Choices(
            name: "then", id: "answer-then", legend: DeskTexts.then(language),
            choices: [
                .init(value: "proceed", label: DeskTexts.weWorkOn(language), hint: DeskTexts.weWorkOnHint(language)),
                .init(value: "ask", label: DeskTexts.weAsk(language), hint: DeskTexts.weAskHint(language)),
            ],
            chosen: typed(.answer, form.then), problem: wrong(.answer, "then")
        ).html(language)
    }

    private var channel: HTML {
        Choices(
            name: "channel", id: "record-channel", legend: DeskTexts.how(language),
            choices: [
                .init(value: Event.Channel.telephone.rawValue, label: DeskTexts.channelTelephone(language)),
                .init(value: Event.Channel.meeting.rawValue, label: DeskTexts.channelMeeting(language)),
                .init(value: Event.Channel.letter.rawValue, label: DeskTexts.channelLetter(language)),
            ],
            chosen: form.act == .record ? form.channel : Event.Channel.telephone.rawValue
        ).html(language)
    }

    private var ground: HTML {
        Choices(
            name: "ground", id: "close-ground", legend: DeskTexts.ground(language),
            choices: Dialogue.Ground.allCases.map { .init(value: $0.rawValue, label: DialogueTexts.ground($0, language)) },
            chosen: typed(.close, form.ground), problem: wrong(.close, "ground")
        ).html(language)
    }

    private var outcome: HTML {
        TextInput(
            name: "outcome", id: "close-outcome", label: DeskTexts.outcome(language), hint: DeskTexts.outcomeHint(language),
            value: typed(.close, form.outcome), problem: wrong(.close, "outcome"), limit: Dialogue.outcomeLimit
        ).html(language)
    }

    private var facts: HTML {
        let thread = model.thread
        let dialogue = thread.dialogue
        return """
            <h2>\(DeskTexts.about(language))</h2><dl class="facts">
            \(fact(DeskTexts.from, [thread.starter?.name, dialogue.behalf.name].compactMap { $0 }.joined(separator: ", ")))
            \(fact(DeskTexts.phone, thread.starter?.phone.flatMap { PhoneNumber($0)?.formatted } ?? DeskTexts.notGiven(language)))
            \(fact(DeskTexts.email, email))\(fact(DeskTexts.kind, DialogueTexts.kind(dialogue.kind, language)))
            \(fact(DeskTexts.place, dialogue.place ?? DeskTexts.notGiven(language)))
            \(fact(DeskTexts.started, DateTexts.moment(dialogue.startedAt, today: model.today, language)))
            \(fact(DeskTexts.visibility, dialogue.visibility == .everyone ? DeskTexts.everyone(language) : DeskTexts.partiesOnly(language)))</dl>
            """
    }

    private var email: String {
        guard let email = model.thread.starter?.email else { return DeskTexts.notGiven(language) }
        return model.thread.dialogue.stage == .unconfirmed ? "\(email) (\(DeskTexts.unconfirmedEmail(language)))" : email
    }

    private func fact(_ name: Words, _ value: String) -> HTML { "<div><dt>\(name(language))</dt><dd>\(value)</dd></div>" }
}

extension Paths.WorkbenchAct {
    /// The first part of the ids of its form.
    fileprivate var name: String { "\(self)" }
}

enum DeskParts {
    static func warning(_ title: String, _ words: String) -> HTML {
        "<div class=\"banner warn\" role=\"alert\"><p><b>\(title)</b> \(words)</p></div>"
    }
}
