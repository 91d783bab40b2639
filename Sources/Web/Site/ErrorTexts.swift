import Domain

/// What people are told when something goes wrong: what happened, what became of their words, what to do.
enum ErrorTexts {
    static func title(_ trouble: Trouble, _ language: Language) -> String {
        let title =
            switch trouble {
            case .malformed: Words(da: "Det kunne vi ikke forstå", en: "We could not understand that")
            case .unreadable: Words(da: "Vi kunne ikke læse det, du sendte", en: "We could not read what you sent")
            case .forbidden: Words(da: "Det har du ikke adgang til", en: "You do not have access to this")
            case .crossSite: Words(da: "Formularen kom et andet sted fra", en: "The form came from somewhere else")
            case .signedOut: Words(da: "Du er blevet logget ud", en: "You have been signed out")
            case .notFound: Words(da: "Siden findes ikke", en: "This page does not exist")
            case .otherMethod: Words(da: "Det kan man ikke her", en: "That cannot be done here")
            case .tooSlow: Words(da: "Det tog for lang tid at sende", en: "It took too long to send")
            case .tooLarge: Words(da: "Det, du sendte, fylder for meget", en: "What you sent is too large")
            case .otherType: Words(da: "Formularen kunne ikke læses", en: "The form could not be read")
            case .otherHost: Words(da: "Her er ingen side", en: "There is no site here")
            case .tooOften: Words(da: "Vent lidt, før du prøver igen", en: "Please wait before you try again")
            case .broken: Words(da: "Der gik noget galt hos os", en: "Something went wrong on our side")
            case .unavailable: Words(da: "Det kan vi ikke lige nu", en: "We cannot do that just now")
            }
        return title(language)
    }

    /// `origin` is the address the site has.
    static func lead(_ trouble: Trouble, _ origin: String, _ language: Language) -> String {
        switch trouble {
        case .malformed:
            Words(
                da: "Din browser eller et program imellem sendte en forespørgsel, der ikke er til at læse.",
                en: "Your browser, or a program in between, sent a request that cannot be read.")(language)
        case .unreadable:
            Words(
                da: "Noget blev ødelagt undervejs, og vi har ikke gemt noget. Gå et skridt tilbage, og send igen.",
                en: "Something was damaged on the way, and we have saved nothing. Go one step back and send it again.")(language)
        case .forbidden:
            Words(
                da: "Måske er du logget ind som en anden, end du plejer, eller også er du blevet logget ud.",
                en: "You may be signed in as somebody else, or have been signed out.")(language)
        case .crossSite:
            Words(
                da: "Din browser siger, at den blev sendt fra en anden hjemmeside. For din sikkerhed har vi ikke gemt noget.",
                en: "Your browser says that it was sent from another website. For your safety we have saved nothing.")(language)
        case .signedOut:
            Words(
                da:
                    "Det, du skrev, er her endnu, men det er ikke sendt. Log ind i en ny fane, kom tilbage til denne, og send det samme igen.",
                en:
                    "What you wrote is still here, but it has not been sent. Sign in in a new tab, come back to this one, and send the same again."
            )(
                language)
        case .notFound:
            Words(
                da: "Måske er adressen skrevet forkert, eller også er siden flyttet. Er det en dialog, kan den være privat.",
                en: "The address may be mistyped, or the page has moved. If it is a dialogue, it may be private.")(language)
        case .otherMethod:
            Words(da: "Adressen findes måske, men ikke til det.", en: "The address may exist, but not for that.")(language)
        case .tooSlow:
            Words(
                da: "Forbindelsen var så langsom, at vi måtte stoppe, og vi har ikke gemt noget. Gå et skridt tilbage, og send igen.",
                en: "The connection was so slow that we had to stop, and we have saved nothing. Go one step back and send it again.")(
                    language)
        case .tooLarge: tooLarge(language)
        case .otherType:
            Words(
                da: "Den blev sendt i et format, vi ikke kender, og vi har ikke gemt noget.",
                en: "It was sent in a format we do not know, and we have saved nothing.")(language)
        case .otherHost: Words(da: "Du finder os på \(origin)", en: "You will find us at \(origin)")(language)
        case .tooOften(let seconds): tooOften(seconds, language)
        case .broken:
            Words(
                da: "Det er vores fejl, ikke din, og den er skrevet op. Prøv igen om lidt.",
                en: "It is our fault, not yours, and it has been noted. Try again in a moment.")(language)
        case .unavailable:
            Words(
                da: "Vi kunne ikke gemme eller hente, fordi systemet har for travlt eller mangler plads. Intet af det, du har fået "
                    + "kvittering for, er gået tabt.",
                en: "We could not save or fetch, because the system is too busy or out of room. Nothing you have had a receipt for is lost."
            )(language)
        }
    }

    /// What to do about it.
    static func more(_ trouble: Trouble, _ language: Language) -> String? {
        switch trouble {
        case .unavailable: Words(da: "Prøv igen om et øjeblik.", en: "Try again in a moment.")(language)
        case .crossSite:
            Words(
                da: "Åbn siden igen her på Krumtap, og send formularen derfra.",
                en: "Open the page again here on Krumtap, and send the form from there.")(language)
        case .tooOften:
            Words(
                da: "Grænsen beskytter alle mod programmer, der sender i ét væk. Haster det, så ring til os.",
                en: "The limit protects everybody from programs that send without end. If it is urgent, call us.")(language)
        default: nil
        }
    }

    private static func tooLarge(_ language: Language) -> String {
        let limit = NumberTexts.grouped(Dialogue.textLimit, language)
        return Words(
            da: "En tekst må højst være \(limit) tegn. Vi har ikke gemt noget: Gå et skridt tilbage, gør teksten kortere, og send igen.",
            en: "A text can be at most \(limit) characters. We have saved nothing: go one step back, shorten the text and send it again.")(
                language)
    }

    private static func tooOften(_ seconds: Int, _ language: Language) -> String {
        let minutes = max(1, (seconds + 59) / 60)
        let wait =
            switch (minutes, language) {
            case (1, .da): "et minut"
            case (1, .en): "a minute"
            case (2...90, .da): "\(minutes) minutter"
            case (2...90, .en): "\(minutes) minutes"
            case (_, .da): "\((minutes + 59) / 60) timer"
            case (_, .en): "\((minutes + 59) / 60) hours"
            }
        return Words(
            da: "Der er sendt usædvanlig meget herfra på kort tid. Prøv igen om \(wait).",
            en: "Unusually much has been sent from here in a short time. Try again in \(wait).")(language)
    }

    static let number = Words(da: "Skriv eller sig dette nummer, hvis du kontakter os:", en: "Quote this number if you contact us:")
    static let sendAgain = Words(da: "Send det samme igen", en: "Send the same again")
    static let home = Words(da: "Gå til forsiden", en: "Go to the front page")
    static let find = Words(da: "Find dit lokalområde", en: "Find your local area")
    static let contact = Words(da: "Kontakt os, så hjælper vi", en: "Contact us, and we will help")
    static let signInElsewhere = Words(da: "Log ind i en ny fane", en: "Sign in in a new tab")
    static let signIn = Words(da: "Log ind", en: "Sign in")
}
