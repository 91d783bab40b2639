import Domain
import Markup
import Storage

/// A dialogue: first who has it, what happens next and when; then everything that was said.
struct ThreadPage {
    let model: ThreadModel
    /// Above everything: what just happened.
    var banner: HTML = ""
    /// Below everything: the form of somebody who may write.
    var form: HTML = ""
    let meta: String
    /// For the printed page.
    var address: String?
    /// The other dialogues of the same matter.
    var links: [(path: String, words: String)] = []

    var html: HTML {
        let dialogue = model.thread.dialogue
        return """
            \(banner)<p class="meta">\(meta)</p><h1\(ThreadParts.foreign(model.foreign))>\(dialogue.subject)</h1>
            \(ThreadParts.next(model))\(ThreadParts.related(links, model.language))
            <h2 class="visually-hidden">\(ThreadTexts.thread(model.language))</h2>
            <ol class="thread">\(each: model.lines, { ThreadParts.line($0) })</ol>
            \(form)\(if: address, { "<p class=\"on-paper\">\(ThreadTexts.printed($0, model.language))</p>" })
            """
    }
}

enum ThreadParts {
    /// Who has it, what happens next, by when; or how it ended.
    static func next(_ model: ThreadModel) -> HTML {
        let (next, language) = (model.next, model.language)
        if let closing = model.thread.dialogue.closing {
            return """
                <dl class="next done"><div><dt>\(ThreadTexts.ended(language))</dt><dd>\(DialogueTexts.ground(closing.ground, language))</dd></div>
                <div><dt>\(ThreadTexts.outcome(language))</dt><dd\(foreign(model.foreign))>\(closing.outcome)</dd></div>
                \(if: verdict(model.thread.dialogue.stage, language), { "<div><dt>\(ThreadTexts.solved(language))</dt><dd>\($0)</dd></div>" })</dl>
                """
        }
        return """
            <dl class="next\(if: next.isLate, " late")"><div><dt>\(ThreadTexts.with(language))</dt><dd>\(next.with)</dd></div>
            \(if: next.step, { "<div><dt>\(ThreadTexts.next(language))</dt><dd>\($0)</dd></div>" })
            \(if: next.by, { by($0, next.datetime ?? "", language) })\
            \(if: model.thread.dialogue.clarifiedAs, { clarified($0, language) })</dl>
            """
    }

    private static func clarified(_ kind: Dialogue.Clarification, _ language: Language) -> HTML {
        "<div><dt>\(ThreadTexts.clarification(language))</dt><dd>\(DialogueTexts.clarification(kind, language))</dd></div>"
    }

    /// What the starter said when asked whether it was solved.
    private static func verdict(_ stage: Dialogue.Stage, _ language: Language) -> String? {
        switch stage {
        case .solved: DialogueTexts.verdict(.yes, language)
        case .partlySolved: DialogueTexts.verdict(.partly, language)
        default: nil
        }
    }

    private static func by(_ words: String, _ datetime: String, _ language: Language) -> HTML {
        "<div><dt>\(ThreadTexts.by(language))</dt><dd><time datetime=\"\(datetime)\">\(words)</time></dd></div>"
    }

    /// Says that what is in it is in another language than the page (WCAG 3.1.2).
    static func foreign(_ language: String?) -> HTML { "\(if: language, { " lang=\"\($0)\"" })" }

    private static func words(_ line: ThreadModel.Line) -> HTML {
        guard let text = line.text else { return "" }
        let paragraphs = TextPages.paragraphs(text)
        return line.foreign == nil ? paragraphs : "<div\(foreign(line.foreign))>\(paragraphs)</div>"
    }

    static func line(_ line: ThreadModel.Line) -> HTML {
        let time: HTML = "<time datetime=\"\(line.datetime)\">\(line.when)</time>"
        if line.look == .event {
            return "<li class=\"event\"><b>\(line.name)</b> \(time)\(words(line))</li>"
        }
        return """
            <li class="msg\(if: line.look == .town, " town")\(if: line.look == .note, " note")"><header><b>\(line.name)</b>
            \(each: line.said, { "<span>\($0)</span> " })\(time)</header>\(words(line))\(AttachmentParts.list(line.files))</li>
            """
    }

    /// The other dialogues of the same matter.
    static func related(_ links: [(path: String, words: String)], _ language: Language) -> HTML {
        guard !links.isEmpty else { return "" }
        return """
            <p class="meta">\(ThreadTexts.related(language)) \(each: links, { "<a href=\"\($0.path)\">\($0.words)</a> " })</p>
            """
    }

    /// The form with which a party writes.
    static func reply(
        to name: String, action: String, key: String, text: String, problem: String?, files: TakenFiles, _ language: Language
    ) -> HTML {
        let area = TextArea(
            name: "text", label: ThreadTexts.writeTo(name, language), hint: ThreadTexts.writeHint(language), value: text, problem: problem,
            limit: Dialogue.textLimit, rows: 6)
        return """
            <form method="post" action="\(action)" enctype="multipart/form-data" novalidate data-guard>
            <input type="hidden" name="key" value="\(key)">
            \(area.html(language))\(FileField(id: "files", taken: files, language: language).html)<p class="do"><button class="button">\(ThreadTexts.send(language))</button></p></form>
            """
    }

    /// Who can read along, and where the starter changes it.
    static func consent(_ dialogue: Dialogue, _ path: String, _ language: Language) -> HTML {
        let isPublic = dialogue.visibility == .everyone
        return """
            <details><summary>\(PublishTexts.whoReads(language))</summary>
            <p>\(PublishTexts.savedHint(dialogue.consent, isPublic: isPublic, language))</p>
            <p class="do"><a class="button quiet" href="\(path)">\(PublishTexts.change(language))</a></p></details>
            """
    }

    /// For somebody whose address others may have: blocks it.
    static func renew(action: String, _ language: Language) -> HTML {
        """
        <details><summary>\(ThreadTexts.wrongHands(language))</summary><p>\(ThreadTexts.renewHint(language))</p>
        <form method="post" action="\(action)" novalidate><p class="do"><button class="button quiet">\(ThreadTexts.renew(language))</button></p>
        </form></details>
        """
    }

    /// Where the starter still has to confirm.
    static func toConfirm(_ path: String, _ language: Language) -> HTML {
        """
        <div class="banner warn" role="status"><p>\(ThreadTexts.notConfirmed(language))</p>
        <p><a class="button" href="\(path)">\(ThreadTexts.confirmTitle(language))</a></p></div>
        """
    }

    /// Where a party is asked whether it was solved.
    static func toJudge(_ path: String, _ language: Language) -> HTML {
        """
        <div class="banner warn" role="status"><p>\(PartyTexts.asked(language))</p>
        <p><a class="button" href="\(path)">\(PartyTexts.answerNow(language))</a></p></div>
        """
    }

    static func done(_ act: Paths.ThreadAct, to dialogue: Dialogue, _ language: Language) -> HTML {
        switch act {
        case .sent: good(ThreadTexts.sent(language), ThreadTexts.sentHint(language))
        case .judged: good(PartyTexts.judged(language), PartyTexts.judgedHint(language))
        case .invited: good(PartyTexts.invited(language), PartyTexts.invitedHint(language))
        case .consented:
            good(
                PublishTexts.saved(language),
                PublishTexts.savedHint(dialogue.consent, isPublic: dialogue.visibility == .everyone, language))
        case .removed: good(PartyTexts.removed(language), PartyTexts.removedHint(language))
        }
    }

    static func good(_ title: String, _ words: String) -> HTML {
        "<div class=\"banner good\" role=\"status\"><p><b>\(title)</b> \(words)</p></div>"
    }

    static func facilitator(_ name: String, phone: String?, area: String?, _ language: Language) -> HTML {
        let initials = name.split(separator: " ").compactMap(\.first).prefix(2).map(String.init).joined()
        return """
            <section class="person" aria-labelledby="facilitator"><span class="face" aria-hidden="true">\(initials)</span>
            <div><h2 id="facilitator">\(name)</h2><p class="role">\(ThreadTexts.yourFacilitator(area, language))</p>
            <p>\(ThreadTexts.facilitatorDoes(language))</p>\(if: phone, { PhoneParts.link($0) })</div></section>
            """
    }
}

enum PhoneParts {
    /// A number as people read it.
    static func words(_ phone: String) -> String { PhoneNumber(phone)?.formatted ?? phone }

    /// A telephone number that can be rung from the page.
    static func link(_ phone: String) -> HTML {
        "<p class=\"phone\"><a href=\"tel:\(PhoneNumber(phone)?.text ?? phone)\">\(words(phone))</a></p>"
    }
}

/// The receipt: reference, who has it, what happens next and when. Its address stays valid.
struct ReceiptPage {
    let model: ThreadModel
    let dialoguePath: String
    /// When a starter who confirms today has an answer.
    let promise: String
    let confirmForm: HTML
    let address: String

    var html: HTML {
        let (language, thread) = (model.language, model.thread)
        let dialogue = thread.dialogue
        return """
            <section class="receipt"><h1>\(ThreadTexts.thanks(language))</h1><p>\(ThreadTexts.yourReference(language))</p>
            <p class="reference">\(dialogue.reference.text)</p></section>
            \(confirmForm)
            <p class="lead">\(heard)</p>
            <h2>\(ThreadTexts.whatHappens(language))</h2><ol class="steps">\(each: steps, { "<li>\($0)</li>" })</ol>
            \(ThreadParts.facilitator(thread.owner.name, phone: thread.owner.phone, area: thread.area?.name, language))
            <p>\(ThreadTexts.keepAddress(language))</p>
            <p class="do"><a class="button quiet" href="\(dialoguePath)">\(ThreadTexts.toDialogue(language))</a></p>
            <p class="on-paper">\(ThreadTexts.printed(address, language))</p>
            """
    }

    private var isUnconfirmed: Bool { model.thread.dialogue.stage == .unconfirmed }

    private var heard: String {
        isUnconfirmed ? ThreadTexts.heardByOnceConfirmed(promise, model.language) : ThreadTexts.heardBy(promise, model.language)
    }

    private var steps: [String] {
        let (language, name) = (model.language, model.thread.owner.name)
        let reads =
            model.thread.dialogue.nextStep == .call ? ThreadTexts.stepCalls(name, language) : ThreadTexts.stepReads(name, language)
        return (isUnconfirmed ? [ThreadTexts.stepConfirm(language)] : []) + [reads, ThreadTexts.stepFollow(language)]
    }
}

/// Where a starter types the code from the mail.
struct ConfirmForm {
    let email: String
    let action: String
    let problem: String?
    let language: Language

    var html: HTML {
        let code = TextInput(
            name: "code", label: ThreadTexts.code(language), hint: ThreadTexts.codeHint(language), problem: problem,
            autocomplete: "one-time-code", isCode: true)
        return """
            <section aria-labelledby="confirm"><h2 id="confirm">\(ThreadTexts.confirmTitle(language))</h2>
            <p>\(ThreadTexts.confirmHint(email, language))</p>
            <form method="post" action="\(action)" novalidate>\(code.html(language))
            <p class="do"><button class="button">\(ThreadTexts.confirm(language))</button></p></form>
            <p class="hint">\(ThreadTexts.noMail(language))</p></section>
            """
    }
}

/// Where the link in the mail leads: it shows, and the button acts, for mail scanners open links.
struct ConfirmPage {
    let subject: String
    let action: String
    let language: Language

    var html: HTML {
        """
        <h1>\(ThreadTexts.confirmTitle(language))</h1><p class="lead">\(ThreadTexts.confirmSubject(subject, language))</p>
        <p>\(ThreadTexts.confirmHere(language))</p>
        <form method="post" action="\(action)" novalidate><p class="do"><button class="button">\(ThreadTexts.confirm(language))</button></p></form>
        """
    }
}

/// After an address was blocked: its holder waits for the mail with the new one.
struct AddressRenewedPage {
    let language: Language

    var html: HTML { "<h1>\(ThreadTexts.renewedTitle(language))</h1><p class=\"lead\">\(ThreadTexts.renewed(language))</p>" }
}
