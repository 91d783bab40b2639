import Domain
import Markup

/// A place that helps sooner, as citizens see it.
struct DiversionNotice {
    let diversions: [Diversion]
    let municipality: Municipality
    let language: Language

    /// Above the second question. The form stands beneath it: the way on is open.
    var html: HTML {
        guard !diversions.isEmpty else { return "" }
        return """
            <section class="banner warn" aria-labelledby="diversion"><h2 id="diversion">\(DiversionTexts.before(language))</h2>
            \(each: diversions, { notice($0.words) })<p>\(DiversionTexts.goOn(language))</p></section>
            """
    }

    /// On *Tjek dine svar*, in one line each.
    var lines: HTML {
        guard !diversions.isEmpty else { return "" }
        return """
            <div class="banner warn">\(each: diversions, { "<p><b>\($0.words.title(language))</b> \(place($0.words))</p>" })</div>
            """
    }

    /// What Krumtap is not for, before anybody has written anything.
    var list: HTML { "\(each: diversions, { "<li><b>\($0.words.title(language))</b> \(place($0.words))</li>" })" }

    private func notice(_ words: NewDiversion) -> HTML {
        "<h3>\(words.title(language))</h3><p>\(words.advice(language))</p><p>\(place(words))</p>"
    }

    private func place(_ words: NewDiversion) -> HTML {
        let own = words.telephone == nil && words.web == nil && !municipality.phone.isEmpty
        let dialled = own ? PhoneNumber(municipality.phone)?.text ?? municipality.phone : words.telephone
        return """
            \(if: dialled, { "<a href=\"tel:\($0)\">\(DiversionTexts.ring($0, language))</a>" })\(if: dialled != nil && words.web != nil, " · ")\
            \(if: words.web, { "<a href=\"\($0)\" rel=\"noreferrer\">\(DiversionTexts.host($0))</a>" })
            """
    }
}

/// The list for those who keep it.
struct DiversionListPage {
    struct Row {
        let diversion: Diversion
        let path: String
        let raise: String
        let retire: String
    }

    enum Notice: Equatable {
        case none, done, overtaken
        case tried(String)
    }

    let rows: [Row]
    let notice: Notice
    let municipality: Municipality
    let newPath: String
    let tryPath: String
    let language: Language

    var html: HTML {
        """
        \(banner)<h1>\(DiversionTexts.title(language))</h1><p class="lead">\(DiversionTexts.lead(language))</p>
        <p class="do"><a class="button" href="\(newPath)">\(DiversionTexts.new(language))</a></p>
        \(if: rows.isEmpty, "<div class=\"empty\"><h2>\(DiversionTexts.none(language))</h2><p>\(DiversionTexts.noneHint(language))</p></div>")
        \(if: !rows.isEmpty, table)\(tryOut)
        """
    }

    private var banner: HTML {
        switch notice {
        case .none, .tried: ""
        case .done: "<div class=\"banner good\" role=\"status\"><p>\(DiversionTexts.saved(language))</p></div>"
        case .overtaken: "<div class=\"banner warn\" role=\"alert\"><p>\(DiversionTexts.listOvertaken(language))</p></div>"
        }
    }

    private var table: HTML {
        """
        <table class="stack"><caption class="visually-hidden">\(DiversionTexts.title(language))</caption>
        <thead><tr><th scope="col">\(DiversionTexts.heading(language))</th><th scope="col">\(DiversionTexts.kind(language))</th>
        <th scope="col">\(DiversionTexts.place(language))</th><th scope="col">\(DiversionTexts.words(language))</th>
        <th scope="col">\(DeskTexts.actions(language))</th></tr></thead>
        <tbody>\(each: rows.enumerated(), { row($0.element, isFirst: $0.offset == 0) })</tbody></table>
        """
    }

    private func row(_ row: Row, isFirst: Bool) -> HTML {
        let words = row.diversion.words
        let number = words.telephone.map(DiversionTexts.number)
        let places = [number, words.web.map(DiversionTexts.host)].compactMap { $0 }.joined(separator: " · ")
        return """
            <tr><th scope="row"><a href="\(row.path)">\(words.title(language))</a>\
            \(if: row.diversion.isRetired, " <span class=\"tag\">\(DiversionTexts.retired(language))</span>")</th>
            <td data-l="\(DiversionTexts.kind(language))">\(DiversionTexts.kind(words.kind, language))</td>
            <td data-l="\(DiversionTexts.place(language))">\(places.isEmpty ? DiversionTexts.ownNumber(language) : places)</td>
            <td data-l="\(DiversionTexts.words(language))">\(words.triggers.map(\.text).joined(separator: ", "))</td>
            <td data-l="\(DeskTexts.actions(language))">\(if: !isFirst, button(row.raise, row, DiversionTexts.raise, retired: nil))\
            \(button(row.retire, row, row.diversion.isRetired ? DiversionTexts.restore : DiversionTexts.retire, retired: !row.diversion.isRetired))</td></tr>
            """
    }

    private func button(_ action: String, _ row: Row, _ words: Words, retired: Bool?) -> HTML {
        """
        <form method="post" action="\(action)"><input type="hidden" name="key" value="\(FormKey.fresh())">
        <input type="hidden" name="version" value="\(String(row.diversion.version))">\
        \(if: retired, { "<input type=\"hidden\" name=\"retired\" value=\"\($0 ? "ja" : "nej")\">" })
        <button class="link">\(words(language))<span class="visually-hidden"> \(row.diversion.words.title(language))</span></button></form>
        """
    }

    private var tryOut: HTML {
        """
        <h2 id="try">\(DiversionTexts.tryTitle(language))</h2>\(result)
        <form method="post" action="\(tryPath)" novalidate>
        \(TextArea(name: "text", label: DiversionTexts.sentence(language), value: sentence, rows: 3).html(language))
        <p class="do"><button class="button quiet">\(DiversionTexts.tryIt(language))</button></p></form>
        """
    }

    private var sentence: String {
        if case .tried(let sentence) = notice { sentence } else { "" }
    }

    private var result: HTML {
        guard case .tried(let sentence) = notice else { return "" }
        let fitting = rows.map(\.diversion).fitting(sentence)
        guard !fitting.isEmpty else { return "<p role=\"status\">\(DiversionTexts.fitsNone(language))</p>" }
        return """
            <div role="status"><p>\(DiversionTexts.fits(language))</p>
            \(DiversionNotice(diversions: fitting, municipality: municipality, language: language).lines)</div>
            """
    }
}

/// One diversion, to be written or rewritten.
struct DiversionFormPage {
    enum Notice { case none, overtaken, full }

    let form: DiversionForm
    let title: String
    /// As it is now, when somebody else was faster.
    let current: Diversion?
    let notice: Notice
    let action: String
    let language: Language

    var html: HTML {
        """
        \(banner)\(ErrorSummary(problems: summary).html(language))<h1>\(title)</h1>
        <form method="post" action="\(action)" novalidate data-guard>
        <input type="hidden" name="key" value="\(form.key)"><input type="hidden" name="version" value="\(String(form.version))">
        \(kind.html(language))\(input(.title, DiversionTexts.heading, DiversionTexts.headingHint, limit: Diversion.titleLimit))
        \(area(.advice, DiversionTexts.advice, DiversionTexts.adviceHint, limit: Diversion.adviceLimit, rows: 3))
        \(input(.titleInEnglish, DiversionTexts.headingInEnglish, nil, limit: Diversion.titleLimit))
        \(area(.adviceInEnglish, DiversionTexts.adviceInEnglish, nil, limit: Diversion.adviceLimit, rows: 3))
        \(input(.telephone, DiversionTexts.telephone, DiversionTexts.telephoneHint, isOptional: true))
        \(input(.web, DiversionTexts.web, DiversionTexts.webHint, isOptional: true))
        \(area(.triggers, DiversionTexts.words, DiversionTexts.wordsHint, limit: nil, rows: 8))
        <p class="do"><button class="button">\(DiversionTexts.save(language))</button></p></form>
        """
    }

    private var banner: HTML {
        switch notice {
        case .none: ""
        case .full: "<div class=\"banner warn\" role=\"alert\"><p>\(DiversionTexts.full(language))</p></div>"
        case .overtaken:
            """
            <div class="banner warn" role="alert"><h2>\(DeskTexts.overtakenTitle(language))</h2><p>\(DiversionTexts.overtaken(language))</p>
            \(if: current, { theirs($0.words) })</div>
            """
        }
    }

    /// The other's words, field by field, to be copied from.
    private func theirs(_ words: NewDiversion) -> HTML {
        let lines = [
            words.title, words.advice, words.titleInEnglish, words.adviceInEnglish, words.telephone.map(DiversionTexts.number) ?? "",
            words.web ?? "", words.triggers.map(\.text).joined(separator: ", "),
        ]
        return "<blockquote>\(each: lines.filter { !$0.isEmpty }, { "<p>\($0)</p>" })</blockquote>"
    }

    private var kind: Choices {
        Choices(
            name: "kind", legend: DiversionTexts.kind(language),
            choices: Diversion.Kind.allCases.map { .init(value: $0.rawValue, label: DiversionTexts.kind($0, language)) },
            chosen: form[.kind],
            problem: words(.kind))
    }

    private func input(_ field: NewDiversion.Field, _ label: Words, _ hint: Words?, isOptional: Bool = false, limit: Int? = nil) -> HTML {
        TextInput(
            name: field.rawValue, label: label(language), hint: hint.map { $0(language) }, value: form[field], problem: words(field),
            isOptional: isOptional, limit: limit
        ).html(language)
    }

    private func area(_ field: NewDiversion.Field, _ label: Words, _ hint: Words?, limit: Int?, rows: Int) -> HTML {
        TextArea(
            name: field.rawValue, label: label(language), hint: hint.map { $0(language) }, value: form[field], problem: words(field),
            limit: limit, rows: rows
        ).html(language)
    }

    private var summary: [(field: String, words: String)] {
        NewDiversion.Field.allCases.compactMap { field in words(field).map { (field.rawValue, $0) } }
    }

    private func words(_ field: NewDiversion.Field) -> String? {
        form.problems.problems[field].map { DiversionTexts.problem($0, field, language) }
    }
}
