import Domain
import Markup
import Storage

/// *Hvad drejer det sig om?*
struct MatterPage {
    let draft: Draft
    let problems: Invalid<Matter.Field>
    let action: String
    /// Where else one may go, as a list's lines; nil: what every municipality says.
    let elsewhere: HTML?
    let phone: String
    let files: TakenFiles
    let language: Language

    var html: HTML {
        """
        \(ErrorSummary(problems: summary).html(language))
        <form method="post" action="\(action)" enctype="multipart/form-data" novalidate data-guard>
        \(if: !draft.area.isEmpty, "<input type=\"hidden\" name=\"area\" value=\"\(draft.area)\">")
        \(text.html(language))\(subject.html(language))\(kind.html(language))\(guess.html(language))
        \(FileField(id: "files", taken: files, language: language).html)
        <p class="do"><button class="button">\(FormTexts.next(language))</button></p></form>
        <details><summary>\(StartTexts.notHere(language))</summary><ul>\(elsewhere ?? usual)</ul></details>
        """
    }

    private var usual: HTML {
        """
        <li>\(StartTexts.emergency(language))</li><li>\(StartTexts.fault(phone, language))</li>
        <li>\(StartTexts.personal(language))</li>
        """
    }

    private var text: TextArea {
        TextArea(
            name: "text", label: StartTexts.matter(language), hint: StartTexts.matterHint(language), value: draft.text,
            problem: words(.text), limit: Dialogue.textLimit, isHeading: true)
    }

    private var subject: TextInput {
        TextInput(
            name: "subject", label: StartTexts.subject(language), hint: StartTexts.subjectHint(language), value: draft.subject,
            problem: words(.subject), limit: Dialogue.subjectLimit)
    }

    private var kind: Choices {
        Choices(
            name: "kind", legend: StartTexts.kind(language),
            choices: Dialogue.Kind.allCases.map { .init(value: $0.rawValue, label: DialogueTexts.kind($0, language)) },
            chosen: draft.kind, problem: words(.kind))
    }

    private var guess: Choices {
        Choices(
            name: "guess", legend: StartTexts.guess(language),
            choices: Dialogue.Guess.allCases.map { guess in
                .init(value: guess.rawValue, label: DialogueTexts.guess(guess, language), hint: StartTexts.guessHint(guess, language))
            },
            chosen: draft.guess, hint: StartTexts.guessWhy(language))
    }

    private var summary: [(field: String, words: String)] {
        Matter.Field.allCases.compactMap { field in words(field).map { (field.rawValue, $0) } }
            + FileField.problems(files, language).map { ("files", $0) }
    }

    private func words(_ field: Matter.Field) -> String? {
        switch (problems.problems[field], field) {
        case (nil, _): nil
        case (.tooLong(let limit, let length), .text): FormTexts.tooLong(StartTexts.text(language), limit, length, language)
        case (.tooLong(let limit, let length), _): FormTexts.tooLong(StartTexts.theHeading(language), limit, length, language)
        case (_, .text): StartTexts.textMissing(language)
        case (_, .subject): StartTexts.subjectMissing(language)
        case (_, .kind): StartTexts.kindMissing(language)
        }
    }
}

/// *Hvor?*
struct WhereaboutsPage {
    /// Why the area is not found yet, when the place typed does not say it.
    enum Unresolved {
        case several(String)
        case unknown(String, suggestions: [String])
        case postcode(String)
    }

    /// Above the form: what the reader may want to know before going on.
    let notices: HTML
    let draft: Draft
    let problems: Invalid<Whereabouts.Field>
    let unresolved: Unresolved?
    let areas: [Area]
    let action: String
    let back: String
    let language: Language

    var html: HTML {
        """
        \(QuestionFrame.back(back, language))\(ErrorSummary(problems: summary).html(language))\(notices)
        <form method="post" action="\(action)" novalidate data-guard>\(scope.html(language))
        <p class="do"><button class="button">\(FormTexts.next(language))</button></p></form>\(QuestionFrame.kept(language))
        """
    }

    private var scope: Choices {
        Choices(
            name: "scope", legend: StartTexts.place(language),
            choices: [
                .init(value: "area", label: StartTexts.inArea(language), then: areaFields),
                .init(value: "municipality", label: StartTexts.wholeMunicipality(language)),
                .init(value: "unknown", label: StartTexts.unknownPlace(language), hint: StartTexts.unknownPlaceHint(language)),
            ],
            chosen: draft.scope, problem: words(.scope), isHeading: true)
    }

    private var areaFields: HTML {
        let options = [(value: "", label: StartTexts.findForMe(language))] + areas.map { (value: $0.slug, label: $0.name) }
        let place = TextInput(
            name: "place", label: StartTexts.placeName(language), hint: StartTexts.placeNameHint(language), value: draft.place,
            problem: words(.place), isOptional: true)
        return """
            \(place.html(language))
            \(FormParts.select(
                "area", label: StartTexts.chooseArea(language), options: options, chosen: draft.area, problem: words(.area), language))
            """
    }

    private var summary: [(field: String, words: String)] {
        Whereabouts.Field.allCases.compactMap { field in words(field).map { (field.rawValue, $0) } }
    }

    private func words(_ field: Whereabouts.Field) -> String? {
        switch (problems.problems[field], field) {
        case (nil, _): return nil
        case (.tooLong(let limit, let length), _): return FormTexts.tooLong(StartTexts.thePlace(language), limit, length, language)
        case (_, .scope): return StartTexts.scopeMissing(language)
        case (_, .area), (_, .place):
            switch unresolved {
            case nil: return StartTexts.areaMissing(language)
            case .several(let name): return StartTexts.severalPlaces(name, language)
            case .postcode(let code): return StartTexts.postcode(code, language)
            case .unknown(let name, let suggestions):
                let unknown = StartTexts.unknownName(name, language)
                guard !suggestions.isEmpty else { return unknown }
                return "\(unknown) \(StartTexts.meant(suggestions.joined(separator: ", "), language))"
            }
        }
    }
}

/// *Hvordan må vi svare?*
struct ContactPage {
    let draft: Draft
    /// Where it is about, as others would read it.
    let placeName: String
    let problems: Invalid<Contact.Field>
    let action: String
    let back: String
    let language: Language

    var html: HTML {
        """
        \(QuestionFrame.back(back, language))\(ErrorSummary(problems: summary).html(language))
        <h1>\(StartTexts.contact(language))</h1>
        <form method="post" action="\(action)" novalidate data-guard>
        \(input("name", StartTexts.name(language), draft.name, .name, autocomplete: "name"))
        \(input(
            "email", StartTexts.email(language), draft.email, .email, hint: StartTexts.emailHint(language), type: "email",
            autocomplete: "email"))
        \(input(
            "phone", StartTexts.phone(language), draft.phone, .phone, hint: StartTexts.phoneHint(language), type: "tel",
            autocomplete: "tel"))
        <p class="hint">\(StartTexts.oneIsEnough(language))</p>
        \(behalf.html(language))\(behalfName.html(language))
        \(ConsentChoice(chosen: draft.consent.isEmpty ? Dialogue.Consent.private.rawValue : draft.consent, problem: nil, language: language).html)
        \(othersSee)
        <p class="do"><button class="button">\(FormTexts.next(language))</button></p></form>\(QuestionFrame.kept(language))
        """
    }

    private var othersSee: HTML {
        OthersSee(
            subject: draft.subject, place: placeName, text: PublicWords.masked(draft.text, [draft.name]), signature: signature,
            language: language
        ).html
    }

    private var signature: String {
        let isForOthers = !draft.behalfName.isEmpty && draft.behalf != Dialogue.Behalf.Kind.oneself.rawValue
        return draft.name + (isForOthers ? ", \(ThreadTexts.forWhom(draft.behalfName, language))" : "")
    }

    private var behalf: Choices {
        Choices(
            name: "behalf", legend: StartTexts.behalf(language),
            choices: Dialogue.Behalf.Kind.allCases.map { .init(value: $0.rawValue, label: DialogueTexts.behalf($0, language)) },
            chosen: draft.behalf, problem: words(.behalf))
    }

    private var behalfName: TextInput {
        TextInput(
            name: "behalfName", label: StartTexts.behalfName(language), hint: StartTexts.behalfNameHint(language), value: draft.behalfName,
            problem: words(.behalfName), autocomplete: "organization")
    }

    private func input(
        _ name: String, _ label: String, _ value: String, _ field: Contact.Field, hint: String? = nil, type: HTML = "text",
        autocomplete: HTML
    ) -> HTML {
        TextInput(
            name: name, label: label, hint: hint, value: value, problem: words(field), type: type, autocomplete: autocomplete,
            isShort: field == .phone
        ).html(language)
    }

    private var summary: [(field: String, words: String)] {
        Contact.Field.allCases.compactMap { field in words(field).map { (field.rawValue, $0) } }
    }

    private func words(_ field: Contact.Field) -> String? {
        switch (problems.problems[field], field) {
        case (nil, _): nil
        case (.tooLong(let limit, let length), .name): FormTexts.tooLong(StartTexts.name(language), limit, length, language)
        case (.tooLong(let limit, let length), _): FormTexts.tooLong(StartTexts.theirName(language), limit, length, language)
        case (_, .name): StartTexts.nameMissing(language)
        case (.missing, .email): StartTexts.contactMissing(language)
        case (_, .email): StartTexts.emailMalformed(language)
        case (_, .phone): StartTexts.phoneMalformed(language)
        case (_, .behalf): StartTexts.behalfMissing(language)
        case (_, .behalfName): StartTexts.behalfNameMissing(language)
        }
    }
}

/// *Tjek dine svar*
struct CheckPage {
    struct Answer {
        let question: String
        let answer: [String]
        let changePath: String
        /// Small pictures of what is sent along.
        var pictures: HTML = ""
    }

    let answers: [Answer]
    let notice: HTML
    let receiver: String
    /// Others may read along once it has been looked through.
    let mayBeRead: Bool
    let action: String
    let back: String
    let language: Language

    var html: HTML {
        """
        \(QuestionFrame.back(back, language))<h1>\(StartTexts.check(language))</h1>
        \(notice)<dl class="answers">\(each: answers, { row($0) })</dl>
        <p>\(receiver)</p><p>\(mayBeRead ? StartTexts.readersLater(language) : StartTexts.readers(language))</p>
        <form method="post" action="\(action)" novalidate><p class="do"><button class="button">\(StartTexts.send(language))</button></p></form>\(QuestionFrame.kept(language))
        """
    }

    private func row(_ answer: Answer) -> HTML {
        """
        <div><dt>\(answer.question)</dt><dd>\(each: answer.answer, { TextPages.paragraphs($0) })\(answer.pictures)</dd><dd class="change">\
        <a href="\(answer.changePath)">\(StartTexts.change(language))<span class="visually-hidden"> \(answer.question)</span></a></dd></div>
        """
    }
}

/// A draft that is no longer there.
struct DraftGonePage {
    let startPath: String
    let language: Language

    var html: HTML {
        """
        <h1>\(StartTexts.goneTitle(language))</h1><p>\(StartTexts.gone(language))</p>
        <p class="do"><a class="button" href="\(startPath)">\(StartTexts.title(language))</a></p>
        """
    }
}

enum QuestionFrame {
    /// That one can close the page and go on another day.
    static func kept(_ language: Language) -> HTML { "<p class=\"hint\">\(StartTexts.kept(DraftStore.keptDays, language))</p>" }

    static func back(_ path: String?, _ language: Language) -> HTML {
        "\(if: path, { "<p class=\"back\"><a href=\"\($0)\">\(FormTexts.back(language))</a></p>" })"
    }
}
