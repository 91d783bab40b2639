import Domain

/// The words of the frame around every page.
enum LayoutTexts {
    static let service = "Krumtap"
    static let skip = Words(da: "Gå til sidens indhold", en: "Skip to main content")
    static let errorPrefix = Words(da: "Fejl: ", en: "Error: ")

    static func tagline(_ municipality: String, _ language: Language) -> String {
        Words(da: "Dialog med \(municipality)", en: "Dialogue with \(municipality)")(language)
    }

    static let demo = Words(
        da: "Demo: alle personer er opfundet, og intet sendes til kommunen.",
        en: "Demo: all people are invented, and nothing is sent to the municipality.")
    static let mailbox = Words(da: "Se postkassen", en: "See the mailbox")

    static let menu = Words(da: "Hovedmenu", en: "Main menu")
    static let start = Words(da: "Start en dialog", en: "Start a dialogue")
    static let areas = Words(da: "Lokalområder", en: "Local areas")
    static let dialogues = Words(da: "Dialoger", en: "Dialogues")
    static let howItWorks = Words(da: "Sådan virker det", en: "How it works")
    static let desk = Words(da: "Skrivebord", en: "Desk")
    static let signIn = Words(da: "Log ind", en: "Sign in")
    static let signOut = Words(da: "Log ud", en: "Sign out")
    /// The name of the other language, in that language.
    static let otherLanguage = Words(da: "English", en: "Dansk")

    static let crumbs = Words(da: "Brødkrumme", en: "Breadcrumb")
    static let home = Words(da: "Forside", en: "Home")

    static let about = Words(da: "Om siden", en: "About this site")
    static let accessibility = Words(da: "Tilgængelighedserklæring", en: "Accessibility statement")
    static let privacy = Words(da: "Persondata", en: "Personal data")
    static let cookies = Words(da: "Cookies", en: "Cookies")
    static let contact = Words(da: "Kontakt", en: "Contact")

    static func phone(_ number: String, _ language: Language) -> String {
        Words(da: "telefon \(number)", en: "telephone \(number)")(language)
    }

    static func version(_ number: String, _ language: Language) -> String {
        Words(da: "Krumtap version \(number)", en: "Krumtap version \(number)")(language)
    }
}
