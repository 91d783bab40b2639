import Domain
import Markup
import Storage

/// The fields with which somebody is let into a dialogue, the same on the starter's page and on the workbench.
struct PartyFields {
    let values: (String) -> String
    let problems: (String) -> String?
    /// The first part of the ids: several forms may stand on one page.
    let prefix: String
    /// What one has to say yes to.
    let agreed: String
    let language: Language

    var html: HTML {
        let problem = problems("agreed")
        return """
            <p class="hint">\(PartyTexts.inviteHint(language))</p>
            \(input("name", PartyTexts.name(language), limit: nil))
            \(input("email", PartyTexts.email(language), limit: nil, type: "email"))
            \(input("behalf", PartyTexts.behalf(language), limit: nil, isOptional: true))
            <div class="field\(if: problem != nil, " wrong")">\(FormParts.problem("\(prefix)-agreed", problem, language))
            <div class="choice"><input type="checkbox" id="\(prefix)-agreed" name="agreed" value="ja"\(if: values("agreed") == "ja", " checked")\
            \(FormParts.described("\(prefix)-agreed", hint: nil, problem: problem, counted: nil))>\
            <label for="\(prefix)-agreed">\(agreed)</label></div></div>
            """
    }

    private func input(_ name: String, _ label: String, limit: Int?, type: HTML = "text", isOptional: Bool = false) -> HTML {
        TextInput(
            name: name, id: "\(prefix)-\(name)", label: label, value: values(name), problem: problems(name), type: type,
            isOptional: isOptional, limit: limit
        ).html(language)
    }
}

/// Who takes part in a dialogue, on a party's own page of it.
struct PartySection {
    let thread: DialogueStore.Thread
    let isStarter: Bool
    let key: String
    let invitePath: String
    let removePath: String
    let leavePath: String
    let language: Language
    var values: [String: String] = [:]
    var problems: [(field: String, words: String)] = []

    var html: HTML {
        """
        <details\(if: !problems.isEmpty, " open")><summary>\(PartyTexts.whoReads(language))</summary>
        <ul class="parties"><li>\(starter)</li>\(each: thread.parties, { party($0) })<li>\(PartyTexts.municipality(thread.owner.name, language))</li></ul>
        \(if: isStarter, invite)\(if: !isStarter, leave)</details>
        """
    }

    private var starter: String {
        let name = thread.starter?.name ?? ""
        return isStarter ? PartyTexts.you(name, language) : name
    }

    private func party(_ party: Party) -> HTML {
        let words = [party.person.name, party.behalf].compactMap { $0 }.joined(separator: ", ")
        return "<li>\(words)\(if: isStarter, remove(party))</li>"
    }

    private func remove(_ party: Party) -> HTML {
        """
         <form method="post" action="\(removePath)" novalidate><input type="hidden" name="key" value="\(key)-\(party.person.id.rawValue)">
        <input type="hidden" name="person" value="\(party.person.id.rawValue)">
        <button class="link">\(WorkbenchTexts.remove(party.person.name, language))</button></form>
        """
    }

    private var invite: HTML {
        let fields = PartyFields(
            values: { values[$0] ?? "" }, problems: { name in problems.first { $0.field == name }?.words }, prefix: "party",
            agreed: PartyTexts.canReadAll(language), language: language)
        return """
            <form method="post" action="\(invitePath)" novalidate data-guard><input type="hidden" name="key" value="\(key)">
            <h3>\(PartyTexts.invite(language))</h3>\(fields.html)
            <p class="do"><button class="button quiet">\(WorkbenchTexts.saveInvite(language))</button></p></form>
            """
    }

    private var leave: HTML {
        """
        <p>\(PartyTexts.leaveHint(language))</p><form method="post" action="\(leavePath)" novalidate>
        <input type="hidden" name="key" value="\(key)">
        <p class="do"><button class="button quiet">\(PartyTexts.leave(language))</button></p></form>
        """
    }
}

/// *Blev det løst?*: the mail's links lead here with an answer chosen; the buttons answer.
struct JudgePage {
    let subject: String
    let outcome: String?
    let action: String
    let key: String
    /// What the link said.
    let chosen: Dialogue.Verdict?
    let text: String
    let problem: String?
    let threadPath: String
    let language: Language

    var html: HTML {
        """
        \(ErrorSummary(problems: problem.map { [("text", $0)] } ?? []).html(language))
        <p class="meta">\(subject)</p><h1>\(ThreadTexts.solved(language))</h1>
        \(if: outcome, { "<p>\(PartyTexts.thenWeSaid($0, language))</p>" })
        <form method="post" action="\(action)" novalidate data-guard><input type="hidden" name="key" value="\(key)">
        \(area.html(language))
        <p class="do">\(each: answers, { button($0) })</p></form>
        <p class="hint">\(PartyTexts.noReopens(language))</p>
        <p><a href="\(threadPath)">\(PartyTexts.readDialogue(language))</a></p>
        """
    }

    /// The one the link said comes first.
    private var answers: [Dialogue.Verdict] {
        [chosen].compactMap { $0 } + Dialogue.Verdict.allCases.filter { $0 != chosen }
    }

    private var area: TextArea {
        TextArea(
            name: "text", label: PartyTexts.more(language), value: text, problem: problem, limit: Dialogue.textLimit, rows: 4)
    }

    private func button(_ verdict: Dialogue.Verdict) -> HTML {
        let isQuiet = chosen != nil && verdict != chosen
        return """
            <button class="button\(if: isQuiet, " quiet")" name="verdict" value="\(verdict.rawValue)">\
            \(DialogueTexts.verdict(verdict, language))</button>
            """
    }
}

/// After somebody has left: the address opens nothing more.
struct LeftPage {
    let language: Language

    var html: HTML { "<h1>\(PartyTexts.leftTitle(language))</h1><p class=\"lead\">\(PartyTexts.left(language))</p>" }
}
