import Domain

/// What staff typed in a form of the workbench, and what was wrong with it.
struct WorkbenchForm {
    var act: Paths.WorkbenchAct?
    var text = ""
    var then = ""
    var channel = ""
    var ground = ""
    var outcome = ""
    /// Field name to the words beside it.
    var problems: [(field: String, words: String)] = []

    init() {}

    init(_ act: Paths.WorkbenchAct, _ fields: FormFields) {
        self.act = act
        (text, then, channel) = (fields["text"], fields["then"], fields["channel"])
        (ground, outcome) = (fields["ground"], fields["outcome"])
    }

    func words(_ field: String) -> String? { problems.first { $0.field == field }?.words }

    func message() throws(WorkbenchRefusal) -> NewMessage {
        do { return try NewMessage(text) } catch { throw WorkbenchRefusal(fields: [("text", error.problems[.text] ?? .missing)]) }
    }

    /// Whether the ball goes to the citizen. Nobody is guessed to wait: staff chooses.
    func asks() throws(WorkbenchRefusal) -> Bool {
        switch then {
        case "ask": return true
        case "proceed": return false
        default: throw WorkbenchRefusal(fields: [("then", .needsChoice)])
        }
    }

    func closing() throws(WorkbenchRefusal) -> NewClosing {
        do { return try NewClosing(ground: ground, text: text, outcome: outcome) } catch {
            throw WorkbenchRefusal(
                fields: NewClosing.Field.allCases.compactMap { field in error.problems[field].map { (field.rawValue, $0) } },
                isClosing: true)
        }
    }
}

/// A form of the workbench that cannot be carried out as it is.
struct WorkbenchRefusal: Error {
    let fields: [(name: String, problem: Problem)]
    var isClosing = false

    func problems(_ language: Language) -> [(field: String, words: String)] {
        fields.map { ($0.name, words($0.name, $0.problem, language)) }
    }

    private func words(_ field: String, _ problem: Problem, _ language: Language) -> String {
        switch (field, problem) {
        case ("outcome", .tooLong(let limit, let length)): FormTexts.tooLong(DeskTexts.outcome(language), limit, length, language)
        case (_, .tooLong(let limit, let length)): FormTexts.tooLong(DeskTexts.text(language), limit, length, language)
        case ("then", _): DeskTexts.thenMissing(language)
        case ("ground", _): DeskTexts.groundMissing(language)
        case ("outcome", _): DeskTexts.outcomeMissing(language)
        default: isClosing ? DeskTexts.lastWordsMissing(language) : DeskTexts.textMissing(language)
        }
    }
}
