import Domain
import Markup
import Storage

/// *Søg i dialogerne*: what everybody may read, or what staff works on.
struct SearchPage {
    /// Where the form goes and the hits lead.
    enum Place {
        case open, work
    }

    let text: String
    let results: SearchStore.Results?
    let areas: [Area]
    let place: Place
    /// A CPR number was taken out of what was typed.
    let isCleaned: Bool
    let nextPath: String?
    let firstPath: String?
    let paths: Paths
    let today: Day

    var html: HTML {
        let language = paths.language
        let title = place == .open ? SearchTexts.search(language) : SearchTexts.searchWork(language)
        return """
            <h1>\(title)</h1>\(if: isCleaned, "<div class=\"banner warn\" role=\"status\"><p>\(SearchTexts.cleaned(language))</p></div>")\(SearchParts.form(text, place == .open ? paths.search : paths.deskSearch, language))
            <p class="meta">\(place == .open ? SearchTexts.publicOnly(language) : SearchTexts.workOnly(language))\
            \(if: place == .work, " <a href=\"\(paths.search(text))\">\(SearchTexts.inPublic(language))</a>")</p>
            \(if: !areas.isEmpty, areaList)\(if: results, { found($0) })
            """
    }

    private var areaList: HTML {
        """
        <h2>\(SearchTexts.places(paths.language))</h2>
        <ul>\(each: areas, { "<li><a href=\"\(paths.area($0.slug))\">\($0.name)</a></li>" })</ul>
        """
    }

    private func found(_ results: SearchStore.Results) -> HTML {
        let language = paths.language
        guard !results.hits.isEmpty else { return nothing(results) }
        let count = SearchTexts.found(results.hits.count, hasMore: results.next != nil || firstPath != nil, language)
        return """
            <h2>\(SearchTexts.results(language))</h2><p class="meta" role="status">\(count)</p>
            \(if: results.isShortened, "<p>\(SearchTexts.tooLong(language))</p>")\(if: results.isPartial, "<p>\(SearchTexts.partial(language))</p>")\
            \(if: results.isCut, "<p>\(SearchTexts.cut(language))</p>")
            <ul class="list">\(each: results.hits, { hit($0) })</ul>\(SearchParts.pager(first: firstPath, next: nextPath, language))
            """
    }

    private func nothing(_ results: SearchStore.Results) -> HTML {
        let language = paths.language
        if results.isEmptyQuery { return "<p role=\"status\">\(SearchTexts.noWords(language))</p>" }
        return """
            <div class="empty" role="status"><h2>\(SearchTexts.nothingTitle(language))</h2><p>\(SearchTexts.nothing(language))</p>
            <p><a href="\(paths.start)">\(StartTexts.title(language))</a></p></div>
            """
    }

    private func hit(_ hit: SearchStore.Hit) -> HTML {
        let (dialogue, language) = (hit.line.dialogue, paths.language)
        let path = place == .open ? paths.dialogue(dialogue.reference) : paths.workbench(dialogue.reference)
        return """
            <li><h3><a href="\(path)">\(SearchParts.marked(hit.subject))</a></h3>
            <p class="meta">\(DialogueParts.facts(hit.line, showsArea: true, today: today, language))</p>
            \(if: hit.text, { "<p>\(SearchParts.marked($0))</p>" })\(if: hit.outcome, { DialogueParts.outcome(SearchParts.marked($0), language) })</li>
            """
    }
}

/// The public dialogues, chosen by area, theme and how far they are.
struct PublicListPage {
    let filter: DialogueFilter
    let areas: [Area]
    let themes: [Theme]
    let lines: [DialogueStore.Line]
    let firstPath: String?
    let nextPath: String?
    let formats: [(format: Paths.ListFormat, path: String)]
    let paths: Paths
    let today: Day

    private var language: Language { paths.language }

    var html: HTML {
        """
        <h1>\(SearchTexts.dialogues(language))</h1><p class="lead">\(SearchTexts.lead(language))</p>
        \(SearchParts.form("", paths.search, language))\(filters)
        \(if: lines.isEmpty, empty)\(if: !lines.isEmpty, found)
        \(SearchParts.pager(first: firstPath, next: nextPath, language))
        <p class="meta">\(SearchTexts.fetch(language)) \(links)</p>
        """
    }

    private var found: HTML {
        """
        <h2 class="visually-hidden">\(SearchTexts.newest(language))</h2>
        \(DialogueParts.list(lines, showsArea: filter.areaID == nil, paths, today: today))
        """
    }

    private var filters: HTML {
        let area = areas.first { $0.id == filter.areaID }?.slug ?? ""
        let theme = themes.first { $0.id == filter.themeID }?.slug ?? ""
        return """
            <form class="filters" method="get" action="\(paths.dialogues)" aria-label="\(SearchTexts.filter(language))">
            \(select("omraade", SearchTexts.area, SearchTexts.allAreas, areas.map { ($0.slug, $0.name) }, area))
            \(if: !themes.isEmpty, select("tema", SearchTexts.theme, SearchTexts.allThemes, themes.map { ($0.slug, $0.name(language)) }, theme))
            \(select("status", SearchTexts.state, SearchTexts.allStates, states, filter.state.map(SearchPaths.name) ?? ""))
            <button class="button quiet">\(SearchTexts.show(language))</button></form>
            """
    }

    private var states: [(String, String)] {
        DialogueFilter.State.allCases.map { (SearchPaths.name(of: $0), SearchTexts.state($0, language)) }
    }

    private func select(_ name: String, _ label: Words, _ all: Words, _ options: [(String, String)], _ chosen: String) -> HTML {
        let options = [(value: "", label: all(language))] + options.map { (value: $0.0, label: $0.1) }
        return FormParts.select(name, label: label(language), options: options, chosen: chosen, language)
    }

    private var empty: HTML {
        """
        <div class="empty"><h2>\(SearchTexts.emptyTitle(language))</h2><p>\(SearchTexts.empty(language))</p>
        <p><a href="\(paths.start)">\(StartTexts.title(language))</a></p></div>
        """
    }

    private var links: HTML {
        let links: [HTML] = formats.map { "<a href=\"\($0.path)\">\(SearchTexts.format($0.format, language))</a>" }
        return "\(each: links.indices, { $0 == 0 ? links[$0] : " · \(links[$0])" })"
    }
}

enum SearchParts {
    static func form(_ text: String, _ action: String, problem: String? = nil, _ language: Language) -> HTML {
        let input = TextInput(
            name: "q", label: SearchTexts.label(language), hint: SearchTexts.hint(language), value: text, problem: problem, type: "search",
            autocomplete: "off")
        return """
            <form class="search" method="get" action="\(action)" role="search">\(input.html(language))
            <p class="do"><button class="button quiet">\(SearchTexts.button(language))</button></p></form>
            """
    }

    static func marked(_ excerpt: Excerpt) -> HTML {
        "\(each: excerpt.pieces, { $0.isHit ? "<mark>\($0.text)</mark>" as HTML : "\($0.text)" as HTML })"
    }

    static func pager(first: String?, next: String?, _ language: Language) -> HTML {
        guard first != nil || next != nil else { return "" }
        return """
            <p class="do">\(if: next, { "<a class=\"button quiet\" rel=\"next\" href=\"\($0)\">\(SearchTexts.more(language))</a>" })\
            \(if: first, { " <a href=\"\($0)\">\(SearchTexts.first(language))</a>" })</p>
            """
    }

    /// Before the form, and never instead of it: what others write about that is alike.
    static func similar(_ lines: [DialogueStore.Line], _ paths: Paths, today: Day) -> HTML {
        guard !lines.isEmpty else { return "" }
        let language = paths.language
        return """
            <section class="card" aria-labelledby="similar"><h2 id="similar">\(SearchTexts.similar(language))</h2>
            <p>\(SearchTexts.similarHint(language))</p><ul class="list">\(each: lines, { similarItem($0, paths, today: today) })</ul></section>
            """
    }

    private static func similarItem(_ line: DialogueStore.Line, _ paths: Paths, today: Day) -> HTML {
        let language = paths.language
        let path = paths.dialogue(line.dialogue.reference)
        let instead: HTML = """
            <p><a href="\(paths.follow(line.dialogue.reference))" target="_blank" rel="noopener">\(SearchTexts.follow(language))\
            <span class="visually-hidden"> \(line.dialogue.subject) (\(SearchTexts.newTab(language)))</span></a></p>
            """
        return """
            <li><h3><a href="\(path)" target="_blank" rel="noopener">\(line.dialogue.subject)\
            <span class="visually-hidden"> (\(SearchTexts.newTab(language)))</span></a></h3>
            <p class="meta">\(DialogueParts.facts(line, showsArea: true, today: today, language))</p>
            \(if: line.dialogue.closing?.outcome, { DialogueParts.outcome("\($0)", language) })\(if: line.dialogue.stage.isOpen, instead)</li>
            """
    }

    /// For staff: what was answered before.
    static func answered(_ lines: [(line: DialogueStore.Line, path: String)], today: Day, _ language: Language) -> HTML {
        guard !lines.isEmpty else { return "" }
        return """
            <h2>\(SearchTexts.similarAnswered(language))</h2>
            <ul class="list">\(each: lines, { answeredItem($0.line, $0.path, today: today, language) })</ul>
            """
    }

    private static func answeredItem(_ line: DialogueStore.Line, _ path: String, today: Day, _ language: Language) -> HTML {
        """
        <li><p><a href="\(path)">\(line.dialogue.subject)</a></p>
        <p class="meta">\(DialogueParts.facts(line, showsArea: true, today: today, language))</p></li>
        """
    }
}
