import Domain
import Foundation
import Markup

/// The operator's page: each part with its state, what was measured, and what to do about it.
struct ConditionPage {
    let condition: Condition
    let version: String
    let language: Language

    private var today: Day { Day(of: condition.measuredAt) }

    var html: HTML {
        """
        <h1>\(ConditionTexts.title(language))</h1>
        <p class="lead">\(ConditionTexts.lead(condition.state, language))</p>
        <dl class="facts">\(each: Condition.Part.allCases, part)</dl>
        <h2>\(ConditionTexts.figures(language))</h2><dl class="facts">\(each: figures, { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" })</dl>
        <p class="meta">\(ConditionTexts.measured(DateTexts.moment(condition.measuredAt, today: today, language), language))</p>
        """
    }

    private func part(_ part: Condition.Part) -> HTML {
        let state = condition.state(part)
        let advice = state == .fine ? nil : ConditionTexts.advice(part, condition, language)
        return """
            <div><dt>\(ConditionTexts.name(part, language))</dt><dd><span class="tag \(look(state))">\(ConditionTexts.state(state, language))</span>
            \(measured(part))\(if: advice, { "<br>\($0)" })</dd></div>
            """
    }

    private func look(_ state: Condition.State) -> String {
        switch state {
        case .fine: "done"
        case .attention: "wait"
        case .broken: "late"
        }
    }

    private func measured(_ part: Condition.Part) -> String {
        switch part {
        case .database: ConditionTexts.size(condition.databaseBytes.map(bytes), language)
        case .migrations: ConditionTexts.version(version, language)
        case .disk: condition.room.map { ConditionTexts.free(bytes($0), language) } ?? ConditionTexts.elsewhere(language)
        case .mail: ConditionTexts.mail(condition.mail, since: condition.mail.oldestAt.map(moment), language)
        case .clock: ConditionTexts.round(condition.lastRoundAt.map(moment), language)
        case .backup:
            switch condition.backup {
            case .elsewhere: ConditionTexts.elsewhere(language)
            case .none: ConditionTexts.noBackup(language)
            case .newest(let at): ConditionTexts.backup(moment(at), language)
            }
        }
    }

    private var figures: [(name: String, value: String)] {
        [
            (ConditionTexts.open(language), String(condition.dialogues.open)),
            (ConditionTexts.overdue(language), String(condition.dialogues.overdue)),
            (ConditionTexts.startedAt(language), moment(condition.startedAt)),
        ]
    }

    private func moment(_ moment: Date) -> String { DateTexts.moment(moment, today: today, language) }

    private func bytes(_ count: Int64) -> String {
        let (units, steps) = (["byte", "kB", "MB", "GB", "TB"], 1000.0)
        var (value, unit) = (Double(count), 0)
        while value >= steps, unit < units.count - 1 { (value, unit) = (value / steps, unit + 1) }
        return "\(Int(value.rounded())) \(units[unit])"
    }
}
