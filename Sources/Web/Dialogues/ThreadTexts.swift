import Domain

/// The words of a dialogue's own page, its receipt and its confirmation.
enum ThreadTexts {
    static let with = Words(da: "Hos", en: "With")
    static let next = Words(da: "Næste skridt", en: "Next step")
    static let by = Words(da: "Senest", en: "By")
    static let ended = Words(da: "Afsluttet", en: "Closed")
    static let outcome = Words(da: "Det kom der ud af det", en: "What came of it")
    static let thread = Words(da: "Forløb", en: "The thread")

    static let privateToYou = Words(da: "kun du og kommunen kan læse med", en: "only you and the municipality can read this")
    static let open = Words(da: "offentlig dialog", en: "public dialogue")
    static func forWhom(_ name: String, _ language: Language) -> String { Words(da: "for \(name)", en: "for \(name)")(language) }
    static let somebody = Words(da: "Den, der startede dialogen", en: "The one who started the dialogue")
    static let party = Words(da: "En part i dialogen", en: "A party to the dialogue")
    static let facilitator = Words(da: "Fælles-skaber", en: "Facilitator")
    static let staff = Words(da: "Kommunen", en: "The municipality")
    static let note = Words(da: "Intern note", en: "Internal note")
    static func staffOnly(_ name: String, _ language: Language) -> String {
        Words(da: "kun for medarbejdere · \(name)", en: "staff only · \(name)")(language)
    }

    /// A line of the journal without words of its own.
    static func event(_ kind: Event.Kind, about: String, by name: String, _ language: Language) -> String {
        switch kind {
        case .confirmed: Words(da: "Henvendelsen er bekræftet", en: "The enquiry is confirmed")(language)
        case .published: Words(da: "Dialogen er gjort offentlig", en: "The dialogue is made public")(language)
        case .addressRenewed: Words(da: "Den hemmelige adresse er skiftet", en: "The secret address was changed")(language)
        case .partyInvited:
            Words(da: "\(name) inviterede \(about) ind i dialogen", en: "\(name) invited \(about) into the dialogue")(language)
        case .consented: Words(da: "\(name) har valgt, hvem der må læse med", en: "\(name) has chosen who may read along")(language)
        case .consentAsked:
            Words(da: "\(name) har spurgt, om andre må læse med", en: "\(name) has asked whether others may read along")(language)
        case .withdrawn:
            Words(da: "\(name) har trukket dialogen tilbage fra offentligheden", en: "\(name) has taken the dialogue back from the public")(
                language)
        case .commentShown:
            Words(da: "\(name) viste, hvad \(about) har sagt", en: "\(name) showed what \(about) has said")(language)
        case .commentRefused:
            Words(da: "\(name) viste ikke, hvad \(about) har sagt", en: "\(name) did not show what \(about) has said")(language)
        case .partyLeft: Words(da: "\(about) er ikke længere med i dialogen", en: "\(about) is no longer in the dialogue")(language)
        default: name
        }
    }

    static func themed(_ theme: String?, _ language: Language) -> String {
        guard let theme else { return Words(da: "Temaet er fjernet", en: "The theme was removed")(language) }
        return Words(da: "Tema: \(theme)", en: "Theme: \(theme)")(language)
    }

    static func clarified(_ kind: Dialogue.Clarification, by name: String, _ language: Language) -> String {
        let what = DialogueTexts.clarification(kind, language)
        return Words(da: "\(name) har afklaret: \(what)", en: "\(name) has clarified: \(what)")(language)
    }
    static func handedOver(to name: String, by day: String, _ language: Language) -> String {
        Words(da: "spørger \(name) · svar senest \(day)", en: "asks \(name) · answer by \(day)")(language)
    }
    static func takenOver(_ name: String, _ language: Language) -> String {
        Words(da: "\(name) har overtaget dialogen", en: "\(name) has taken the dialogue over")(language)
    }
    static func forwarded(to name: String, _ language: Language) -> String {
        Words(da: "sendte sagen videre til \(name)", en: "sent the matter on to \(name)")(language)
    }
    static let clarification = Words(da: "Afklaret", en: "Clarified")
    static let solved = Words(da: "Blev det løst?", en: "Was it solved?")
    static let related = Words(da: "Hører sammen med", en: "Belongs with")
    static let split = Words(da: "Dialogen er delt i to", en: "The dialogue is split in two")
    static let splitFrom = Words(da: "startede denne del for sig", en: "started this part on its own")

    /// What a message did to the dialogue, said beside it.
    static func act(_ kind: Event.Kind, isYours: Bool, _ language: Language) -> String? {
        switch kind {
        case .asked where isYours: Words(da: "venter på dit svar", en: "waits for your answer")(language)
        case .asked: Words(da: "spørger borgeren", en: "asks the citizen")(language)
        case .reopened: Words(da: "genåbnede dialogen", en: "reopened the dialogue")(language)
        default: nil
        }
    }

    static func channel(_ channel: Event.Channel, _ language: Language) -> String? {
        switch channel {
        case .web: nil
        case .mail: Words(da: "på mail", en: "by mail")(language)
        case .telephone: Words(da: "på telefonen", en: "by telephone")(language)
        case .letter: Words(da: "i et brev", en: "in a letter")(language)
        case .meeting: Words(da: "på et møde", en: "at a meeting")(language)
        }
    }

    static func writeTo(_ name: String, _ language: Language) -> String { Words(da: "Skriv til \(name)", en: "Write to \(name)")(language) }
    static let writeHint = Words(
        da: "Dit svar når altid frem til den, der har dialogen – også når den er afsluttet.",
        en: "What you write always reaches the one who has the dialogue, also when it is closed.")
    static func recorded(_ name: String, _ language: Language) -> String {
        Words(da: "skrevet ned af \(name)", en: "written down by \(name)")(language)
    }
    static let wrongHands = Words(da: "Er adressen kommet i forkerte hænder?", en: "Has the address fallen into the wrong hands?")
    static let renewHint = Words(
        da: "Så spærrer vi den og sender en ny til din mail. Den gamle virker ikke mere.",
        en: "Then we block it and send a new one to your e-mail. The old one no longer works.")
    static let renew = Words(da: "Spær adressen, og send mig en ny", en: "Block the address and send me a new one")
    static let renewedTitle = Words(da: "Adressen er spærret", en: "The address is blocked")
    static let renewed = Words(
        da: "Vi har sendt en ny til din mail. Brug den fra nu af.", en: "We have sent a new one to your e-mail. Use that from now on.")
    static let send = Words(da: "Send", en: "Send")
    static let sent = Words(da: "Sendt.", en: "Sent.")
    static let sentHint = Words(da: "Din besked ligger nederst på siden.", en: "Your message is at the bottom of the page.")
    static let messageMissing = Words(da: "Skriv din besked", en: "Write your message")
    static let message = Words(da: "Beskeden", en: "The message")

    static let thanks = Words(da: "Tak – vi har din henvendelse", en: "Thank you: we have your enquiry")
    static let yourReference = Words(da: "Din reference er", en: "Your reference is")
    static let confirmTitle = Words(da: "Bekræft din mailadresse", en: "Confirm your e-mail address")
    static func confirmHint(_ email: String, _ language: Language) -> String {
        Words(
            da: "Vi har sendt en mail til \(email). Klik på linket i den, eller skriv koden fra mailen her. Så går din henvendelse videre.",
            en: "We have sent a mail to \(email). Follow the link in it, or type the code from the mail here. Then your enquiry goes on.")(
                language)
    }
    static let notConfirmed = Words(
        da: "Din henvendelse går først videre, når du har bekræftet din mailadresse.",
        en: "Your enquiry goes on only when you have confirmed your e-mail address.")
    static let code = Words(da: "Kode fra mailen", en: "Code from the mail")
    static let codeHint = Words(da: "6 cifre", en: "6 digits")
    static let codeMissing = Words(da: "Skriv koden fra mailen – den har 6 cifre", en: "Type the code from the mail: it has 6 digits")
    static func codeWrong(_ left: Int, _ language: Language) -> String {
        guard left > 0 else {
            return Words(
                da: "Koden er brugt for mange gange. Brug linket i mailen i stedet.",
                en: "The code has been tried too often. Use the link in the mail instead.")(language)
        }
        return Words(
            da: "Koden passer ikke. Du kan prøve \(left) \(left == 1 ? "gang" : "gange") til.",
            en: "The code does not fit. You can try \(left) more \(left == 1 ? "time" : "times").")(language)
    }
    static let confirm = Words(da: "Bekræft", en: "Confirm")
    static let noMail = Words(
        da: "Kommer mailen ikke inden for nogle minutter, så se i mappen med uønsket post – eller ring til os.",
        en: "If the mail does not come within a few minutes, look in your spam folder, or ring us.")
    static func confirmSubject(_ subject: String, _ language: Language) -> String {
        Words(da: "Du er ved at bekræfte henvendelsen »\(subject)«.", en: "You are about to confirm the enquiry “\(subject)”.")(language)
    }
    static let confirmHere = Words(
        da: "Når du trykker på knappen, går den videre til din Fælles-skaber.",
        en: "When you press the button, it goes on to your facilitator.")

    static func heardBy(_ day: String, _ language: Language) -> String {
        Words(da: "Du hører fra os senest \(day).", en: "You hear from us by \(day) at the latest.")(language)
    }
    static func heardByOnceConfirmed(_ day: String, _ language: Language) -> String {
        Words(
            da: "Bekræfter du i dag, hører du fra os senest \(day).",
            en: "If you confirm today, you hear from us by \(day) at the latest.")(language)
    }
    static let whatHappens = Words(da: "Det sker der nu", en: "What happens now")
    static func stepConfirm(_ language: Language) -> String {
        Words(da: "Du bekræfter din mailadresse.", en: "You confirm your e-mail address.")(language)
    }
    static func stepReads(_ name: String, _ language: Language) -> String {
        Words(da: "\(name) læser din besked og finder den rette.", en: "\(name) reads your message and finds the right person.")(language)
    }
    static func stepCalls(_ name: String, _ language: Language) -> String {
        Words(da: "\(name) læser din besked og ringer til dig.", en: "\(name) reads your message and rings you.")(language)
    }
    static let stepFollow = Words(
        da: "Du kan hele tiden se på dialogens side, hvem der har den, og hvad der sker.",
        en: "On the dialogue’s page you can always see who has it and what happens.")
    static let keepAddress = Words(
        da: "Gem adressen på denne side. Den er hemmelig og virker, så længe dialogen findes.",
        en: "Keep the address of this page. It is secret, and works as long as the dialogue exists.")
    static let toDialogue = Words(da: "Gå til dialogen", en: "Go to the dialogue")
    static func yourFacilitator(_ area: String?, _ language: Language) -> String {
        guard let area else { return Words(da: "Din Fælles-skaber", en: "Your facilitator")(language) }
        return Words(da: "Fælles-skaber for \(area)", en: "Facilitator for \(area)")(language)
    }
    static let facilitatorDoes = Words(
        da: "Hjælper dig videre til den rette – politiker eller medarbejder – og sørger for, at du får svar.",
        en: "Helps you on to the right person, politician or staff, and sees to it that you get an answer.")
    static func printed(_ address: String, _ language: Language) -> String {
        Words(da: "Dialogens adresse: \(address)", en: "The dialogue’s address: \(address)")(language)
    }
}
