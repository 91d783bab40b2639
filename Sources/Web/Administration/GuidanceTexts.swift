import Domain

/// The words of the start page and of the pages that explain.
enum GuidanceTexts {
    static let question = Words(
        da: "Har du noget på hjerte om dit lokalområde?", en: "Is there something on your mind about your local area?")
    static let lead = Words(
        da:
            "Sig det én gang, med dine egne ord. En Fælles-skaber finder den rette – politiker eller medarbejder – og du kan følge med hele vejen.",
        en: "Say it once, in your own words. A facilitator finds the right person, politician or staff, and you can follow it all the way.")
    static func easy(_ phone: String, _ language: Language) -> String {
        Words(
            da: "Det tager to minutter. Du skal ikke logge ind. Du kan også ringe til os på \(phone).",
            en: "It takes two minutes. You need not sign in. You can also ring us on \(phone).")(language)
    }
    static let happens = Words(da: "Det sker der", en: "What happens")
    static func steps(_ days: Int, _ language: Language) -> [(bold: String, rest: String)] {
        switch language {
        case .da:
            [
                ("Du skriver", ", hvad det drejer sig om, og hvor."),
                ("Din Fælles-skaber svarer", " inden \(days) arbejdsdage."),
                ("Vi afklarer sammen:", " Er det politik, drift – eller noget, I selv kan løse?"),
                ("Du får et svar, et møde eller en aftale", " – og du kan altid skrive igen."),
            ]
        case .en:
            [
                ("You write", " what it is about, and where."),
                ("Your facilitator answers", " within \(days) working days."),
                ("We clarify together:", " is it politics, administration, or something you can solve yourselves?"),
                ("You get an answer, a meeting or an agreement", ", and you can always write again."),
            ]
        }
    }
    static let outcomes = Words(da: "Det kom der ud af det", en: "What came of it")
    static let noOutcomes = Words(
        da: "Her kommer de dialoger, der er blevet til noget", en: "Dialogues that came to something will stand here")
    static let noOutcomesHint = Words(
        da: "Når en offentlig dialog er afsluttet, kan du læse her, hvad der kom ud af den.",
        en: "When a public dialogue is closed, you can read here what came of it.")
    static let yourArea = Words(da: "Dit lokalområde", en: "Your local area")
    static let yourAreaHint = Words(
        da: "Se, hvem der er din Fælles-skaber, og hvad der er i gang, hvor du bor.",
        en: "See who your facilitator is, and what is going on where you live.")
    static let allAreas = Words(da: "Se alle lokalområder", en: "See all local areas")

    static let how = Words(da: "Sådan virker det", en: "How it works")
    static func howParagraphs(_ municipality: String, _ days: Int, _ language: Language) -> [(heading: String, text: String)] {
        switch language {
        case .da:
            [
                (
                    "Én indgang",
                    "Du behøver ikke vide, hvem i \(municipality) der har med din sag at gøre. Du skriver til din Fælles-skaber – et menneske med navn og telefon – som finder den rette."
                ),
                (
                    "Politik eller drift?",
                    "Noget kan en medarbejder ordne med det samme. Andet skal politikerne tage stilling til. Og noget kan I selv løse lokalt, måske med en hjælpende hånd. Din Fælles-skaber afklarer det sammen med dig, før der bliver holdt møder."
                ),
                (
                    "Et løfte om svar",
                    "Du hører fra os inden \(days) arbejdsdage. På dialogens side kan du altid se, hvem der har den, hvad næste skridt er, og hvornår det senest sker. Venter vi på dig, holder fristen pause."
                ),
                (
                    "Privat, til du vælger andet",
                    "En dialog er mellem dig og dem, der arbejder med den. Den bliver kun offentlig, hvis du siger ja, og dit navn vises kun, hvis du selv vil have det."
                ),
                (
                    "Afsluttet er ikke det samme som løst",
                    "Vi afslutter aldrig en dialog uden et svar eller en grund. Er du ikke enig, så skriv igen – så er den åben hos den samme Fælles-skaber."
                ),
            ]
        case .en:
            [
                (
                    "One entrance",
                    "You need not know who in \(municipality) deals with your matter. You write to your facilitator, a human being with a name and a telephone, who finds the right person."
                ),
                (
                    "Politics or administration?",
                    "Some things staff can do at once. Others are for the politicians to decide. And some you can solve locally yourselves, perhaps with a helping hand. Your facilitator clarifies it with you before any meeting is held."
                ),
                (
                    "A promise of an answer",
                    "You hear from us within \(days) working days. On the dialogue’s page you can always see who has it, what the next step is, and by when. While we wait for you, the clock pauses."
                ),
                (
                    "Private until you choose otherwise",
                    "A dialogue is between you and those who work on it. It becomes public only if you agree, and your name is shown only if you want it to be."
                ),
                (
                    "Closed is not the same as solved",
                    "We never close a dialogue without an answer or a reason. If you disagree, write again: it is open once more, with the same facilitator."
                ),
            ]
        }
    }

    static let contact = Words(da: "Kontakt", en: "Contact")
    static func contactLead(_ municipality: String, _ language: Language) -> String {
        Words(
            da: "Du kan altid ringe til \(municipality). Så skriver vi din henvendelse ned for dig.",
            en: "You can always ring \(municipality). Then we write down your enquiry for you.")(language)
    }
    static let phone = Words(da: "Telefon", en: "Telephone")
    static let email = Words(da: "E-mail", en: "E-mail")
    static let address = Words(da: "Adresse", en: "Address")

    static let cookies = Words(da: "Cookies", en: "Cookies")
    static let cookiesText = Words(
        da:
            "Krumtap bruger kun de cookies, der er nødvendige: én, når en medarbejder logger ind, og én, mens koden ventes. Borgere får ingen. Vi måler ikke, hvem du er, og henter intet fra andre.",
        en:
            "Krumtap uses only the cookies it needs: one when staff sign in, and one while the code is awaited. Citizens get none. We do not measure who you are, and fetch nothing from others."
    )

    static let privacy = Words(da: "Persondata", en: "Personal data")
    static func privacyParagraphs(_ municipality: String, _ language: Language) -> [(heading: String, text: String)] {
        switch language {
        case .da:
            [
                (
                    "Hvad vi gemmer",
                    "Det, du skriver i en dialog: dit navn, din e-mail eller dit telefonnummer, beskeden og stedet. Det er nødvendigt for at svare dig. \(municipality) er dataansvarlig, og grundlaget er databeskyttelsesforordningens artikel 6, stk. 1, litra e."
                ),
                (
                    "Hvem der kan læse det",
                    "Du, de medarbejdere, der arbejder med dialogen, og dem, du eller Fælles-skaberen efter aftale inviterer ind. Siger du ja til, at den bliver offentlig, kan alle læse det, der er set igennem. Mailadresser og telefonnumre vises aldrig på en offentlig side."
                ),
                (
                    "Kladder",
                    "Det, du har skrevet, men ikke sendt, gemmes i 14 dage på en hemmelig adresse og slettes derefter."
                ),
                (
                    "Følger du en dialog",
                    "Følger du en offentlig dialog, eller siger du noget til den, gemmer vi din mailadresse, til du stopper eller trækker det tilbage. Den vises aldrig."
                ),
                (
                    "Dine rettigheder",
                    "Du kan bede om at se, rette eller få slettet dine oplysninger. Kommunen har pligt til at gemme noget (offentlighedsloven og arkivloven); så får du det at vide. Du kan klage til Datatilsynet."
                ),
            ]
        case .en:
            [
                (
                    "What we keep",
                    "What you write in a dialogue: your name, your e-mail or telephone number, the message and the place. It is needed to answer you. \(municipality) is the controller; the basis is Article 6(1)(e) of the General Data Protection Regulation."
                ),
                (
                    "Who can read it",
                    "You, the staff who work on the dialogue, and those whom you, or the facilitator by agreement, invite. If you agree to make it public, everybody can read what was looked through. E-mail addresses and telephone numbers are never shown on a public page."
                ),
                ("Drafts", "What you have written and not sent is kept for 14 days at a secret address, and then deleted."),
                (
                    "If you follow a dialogue",
                    "If you follow a public dialogue, or say something to it, we keep your e-mail address until you stop or take it back. It is never shown."
                ),
                (
                    "Your rights",
                    "You can ask to see, correct or erase your data. Some of it the municipality must keep by law; then you are told so. You can complain to Datatilsynet, the Danish Data Protection Agency."
                ),
            ]
        }
    }

    static let accessibility = Words(da: "Tilgængelighed", en: "Accessibility")
    static func accessibilityText(_ language: Language) -> String {
        Words(
            da:
                "Krumtap er bygget, så alle kan bruge den: med tastatur, skærmlæser, stor skrift, på mobil og på papir, og uden JavaScript. Hver udgave prøves maskinelt mod WCAG 2.2 AA. Møder du en hindring, så ring eller skriv – så hjælper vi dig og retter fejlen.",
            en:
                "Krumtap is built for everybody to use: by keyboard, with a screen reader, in large print, on a phone and on paper, and without JavaScript. Each version is tested by machine against WCAG 2.2 AA. If you meet an obstacle, ring or write: we help you and mend the fault."
        )(language)
    }
    static let statement = Words(
        da: "Læs den officielle tilgængelighedserklæring", en: "Read the official accessibility statement (in Danish)")
    static let noStatement = Words(
        da: "Den officielle tilgængelighedserklæring er endnu ikke offentliggjort for dette websted.",
        en: "The official accessibility statement of this site is not published yet.")
}
