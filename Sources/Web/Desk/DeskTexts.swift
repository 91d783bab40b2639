import Domain

/// The words of the Fælles-skaber's desk.
enum DeskTexts {
    static let desk = Words(da: "Skrivebord", en: "Desk")
    static let views = Words(da: "Visninger", en: "Views")
    static func view(_ view: DeskView, _ language: Language) -> String {
        switch view {
        case .mine: Words(da: "Venter på mig", en: "Waiting for me")(language)
        case .department: Words(da: "Venter på forvaltningen", en: "Waiting for a department")(language)
        case .politician: Words(da: "Venter på en politiker", en: "Waiting for a politician")(language)
        case .citizen: Words(da: "Venter på borgeren", en: "Waiting for the citizen")(language)
        case .overdue: Words(da: "Over tid", en: "Overdue")(language)
        case .new: Words(da: "Nye", en: "New")(language)
        case .unconfirmed: Words(da: "Ubekræftede", en: "Unconfirmed")(language)
        case .all: Words(da: "Alle åbne", en: "All open")(language)
        }
    }
    static let filter = Words(da: "Filtrér", en: "Filter")
    static let area = Words(da: "Område", en: "Area")
    static let allAreas = Words(da: "Alle områder", en: "All areas")
    static let show = Words(da: "Vis", en: "Show")
    static let dialogue = Words(da: "Dialog", en: "Dialogue")
    static let from = Words(da: "Fra", en: "From")
    static let nextStep = Words(da: "Næste skridt", en: "Next step")
    static let dueOn = Words(da: "Senest", en: "By")
    static let owner = Words(da: "Hos", en: "With")
    static let fresh = Words(da: "Ny", en: "New")
    static let next = Words(da: "Næste side", en: "Next page")
    static let first = Words(da: "Første side", en: "First page")
    static let pages = Words(da: "Sider", en: "Pages")
    static let emptyTitle = Words(da: "Her er ikke noget", en: "Nothing here")
    static func empty(_ view: DeskView, _ language: Language) -> String {
        switch view {
        case .mine: Words(da: "Ingen dialoger venter på dig. Godt gået.", en: "No dialogue waits for you. Well done.")(language)
        case .department: Words(da: "Ingen dialoger venter på forvaltningen.", en: "No dialogue waits for a department.")(language)
        case .politician: Words(da: "Ingen dialoger venter på en politiker.", en: "No dialogue waits for a politician.")(language)
        case .citizen: Words(da: "Ingen dialoger venter på en borger.", en: "No dialogue waits for a citizen.")(language)
        case .overdue: Words(da: "Ingen dialoger er over tid.", en: "No dialogue is overdue.")(language)
        case .new: Words(da: "Ingen dialoger mangler det første svar.", en: "No dialogue lacks its first answer.")(language)
        case .unconfirmed: Words(da: "Ingen borgere mangler at bekræfte.", en: "No citizen has still to confirm.")(language)
        case .all: Words(da: "Ingen åbne dialoger.", en: "No open dialogues.")(language)
        }
    }
    static func mailDelayed(_ count: Int, _ language: Language) -> String {
        Words(
            da: "\(count) \(count == 1 ? "mail kan" : "mails kan") ikke sendes lige nu. Vi prøver igen af os selv, og intet går tabt.",
            en: "\(count) \(count == 1 ? "mail" : "mails") cannot be sent right now. We try again by ourselves, and nothing is lost.")(
                language)
    }
    static func mailFailed(_ count: Int, _ language: Language) -> String {
        Words(
            da: "\(count) \(count == 1 ? "mail er" : "mails er") opgivet. Ring til dem, det gælder.",
            en: "\(count) \(count == 1 ? "mail was" : "mails were") given up. Ring those concerned.")(language)
    }

    static let actions = Words(da: "Handlinger", en: "Actions")
    static func answer(_ name: String, _ language: Language) -> String { Words(da: "Svar \(name)", en: "Answer \(name)")(language) }
    static let yourAnswer = Words(da: "Dit svar", en: "Your answer")
    static let then = Words(da: "Hvad sker der så?", en: "What happens then?")
    static let weWorkOn = Words(da: "Vi arbejder videre", en: "We work on")
    static let weWorkOnHint = Words(da: "Du får en ny frist for at skrive igen.", en: "You get a new date to write again.")
    static let weAsk = Words(da: "Vi venter på borgeren", en: "We wait for the citizen")
    static let weAskHint = Words(da: "Fristen holder pause, til borgeren svarer.", en: "The clock pauses until the citizen answers.")
    static let send = Words(da: "Send svar", en: "Send the answer")
    static let note = Words(da: "Intern note", en: "Internal note")
    static let noteHint = Words(da: "Kun for medarbejdere. Borgeren ser den aldrig.", en: "Staff only. The citizen never sees it.")
    static let saveNote = Words(da: "Gem note", en: "Save the note")
    static let record = Words(da: "Skriv ned, hvad borgeren sagde", en: "Write down what the citizen said")
    static let recordHint = Words(
        da: "Det lægges i forløbet som borgerens egne ord og tæller som et svar.",
        en: "It becomes part of the thread as the citizen’s own words, and counts as a reply.")
    static let how = Words(da: "Hvordan?", en: "How?")
    static let channelTelephone = Words(da: "På telefonen", en: "By telephone")
    static let channelMeeting = Words(da: "På et møde eller ved skranken", en: "At a meeting or the counter")
    static let channelLetter = Words(da: "I et brev", en: "In a letter")
    static let saveRecord = Words(da: "Læg i forløbet", en: "Add to the thread")
    static let close = Words(da: "Afslut dialogen", en: "Close the dialogue")
    static let ground = Words(da: "Hvordan ender det?", en: "How does it end?")
    static let lastWords = Words(da: "Besked til borgeren", en: "Message to the citizen")
    static let lastWordsHint = Words(
        da: "Svaret – eller grunden til, at der ikke kommer mere.", en: "The answer, or the reason why there is no more.")
    static let outcome = Words(da: "Hvad kom der ud af det? Én sætning", en: "What came of it? One sentence")
    static let outcomeHint = Words(
        da: "Vises øverst på dialogen. Bliver dialogen offentlig, kan alle læse den.",
        en: "Shown at the top of the dialogue. If the dialogue becomes public, everybody can read it.")
    static let reopen = Words(da: "Genåbn dialogen", en: "Reopen the dialogue")
    static let reopenHint = Words(
        da: "Borgeren får en mail om det og læser på dialogens side, hvad du skriver.",
        en: "The citizen gets a mail about it, and reads what you write on the dialogue’s page.")

    static let textMissing = Words(da: "Skriv noget først", en: "Write something first")
    static let text = Words(da: "Teksten", en: "The text")
    static let groundMissing = Words(da: "Vælg, hvordan det ender", en: "Choose how it ends")
    static let lastWordsMissing = Words(da: "Skriv svaret eller grunden til borgeren", en: "Write the answer or the reason to the citizen")
    static let outcomeMissing = Words(da: "Skriv én sætning om, hvad der kom ud af det", en: "Write one sentence on what came of it")
    static let thenMissing = Words(da: "Vælg, hvad der sker så", en: "Choose what happens then")

    static let overtakenTitle = Words(da: "Nogen var hurtigere", en: "Somebody was quicker")
    static let overtaken = Words(
        da:
            "Der er kommet noget nyt i dialogen, mens du skrev. Det står nederst i forløbet. Din tekst er her endnu – læs det nye, og send igen, hvis den stadig passer.",
        en:
            "Something new has come while you wrote. It is at the bottom of the thread. Your text is still here: read what is new, and send again if it still fits."
    )
    static let refusedTitle = Words(da: "Det kan ikke lade sig gøre mere", en: "That can no longer be done")
    static let refused = Words(
        da: "Dialogen har ændret sig siden. Din tekst er her endnu.", en: "The dialogue has changed since. Your text is still here.")

    static let about = Words(da: "Om borgeren", en: "About the citizen")
    static let email = Words(da: "E-mail", en: "E-mail")
    static let phone = Words(da: "Telefon", en: "Telephone")
    static let notGiven = Words(da: "Ikke oplyst", en: "Not given")
    static let unconfirmedEmail = Words(da: "ikke bekræftet endnu", en: "not confirmed yet")
    static let kind = Words(da: "Slags", en: "Kind")
    static let place = Words(da: "Sted", en: "Place")
    static let started = Words(da: "Startet", en: "Started")
    static let visibility = Words(da: "Hvem kan læse", en: "Who can read")
    static let partiesOnly = Words(
        da: "De, der er med, og de medarbejdere, der arbejder med den", en: "Those who take part, and the staff who work on it")
    static let everyone = Words(da: "Alle", en: "Everybody")
    static let done = Words(da: "Gemt.", en: "Saved.")
    static let doneHint = Words(da: "Det ligger nederst i forløbet.", en: "It is at the bottom of the thread.")
}
