import Domain

/// The words of the workbench's forms about whose matter it is and who has it.
enum WorkbenchTexts {
    static let clarify = Words(da: "Afklar: politik eller administration?", en: "Clarify: politics or administration?")
    static let clarifyAgain = Words(da: "Ret afklaringen", en: "Change the clarification")
    static let whose = Words(da: "Hvem skal tage stilling?", en: "Who has to decide?")
    static let reason = Words(da: "Hvorfor? Én sætning", en: "Why? One sentence")
    static let reasonHint = Words(da: "Borgeren læser den.", en: "The citizen reads it.")
    static let saveClarification = Words(da: "Gem afklaringen", en: "Save the clarification")
    static func guessed(_ guess: String, _ language: Language) -> String {
        Words(da: "Borgerens eget bud: \(guess)", en: "The citizen’s own guess: \(guess)")(language)
    }
    static func clarifiedIn(_ days: Int, _ language: Language) -> String {
        guard days > 0 else { return Words(da: "Samme dag, den startede", en: "The day it started")(language) }
        let unit = Words(da: days == 1 ? "arbejdsdag" : "arbejdsdage", en: days == 1 ? "working day" : "working days")(language)
        return Words(da: "\(days) \(unit) efter starten", en: "\(days) \(unit) after the start")(language)
    }

    static let split = Words(da: "Del i to dialoger", en: "Split into two dialogues")
    static let splitHint = Words(
        da: "Politikken bliver i denne dialog. Det administrative får sin egen, med sin egen ansvarlige og dato.",
        en: "The politics stays in this dialogue. The administrative part gets its own, with its own owner and date.")
    static let splitNow = Words(
        da: "Når det er begge dele, bliver det til to dialoger. Skriv herunder, hvad der hører til administrationen.",
        en: "What is both becomes two dialogues. Write below what belongs to the administration.")
    static let partSubject = Words(da: "Overskrift på den nye dialog", en: "Heading of the new dialogue")
    static let partText = Words(da: "Hvad er administration?", en: "What is administration?")
    static let partTextHint = Words(
        da: "Det bliver den nye dialogs første besked.", en: "It becomes the first message of the new dialogue.")

    static let write = Words(da: "Skriv", en: "Write")
    static let place = Words(da: "Afklar og giv videre", en: "Clarify and pass on")
    static let people = Words(da: "Flere med", en: "More people")
    static let end = Words(da: "Afslut", en: "End")

    static let handOver = Words(da: "Giv dialogen videre", en: "Hand the dialogue over")
    static let handBack = Words(da: "Giv dialogen tilbage", en: "Hand the dialogue back")
    static let receiver = Words(da: "Hvem skal have den?", en: "Who should have it?")
    static let chooseReceiver = Words(da: "Vælg en person", en: "Choose a person")
    static let question = Words(da: "Hvad skal de svare på?", en: "What should they answer?")
    static let questionHint = Words(da: "Borgeren kan læse spørgsmålet.", en: "The citizen can read the question.")
    static let dueOn = Words(da: "Svar senest", en: "Answer by")
    static let dueOnHint = Words(da: "En arbejdsdag, for eksempel 2.12.2026", en: "A working day, for example 2.12.2026")
    static let notClarified = Words(
        da: "Afklar først, om det er politik eller administration. Så kan dialogen gives til en medarbejder eller en politiker.",
        en: "First clarify whether it is politics or administration. Then the dialogue can go to an officer or a politician.")
    static let administrative = Words(
        da: "Sagen er afklaret som administration. Er den politik, så ret afklaringen først.",
        en: "The matter is clarified as administration. If it is politics, change the clarification first.")
    static func holder(_ holder: Dialogue.Holder, _ language: Language) -> String {
        switch holder {
        case .facilitator: Words(da: "Fælles-skabere", en: "Facilitators")(language)
        case .officer: Words(da: "Medarbejdere", en: "Officers")(language)
        case .politician: Words(da: "Politikere", en: "Politicians")(language)
        }
    }

    static let forward = Words(da: "Send videre uden for kommunen", en: "Send on outside the municipality")
    static let forwardTo = Words(da: "Til hvem?", en: "To whom?")
    static let forwardToHint = Words(da: "For eksempel Vejdirektoratet", en: "For example the Road Directorate")
    static let forwardText = Words(da: "Besked til borgeren", en: "Message to the citizen")
    static let forwardTextHint = Words(
        da: "Hvad I har sendt, og hvad der sker nu. Du følger selv op, til dialogen er slut.",
        en: "What you have sent, and what happens now. You follow up yourself until the dialogue ends.")
    static let saveForward = Words(da: "Skriv til borgeren", en: "Write to the citizen")

    static let invite = Words(da: "Invitér en mere ind", en: "Invite somebody in")
    static let saveInvite = Words(da: "Send invitationen", en: "Send the invitation")
    static let agreed = Words(
        da: "Jeg har aftalt det med den, der startede dialogen", en: "I have agreed it with the one who started the dialogue")
    static let parties = Words(da: "Hvem er med", en: "Who takes part")
    static func remove(_ name: String, _ language: Language) -> String {
        Words(da: "Fjern \(name)", en: "Remove \(name)")(language)
    }

    static let judge = Words(da: "Blev det løst? Skriv borgerens svar", en: "Was it solved? Write the citizen’s answer")
    static let saveJudge = Words(da: "Gem svaret", en: "Save the answer")
    static let judgeText = Words(da: "Hvad sagde de? (frivilligt)", en: "What did they say? (optional)")
}

extension WorkbenchTexts {
    /// What is wrong with a field, in the words of its form.
    static func problem(_ field: String, _ problem: Problem, in act: Paths.WorkbenchAct?, _ language: Language) -> String {
        if case .tooLong(let limit, let length) = problem { return FormTexts.tooLong(name(of: field, language), limit, length, language) }
        return switch field {
        case "then": DeskTexts.thenMissing(language)
        case "ground": DeskTexts.groundMissing(language)
        case "outcome": DeskTexts.outcomeMissing(language)
        case "kind": Words(da: "Vælg, hvem der skal tage stilling", en: "Choose who has to decide")(language)
        case "reason": Words(da: "Skriv én sætning om hvorfor", en: "Write one sentence on why")(language)
        case "subject": Words(da: "Skriv en overskrift", en: "Write a heading")(language)
        case "receiver": receiver(problem, language)
        case "due": due(problem, language)
        case "to": sentTo(problem, language)
        case "name": party(problem, language)
        case "email": email(problem, language)
        case "agreed":
            Words(da: "Aftal det først med den, der startede dialogen", en: "First agree it with the one who started it")(language)
        case "verdict": Words(da: "Vælg et svar", en: "Choose an answer")(language)
        default: act == .close ? DeskTexts.lastWordsMissing(language) : DeskTexts.textMissing(language)
        }
    }

    private static func name(of field: String, _ language: Language) -> String {
        switch field {
        case "outcome", "reason": Words(da: "Sætningen", en: "The sentence")(language)
        case "subject": Words(da: "Overskriften", en: "The heading")(language)
        case "to", "name", "behalf": Words(da: "Navnet", en: "The name")(language)
        default: DeskTexts.text(language)
        }
    }

    private static func sentTo(_ problem: Problem, _ language: Language) -> String {
        problem == .malformed
            ? Words(
                da: "Skriv kun, hvem sagen er sendt til. Telefonnummer og mailadresse hører til i beskeden",
                en: "Write only to whom the matter was sent. Telephone number and e-mail address belong in the message")(language)
            : Words(da: "Skriv, hvem sagen er sendt til", en: "Write to whom the matter was sent")(language)
    }

    private static func receiver(_ problem: Problem, _ language: Language) -> String {
        problem == .unknown
            ? Words(da: "Vælg en, der arbejder her nu", en: "Choose somebody who works here now")(language)
            : Words(da: "Vælg, hvem der skal have dialogen", en: "Choose who should have the dialogue")(language)
    }

    private static func due(_ problem: Problem, _ language: Language) -> String {
        switch problem {
        case .missing: Words(da: "Skriv en dato", en: "Write a date")(language)
        case .outOfRange:
            Words(
                da: "Vælg en arbejdsdag fra i dag og højst \(Dialogue.handOverDays) arbejdsdage frem",
                en: "Choose a working day from today and at most \(Dialogue.handOverDays) working days ahead")(language)
        default: Words(da: "Skriv datoen som 2.12.2026", en: "Write the date as 2.12.2026")(language)
        }
    }

    private static func party(_ problem: Problem, _ language: Language) -> String {
        problem == .outOfRange
            ? Words(da: "Der kan højst være \(Party.limit) med", en: "At most \(Party.limit) can take part")(language)
            : Words(da: "Skriv et navn", en: "Write a name")(language)
    }

    private static func email(_ problem: Problem, _ language: Language) -> String {
        switch problem {
        case .taken: Words(da: "Den mailadresse er allerede med i dialogen", en: "That e-mail address already takes part")(language)
        case .missing: Words(da: "Skriv en mailadresse", en: "Write an e-mail address")(language)
        default: Words(da: "Mailadressen mangler noget – for eksempel @", en: "The e-mail address lacks something, perhaps an @")(language)
        }
    }
}
