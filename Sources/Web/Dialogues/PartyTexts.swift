import Domain

/// The words about who takes part in a dialogue, and what they think of its end.
enum PartyTexts {
    static let whoReads = Words(da: "Hvem er med?", en: "Who takes part?")
    static func you(_ name: String, _ language: Language) -> String { Words(da: "\(name) (dig)", en: "\(name) (you)")(language) }
    static func municipality(_ name: String, _ language: Language) -> String {
        Words(da: "\(name) og de medarbejdere, der arbejder med sagen", en: "\(name) and the staff who work on the matter")(language)
    }
    static let invite = Words(da: "Invitér en mere", en: "Invite somebody")
    static let inviteHint = Words(
        da: "Et lokalforum, en forening eller en nabo. De får en mail med deres egen adresse til dialogen og kan læse den hele.",
        en: "A local forum, an association or a neighbour. They get a mail with their own address of the dialogue, and can read all of it.")
    static let name = Words(da: "Navn", en: "Name")
    static let email = Words(da: "E-mail", en: "E-mail")
    static let behalf = Words(da: "Skriver for – forening, forum eller virksomhed", en: "Writes for an association, a forum or a company")
    static let canReadAll = Words(da: "Ja, de må læse hele dialogen", en: "Yes, they may read the whole dialogue")
    static let invited = Words(da: "Invitationen er sendt.", en: "The invitation is sent.")
    static let invitedHint = Words(da: "De har fået en mail med deres egen adresse.", en: "They have a mail with their own address.")
    static let removed = Words(da: "Fjernet.", en: "Removed.")
    static let removedHint = Words(da: "Deres adresse til dialogen virker ikke mere.", en: "Their address of the dialogue no longer works.")
    static let leave = Words(da: "Forlad dialogen", en: "Leave the dialogue")
    static let leaveHint = Words(
        da: "Så virker din adresse ikke mere, og du får ikke flere mails. Det, du har skrevet, bliver stående.",
        en: "Then your address no longer works, and you get no more mails. What you have written stays.")
    static let leftTitle = Words(da: "Du har forladt dialogen", en: "You have left the dialogue")
    static let left = Words(da: "Adressen virker ikke mere.", en: "The address no longer works.")
    static func readers(_ others: Int, _ language: Language) -> String {
        others == 0
            ? ThreadTexts.privateToYou(language)
            : Words(da: "kun I, der er med, og kommunen kan læse med", en: "only those who take part and the municipality can read this")(
                language)
    }

    static let more = Words(da: "Vil du sige mere? (frivilligt)", en: "Would you like to say more? (optional)")
    static func thenWeSaid(_ outcome: String, _ language: Language) -> String {
        Words(da: "Da vi afsluttede dialogen, skrev vi: »\(outcome)«", en: "When we closed the dialogue, we wrote: “\(outcome)”")(language)
    }
    static let noReopens = Words(
        da: "Siger den, der startede dialogen, nej, så åbner vi den igen hos den samme person.",
        en: "If the one who started the dialogue says no, we open it again with the same person.")
    static let readDialogue = Words(da: "Læs dialogen igen", en: "Read the dialogue again")
    static let judged = Words(da: "Tak for dit svar.", en: "Thank you for your answer.")
    static let judgedHint = Words(da: "Det står nederst på siden.", en: "It is at the bottom of the page.")
    static let answerNow = Words(da: "Svar nu", en: "Answer now")
    static let asked = Words(
        da: "Det er fire uger siden, dialogen blev afsluttet. Blev det løst?", en: "The dialogue was closed four weeks ago. Was it solved?")

    static func problem(_ field: String, _ problem: Problem, _ language: Language) -> String {
        field == "agreed"
            ? Words(da: "Sæt kryds, hvis de må læse hele dialogen", en: "Tick the box if they may read the whole dialogue")(language)
            : WorkbenchTexts.problem(field, problem, in: .invite, language)
    }
}
