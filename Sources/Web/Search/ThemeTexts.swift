import Domain

/// Words about the list of themes.
enum ThemeTexts {
    static let theme = Words(da: "Tema", en: "Theme")
    static let none = Words(da: "Intet tema", en: "No theme")
    static let choose = Words(da: "Vælg tema", en: "Choose a theme")
    static let save = Words(da: "Gem tema", en: "Save the theme")
    static let themes = Words(da: "Temaer", en: "Themes")
    static let lead = Words(
        da: "Temaerne er det, man kan vælge imellem på listen over offentlige dialoger. Hold listen kort.",
        en: "The themes are what one can choose from in the list of public dialogues. Keep the list short.")
    static let add = Words(da: "Tilføj et tema", en: "Add a theme")
    static let addButton = Words(da: "Tilføj", en: "Add")
    static let danish = Words(da: "Navn på dansk", en: "Name in Danish")
    static let english = Words(da: "Navn på engelsk", en: "Name in English")
    static let retired = Words(da: "bruges ikke mere", en: "no longer used")
    static let empty = Words(da: "Der er ingen temaer endnu.", en: "There are no themes yet.")
    static let saved = Words(da: "Listen er gemt.", en: "The list is saved.")

    static func retire(_ name: String, _ language: Language) -> String {
        Words(da: "Brug ikke »\(name)« mere", en: "Stop using “\(name)”")(language)
    }

    static func restore(_ name: String, _ language: Language) -> String {
        Words(da: "Brug »\(name)« igen", en: "Use “\(name)” again")(language)
    }

    static func problem(_ problem: Problem, _ field: NewTheme.Field, _ language: Language) -> String {
        let name = field == .danish ? danish(language) : english(language)
        switch problem {
        case .tooLong(let limit, let length): return FormTexts.tooLong(name, limit, length, language)
        case .taken: return Words(da: "Der er allerede et tema med det navn", en: "There is a theme of that name already")(language)
        case .malformed: return Words(da: "Navnet skal have mindst ét bogstav", en: "The name needs at least one letter")(language)
        default: return Words(da: "Skriv temaets navn på begge sprog", en: "Type the name of the theme in both languages")(language)
        }
    }
}
