import Domain
import Markup
import Storage

/// The start page: what this is, where to begin, what came of it lately.
struct HomePage {
    let municipality: Municipality
    let outcomes: [DialogueStore.Line]
    let paths: Paths
    let today: Day

    var html: HTML {
        let language = paths.language
        return """
            <div class="hero"><div><h1>\(GuidanceTexts.question(language))</h1><p class="lead">\(GuidanceTexts.lead(language))</p>
            <p class="do"><a class="button" href="\(paths.start)">\(StartTexts.title(language))</a>
            <a class="button quiet" href="\(paths.find)">\(AreaTexts.findYours(language))</a></p>
            <p class="meta">\(GuidanceTexts.easy(PhoneParts.words(municipality.phone), language))</p></div>
            <ol class="steps" aria-label="\(GuidanceTexts.happens(language))">\(each: steps, { "<li><b>\($0.bold)</b>\($0.rest)</li>" })</ol></div>
            <div class="two"><section aria-labelledby="outcomes"><h2 id="outcomes">\(GuidanceTexts.outcomes(language))</h2>\(list)</section>
            <aside aria-labelledby="area"><h2 id="area">\(GuidanceTexts.yourArea(language))</h2><div class="card">
            <p>\(GuidanceTexts.yourAreaHint(language))</p><p><a href="\(paths.areas)">\(GuidanceTexts.allAreas(language))</a></p></div></aside></div>
            """
    }

    private var steps: [(bold: String, rest: String)] { GuidanceTexts.steps(municipality.firstAnswerDays, paths.language) }

    private var list: HTML {
        guard !outcomes.isEmpty else {
            return """
                <div class="empty"><h3>\(GuidanceTexts.noOutcomes(paths.language))</h3>
                <p>\(GuidanceTexts.noOutcomesHint(paths.language))</p></div>
                """
        }
        return DialogueParts.list(outcomes, showsArea: true, saysOutcome: false, paths, today: today)
    }
}

/// A page of headings and paragraphs.
struct GuidancePage {
    let title: String
    var lead: String?
    let parts: [(heading: String, text: String)]
    var end: HTML = ""

    var html: HTML {
        """
        <h1>\(title)</h1>\(if: lead, { "<p class=\"lead\">\($0)</p>" })
        \(each: parts, { "<h2>\($0.heading)</h2><p>\($0.text)</p>" })\(end)
        """
    }
}

enum GuidanceParts {
    static func contact(_ municipality: Municipality, _ language: Language) -> HTML {
        """
        <dl class="facts"><div><dt>\(GuidanceTexts.phone(language))</dt><dd>\(PhoneParts.link(municipality.phone))</dd></div>
        <div><dt>\(GuidanceTexts.email(language))</dt><dd><a href="mailto:\(municipality.email)">\(municipality.email)</a></dd></div>
        <div><dt>\(GuidanceTexts.address(language))</dt><dd>\(municipality.address)</dd></div></dl>
        """
    }

    static func start(_ paths: Paths) -> HTML {
        "<p class=\"do\"><a class=\"button\" href=\"\(paths.start)\">\(StartTexts.title(paths.language))</a></p>"
    }

    static func statement(_ address: String?, _ language: Language) -> HTML {
        guard let address else { return "<p>\(GuidanceTexts.noStatement(language))</p>" }
        return "<p><a href=\"\(address)\">\(GuidanceTexts.statement(language))</a></p>"
    }
}
