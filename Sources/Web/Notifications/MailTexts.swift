import Domain

/// The words of the mails. Private content stays on the page: a mail says that there is something, and where.
enum MailTexts {
    static func hello(_ name: String, _ language: Language) -> String {
        guard name != Person.unnamed else { return Words(da: "Hej", en: "Hello")(language) }
        let first = name.split(separator: " ").first.map(String.init) ?? name
        return Words(da: "Hej \(first)", en: "Dear \(first)")(language)
    }

    static func subject(_ kind: MailKind, _ language: Language) -> String {
        switch kind {
        case .confirmStart: Words(da: "Bekræft din henvendelse", en: "Confirm your enquiry")(language)
        case .received: Words(da: "Vi har din henvendelse", en: "We have your enquiry")(language)
        case .newDialogue: Words(da: "Ny dialog", en: "New dialogue")(language)
        case .callStarter: Words(da: "Ny dialog – ring til borgeren", en: "New dialogue, ring the citizen")(language)
        case .answered: Words(da: "Du har fået svar", en: "You have an answer")(language)
        case .asked: Words(da: "Vi har et spørgsmål til dig", en: "We have a question for you")(language)
        case .replied: Words(da: "Borgeren har skrevet", en: "The citizen has written")(language)
        case .closed: Words(da: "Dialogen er afsluttet", en: "The dialogue is closed")(language)
        case .reopened: Words(da: "Dialogen er åben igen", en: "The dialogue is open again")(language)
        case .news: Words(da: "Der er nyt i dialogen", en: "There is news in the dialogue")(language)
        case .passedOn: Words(da: "Din dialog er givet videre", en: "Your dialogue was passed on")(language)
        case .handedOver: Words(da: "Du har fået en dialog", en: "You have been given a dialogue")(language)
        case .forwarded: Words(da: "Vi har sendt din sag videre", en: "We have sent your matter on")(language)
        case .split: Words(da: "Din dialog er blevet til to", en: "Your dialogue has become two")(language)
        case .invited: Words(da: "Du er inviteret ind i en dialog", en: "You are invited into a dialogue")(language)
        case .partyInvited: Words(da: "En ny part i din dialog", en: "A new party to your dialogue")(language)
        case .judge: Words(da: "Blev det løst?", en: "Was it solved?")(language)
        case .unsolved: Words(da: "Det blev ikke løst", en: "It was not solved")(language)
        case .askConsent: Words(da: "Må andre læse med?", en: "May others read along?")(language)
        case .consented: Words(da: "Andre må læse med", en: "Others may read along")(language)
        case .published: Words(da: "Din dialog er offentlig nu", en: "Your dialogue is public now")(language)
        case .withdrawn: Words(da: "En dialog er trukket tilbage", en: "A dialogue was withdrawn")(language)
        case .unpublished: Words(da: "Din dialog er ikke offentlig mere", en: "Your dialogue is no longer public")(language)
        case .newAddress: Words(da: "Ny adresse til din dialog", en: "A new address for your dialogue")(language)
        case .followConfirm: Words(da: "Vil du følge dialogen?", en: "Do you want to follow the dialogue?")(language)
        case .followNews: Words(da: "Nyt i en dialog, du følger", en: "News in a dialogue you follow")(language)
        case .commentConfirm: Words(da: "Er det dine ord?", en: "Are these your words?")(language)
        case .commentWaiting: Words(da: "Nogen vil sige noget til en dialog", en: "Somebody has a say on a dialogue")(language)
        case .commentShown: Words(da: "Nu kan alle læse det, du skrev", en: "Everybody can read what you wrote")(language)
        case .commentRefused: Words(da: "Det, du skrev, bliver ikke vist", en: "What you wrote is not shown")(language)
        case .commented: Words(da: "Andre har noget at sige til din dialog", en: "Others have a say on your dialogue")(language)
        case .signIn: Words(da: "Din kode til Krumtap", en: "Your code for Krumtap")(language)
        case .duePromises: Words(da: "Dialoger, der er over tid", en: "Overdue dialogues")(language)
        }
    }

    /// What happened, in one sentence or two.
    static func news(_ kind: MailKind, owner: String, starter: String, area: String?, _ language: Language) -> String {
        let place = area ?? DialogueTexts.wholeMunicipality(language)
        return switch kind {
        case .confirmStart:
            Words(
                da: "Tak for din henvendelse. Bekræft din mailadresse, så går den videre til \(owner), der er Fælles-skaber.",
                en: "Thank you for your enquiry. Confirm your e-mail address, and it goes on to \(owner), your facilitator.")(language)
        case .received:
            Words(
                da: "Tak. Din mailadresse er bekræftet, og \(owner) har fået din henvendelse.",
                en: "Thank you. Your e-mail address is confirmed, and \(owner) has your enquiry.")(language)
        case .newDialogue:
            Words(da: "Der er en ny dialog i \(place). Den er din.", en: "There is a new dialogue in \(place). It is yours.")(language)
        case .callStarter:
            Words(
                da: "Der er en ny dialog i \(place). Borgeren har ingen mail, men et telefonnummer: Ring.",
                en: "There is a new dialogue in \(place). The citizen has no e-mail but a telephone number: ring.")(language)
        case .answered:
            Words(da: "\(owner) har svaret dig. Læs svaret her:", en: "\(owner) has answered you. Read the answer here:")(language)
        case .asked:
            Words(
                da: "\(owner) har et spørgsmål til dig og venter på dit svar. Læs og svar her:",
                en: "\(owner) has a question for you and waits for your answer. Read and answer here:")(language)
        case .replied:
            Words(
                da: "Borgeren – eller en anden, der er med – har skrevet i en af dine dialoger.",
                en: "The citizen, or somebody else who takes part, has written in one of your dialogues.")(language)
        case .closed:
            Words(
                da:
                    "\(owner) har afsluttet dialogen og skrevet, hvad der kom ud af det. Læs det her – er du ikke enig, så skriv bare igen:",
                en: "\(owner) has closed the dialogue and written what came of it. Read it here, and if you disagree, just write again:")(
                    language)
        case .reopened:
            Words(
                da: "\(owner) har taget dialogen op igen. Læs hvorfor her:", en: "\(owner) has taken the dialogue up again. Read why here:")(
                    language)
        case .news:
            Words(da: "En af dialogens parter har skrevet. Læs det her:", en: "A party to the dialogue has written. Read it here:")(
                language)
        case .passedOn:
            Words(
                da: "\(owner) har din dialog nu og skal svare dig. Følg med her:",
                en: "\(owner) has your dialogue now and is to answer you. Follow it here:")(language)
        case .handedOver:
            Words(
                da: "Du har nu en dialog i \(place). Hvad du skal svare på, står i dialogen.",
                en: "You now have a dialogue in \(place). What you are to answer is in the dialogue.")(language)
        case .forwarded:
            Words(
                da:
                    "Sagen hører til uden for kommunen, og \(owner) har sendt den videre. Læs her, hvem der har den nu – \(owner) følger den stadig:",
                en:
                    "The matter belongs outside the municipality, and \(owner) has sent it on. Read to whom here; \(owner) still follows it:"
            )(
                language)
        case .split:
            Words(
                da:
                    "Noget af det, der er spurgt om, er politik, og noget er administration. Derfor er der nu to dialoger, så begge dele får et svar. Den nye er her:",
                en:
                    "Some of the matter is politics and some administration. So there are two dialogues now, and both get an answer. The new one is here:"
            )(
                language)
        case .invited:
            Words(
                da:
                    "Du er inviteret ind i en dialog i \(place) mellem en borger og kommunen. Hos kommunen har \(owner) den. Læs og skriv med her:",
                en:
                    "You are invited into a dialogue in \(place) between a citizen and the municipality, where \(owner) has it. Read and write here:"
            )(
                language)
        case .partyInvited:
            Words(
                da: "\(owner) har efter aftale inviteret en mere ind i din dialog. Se her, hvem det er:",
                en: "As agreed, \(owner) has invited somebody into your dialogue. See who here:")(language)
        case .judge:
            Words(
                da: "For fire uger siden afsluttede \(owner) dialogen. Blev det løst? Svar med ét tryk:",
                en: "Four weeks ago \(owner) closed the dialogue. Was it solved? Answer with one press:")(language)
        case .unsolved:
            Words(
                da: "Borgeren siger, at det ikke blev løst. Dialogen er åben igen og ligger hos dig.",
                en: "The citizen says it was not solved. The dialogue is open again and with you.")(language)
        case .askConsent:
            Words(
                da:
                    "\(owner) spørger, om andre må læse med i din dialog. Se, hvad de ville kunne se, og svar her – et nej er helt i orden:",
                en: "\(owner) asks whether others may read your dialogue. See what they would see, and answer here; no is quite all right:")(
                    language)
        case .consented:
            Words(
                da: "Den, der startede dialogen, siger ja til, at andre læser med. Se den igennem, før du gør den offentlig.",
                en: "The one who started the dialogue lets others read along. Look it through before you make it public.")(language)
        case .published:
            Words(
                da: "\(owner) har set dialogen igennem, og nu kan andre læse den. Fortryder du, kan du trække den tilbage her:",
                en: "\(owner) has looked the dialogue through, and others can read it now. If you think again, take it back here:")(
                    language)
        case .withdrawn:
            Words(
                da: "Den, der startede dialogen, har trukket den tilbage fra offentligheden.",
                en: "The one who started the dialogue has taken it back from the public.")(language)
        case .unpublished:
            Words(
                da: "\(owner) har trukket dialogen tilbage. Nu kan kun I, der er med, og kommunen læse den:",
                en: "\(owner) has taken the dialogue back. Only those who take part and the municipality can read it now:")(language)
        case .newAddress:
            Words(
                da: "Den gamle adresse til dialogen er spærret. Her er en ny, som kun du har:",
                en: "The old address of the dialogue is blocked. Here is a new one, which only you have:")(language)
        case .followConfirm:
            Words(
                da: "Nogen – sikkert dig – vil følge en offentlig dialog i \(place) med denne mailadresse. Sig ja her:",
                en: "Somebody, most likely you, wants to follow a public dialogue in \(place) with this e-mail address. Say yes here:")(
                    language)
        case .followNews:
            Words(
                da: "Der er nyt i en offentlig dialog i \(place), som du følger. Læs det her:",
                en: "There is news in a public dialogue in \(place) that you follow. Read it here:")(language)
        case .commentConfirm:
            Words(
                da:
                    "Nogen – sikkert dig – har støttet en offentlig dialog i \(place) eller fortalt om en erfaring. Se det, og sig ja, her:",
                en:
                    "Somebody, most likely you, supports a public dialogue in \(place) or has told of an experience. See it, and say yes, here:"
            )(language)
        case .commentWaiting:
            Words(
                da: "Der er støtte eller erfaringer til en offentlig dialog i \(place). De vises først, når du har set dem igennem.",
                en: "There is support or experience for a public dialogue in \(place). It is shown once you have looked it through.")(
                    language)
        case .commentShown:
            Words(
                da: "\(owner) har set det igennem. Fortryder du, kan du trække det tilbage her:",
                en: "\(owner) has looked it through. If you think again, take it back here:")(language)
        case .commentRefused:
            Words(
                da: "\(owner) har set det igennem og viser det ikke. Læs hvorfor her:",
                en: "\(owner) has looked it through and does not show it. Read why here:")(language)
        case .commented:
            Words(
                da: "Andre støtter din dialog eller har fortalt om en erfaring. Læs det her:",
                en: "Others support your dialogue or have told of an experience. Read it here:")(language)
        case .signIn:
            Words(
                da: "Skriv denne kode i den browser, hvor du er ved at logge ind:",
                en: "Type this code in the browser where you are signing in:")(language)
        case .duePromises:
            Words(da: "Disse dialoger skulle vi have fulgt op på:", en: "These dialogues should have been followed up:")(language)
        }
    }

    static func confirmCode(_ code: String, _ language: Language) -> String {
        Words(
            da: "Eller skriv denne kode på siden, hvor du sendte den: \(code)",
            en: "Or type this code on the page where you sent it: \(code)")(language)
    }
    static let followHere = Words(da: "Følg dialogen her:", en: "Follow the dialogue here:")
    static let confirmHere = Words(da: "Bekræft her:", en: "Confirm here:")
    static let followIgnore = Words(
        da: "Har du ikke bedt om det, skal du ikke gøre noget. Så får du ikke mere, og vi glemmer adressen igen efter syv dage.",
        en: "If you did not ask for this, do nothing. Then you get no more, and we forget the address after seven days.")
    static let followStop = Words(
        da: "Vil du ikke have flere mails om dialogen, så stop dem her:", en: "To get no more mail about it, stop here:")
    static let signInHere = Words(da: "Eller brug dette link i samme browser:", en: "Or use this link in the same browser:")
    static let signInEnds = Words(
        da: "Koden virker i ti minutter og kun én gang. Har du ikke bedt om den, skal du ikke gøre noget.",
        en: "The code works for ten minutes, and once. If you did not ask for it, do nothing.")
    static let openHere = Words(da: "Åbn den her:", en: "Open it here:")
    static func heardBy(_ day: String, _ language: Language) -> String {
        Words(da: "Du hører fra os senest \(day).", en: "You hear from us by \(day) at the latest.")(language)
    }
    static func answerBy(_ day: String, _ language: Language) -> String {
        Words(da: "Svar senest \(day).", en: "Answer by \(day).")(language)
    }
    static func reference(_ reference: String, _ language: Language) -> String {
        Words(da: "Reference: \(reference)", en: "Reference: \(reference)")(language)
    }
    static let secret = Words(
        da: "Adressen er hemmelig og kun til dig. Send ikke mailen videre til nogen, der ikke må læse med.",
        en: "The address is secret and for you only. Do not forward this mail to anybody who may not read along.")
    static func regards(_ municipality: String, _ language: Language) -> String {
        Words(da: "Venlig hilsen\n\(municipality)", en: "Kind regards\n\(municipality)")(language)
    }
    static func dueLine(_ reference: String, _ day: String, _ language: Language) -> String {
        Words(da: "\(reference) – senest \(day)", en: "\(reference), due \(day)")(language)
    }
    static func sender(_ municipality: String, _ language: Language) -> String {
        Words(da: "Dialog – \(municipality)", en: "Dialogue – \(municipality)")(language)
    }

    /// - Parameter reopens: the reader is the starter, whose no opens it again.
    static func verdict(_ verdict: Dialogue.Verdict, reopens: Bool, _ language: Language) -> String {
        switch verdict {
        case .yes: Words(da: "Ja, det blev løst:", en: "Yes, it was solved:")(language)
        case .partly: Words(da: "Delvist:", en: "Partly:")(language)
        case .no where !reopens: Words(da: "Nej, det blev ikke løst:", en: "No, it was not solved:")(language)
        case .no: Words(da: "Nej – så åbner vi dialogen igen:", en: "No, and then we open the dialogue again:")(language)
        }
    }
}
