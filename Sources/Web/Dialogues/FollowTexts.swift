import Domain

/// The words of following a dialogue.
enum FollowTexts {
    static let title = Words(da: "Følg dialogen", en: "Follow the dialogue")
    static let what = Words(
        da: "Du får en mail, når der er nyt, som alle må læse. Du kan stoppe igen med ét tryk i hver mail.",
        en: "You get a mail when there is news that everybody may read. You can stop with one press in each mail.")
    static let email = Words(da: "Din e-mail", en: "Your e-mail")
    static let emailHint = Words(
        da: "Bruges kun til det her. Ingen kan se, at du følger med.", en: "Used for this only. Nobody can see that you follow.")
    static let follow = Words(da: "Følg", en: "Follow")
    static let orFeed = Words(da: "Eller uden mail, i en nyhedslæser:", en: "Or without mail, in a news reader:")
    static let feed = Words(da: "nyhedsfeed (Atom)", en: "news feed (Atom)")
    static let lookInMailbox = Words(da: "Se i din indbakke", en: "Look in your mailbox")
    static let asked = Words(
        da: "Følger du ikke allerede dialogen, er der en mail på vej. Tryk på linket i den, så følger du med.",
        en: "If you do not follow the dialogue already, a mail is on its way. Use the link in it, and you follow.")
    static let back = Words(da: "Til dialogen", en: "To the dialogue")
    static let yes = Words(da: "Ja, jeg vil følge dialogen", en: "Yes, I want to follow the dialogue")
    static let stop = Words(da: "Stop mails om dialogen", en: "Stop mail about the dialogue")

    static func heading(_ state: FollowLetterPage.State, _ language: Language) -> String {
        switch state {
        case .unconfirmed: Words(da: "Vil du følge dialogen?", en: "Do you want to follow the dialogue?")(language)
        case .following: Words(da: "Du følger dialogen", en: "You follow the dialogue")(language)
        case .stopping: Words(da: "Vil du stoppe?", en: "Do you want to stop?")(language)
        case .ended: Words(da: "Du får ikke flere mails", en: "You get no more mail")(language)
        }
    }

    static func explained(_ state: FollowLetterPage.State, _ language: Language) -> String {
        switch state {
        case .unconfirmed: what(language)
        case .following:
            Words(
                da: "Du får en mail, når der er nyt, som alle må læse.", en: "You get a mail when there is news that everybody may read.")(
                    language)
        case .stopping:
            Words(
                da: "Så får du ikke flere mails om dialogen, og vi glemmer din adresse.",
                en: "Then you get no more mail about the dialogue, and we forget your address.")(language)
        case .ended:
            Words(
                da: "Adressen følger ikke dialogen, og vi har glemt den.",
                en: "The address does not follow the dialogue, and we have forgotten it.")(
                    language)
        }
    }

    static func problem(_ invalid: Invalid<NewFollower.Field>, _ language: Language) -> String {
        if invalid.problems[.email] == .missing {
            return Words(da: "Skriv din e-mail", en: "Write your e-mail")(language)
        }
        return Words(da: "Skriv en hel mailadresse, fx anna@eksempel.dk", en: "Write a whole e-mail address, such as anna@example.com")(
            language)
    }
}
