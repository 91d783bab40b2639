import Domain

/// Words of search and of the public lists.
enum SearchTexts {
    static let search = Words(da: "Søg i dialogerne", en: "Search the dialogues")
    static let button = Words(da: "Søg", en: "Search")
    static let label = Words(da: "Hvad leder du efter?", en: "What are you looking for?")
    static let hint = Words(
        da: "Et par ord er nok, for eksempel »cykelsti skole«. Har du et nummer som HOL-2026-0042, så skriv det.",
        en: "A few words are enough, in Danish, such as “cykelsti skole”. If you have a number such as HOL-2026-0042, type it.")
    static let publicOnly = Words(
        da: "Du søger i de dialoger, alle må læse.", en: "You search the dialogues everybody may read.")
    static let searchWork = Words(da: "Søg i dit arbejde", en: "Search your work")
    static let workOnly = Words(
        da: "Du søger i alle ord i de dialoger, du arbejder med: også navne, noter og det, der ikke er offentligt.",
        en: "You search all words of the dialogues you work on: names, notes and what is not public too.")
    static let inPublic = Words(da: "Søg i stedet i de offentlige dialoger", en: "Search the public dialogues instead")
    static let cleaned = Words(
        da: "Vi har fjernet et CPR-nummer fra det, du skrev. Det er hverken gemt eller søgt på.",
        en: "We have removed a CPR number from what you typed. It is neither kept nor searched for.")
    static let tooLong = Words(
        da: "Det var mange ord. Vi har søgt på de første.", en: "That was many words. We searched for the first of them.")

    static func found(_ count: Int, hasMore: Bool, _ language: Language) -> String {
        switch (count, hasMore) {
        case (1, false): Words(da: "1 dialog", en: "1 dialogue")(language)
        case (_, false): Words(da: "\(count) dialoger", en: "\(count) dialogues")(language)
        case (_, true): Words(da: "De \(count) bedste", en: "The best \(count)")(language)
        }
    }

    static let partial = Words(
        da: "Ingen dialog har alle ordene. Disse ligner mest.", en: "No dialogue has all of the words. These come closest.")
    static let cut = Words(
        da: "Der er mange, så vi viser de nyeste. Skriv et ord mere for at finde en ældre.",
        en: "There are many, so we show the newest. Add a word to find an older one.")
    static let nothingTitle = Words(da: "Vi fandt ikke noget", en: "We found nothing")
    static let nothing = Words(
        da:
            "Prøv med færre ord eller et andet ord for det samme: »vejbump« i stedet for »fartdæmper«. Er der ingen, der har skrevet om det, kan du være den første.",
        en: "Try fewer words, or another word for the same. If nobody has written about it, you can be the first.")
    static let noWords = Words(
        da: "Skriv mindst ét ord, der siger, hvad det handler om. Små ord som »og« og »den« søger vi ikke på.",
        en: "Type at least one word that says what it is about. We do not search for small words such as “og” and “den”.")
    static let places = Words(da: "Steder", en: "Places")
    static let more = Words(da: "Vis flere", en: "Show more")
    static let first = Words(da: "Tilbage til de første", en: "Back to the first")
    static let results = Words(da: "Det fandt vi", en: "What we found")

    // The lists.
    static let dialogues = Words(da: "Dialoger", en: "Dialogues")
    static let lead = Words(
        da: "Det her taler borgere og kommune om, hvor den, der startede, har sagt ja til, at andre læser med.",
        en: "This is what citizens and the municipality talk about, where whoever began has agreed that others read along.")
    static let filter = Words(da: "Vælg dialoger", en: "Choose dialogues")
    static let area = Words(da: "Lokalområde", en: "Local area")
    static let allAreas = Words(da: "Alle områder", en: "All areas")
    static let theme = Words(da: "Tema", en: "Theme")
    static let allThemes = Words(da: "Alle temaer", en: "All themes")
    static let state = Words(da: "Hvor langt", en: "How far")
    static let allStates = Words(da: "Alle", en: "All")
    static let show = Words(da: "Vis", en: "Show")
    static let outcome = Words(da: "Hvad kom der ud af det?", en: "What came of it?")
    static let emptyTitle = Words(da: "Ingen dialoger her endnu", en: "No dialogues here yet")
    static let empty = Words(
        da: "Vælg færre ting ovenfor, eller start den første dialog selv.",
        en: "Choose less above, or start the first dialogue yourself.")
    static let fetch = Words(da: "Følg eller hent listen:", en: "Follow or fetch this list:")

    static func state(_ state: DialogueFilter.State, _ language: Language) -> String {
        switch state {
        case .open: Words(da: "I gang", en: "Under way")(language)
        case .closed: Words(da: "Afsluttet", en: "Closed")(language)
        case .solved: Words(da: "Løst, siger borgeren", en: "Solved, says the citizen")(language)
        }
    }

    static func format(_ format: Paths.ListFormat, _ language: Language) -> String {
        switch format {
        case .atom: Words(da: "nyhedsfeed (Atom)", en: "news feed (Atom)")(language)
        case .csv: Words(da: "regneark (CSV)", en: "spreadsheet (CSV)")(language)
        case .json: Words(da: "data (JSON)", en: "data (JSON)")(language)
        }
    }

    static let columns: [Words] = [
        Words(da: "Nummer", en: "Reference"), Words(da: "Overskrift", en: "Heading"), Words(da: "Lokalområde", en: "Local area"),
        Words(da: "Tema", en: "Theme"), Words(da: "Hvor langt", en: "How far"), Words(da: "Startet", en: "Started"),
        Words(da: "Afsluttet", en: "Closed"), Words(da: "Hvad kom der ud af det", en: "What came of it"),
        Words(da: "Adresse", en: "Address"),
    ]

    // What is alike.
    static let similar = Words(da: "Andre taler om noget, der ligner", en: "Others talk about something alike")
    static let similarHint = Words(
        da: "Måske er svaret der allerede. Du kan læse med i stedet for at starte forfra – eller bare gå videre nedenfor.",
        en: "Perhaps the answer is there already. You can read along instead of starting anew – or simply go on below.")
    static let newTab = Words(da: "åbner en ny side", en: "opens a new page")
    static let follow = Words(da: "Følg den i stedet", en: "Follow it instead")
    static let newest = Words(da: "De nyeste først", en: "The newest first")
    static let similarAnswered = Words(da: "Ligner noget, der er svaret på", en: "Like something that was answered")
    static let similarAnsweredHint = Words(
        da: "De tre nærmeste afsluttede dialoger", en: "The three nearest closed dialogues")
}
