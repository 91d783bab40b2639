import Domain
import Markup

/// The list of themes, as the municipality edits it.
struct ThemesPage {
    let themes: [Theme]
    let danish: String
    let english: String
    let problems: Invalid<NewTheme.Field>
    let isSaved: Bool
    let paths: Paths

    private var language: Language { paths.language }

    var html: HTML {
        """
        \(ErrorSummary(problems: summary).html(language))\(if: isSaved, ThreadParts.good(ThemeTexts.saved(language), ""))
        <h1>\(ThemeTexts.themes(language))</h1><p class="lead">\(ThemeTexts.lead(language))</p>
        \(if: themes.isEmpty, "<p>\(ThemeTexts.empty(language))</p>")<ul class="list">\(each: themes, { item($0) })</ul>
        <h2>\(ThemeTexts.add(language))</h2><form method="post" action="\(paths.themes)" novalidate data-guard>
        <input type="hidden" name="act" value="add">\(input(.danish, ThemeTexts.danish, danish))\(input(.english, ThemeTexts.english, english))
        <p class="do"><button class="button">\(ThemeTexts.addButton(language))</button></p></form>
        """
    }

    private var summary: [(field: String, words: String)] {
        NewTheme.Field.allCases.compactMap { field in words(field).map { (field.rawValue, $0) } }
    }

    private func words(_ field: NewTheme.Field) -> String? {
        problems.problems[field].map { ThemeTexts.problem($0, field, language) }
    }

    private func input(_ field: NewTheme.Field, _ label: Words, _ value: String) -> HTML {
        TextInput(
            name: field.rawValue, label: label(language), value: value, problem: words(field), autocomplete: "off", limit: NewTheme.limit
        ).html(language)
    }

    private func item(_ theme: Theme) -> HTML {
        let name = theme.name(language)
        let button = theme.isRetired ? ThemeTexts.restore(name, language) : ThemeTexts.retire(name, language)
        return """
            <li><p><b>\(theme.danish)</b> · <span lang="en">\(theme.english)</span>\
            \(if: theme.isRetired, " (\(ThemeTexts.retired(language)))")</p>
            <form method="post" action="\(paths.themes)"><input type="hidden" name="id" value="\(theme.id.rawValue)">
            <input type="hidden" name="act" value="\(theme.isRetired ? "restore" as HTML : "retire")">
            <button class="link">\(button)</button></form></li>
            """
    }
}
