import Domain

enum AreaTexts {
    static let areas = Words(da: "Lokalområder", en: "Local areas")
    static func lead(_ count: Int, _ municipality: String, _ language: Language) -> String {
        Words(
            da: "\(municipality) består af \(count) lokalområder. Hvert har sin Fælles-skaber og sit eget lokale forum.",
            en: "\(municipality) consists of \(count) local areas. Each has its facilitator and its own local forum.")(language)
    }
    static let findYours = Words(da: "Find dit lokalområde", en: "Find your local area")
    static let map = Words(da: "Kort over lokalområderne", en: "Map of the local areas")
    static let mapNote = Words(
        da: "Grænserne følger sognene og er omtrentlige. Indeholder data fra Klimadatastyrelsen (DAGI, 2014).",
        en: "The borders follow the parishes and are approximate. Contains data from Klimadatastyrelsen (DAGI, 2014).")
    static let download = Words(da: "Hent grænserne som GeoJSON", en: "Download the borders as GeoJSON")
    static let list = Words(da: "Alle lokalområder", en: "All local areas")

    static let place = Words(da: "By, landsby eller sted", en: "Town, village or place")
    static let placeHint = Words(da: "For eksempel Holmstrup, Gl. Tuse eller Orø", en: "For example Holmstrup, Gl. Tuse or Orø")
    static let search = Words(da: "Find", en: "Find")
    static let locate = Words(da: "Brug min placering", en: "Use my position")
    static let locateFailed = Words(
        da: "Vi kunne ikke finde dig. Skriv et sted, eller vælg på listen.",
        en: "We could not find you. Write a place, or choose on the list.")
    static func isIn(_ place: String, _ area: String, _ language: Language) -> String {
        Words(da: "\(place) ligger i lokalområdet \(area).", en: "\(place) is in the local area \(area).")(language)
    }
    static func youAreIn(_ area: String, _ language: Language) -> String {
        Words(da: "Du er i lokalområdet \(area).", en: "You are in the local area \(area).")(language)
    }
    static func several(_ place: String, _ language: Language) -> String {
        Words(
            da: "Der er flere steder, der hedder \(place). Hvilket mener du?", en: "Several places are called \(place). Which do you mean?")(
                language)
    }
    static func inArea(_ place: String, _ area: String, _ language: Language) -> String {
        Words(da: "\(place) i \(area)", en: "\(place) in \(area)")(language)
    }
    static func notFound(_ place: String, _ language: Language) -> String {
        Words(da: "Vi kender ikke »\(place)«.", en: "We do not know “\(place)”.")(language)
    }
    static let didYouMean = Words(da: "Mente du et af disse?", en: "Did you mean one of these?")
    static let outside = Words(da: "Det sted ligger uden for kommunen.", en: "That place is outside the municipality.")
    static func postcode(_ code: String, _ language: Language) -> String {
        Words(
            da: "Postnummer \(code) kan dække flere lokalområder. Vælg dit på listen, eller skriv landsbyens navn.",
            en: "Postcode \(code) may cover several local areas. Choose yours on the list, or write the village’s name.")(language)
    }
    static let chooseBelow = Words(da: "Vælg på listen herunder, eller ring til os.", en: "Choose on the list below, or ring us.")
    static func goTo(_ area: String, _ language: Language) -> String { Words(da: "Se \(area)", en: "See \(area)")(language) }

    static let forum = Words(da: "Lokalt forum", en: "Local forum")
    static func form(_ form: Forum.Form, _ language: Language) -> String {
        switch form {
        case .lokalforum: Words(da: "lokalforum", en: "local forum")(language)
        case .lokalraad: Words(da: "lokalråd", en: "local council")(language)
        case .laug: Words(da: "laug", en: "guild")(language)
        }
    }
    static let alsoCalled = Words(da: "Kaldes også", en: "Also called")
    static let places = Words(da: "Byer og landsbyer", en: "Towns and villages")
    static let parishes = Words(da: "Sogne", en: "Parishes")
    static let population = Words(da: "Indbyggere", en: "Inhabitants")
    static func population(_ population: Area.Population, town: String, _ language: Language) -> String {
        let count = NumberTexts.grouped(population.count, language)
        return population.isTownOnly
            ? Words(da: "\(count) i byen \(town) (\(population.year))", en: "\(count) in the town of \(town) (\(population.year))")(
                language)
            : "\(count) (\(population.year))"
    }
    static let noFacilitator = Words(
        da: "Området har ingen Fælles-skaber lige nu. Din henvendelse går til kommunens fælles indgang.",
        en: "The area has no facilitator just now. Your enquiry goes to the municipality’s common entrance.")
    static let dialogues = Words(da: "Offentlige dialoger", en: "Public dialogues")
    static let allDialogues = Words(da: "Se, søg og følg alle områdets dialoger", en: "See, search and follow all of the area’s dialogues")
    static let noDialogues = Words(da: "Ingen offentlige dialoger endnu", en: "No public dialogues yet")
    static func noDialoguesHint(_ area: String, _ language: Language) -> String {
        Words(
            da: "De fleste dialoger er mellem borgeren og kommunen. Har du noget på hjerte om \(area)?",
            en: "Most dialogues are between the citizen and the municipality. Is there something on your mind about \(area)?")(language)
    }
    static func start(_ area: String, _ language: Language) -> String {
        Words(da: "Start en dialog om \(area)", en: "Start a dialogue about \(area)")(language)
    }
}
