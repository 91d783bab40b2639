import Domain

/// The words about who can read along.
enum PublishTexts {
    static let mayOthers = Words(da: "Må andre læse med?", en: "May others read along?")
    static let mayOthersHint = Words(
        da: "Du kan altid ændre det. Intet bliver offentligt, før Fælles-skaberen har set det igennem.",
        en: "You can always change it. Nothing becomes public before the facilitator has looked it through.")
    static func consent(_ consent: Dialogue.Consent, _ language: Language) -> String {
        switch consent {
        case .private: Words(da: "Nej, kun kommunen og jeg", en: "No, only the municipality and I")(language)
        case .public: Words(da: "Ja, uden mit navn", en: "Yes, without my name")(language)
        case .publicNamed: Words(da: "Ja, med mit navn", en: "Yes, with my name")(language)
        }
    }
    static func consentHint(_ consent: Dialogue.Consent, _ language: Language) -> String? {
        switch consent {
        case .private: nil
        case .public:
            Words(
                da: "Andre ser overskriften, lokalområdet, det, der bliver skrevet, og hvad der kom ud af det.",
                en: "Others see the heading, the local area, what is written, and what came of it.")(language)
        case .publicNamed:
            Words(
                da: "Det samme, og dit navn. Din mailadresse og dit telefonnummer vises aldrig.",
                en: "The same, and your name. Your e-mail address and telephone number are never shown.")(language)
        }
    }
    static let othersSee = Words(da: "Se, hvad andre ville se", en: "See what others would see")
    static func withName(_ signature: String, _ language: Language) -> String {
        let (hidden, name) = (ThreadTexts.somebody(language), signature)
        guard !name.isEmpty else {
            return Words(
                da: "Siger du ja til dit navn, står det i stedet for »\(hidden)«.",
                en: "If you agree to your name, it stands instead of “\(hidden)”.")(language)
        }
        return Words(
            da: "Siger du ja til dit navn, står der »\(name)« i stedet for »\(hidden)«.",
            en: "If you agree to your name, “\(name)” stands instead of “\(hidden)”.")(language)
    }
    static let whoReads = Words(da: "Hvem kan læse med?", en: "Who can read along?")
    static let save = Words(da: "Gem", en: "Save")
    static let consentMissing = Words(da: "Vælg, om andre må læse med", en: "Choose whether others may read along")
    static let isPublic = Words(
        da: "Dialogen er offentlig nu. Siger du nej, er den væk for andre med det samme; der står kun, at den er trukket tilbage.",
        en: "The dialogue is public now. If you say no, it is gone for others at once; only that it was withdrawn is left.")
    static let change = Words(da: "Skift, hvem der kan læse med", en: "Change who can read along")
    static let saved = Words(da: "Gemt.", en: "Saved.")
    static func savedHint(_ consent: Dialogue.Consent, isPublic: Bool, _ language: Language) -> String {
        switch (consent, isPublic) {
        case (.private, _):
            Words(
                da: "Kun I, der er med, og kommunen kan læse dialogen.", en: "Only those who take part and the municipality can read it.")(
                    language)
        case (_, true): Words(da: "Alle kan læse dialogen.", en: "Everybody can read the dialogue.")(language)
        case (_, false):
            Words(
                da: "Fælles-skaberen ser den igennem, før andre kan læse den.",
                en: "The facilitator looks it through before others can read it.")(language)
        }
    }
    static let seePublic = Words(da: "Sådan ser andre den", en: "How others see it")

    // Staff.
    static let publicity = Words(da: "Offentlighed", en: "Publicity")
    static let noConsent = Words(
        da: "Den, der startede dialogen, har ikke sagt ja til, at andre læser med.",
        en: "The one who started the dialogue has not agreed that others read along.")
    static let ask = Words(da: "Spørg, om andre må læse med", en: "Ask whether others may read along")
    static func asked(_ when: String, _ language: Language) -> String {
        Words(da: "De blev spurgt \(when) og har ikke svaret endnu.", en: "They were asked \(when) and have not answered yet.")(language)
    }
    static let hasConsent = Words(da: "Andre må læse med.", en: "Others may read along.")
    static let hasNamedConsent = Words(da: "Andre må læse med og se navnet.", en: "Others may read along and see the name.")
    static let namesNobody = Words(
        da: "Den, der startede dialogen, vises uden navn.", en: "The one who started the dialogue is shown without a name.")
    static let look = Words(da: "Se igennem, og gør offentlig", en: "Look through and make public")
    static func undecided(_ count: Int, _ language: Language) -> String {
        Words(
            da: "\(count) \(count == 1 ? "besked" : "beskeder") er ikke vist for andre.",
            en: "\(count) \(count == 1 ? "message is" : "messages are") not shown to others.")(language)
    }
    static let lookAgain = Words(da: "Ret, hvad andre ser", en: "Change what others see")
    static let takeBack = Words(da: "Træk tilbage fra offentligheden", en: "Take back from the public")

    static let title = Words(da: "Det kan andre læse", en: "What others can read")
    static let intro = Words(
        da: "Se hver besked igennem. CPR-numre, mailadresser og telefonnumre skjules altid. Navne afgør du.",
        en: "Look through each message. CPR numbers, e-mail addresses and telephone numbers are always hidden. Names are for you to decide."
    )
    static let heading = Words(da: "Overskrift", en: "Heading")
    static let headingHint = Words(
        da: "Uden navne på borgere og uden telefonnumre.", en: "Without citizens’ names, and without telephone numbers.")
    static let show = Words(da: "Vis den for alle", en: "Show it to everybody")
    static func showFile(_ name: String, _ language: Language) -> String {
        Words(da: "Vis også \(name)", en: "Show \(name) too")(language)
    }
    static let showFileHint = Words(
        da: "Åbn den først: Er der mennesker eller navne på?", en: "Open it first: does it show people or names?")
    static let fresh = Words(da: "ny siden sidst", en: "new since last time")
    static let alwaysHidden = Words(da: "Skjules altid", en: "Always hidden")
    static func decide(_ words: String, _ kind: SensitiveText.Kind, _ language: Language) -> String {
        let what =
            switch kind {
            case .cpr: Words(da: "CPR-nummer", en: "CPR number")(language)
            case .email: Words(da: "Mailadresse", en: "E-mail address")(language)
            case .phone: Words(da: "Telefonnummer", en: "Telephone number")(language)
            case .name: Words(da: "Navn", en: "Name")(language)
            }
        return "\(what): \(words)"
    }
    static let hide = Words(da: "Skjul", en: "Hide")
    static let keep = Words(da: "Vis", en: "Show")
    static let publish = Words(da: "Gør offentlig", en: "Make public")
    static func headingWrong(_ problem: Problem, _ language: Language) -> String {
        line(
            problem, StartTexts.theHeading(language),
            Words(da: "Skriv en overskrift uden kontaktoplysninger", en: "Write a heading without contact data"), language)
    }
    static func outcomeWrong(_ problem: Problem, _ language: Language) -> String {
        line(
            problem, Words(da: "Sætningen", en: "The sentence")(language),
            Words(
                da: "Skriv én sætning om, hvad der kom ud af det, uden kontaktoplysninger",
                en: "Write one sentence on what came of it, without contact data"), language)
    }
    private static func line(_ problem: Problem, _ name: String, _ words: Words, _ language: Language) -> String {
        if case .tooLong(let limit, let length) = problem { return FormTexts.tooLong(name, limit, length, language) }
        return words(language)
    }
    static func keepNames(_ names: [String], _ language: Language) -> String {
        let quoted = names.map { Words(da: "»\($0)«", en: "“\($0)”")(language) }.joined(separator: ", ")
        return Words(da: "Alle må læse navnet \(quoted)", en: "Everybody may read the name \(quoted)")(language)
    }
    static let keepNamesInSentence = Words(da: "Alle må læse navnet i sætningen", en: "Everybody may read the name in the sentence")
    static func namesUndecided(_ names: [String], _ language: Language) -> String {
        let quoted = names.map { Words(da: "»\($0)«", en: "“\($0)”")(language) }.joined(separator: ", ")
        return Words(
            da: "Skriv det uden \(quoted), eller sæt kryds ved, at alle må læse navnet",
            en: "Write it without \(quoted), or tick that everybody may read the name")(language)
    }
    static func undecidedFinding(_ words: String, _ language: Language) -> String {
        Words(da: "Vælg, om »\(words)« skal skjules eller vises", en: "Choose whether “\(words)” is hidden or shown")(language)
    }
    static let nothingShown = Words(da: "Vælg mindst én besked, som andre kan læse", en: "Choose at least one message that others can read")
    static let consentGone = Words(
        da: "Den, der startede dialogen, har trukket sit ja tilbage, mens du så den igennem. Intet er gjort offentligt.",
        en: "The one who started the dialogue has taken back their consent while you looked it through. Nothing was made public.")
    static let overtaken = Words(
        da: "Der er kommet noget nyt i dialogen, mens du så den igennem. Dine valg er her endnu – se det nye, og gør så offentlig.",
        en: "Something new has come while you looked it through. Your choices are still here: look at what is new, then make it public.")

    static let stubTitle = Words(da: "Dialogen er trukket tilbage", en: "The dialogue was withdrawn")
    static func stub(_ reference: String, area: String?, _ language: Language) -> String {
        let place = area.map { Words(da: " om \($0)", en: " about \($0)")(language) } ?? ""
        return Words(
            da: "\(reference)\(place) har været offentlig, men er det ikke mere. Ordene er kun for dem, der er med.",
            en: "\(reference)\(place) was public and is no longer. The words are for those who take part only.")(language)
    }
    static let stubWay = Words(da: "Se andre dialoger i dit lokalområde", en: "See other dialogues in your local area")
    static let outcomeNotFree = Words(
        da: "Dialogen er offentlig: Skriv sætningen uden mailadresser, telefonnumre og CPR-numre",
        en: "The dialogue is public: write the sentence without e-mail addresses, telephone numbers and CPR numbers")
}
