import Domain
import Markup
import Storage

/// The fields of each form of the workbench.
struct WorkbenchFields {
    let model: ThreadModel
    let form: WorkbenchForm
    /// Whom the viewer can give the dialogue to as it is clarified.
    let receivers: [StaffStore.Receiver]
    /// The date a hand-over asks for unless another is typed.
    let dueOn: Day
    let themes: [Theme]
    let language: Language

    private var dialogue: Dialogue { model.thread.dialogue }

    func html(_ act: Paths.WorkbenchAct) -> HTML {
        switch act {
        case .answer: "\(text(act, DeskTexts.yourAnswer, nil, rows: 9))\(files(act))\(then)"
        case .note: "\(text(act, DeskTexts.note, DeskTexts.noteHint))\(files(act))"
        case .record: "\(text(act, DeskTexts.record, DeskTexts.recordHint))\(channel)"
        case .close: "\(ground)\(text(act, DeskTexts.lastWords, DeskTexts.lastWordsHint))\(files(act))\(outcome)"
        case .reopen: text(act, DeskTexts.lastWords, DeskTexts.reopenHint)
        case .clarify: clarify
        case .split: split
        case .handOver: handOver
        case .forward:
            """
            \(input(act, "to", WorkbenchTexts.forwardTo, WorkbenchTexts.forwardToHint))\
            \(text(act, WorkbenchTexts.forwardText, WorkbenchTexts.forwardTextHint))
            """
        case .invite: invite
        case .remove: ""
        case .judge: judge
        case .theme: theme
        }
    }

    private var theme: HTML {
        let offered = themes.filter { !$0.isRetired || $0.id == dialogue.themeID }
        let options = [(value: "", label: ThemeTexts.none(language))] + offered.map { (value: $0.slug, label: $0.name(language)) }
        let now = themes.first { $0.id == dialogue.themeID }?.slug ?? ""
        return FormParts.select("theme", label: ThemeTexts.theme(language), options: options, chosen: now, language)
    }

    private func files(_ act: Paths.WorkbenchAct) -> HTML {
        FileField(id: "\(act.name)-files", taken: form.act == act ? form.files : .none, language: language).html
    }

    private func typed(_ act: Paths.WorkbenchAct, _ field: String) -> String { form.act == act ? form[field] : "" }
    private func wrong(_ act: Paths.WorkbenchAct, _ field: String) -> String? { form.act == act ? form.words(field) : nil }

    private func text(_ act: Paths.WorkbenchAct, _ label: Words, _ hint: Words?, rows: Int = 5) -> HTML {
        TextArea(
            name: "text", id: "\(act.name)-text", label: label(language), hint: hint?(language), value: typed(act, "text"),
            problem: wrong(act, "text"), limit: Dialogue.textLimit, rows: rows
        ).html(language)
    }

    private func input(
        _ act: Paths.WorkbenchAct, _ name: String, _ label: Words, _ hint: Words? = nil, value: String? = nil, limit: Int? = nil,
        isOptional: Bool = false, type: HTML = "text"
    ) -> HTML {
        let typed = typed(act, name)
        return TextInput(
            name: name, id: "\(act.name)-\(name)", label: label(language), hint: hint?(language),
            value: typed.isEmpty && form.act != act ? value ?? "" : typed, problem: wrong(act, name), type: type, isOptional: isOptional,
            limit: limit
        ).html(language)
    }

    private var then: HTML {
        Choices(
            name: "then", id: "answer-then", legend: DeskTexts.then(language),
            choices: [
                .init(value: "proceed", label: DeskTexts.weWorkOn(language), hint: DeskTexts.weWorkOnHint(language)),
                .init(value: "ask", label: DeskTexts.weAsk(language), hint: DeskTexts.weAskHint(language)),
            ],
            chosen: typed(.answer, "then"), problem: wrong(.answer, "then")
        ).html(language)
    }

    private var channel: HTML {
        let telephone = Event.Channel.telephone.rawValue
        return Choices(
            name: "channel", id: "record-channel", legend: DeskTexts.how(language),
            choices: [
                .init(value: telephone, label: DeskTexts.channelTelephone(language)),
                .init(value: Event.Channel.meeting.rawValue, label: DeskTexts.channelMeeting(language)),
                .init(value: Event.Channel.letter.rawValue, label: DeskTexts.channelLetter(language)),
            ],
            chosen: form.act == .record ? form["channel"] : telephone
        ).html(language)
    }

    private var ground: HTML {
        Choices(
            name: "ground", id: "close-ground", legend: DeskTexts.ground(language),
            choices: Dialogue.Ground.allCases.map { .init(value: $0.rawValue, label: DialogueTexts.ground($0, language)) },
            chosen: typed(.close, "ground"), problem: wrong(.close, "ground")
        ).html(language)
    }

    private var outcome: HTML {
        """
        \(input(.close, "outcome", DeskTexts.outcome, DeskTexts.outcomeHint, limit: Dialogue.outcomeLimit))\
        \(if: wrong(.close, "keepNames") != nil || !typed(.close, "keepNames").isEmpty, keepNames)
        """
    }

    /// Asked only where a name was found in what everybody would read.
    private var keepNames: HTML {
        let (problem, isChecked) = (wrong(.close, "keepNames"), !typed(.close, "keepNames").isEmpty)
        let id = "close-keepNames"
        let box = CheckBox(name: "keepNames", label: PublishTexts.keepNamesInSentence(language), isChecked: isChecked, id: id)
        return "<div class=\"field\(if: problem != nil, " wrong")\">\(FormParts.problem(id, problem, language))\(box.html)</div>"
    }
}

// Whose matter it is, who has it, and who takes part.
extension WorkbenchFields {
    private var clarify: HTML {
        // Only what is under way can become two.
        let kinds = Dialogue.Clarification.allCases.filter { $0 != .both || dialogue.stage.isUnderWay }
        let choices = Choices(
            name: "kind", id: "clarify-kind", legend: WorkbenchTexts.whose(language),
            choices: kinds.map { kind in
                .init(
                    value: kind.rawValue, label: DialogueTexts.clarification(kind, language),
                    hint: DialogueTexts.clarificationHint(kind, language))
            },
            chosen: form.act == .clarify ? form["kind"] : dialogue.clarifiedAs?.rawValue ?? "",
            hint: WorkbenchTexts.guessed(DialogueTexts.guess(dialogue.guess, language), language), problem: wrong(.clarify, "kind"))
        return "\(choices.html(language))\(reason(.clarify))"
    }

    private func reason(_ act: Paths.WorkbenchAct) -> HTML {
        TextArea(
            name: "reason", id: "\(act.name)-reason", label: WorkbenchTexts.reason(language), hint: WorkbenchTexts.reasonHint(language),
            value: typed(act, "reason"), problem: wrong(act, "reason"), limit: Dialogue.reasonLimit, rows: 3
        ).html(language)
    }

    private var split: HTML {
        """
        <p>\(WorkbenchTexts.splitHint(language))</p>\(reason(.split))\
        \(input(.split, "subject", WorkbenchTexts.partSubject, value: dialogue.subject, limit: Dialogue.subjectLimit))\
        \(text(.split, WorkbenchTexts.partText, WorkbenchTexts.partTextHint))
        """
    }

    private var handOver: HTML {
        let needsWord: Words? =
            dialogue.clarifiedAs == nil
            ? WorkbenchTexts.notClarified : dialogue.clarifiedAs == .administration ? WorkbenchTexts.administrative : nil
        return """
            \(if: needsWord, { "<p class=\"hint\">\($0(language))</p>" })\(receiver)\
            \(text(.handOver, WorkbenchTexts.question, WorkbenchTexts.questionHint))\
            \(input(.handOver, "due", WorkbenchTexts.dueOn, WorkbenchTexts.dueOnHint, value: DateTexts.numeric(dueOn)))
            """
    }

    private var receiver: HTML {
        let groups = Dialogue.Holder.allCases.map { holder in (holder, receivers.filter { $0.holder == holder }) }.filter { !$0.1.isEmpty }
        let problem = wrong(.handOver, "receiver")
        return """
            <div class="field\(if: problem != nil, " wrong")"><label for="handOver-receiver">\(WorkbenchTexts.receiver(language))</label>
            \(FormParts.problem("handOver-receiver", problem, language))
            <select id="handOver-receiver" name="receiver"\(FormParts.described("handOver-receiver", hint: nil, problem: problem, counted: nil))>
            <option value="">\(WorkbenchTexts.chooseReceiver(language))</option>\(each: groups, { group($0.0, $0.1) })</select></div>
            """
    }

    private func group(_ holder: Dialogue.Holder, _ people: [StaffStore.Receiver]) -> HTML {
        "<optgroup label=\"\(WorkbenchTexts.holder(holder, language))\">\(each: people, { option($0) })</optgroup>"
    }

    private func option(_ person: StaffStore.Receiver) -> HTML {
        let id = String(person.id.rawValue)
        let words = person.holder == .facilitator ? person.name : "\(person.name), \(person.organization)"
        return "<option value=\"\(id)\"\(if: id == typed(.handOver, "receiver"), " selected")>\(words)</option>"
    }

    private var invite: HTML {
        PartyFields(
            values: { typed(.invite, $0) }, problems: { wrong(.invite, $0) }, prefix: "invite",
            agreed: WorkbenchTexts.agreed(language), language: language
        ).html
    }

    private var judge: HTML {
        let choices = Choices(
            name: "verdict", id: "judge-verdict", legend: ThreadTexts.solved(language),
            choices: Dialogue.Verdict.allCases.map { .init(value: $0.rawValue, label: DialogueTexts.verdict($0, language)) },
            chosen: typed(.judge, "verdict"), problem: wrong(.judge, "verdict"))
        return "\(choices.html(language))\(text(.judge, WorkbenchTexts.judgeText, nil, rows: 3))"
    }
}

extension Paths.WorkbenchAct {
    /// The first part of the ids of its form: several forms stand on one page.
    var name: String { "\(self)" }

    var takesFiles: Bool { self == .answer || self == .note || self == .close }
}
