import Domain

/// The words of starting a dialogue.
enum StartTexts {
    static let title = Words(da: "Start en dialog", en: "Start a dialogue")
    static let matter = Words(da: "Hvad drejer det sig om?", en: "What is it about?")
    static let matterHint = Words(
        da: "Skriv med dine egne ord. Du behøver ikke vide, hvem i kommunen der har med det at gøre – det finder din Fælles-skaber ud af.",
        en: "Write in your own words. You need not know who in the municipality deals with it: your facilitator finds out.")
    static let subject = Words(da: "Giv det en kort overskrift", en: "Give it a short heading")
    static let subjectHint = Words(
        da: "For eksempel: Cykelsti mellem skolen og hallen", en: "For example: Cycle path between the school and the hall")
    static let kind = Words(da: "Hvad er det mest?", en: "What is it mostly?")

    static let notHere = Words(da: "Er det noget andet?", en: "Is it something else?")
    static let emergency = Words(da: "Er nogen i fare, så ring 1-1-2.", en: "If somebody is in danger, ring 1-1-2.")
    static func fault(_ phone: String, _ language: Language) -> String {
        Words(
            da: "Huller i vejen, mørke gadelamper og væltede træer klares hurtigst på telefon \(phone).",
            en: "Potholes, dark street lamps and fallen trees are dealt with quickest by telephone: \(phone).")(language)
    }
    static let personal = Words(
        da:
            "Drejer det sig om din egen sag – for eksempel hjælp, ydelser eller byggesag – så skriv til kommunen med Digital Post. Skriv ikke CPR-nummer her.",
        en:
            "If it is about your own case – help, benefits, a building permit – write to the municipality by Digital Post. Do not write your CPR number here."
    )

    static let place = Words(da: "Hvor handler det om?", en: "Where is it about?")
    static let inArea = Words(da: "Et lokalområde", en: "A local area")
    static let wholeMunicipality = Words(da: "Hele kommunen", en: "The whole municipality")
    static let unknownPlace = Words(da: "Ved ikke", en: "Don’t know")
    static let unknownPlaceHint = Words(
        da: "Det er helt i orden. Vi finder ud af det sammen.", en: "That is quite all right. We find out together.")
    static let chooseArea = Words(da: "Vælg lokalområde", en: "Choose a local area")
    static let findForMe = Words(da: "Find det ud fra stedet, jeg skriver", en: "Find it from the place I write")
    static let placeName = Words(da: "By, landsby eller sted", en: "Town, village or place")
    static let placeNameHint = Words(
        da: "For eksempel Holmstrup, Gl. Tuse eller vejen ved hallen. Kender du ikke lokalområdet, finder vi det ud fra byens navn.",
        en: "For example Holmstrup, Gl. Tuse or the road by the hall. If you do not know the local area, we find it by the village’s name.")
    static func severalPlaces(_ name: String, _ language: Language) -> String {
        Words(
            da: "Der er flere steder, der hedder \(name). Vælg lokalområdet på listen.",
            en: "Several places are called \(name). Choose the local area on the list.")(language)
    }
    static func unknownName(_ name: String, _ language: Language) -> String {
        Words(
            da: "Vi kan ikke finde lokalområdet ud fra »\(name)«. Vælg det på listen – eller vælg Ved ikke.",
            en: "We cannot find the local area from “\(name)”. Choose it on the list, or choose Don’t know.")(language)
    }
    static func meant(_ names: String, _ language: Language) -> String {
        Words(da: "Mente du \(names)?", en: "Did you mean \(names)?")(language)
    }
    static func postcode(_ code: String, _ language: Language) -> String {
        Words(
            da: "Et postnummer kan dække flere lokalområder. Vælg lokalområdet for \(code) på listen.",
            en: "A postcode may cover several local areas. Choose the local area for \(code) on the list.")(language)
    }

    static let contact = Words(da: "Hvordan må vi svare?", en: "How may we answer?")
    static let name = Words(da: "Dit navn", en: "Your name")
    static let email = Words(da: "E-mail", en: "E-mail")
    static let emailHint = Words(
        da: "Så kan du følge med og svare fra linket i mailen.", en: "Then you can follow along and answer from the link in the mail.")
    static let phone = Words(da: "Telefon", en: "Telephone")
    static let phoneHint = Words(da: "Har du ikke e-mail, ringer vi til dig.", en: "If you have no e-mail, we ring you.")
    static let oneIsEnough = Words(da: "Det er nok med én af delene.", en: "One of the two is enough.")
    static let behalf = Words(da: "Hvem skriver du for?", en: "For whom do you write?")
    static let behalfName = Words(da: "Hvad hedder foreningen eller virksomheden?", en: "What is the association or company called?")
    static let theirName = Words(da: "Navnet", en: "The name")
    static let behalfNameHint = Words(da: "Kun hvis du skriver for andre end dig selv.", en: "Only if you write for others than yourself.")

    static let check = Words(da: "Tjek dine svar", en: "Check your answers")
    static let change = Words(da: "Ret", en: "Change")
    static let send = Words(da: "Send til Fælles-skaberen", en: "Send to the facilitator")
    static let who = Words(da: "Hvem skriver", en: "Who writes")
    static let answerTo = Words(da: "Svar til", en: "Answer to")
    static let what = Words(da: "Overskrift", en: "Heading")
    static let text = Words(da: "Din besked", en: "Your message")
    static let whereTo = Words(da: "Hvor", en: "Where")

    static func receiver(_ name: String, _ area: String?, _ language: Language) -> String {
        let served = area.map { Words(da: ", som er Fælles-skaber for \($0)", en: ", facilitator for \($0)")(language) } ?? ""
        return Words(da: "Beskeden går til \(name)\(served).", en: "The message goes to \(name)\(served).")(language)
    }
    static let readers = Words(
        da: "Kun du og de medarbejdere, der arbejder med den, kan læse den. Intet bliver offentligt, uden at du siger ja.",
        en: "Only you and the staff who work on it can read it. Nothing becomes public unless you agree.")
    static let readersLater = Words(
        da: "Først kan kun du og de medarbejdere, der arbejder med den, læse den. Andre kan læse med, når den er set igennem.",
        en: "At first only you and the staff who work on it can read it. Others can read along once it has been looked through.")
    // As the beginning of a sentence about what is too long.
    static let theHeading = Words(da: "Overskriften", en: "The heading")
    static let thePlace = Words(da: "Stedet", en: "The place")

    static let textMissing = Words(da: "Skriv, hvad det drejer sig om", en: "Write what it is about")
    static let subjectMissing = Words(da: "Skriv en kort overskrift", en: "Write a short heading")
    static let kindMissing = Words(
        da: "Vælg, hvad det mest er – Ved ikke er også et svar", en: "Choose what it mostly is – Don’t know is an answer too")
    static let scopeMissing = Words(
        da: "Vælg, hvor det handler om – Ved ikke er også et svar", en: "Choose where it is about – Don’t know is an answer too")
    static let areaMissing = Words(
        da: "Vælg et lokalområde, eller skriv byens navn", en: "Choose a local area, or write the village’s name")
    static let nameMissing = Words(da: "Skriv dit navn", en: "Write your name")
    static let contactMissing = Words(
        da: "Skriv din e-mail eller dit telefonnummer, så vi kan svare", en: "Write your e-mail or telephone number, so that we can answer")
    static let emailMalformed = Words(
        da: "Mailadressen ser ikke rigtig ud. Den skal ligne navn@eksempel.dk",
        en: "The e-mail address does not look right. It should be like name@example.com")
    static let phoneMalformed = Words(
        da: "Telefonnummeret ser ikke rigtigt ud. Skriv 8 cifre, eller begynd med + og landekode",
        en: "The telephone number does not look right. Write 8 digits, or begin with + and the country code")
    static let behalfMissing = Words(da: "Vælg, hvem du skriver for", en: "Choose for whom you write")
    static let behalfNameMissing = Words(da: "Skriv navnet på dem, du skriver for", en: "Write the name of those you write for")

    static func kept(_ days: Int, _ language: Language) -> String {
        Words(
            da: "Dine svar er gemt på sidens egen adresse i \(days) dage. Gem adressen, hvis du vil gøre det færdigt en anden dag.",
            en: "Your answers are kept for \(days) days at this page’s own address. Keep it if you want to finish another day.")(language)
    }
    static let goneTitle = Words(da: "Kladden er her ikke længere", en: "The draft is no longer here")
    static let gone = Words(
        da: "En kladde gemmes i 14 dage. Har du sendt den, ligger alt på dialogens egen side – adressen står i den mail, du fik.",
        en:
            "A draft is kept for 14 days. If you have sent it, everything is on the dialogue’s own page: its address is in the mail you got."
    )

    static let guess = Words(da: "Hvem tror du, der skal svare? (frivilligt)", en: "Who do you think should answer? (optional)")
    static let guessed = Words(da: "Dit bud på, hvem der skal svare", en: "Your guess at who should answer")
    static let guessWhy = Words(
        da: "Det er kun dit bud. Fælles-skaberen finder ud af det sammen med dig.",
        en: "It is only your guess. The facilitator finds out with you.")
    static func guessHint(_ guess: Dialogue.Guess, _ language: Language) -> String? {
        switch guess {
        case .politics:
            Words(da: "Noget skal besluttes: penge, planer eller regler.", en: "Something has to be decided: money, plans or rules.")(
                language)
        case .administration:
            Words(
                da: "Noget skal ordnes eller forklares, som allerede er besluttet.",
                en: "Something that is decided already has to be done or explained.")(language)
        case .unknown: nil
        }
    }
}
