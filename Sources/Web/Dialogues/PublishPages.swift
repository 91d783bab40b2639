import Domain
import Markup
import Storage

/// *Må andre læse med?*, the same where a dialogue starts and on its page.
struct ConsentChoice {
    let chosen: String
    let problem: String?
    let language: Language

    var html: HTML {
        Choices(
            name: "consent", legend: PublishTexts.mayOthers(language),
            choices: Dialogue.Consent.allCases.map { consent in
                .init(
                    value: consent.rawValue, label: PublishTexts.consent(consent, language),
                    hint: PublishTexts.consentHint(consent, language))
            },
            chosen: chosen, hint: PublishTexts.mayOthersHint(language), problem: problem
        ).html(language)
    }
}

/// What somebody else would see of a text that is not public yet.
struct OthersSee {
    let subject: String
    let place: String
    let text: String
    /// The starter as they would be named, if they say so; empty where it is not typed yet.
    let signature: String
    let language: Language

    var html: HTML {
        """
        <details><summary>\(PublishTexts.othersSee(language))</summary><ol class="thread"><li class="msg"><header>
        <b>\(ThreadTexts.somebody(language))</b> <span>\(place)</span></header><p><b>\(subject)</b></p>
        \(TextPages.paragraphs(text))</li></ol><p>\(PublishTexts.withName(signature, language))</p></details>
        """
    }
}

/// Where the starter says who can read along.
struct ConsentPage {
    let subject: String
    let isPublic: Bool
    let consent: Dialogue.Consent
    let wantsComments: Bool
    let preview: HTML
    let publicPath: String?
    let action: String
    let key: String
    let problem: String?
    let threadPath: String
    let language: Language

    var html: HTML {
        """
        \(ErrorSummary(problems: problem.map { [("consent", $0)] } ?? []).html(language))
        <p class="meta"><a href="\(threadPath)">\(subject)</a></p><h1>\(PublishTexts.whoReads(language))</h1>
        \(if: isPublic, "<p>\(PublishTexts.isPublic(language))</p>")
        \(if: publicPath, { "<p><a href=\"\($0)\">\(PublishTexts.seePublic(language))</a></p>" })
        <form method="post" action="\(action)" novalidate data-guard><input type="hidden" name="key" value="\(key)">
        \(ConsentChoice(chosen: consent.rawValue, problem: problem, language: language).html)
        \(CheckBox(name: "comments", label: CommentTexts.want(language), hint: CommentTexts.wantHint(language), isChecked: wantsComments).html)
        <p class="do"><button class="button">\(PublishTexts.save(language))</button></p></form>\(preview)
        """
    }
}

/// What is left of a public dialogue that was taken back.
struct StubPage {
    let words: String
    let areasPath: String
    let language: Language

    var html: HTML {
        """
        <h1>\(PublishTexts.stubTitle(language))</h1><p class="lead">\(words)</p>
        <p><a href="\(areasPath)">\(PublishTexts.stubWay(language))</a></p>
        """
    }
}

/// The staff's look through everything before others can read it: each flag decided.
struct PublishPage {
    struct Flag {
        let name: String
        let words: String
        let label: String
        let mayBeKept: Bool
        let chosen: String
        let problem: String?
    }

    struct Part {
        let id: Int64
        let author: String
        let when: String
        let text: String
        let isNew: Bool
        let isShown: Bool
        let flags: [Flag]
        let files: [File]
    }

    struct File {
        /// Of its box.
        let name: String
        let link: FileLink
        let isShown: Bool
    }

    let top: NewPublication.Top
    /// Of people, in what stands above the messages.
    let names: [String]
    let problems: [(field: String, words: String)]
    let banner: HTML
    let parts: [Part]
    /// Nil where the starter has not agreed to it.
    let opensComments: Bool?
    let action: String
    let key: String
    let seen: Int64
    let workbenchPath: String
    let isPublic: Bool
    /// The starter wants to be named.
    let showsName: Bool
    let language: Language

    var html: HTML {
        """
        \(ErrorSummary(problems: problems).html(language))\(banner)
        <h1>\(PublishTexts.title(language))</h1><p class="lead">\(PublishTexts.intro(language))</p>
        <p>\((showsName ? PublishTexts.hasNamedConsent : PublishTexts.namesNobody)(language))</p>
        <form method="post" action="\(action)" novalidate data-guard><input type="hidden" name="key" value="\(key)">
        <input type="hidden" name="seen" value="\(seen)">\(heading.html(language))\(if: top.outcome, { outcome($0) })\(if: !names.isEmpty, keepNames)
        <ol class="thread" id="shown">\(each: parts, { part($0) })</ol>\(if: opensComments, { comments($0) })
        <p class="do"><button class="button">\(isPublic ? PublishTexts.save(language) : PublishTexts.publish(language))</button></p></form>
        """
    }

    private var heading: TextInput {
        TextInput(
            name: "subject", label: PublishTexts.heading(language), hint: PublishTexts.headingHint(language), value: top.subject,
            problem: wrong("subject"), limit: Dialogue.subjectLimit)
    }

    private func outcome(_ words: String) -> HTML {
        TextInput(
            name: "outcome", label: ThreadTexts.outcome(language), hint: PublishTexts.headingHint(language), value: words,
            problem: wrong("outcome"), limit: Dialogue.outcomeLimit
        ).html(language)
    }

    private var keepNames: HTML {
        let problem = wrong("keepNames")
        let box = CheckBox(name: "keepNames", label: PublishTexts.keepNames(names, language), isChecked: top.keepsNames)
        return "<div class=\"field\(if: problem != nil, " wrong")\">\(FormParts.problem("keepNames", problem, language))\(box.html)</div>"
    }

    private func wrong(_ field: String) -> String? { problems.first { $0.field == field }?.words }

    private func comments(_ isChecked: Bool) -> HTML {
        CheckBox(name: "comments", label: CommentTexts.open(language), hint: CommentTexts.openHint(language), isChecked: isChecked).html
    }

    private func part(_ part: Part) -> HTML {
        """
        <li class="msg"><header><b>\(part.author)</b> \(part.when)\(if: part.isNew, " <span class=\"tag open\">\(PublishTexts.fresh(language))</span>")</header>
        \(TextPages.paragraphs(part.text))
        \(CheckBox(name: "show-\(part.id)", label: PublishTexts.show(language), isChecked: part.isShown).html)
        \(each: part.flags, { flag($0) })\(each: part.files, { file($0) })</li>
        """
    }

    private func file(_ file: File) -> HTML {
        let box = CheckBox(
            name: file.name, label: PublishTexts.showFile(file.link.name, language), hint: PublishTexts.showFileHint(language),
            isChecked: file.isShown)
        return "\(AttachmentParts.list([file.link]))\(box.html)"
    }

    private func flag(_ flag: Flag) -> HTML {
        guard flag.mayBeKept else {
            return "<p class=\"meta\">\(flag.label) · <b>\(PublishTexts.alwaysHidden(language))</b></p>"
        }
        return Choices(
            name: flag.name, legend: flag.label,
            choices: [
                .init(value: NewPublication.Decision.hide.rawValue, label: PublishTexts.hide(language)),
                .init(value: NewPublication.Decision.keep.rawValue, label: PublishTexts.keep(language)),
            ],
            chosen: flag.chosen, problem: flag.problem
        ).html(language)
    }
}

/// On the workbench: who can read, and what can be done about it.
struct PublicitySection {
    let dialogue: Dialogue
    let undecided: Int
    /// When the starter was asked, where it is too early to ask again.
    let askedAt: String?
    let key: String
    let askPath: String
    let lookPath: String
    let takeBackPath: String
    let language: Language

    var html: HTML {
        """
        <h2>\(PublishTexts.publicity(language))</h2><p>\(state)</p>
        \(if: dialogue.consent == .private, askedAt.map { "<p>\(PublishTexts.asked($0, language))</p>" } ?? button(PublishTexts.ask, askPath))
        \(if: dialogue.consent != .private, look)
        \(if: dialogue.visibility == .everyone, button(PublishTexts.takeBack, takeBackPath))
        """
    }

    private var state: String {
        if undecided > 0 { return PublishTexts.undecided(undecided, language) }
        if dialogue.visibility == .everyone { return DeskTexts.everyone(language) }
        return switch dialogue.consent {
        case .private: PublishTexts.noConsent(language)
        case .public: PublishTexts.hasConsent(language)
        case .publicNamed: PublishTexts.hasNamedConsent(language)
        }
    }

    private var look: HTML {
        let words = dialogue.visibility == .everyone ? PublishTexts.lookAgain : PublishTexts.look
        return "<p class=\"do\"><a class=\"button quiet\" href=\"\(lookPath)\">\(words(language))</a></p>"
    }

    private func button(_ words: Words, _ path: String) -> HTML {
        """
        <form method="post" action="\(path)" novalidate><input type="hidden" name="key" value="\(key)">
        <p class="do"><button class="button quiet">\(words(language))</button></p></form>
        """
    }
}
