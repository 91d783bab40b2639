import Domain
import Markup
import Storage

/// The desk: one table of what waits for whom.
struct DeskPage {
    struct Row {
        let path: String
        let line: DeskStore.Line
    }

    let view: DeskView
    let area: String
    let areas: [Area]
    let rows: [Row]
    let counts: [DeskView: Int]
    let tabs: [(view: DeskView, path: String)]
    let action: String
    let firstPath: String?
    let nextPath: String?
    let mail: OutboxStore.Health
    let waitingComments: Int
    let today: Day
    let calendar: WorkCalendar
    /// For those who keep the list.
    let diversionsPath: String?
    let themesPath: String?
    let conditionPath: String?
    let language: Language

    var html: HTML {
        """
        \(mailBanner)<h1>\(DeskTexts.desk(language))</h1>\(if: waitingComments > 0, comments)
        <nav aria-label="\(DeskTexts.views(language))"><ul class="tabs">\(each: tabs, { tab($0.view, $0.path) })</ul></nav>
        \(filters)\(if: rows.isEmpty, empty)\(if: !rows.isEmpty, table)\(pager)\(if: diversionsPath, { "<p><a href=\"\($0)\">\(DiversionTexts.title(language))</a></p>" })\
        \(if: themesPath, { "<p><a href=\"\($0)\">\(ThemeTexts.themes(language))</a></p>" })\
        \(if: conditionPath, { "<p><a href=\"\($0)\">\(ConditionTexts.title(language))</a></p>" })
        """
    }

    private var mailBanner: HTML {
        """
        \(if: mail.failed > 0, "<div class=\"banner bad\" role=\"status\"><p>\(DeskTexts.mailFailed(mail.failed, language))</p></div>")
        \(if: mail.delayed > 0, "<div class=\"banner warn\" role=\"status\"><p>\(DeskTexts.mailDelayed(mail.delayed, language))</p></div>")
        """
    }

    private var comments: HTML {
        """
        <div class="banner"><p><a href="\(Paths(language).comments)">\(CommentTexts.waiting(waitingComments, language))</a></p></div>
        """
    }

    private func tab(_ tab: DeskView, _ path: String) -> HTML {
        let count = counts[tab].map { $0 >= DeskStore.countLimit ? "\(DeskStore.countLimit - 1)+" : String($0) }
        return """
            <li><a href="\(path)"\(if: tab == view, " aria-current=\"page\"")>\(DeskTexts.view(tab, language))\
            \(if: count, { " <b>\($0)</b>" })</a></li>
            """
    }

    private var filters: HTML {
        let options = [(value: "", label: DeskTexts.allAreas(language))] + areas.map { (value: $0.slug, label: $0.name) }
        return """
            <form class="filters" method="get" action="\(action)" aria-label="\(DeskTexts.filter(language))">
            <input type="hidden" name="vis" value="\(DeskPaths.name(of: view))">
            \(FormParts.select("omraade", label: DeskTexts.area(language), options: options, chosen: area, language))
            <button class="button quiet">\(DeskTexts.show(language))</button></form>
            <p><a href="\(Paths(language).deskSearch)">\(SearchTexts.searchWork(language))</a></p>
            """
    }

    private var empty: HTML {
        "<div class=\"empty\"><h2>\(DeskTexts.emptyTitle(language))</h2><p>\(DeskTexts.empty(view, language))</p></div>"
    }

    private var table: HTML {
        let lateness = lateness
        return """
            <table class="stack"><caption class="visually-hidden">\(DeskTexts.view(view, language))</caption>
            <thead><tr><th scope="col">\(DeskTexts.dialogue(language))</th><th scope="col">\(DeskTexts.area(language))</th>
            <th scope="col">\(DeskTexts.from(language))</th><th scope="col">\(DeskTexts.nextStep(language))</th>
            <th scope="col">\(DeskTexts.dueOn(language))</th>\(if: showsOwner, "<th scope=\"col\">\(DeskTexts.owner(language))</th>")</tr></thead>
            <tbody>\(each: rows, { row($0, lateness) })</tbody></table>
            """
    }

    private var showsOwner: Bool { view == .all || view == .department || view == .politician }

    /// By how many working days the dates that have passed are over.
    private var lateness: [Day: Int] { calendar.workingDays(from: Set(rows.map(\.line.dueOn)).filter { $0 < today }, to: today) }

    private func row(_ row: Row, _ lateness: [Day: Int]) -> HTML {
        let line = row.line
        return """
            <tr><th scope="row"><a href="\(row.path)">\(line.subject)</a> \(tag(line, lateness))<br>
            <span class="meta">\(line.reference.text)</span></th>
            <td data-l="\(DeskTexts.area(language))">\(place(line))</td>
            <td data-l="\(DeskTexts.from(language))">\(line.behalfName ?? line.starterName)</td>
            <td data-l="\(DeskTexts.nextStep(language))">\(DialogueTexts.nextStep(line.nextStep, language))</td>
            <td data-l="\(DeskTexts.dueOn(language))"><time datetime="\(line.dueOn.iso)">\(DateTexts.short(line.dueOn, today: today, language))\
            </time></td>\(if: showsOwner, "<td data-l=\"\(DeskTexts.owner(language))\">\(line.ownerName)</td>")</tr>
            """
    }

    private func place(_ line: DeskStore.Line) -> String {
        DialogueTexts.scope(line.scope, area: areas.first { $0.id == line.scope.areaID }?.name, language)
    }

    private func tag(_ line: DeskStore.Line, _ lateness: [Day: Int]) -> HTML {
        if line.stage == .unconfirmed { return "<span class=\"tag wait\">\(DialogueTexts.stage(.unconfirmed, language))</span>" }
        if let days = lateness[line.dueOn] {
            return "<span class=\"tag late\">\(DateTexts.overdue(workingDays: days, language))</span>"
        }
        return "\(if: !line.isAnswered && line.stage == .withStaff, "<span class=\"tag open\">\(DeskTexts.fresh(language))</span>")"
    }

    private var pager: HTML {
        guard firstPath != nil || nextPath != nil else { return "" }
        return """
            <nav class="pager" aria-label="\(DeskTexts.pages(language))">
            \(if: firstPath, { "<a href=\"\($0)\">\(DeskTexts.first(language))</a>" })
            \(if: nextPath, { "<a rel=\"next\" href=\"\($0)\">\(DeskTexts.next(language))</a>" })</nav>
            """
    }
}
