import Domain

/// The words of leading somebody to a place that helps sooner.
enum DiversionTexts {
    static let before = Words(da: "Før du går videre", en: "Before you go on")
    static let goOn = Words(
        da: "Passer det ikke, så gå bare videre herunder. Din tekst er gemt.",
        en: "If that does not fit, just go on below. Your text is kept.")
    static func ring(_ number: String, _ language: Language) -> String {
        Words(da: "Ring \(Self.number(number))", en: "Ring \(Self.number(number))")(language)
    }

    /// `1-1-2` is said by its digits; others in pairs.
    static func number(_ dialled: String) -> String {
        if dialled.count == 3 { return dialled.map(String.init).joined(separator: "-") }
        return PhoneNumber(dialled)?.formatted ?? dialled
    }

    /// `post.borger.dk` of `https://post.borger.dk/brev`.
    static func host(_ address: String) -> String {
        let host = address.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
    }

    static let title = Words(da: "Henvisninger", en: "Signposts")
    static let lead = Words(
        da: "Skriver en borger om noget, andre klarer hurtigere, viser vi det venligt, før de går videre. De kan altid sende alligevel.",
        en: "When a citizen writes about what others do sooner, we show it kindly before they go on. They can always send all the same.")
    static let new = Words(da: "Ny henvisning", en: "New signpost")
    static let none = Words(da: "Her er ingen henvisninger", en: "No signposts here")
    static let noneHint = Words(
        da: "Tilføj den første: et sted, borgere ofte leder efter.", en: "Add the first: a place citizens often look for.")
    static let saved = Words(da: "Det er gemt, og borgerne ser det fra nu af.", en: "It is saved, and citizens see it from now on.")
    static let heading = Words(da: "Overskrift", en: "Heading")
    static let headingHint = Words(da: "For eksempel: Huller i vejen og mørke lamper", en: "For example: Potholes and dark lamps")
    static let headingInEnglish = Words(da: "Overskrift på engelsk", en: "Heading in English")
    static let advice = Words(da: "Råd", en: "Advice")
    static let adviceHint = Words(da: "Et par sætninger: hvem klarer det, og hvordan.", en: "A few sentences: who does it, and how.")
    static let adviceInEnglish = Words(da: "Råd på engelsk", en: "Advice in English")
    static let telephone = Words(da: "Telefon", en: "Telephone")
    static let telephoneHint = Words(
        da: "Uden telefon og netadresse vises kommunens eget nummer.",
        en: "Without a telephone and a web address the municipality’s own number is shown.")
    static let web = Words(da: "Netadresse", en: "Web address")
    static let webHint = Words(da: "Begynder med https://", en: "Begins with https://")
    static let kind = Words(da: "Slags", en: "Kind")
    static let place = Words(da: "Hvor", en: "Where")
    static let ownNumber = Words(da: "Kommunens nummer", en: "The municipality’s number")
    static let words = Words(da: "Ord, der viser den", en: "Words that show it")
    static let wordsHint = Words(
        da:
            "Et på hver linje. Hul passer også på huller og hullet. Skriv * efter et ord for alt, der begynder sådan: gadelamp*. Flere ord på en linje skal stå tæt på hinanden i teksten.",
        en:
            "One on each line, in Danish. Hul also fits huller and hullet. Write * after a word for all that begins so: gadelamp*. Several words on a line must stand close together in the text."
    )
    static let save = Words(da: "Gem henvisningen", en: "Save the signpost")
    static let retired = Words(da: "Taget ned", en: "Taken down")
    static let retire = Words(da: "Tag ned", en: "Take down")
    static let restore = Words(da: "Sæt op igen", en: "Put up again")
    static let raise = Words(da: "Flyt op", en: "Move up")
    static let tryTitle = Words(da: "Prøv en sætning", en: "Try a sentence")
    static let sentence = Words(da: "Skriv, som en borger ville skrive", en: "Write as a citizen would")
    static let tryIt = Words(da: "Se, hvad der vises", en: "See what is shown")
    static let fitsNone = Words(
        da: "Ingen henvisning passer. Borgeren går lige videre.", en: "No signpost fits. The citizen goes straight on.")
    static let fits = Words(da: "Borgeren ser:", en: "The citizen sees:")
    static let full = Words(
        da: "Listen er fuld. Ret en henvisning, der er taget ned, i stedet for at tilføje en ny.",
        en: "The list is full. Rewrite a signpost that was taken down instead of adding one.")
    static let overtaken = Words(
        da:
            "En anden har rettet henvisningen, mens du skrev. Dine ord står i felterne, deres herunder. Gem igen, når det er, som det skal være.",
        en:
            "Somebody else has changed the signpost while you wrote. Your words are in the fields, theirs below. Save again when it is as it should be."
    )
    static let listOvertaken = Words(
        da: "En anden har rettet listen i mellemtiden. Her er den, som den er nu. Prøv igen.",
        en: "Somebody else has changed the list meanwhile. Here it is as it is now. Try again.")

    static func kind(_ kind: Diversion.Kind, _ language: Language) -> String {
        switch kind {
        case .emergency: Words(da: "Noget, der haster", en: "An emergency")(language)
        case .fault: Words(da: "Fejl og mangler", en: "Something broken")(language)
        case .casework: Words(da: "Personlig sag", en: "A personal case")(language)
        case .otherAuthority: Words(da: "En anden myndighed", en: "Another authority")(language)
        }
    }

    static func problem(_ problem: Problem, _ field: NewDiversion.Field, _ language: Language) -> String {
        if case .tooLong(let limit, let length) = problem { return FormTexts.tooLong(name(field)(language), limit, length, language) }
        return switch field {
        case .kind: Words(da: "Vælg, hvilken slags det er", en: "Choose which kind it is")(language)
        case .title: Words(da: "Skriv en overskrift", en: "Write a heading")(language)
        case .titleInEnglish: Words(da: "Skriv overskriften på engelsk", en: "Write the heading in English")(language)
        case .advice: Words(da: "Skriv et råd", en: "Write some advice")(language)
        case .adviceInEnglish: Words(da: "Skriv rådet på engelsk", en: "Write the advice in English")(language)
        case .telephone: Words(da: "Telefonnummeret ser ikke rigtigt ud", en: "The telephone number does not look right")(language)
        case .web: Words(da: "Netadressen skal begynde med https://", en: "The web address must begin with https://")(language)
        case .triggers: Words(da: "Skriv mindst ét ord, der viser den", en: "Write at least one word that shows it")(language)
        }
    }

    private static func name(_ field: NewDiversion.Field) -> Words {
        switch field {
        case .title, .titleInEnglish: StartTexts.theHeading
        case .web: Words(da: "Netadressen", en: "The web address")
        case .triggers: Words(da: "Listen med ord", en: "The list of words")
        default: Words(da: "Rådet", en: "The advice")
        }
    }
}
