import Domain

/// What staff typed in a form of the workbench, and what was wrong with it.
struct WorkbenchForm {
    var act: Paths.WorkbenchAct?
    private var values: [String: String] = [:]
    /// Field name to the words beside it.
    var problems: [(field: String, words: String)] = []
    /// The files that go with it.
    var files = TakenFiles.none

    init() {}

    init(_ act: Paths.WorkbenchAct, _ fields: FormFields) {
        self.act = act
        for name in Self.names { values[name] = fields[name] }
    }

    private static let names = [
        "text", "then", "channel", "ground", "outcome", "kind", "reason", "subject", "receiver", "due", "to", "name", "email", "behalf",
        "agreed", "person", "verdict", "theme", "keepNames",
    ]

    subscript(_ name: String) -> String {
        get { values[name] ?? "" }
        set { values[name] = newValue }
    }

    func words(_ field: String) -> String? { problems.first { $0.field == field }?.words }
}

// Each form as the domain's value, or what is wrong with it.
extension WorkbenchForm {
    func message() throws(WorkbenchRefusal) -> NewMessage {
        do { return try NewMessage(self["text"]) } catch { throw refusal(error, NewMessage.Field.allCases) }
    }

    /// Whether the ball goes to the citizen. Nobody is guessed to wait: staff chooses.
    func asks() throws(WorkbenchRefusal) -> Bool {
        switch self["then"] {
        case "ask": return true
        case "proceed": return false
        default: throw WorkbenchRefusal(act: act, fields: [("then", .needsChoice)])
        }
    }

    func closing() throws(WorkbenchRefusal) -> NewClosing {
        do {
            return try NewClosing(
                ground: self["ground"], text: self["text"], outcome: self["outcome"], keepsNames: self["keepNames"] == "ja")
        } catch {
            throw refusal(error, NewClosing.Field.allCases)
        }
    }

    func clarification() throws(WorkbenchRefusal) -> NewClarification {
        do { return try NewClarification(kind: self["kind"], reason: self["reason"]) } catch {
            throw refusal(error, NewClarification.Field.allCases)
        }
    }

    func split() throws(WorkbenchRefusal) -> NewSplit {
        do { return try NewSplit(reason: self["reason"], subject: self["subject"], text: self["text"]) } catch {
            throw refusal(error, NewSplit.Field.allCases)
        }
    }

    func handOver(today: Day, _ calendar: WorkCalendar) throws(WorkbenchRefusal) -> NewHandOver {
        do {
            return try NewHandOver(
                receiver: self["receiver"], question: self["text"], dueOn: self["due"], today: today, calendar: calendar)
        } catch { throw refusal(error) }
    }

    func forwarding() throws(WorkbenchRefusal) -> NewForwarding {
        do { return try NewForwarding(to: self["to"], text: self["text"]) } catch { throw refusal(error, NewForwarding.Field.allCases) }
    }

    func party() throws(WorkbenchRefusal) -> NewParty {
        do {
            return try NewParty(name: self["name"], email: self["email"], behalf: self["behalf"], agreed: self["agreed"] == "ja")
        } catch { throw refusal(error, NewParty.Field.allCases) }
    }

    func judgement() throws(WorkbenchRefusal) -> NewJudgement {
        do { return try NewJudgement(verdict: self["verdict"], text: self["text"]) } catch {
            throw refusal(error, NewJudgement.Field.allCases)
        }
    }

    func refusal(_ invalid: Invalid<NewHandOver.Field>) -> WorkbenchRefusal {
        // The form's names are shorter than the domain's.
        let names: [(NewHandOver.Field, String)] = [(.receiver, "receiver"), (.question, "text"), (.dueOn, "due")]
        return WorkbenchRefusal(act: act, fields: names.compactMap { field, name in invalid.problems[field].map { (name, $0) } })
    }

    func refusal<Field: RawRepresentable<String>>(_ invalid: Invalid<Field>, _ fields: [Field]) -> WorkbenchRefusal {
        WorkbenchRefusal(act: act, fields: fields.compactMap { field in invalid.problems[field].map { (field.rawValue, $0) } })
    }
}

/// A form of the workbench that cannot be carried out as it is.
struct WorkbenchRefusal: Error {
    let act: Paths.WorkbenchAct?
    let fields: [(name: String, problem: Problem)]

    func problems(_ language: Language) -> [(field: String, words: String)] {
        fields.map { ($0.name, WorkbenchTexts.problem($0.name, $0.problem, in: act, language)) }
    }
}
