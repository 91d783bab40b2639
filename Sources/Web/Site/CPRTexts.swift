import Domain

/// What a writer is told when a text holds a CPR number.
enum CPRTexts {
    static let title = Words(da: "Der står et CPR-nummer i det, du skrev", en: "There is a CPR number in what you wrote")
    static let perhaps = Words(da: "Er det et CPR-nummer?", en: "Is that a CPR number?")
    static let notSent = Words(
        da: "Intet er sendt eller gemt endnu. Dine ord står herunder.", en: "Nothing has been sent or saved yet. Your words are below.")
    static let why = Words(
        da:
            "Flere kan komme til at læse med i en dialog, og et CPR-nummer er der aldrig brug for her. Vi kan skjule de sidste fire cifre for dig, eller du kan skrive det om. Er det ikke et CPR-nummer, så skriv tallet på en anden måde.",
        en:
            "Several people may come to read a dialogue, and a CPR number is never needed here. We can hide the last four digits for you, or you can rewrite it. If it is not a CPR number, write the number in another way."
    )
    static let whyPerhaps = Words(
        da:
            "Et CPR-nummer er der aldrig brug for i en dialog. Er det et, så lad os skjule de sidste fire cifre. Er det noget andet, så send det, som det er.",
        en:
            "A CPR number is never needed in a dialogue. If it is one, let us hide the last four digits. If it is something else, send it as it is."
    )
    static let filesAgain = Words(
        da: "Dine filer er ikke gemt. Vælg dem igen her.", en: "Your files are not kept. Choose them again here.")
    static let mask = Words(da: "Skjul tallene, og fortsæt", en: "Hide the digits and continue")
    static let rewritten = Words(da: "Fortsæt med det, jeg har rettet", en: "Continue with what I have rewritten")
    static let keep = Words(da: "Det er ikke et CPR-nummer – fortsæt", en: "It is not a CPR number: continue")

    static let search = Words(da: "Søg ikke med et CPR-nummer", en: "Do not search with a CPR number")
    static let inSearch = Words(
        da:
            "Vi har ikke søgt efter det. Ingen dialog findes ved hjælp af et CPR-nummer. Brug sagens ord eller dens nummer, for eksempel HOL-2026-0042.",
        en:
            "We have not searched for it. No dialogue is found by a CPR number. Use the matter’s words or its number, such as HOL-2026-0042."
    )
    static let searchAgain = Words(da: "Søg igen", en: "Search again")

    static func problem(_ place: String, lines: [Int], masked: String, isCertain: Bool, _ language: Language) -> String {
        let lines = lines == [1] ? "" : Self.lines(lines, language)
        return isCertain
            ? Words(
                da: "\(place)\(lines): et CPR-nummer. Det kan blive til \(masked)",
                en: "\(place)\(lines): a CPR number. It can become \(masked)")(
                    language)
            : Words(
                da: "\(place)\(lines): ti cifre, der ligner et CPR-nummer. Det kan blive til \(masked)",
                en: "\(place)\(lines): ten digits that look like a CPR number. It can become \(masked)")(language)
    }

    private static func lines(_ lines: [Int], _ language: Language) -> String {
        let several = Set(lines).count > 1
        let numbers = Set(lines).sorted().map(String.init).joined(separator: ", ")
        return Words(da: ", linje \(numbers)", en: ", \(several ? "lines" : "line") \(numbers)")(language)
    }

    static func isLong(_ field: String) -> Bool { field == "text" || field == "reason" }

    /// Where it stands, as the form called it.
    static func field(_ name: String, _ language: Language) -> String {
        let words =
            switch name {
            case "text": Words(da: "Teksten", en: "The text")
            case "subject": Words(da: "Overskriften", en: "The heading")
            case "place": Words(da: "Stedet", en: "The place")
            case "name": Words(da: "Navnet", en: "The name")
            case "behalfName", "behalf": Words(da: "Navnet på dem, der skrives for", en: "The name of those written for")
            case "outcome": Words(da: "Sætningen om, hvad der kom ud af det", en: "The sentence on what came of it")
            case "reason": Words(da: "Begrundelsen", en: "The reason")
            case "to": Words(da: "Modtageren", en: "The receiver")
            case "q": Words(da: "Søgningen", en: "The search")
            case "file", "filename": Words(da: "Filens navn", en: "The file’s name")
            default: Words(da: "Et felt", en: "A field")
            }
        return words(language)
    }
}
