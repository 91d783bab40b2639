import Domain
import Hummingbird
import Markup

/// A form that holds a CPR number, shown again: which place, why not, and what the writer can do.
struct CPRPage {
    let found: CPRFound
    let context: RequestContext

    private var language: Language { context.language }
    private var paths: Paths { context.paths }

    func response() -> Response {
        let title = found.isQuery ? CPRTexts.search : found.mayBeSent ? CPRTexts.perhaps : CPRTexts.title
        // The address may hold a secret.
        return context.showAgain(Page(title: title(language), isTokenPage: true, switchPath: "/", body: body(title(language))))
    }

    private func body(_ title: String) -> HTML {
        guard !found.isQuery, let fields = context.arrival.kept.fields else {
            let again = paths.localized(context.path)
            return """
                <h1>\(title)</h1><p class="lead">\(CPRTexts.inSearch(language))</p>
                <p class="do"><a class="button" href="\(again)">\(CPRTexts.searchAgain(language))</a></p>
                """
        }
        return """
            \(ErrorSummary(problems: summary).html(language))<h1>\(title)</h1>
            <p class="lead">\(CPRTexts.notSent(language))</p><p>\(found.mayBeSent ? CPRTexts.whyPerhaps(language) : CPRTexts.why(language))</p>
            <form method="post" action="\(action)"\(if: found.hasFiles, " enctype=\"multipart/form-data\"") novalidate data-guard>
            \(each: fields.all.filter { $0.name != CPRChoice.field && !$0.name.isEmpty }, { field($0.name, $0.value) })
            \(if: found.hasFiles, files)<p class="do">\(buttons)</p></form>
            """
    }

    private var action: String {
        paths.localized(context.path) + (context.arrival.query.isEmpty ? "" : "?" + context.arrival.query)
    }

    private var files: HTML {
        "<p>\(CPRTexts.filesAgain(language))</p>\(FileField(id: "files", taken: .none, language: language).html)"
    }

    private var buttons: HTML {
        """
        <button class="button" name="\(CPRChoice.field)" value="\(CPRChoice.mask.rawValue)">\(CPRTexts.mask(language))</button>
        <button class="button quiet">\(CPRTexts.rewritten(language))</button>
        \(if: found.mayBeSent, keep)
        """
    }

    private var keep: HTML {
        "<button class=\"button quiet\" name=\"\(CPRChoice.field)\" value=\"\(CPRChoice.keep.rawValue)\">\(CPRTexts.keep(language))</button>"
    }

    /// One line for each field: all its numbers.
    private var summary: [(field: String, words: String)] {
        var seen: Set<String> = []
        return found.places.map(\.field).filter { seen.insert($0).inserted }.map { ($0, problem($0)) }
    }

    private func problem(_ field: String) -> String {
        let here = found.places.filter { $0.field == field }
        return CPRTexts.problem(
            CPRTexts.field(field, language), lines: here.map(\.line), masked: here.map(\.masked).first ?? "",
            isCertain: here.contains { $0.certainty == .certain }, language)
    }

    private func field(_ name: String, _ value: String) -> HTML {
        guard found.places.contains(where: { $0.field == name }) else {
            return "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        let label = CPRTexts.field(name, language)
        if value.count > 120 || value.contains(where: \.isNewline) || CPRTexts.isLong(name) {
            return TextArea(name: name, label: label, value: value, problem: problem(name)).html(language)
        }
        return TextInput(name: name, label: label, value: value, problem: problem(name)).html(language)
    }
}
