import Domain
import Markup
import Storage

enum DialogueParts {
    /// Public dialogues as a list: what, where, how far.
    static func list(_ lines: [DialogueStore.Line], showsArea: Bool, saysOutcome: Bool = true, _ paths: Paths, today: Day) -> HTML {
        "<ul class=\"list\">\(each: lines, { item($0, showsArea: showsArea, saysOutcome: saysOutcome, paths, today: today) })</ul>"
    }

    private static func item(_ line: DialogueStore.Line, showsArea: Bool, saysOutcome: Bool, _ paths: Paths, today: Day) -> HTML {
        let (dialogue, language) = (line.dialogue, paths.language)
        return """
            <li><h3><a href="\(paths.dialogue(dialogue.reference))">\(dialogue.subject)</a></h3>
            <p class="meta">\(facts(line, showsArea: showsArea, today: today, language))</p>
            \(if: dialogue.closing?.outcome, { saysOutcome ? outcome("\($0)", language) : "<p>\($0)</p>" })</li>
            """
    }

    /// Where, when and how far.
    static func facts(_ line: DialogueStore.Line, showsArea: Bool, today: Day, _ language: Language) -> HTML {
        let dialogue = line.dialogue
        let started = DateTexts.date(Day(of: dialogue.startedAt), today: today, language)
        let closed = dialogue.closing.map { DateTexts.date(Day(of: $0.at), today: today, language) }
        return """
            \(if: showsArea ? line.area?.name : nil, { "<b>\($0)</b> · " })\(DialogueTexts.dates(started: started, closed: closed, language)) \
            \(tag(dialogue, language))\(if: dialogue.stage.isJudged, " <span class=\"tag done\">\(DialogueTexts.stage(dialogue.stage, language))</span>")
            """
    }

    /// Shown on every closed one.
    static func outcome(_ words: HTML, _ language: Language) -> HTML {
        "<p><b>\(SearchTexts.outcome(language))</b> \(words)</p>"
    }

    static func tag(_ dialogue: Dialogue, _ language: Language) -> HTML {
        guard let ground = dialogue.closing?.ground else {
            return "<span class=\"tag open\">\(DialogueTexts.stage(dialogue.stage, language))</span>"
        }
        return "<span class=\"tag done\">\(DialogueTexts.ground(ground, language))</span>"
    }
}
