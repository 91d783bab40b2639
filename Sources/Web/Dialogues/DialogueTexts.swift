import Domain

/// Words about dialogues that several pages and mails share.
enum DialogueTexts {
    static func kind(_ kind: Dialogue.Kind, _ language: Language) -> String {
        switch kind {
        case .idea: Words(da: "En idé", en: "An idea")(language)
        case .project: Words(da: "Et projekt", en: "A project")(language)
        case .problem: Words(da: "Et problem", en: "A problem")(language)
        case .question: Words(da: "Et spørgsmål", en: "A question")(language)
        case .meeting: Words(da: "En invitation til et møde", en: "An invitation to a meeting")(language)
        case .unknown: Words(da: "Ved ikke", en: "Don’t know")(language)
        }
    }

    static func behalf(_ kind: Dialogue.Behalf.Kind, _ language: Language) -> String {
        switch kind {
        case .oneself: Words(da: "Mig selv", en: "Myself")(language)
        case .association: Words(da: "En forening", en: "An association")(language)
        case .forum: Words(da: "Et lokalforum", en: "A local forum")(language)
        case .company: Words(da: "En virksomhed", en: "A company")(language)
        case .other: Words(da: "Andre", en: "Others")(language)
        }
    }

    /// What happens next, said to everybody who reads the dialogue.
    static func nextStep(_ step: Dialogue.NextStep, _ language: Language) -> String {
        switch step {
        case .confirm: Words(da: "Bekræft mailadressen", en: "Confirm the e-mail address")(language)
        case .call: Words(da: "Vi ringer", en: "We ring")(language)
        case .clarify: Words(da: "Det afklares, hvem der skal svare", en: "We find out who should answer")(language)
        case .answer: Words(da: "Svar på henvendelsen", en: "An answer")(language)
        case .proceed: Words(da: "Vi arbejder videre og skriver igen", en: "We work on and write again")(language)
        case .awaitReply: Words(da: "Borgeren svarer", en: "The citizen answers")(language)
        }
    }

    /// The same, said to the starter.
    static func nextStepForYou(_ step: Dialogue.NextStep, _ language: Language) -> String {
        switch step {
        case .confirm: Words(da: "Du bekræfter din mailadresse", en: "You confirm your e-mail address")(language)
        case .call: Words(da: "Vi ringer til dig", en: "We ring you")(language)
        case .clarify: Words(da: "Vi finder ud af, hvem der skal svare dig", en: "We find out who should answer you")(language)
        case .answer: Words(da: "Du får svar fra os", en: "You get an answer from us")(language)
        case .proceed: Words(da: "Vi arbejder videre og skriver til dig igen", en: "We work on and write to you again")(language)
        case .awaitReply: Words(da: "Vi venter på dit svar", en: "We wait for your answer")(language)
        }
    }

    static func stage(_ stage: Dialogue.Stage, _ language: Language) -> String {
        switch stage {
        case .draft: Words(da: "Kladde", en: "Draft")(language)
        case .unconfirmed: Words(da: "Venter på bekræftelse", en: "Awaits confirmation")(language)
        case .withStaff: Words(da: "Hos kommunen", en: "With the municipality")(language)
        case .withCitizen: Words(da: "Venter på borgeren", en: "Waiting for the citizen")(language)
        case .closed: Words(da: "Afsluttet", en: "Closed")(language)
        case .solved: Words(da: "Løst, siger borgeren", en: "Solved, says the citizen")(language)
        case .partlySolved: Words(da: "Delvist løst, siger borgeren", en: "Partly solved, says the citizen")(language)
        }
    }

    static func dates(started: String, closed: String?, _ language: Language) -> String {
        guard let closed else { return Words(da: "startet \(started)", en: "started \(started)")(language) }
        return Words(
            da: "startet \(started), afsluttet \(closed)", en: "started \(started), closed \(closed)")(language)
    }

    static func clarification(_ kind: Dialogue.Clarification, _ language: Language) -> String {
        switch kind {
        case .politics: Words(da: "Politik", en: "Politics")(language)
        case .administration: Words(da: "Administration", en: "Administration")(language)
        case .both: Words(da: "Både politik og administration", en: "Both politics and administration")(language)
        case .local: Words(da: "Lokalt", en: "Local")(language)
        }
    }

    /// What that means, in one plain sentence.
    static func clarificationHint(_ kind: Dialogue.Clarification, _ language: Language) -> String {
        switch kind {
        case .politics:
            Words(da: "Det skal politikerne tage stilling til.", en: "The politicians have to decide it.")(language)
        case .administration:
            Words(da: "Det kan kommunens medarbejdere svare på eller ordne.", en: "The municipality’s staff can answer or mend it.")(
                language)
        case .both:
            Words(
                da: "Noget af hvert: Det bliver til to dialoger, så begge dele får et svar.",
                en: "Some of each: it becomes two dialogues, and both get an answer.")(language)
        case .local:
            Words(
                da: "Det kan området selv gå i gang med – Fælles-skaberen hjælper.",
                en: "The area can do it itself, with a hand from the facilitator.")(language)
        }
    }

    static func guess(_ guess: Dialogue.Guess, _ language: Language) -> String {
        switch guess {
        case .politics: Words(da: "Politikerne", en: "The politicians")(language)
        case .administration: Words(da: "Kommunens medarbejdere", en: "The municipality’s staff")(language)
        case .unknown: Words(da: "Ved ikke", en: "Don’t know")(language)
        }
    }

    static func verdict(_ verdict: Dialogue.Verdict, _ language: Language) -> String {
        switch verdict {
        case .yes: Words(da: "Ja, det blev løst", en: "Yes, it was solved")(language)
        case .partly: Words(da: "Delvist", en: "Partly")(language)
        case .no: Words(da: "Nej, det blev ikke løst", en: "No, it was not solved")(language)
        }
    }

    /// How it ended. Never "solved": closed is what we did, solved is what the citizen says.
    static func ground(_ ground: Dialogue.Ground, _ language: Language) -> String {
        switch ground {
        case .answered: Words(da: "Afsluttet med svar", en: "Closed with an answer")(language)
        case .agreed: Words(da: "Afsluttet med en aftale", en: "Closed with an agreement")(language)
        case .declined: Words(da: "Afsluttet: Det bliver ikke til noget", en: "Closed: it will not be done")(language)
        case .elsewhere: Words(da: "Afsluttet: Sagen hører til et andet sted", en: "Closed: it belongs elsewhere")(language)
        case .withdrawn: Words(da: "Afsluttet: Borgeren trak den tilbage", en: "Closed: withdrawn by the citizen")(language)
        case .unreachable: Words(da: "Afsluttet: Vi kunne ikke få fat i borgeren", en: "Closed: we could not reach the citizen")(language)
        }
    }

    static func wholeMunicipality(_ language: Language) -> String {
        Words(da: "Hele kommunen", en: "The whole municipality")(language)
    }

    static func scope(_ scope: Dialogue.Scope, area: String?, _ language: Language) -> String {
        switch scope {
        case .area: area ?? ""
        case .municipality: wholeMunicipality(language)
        case .unknown: Words(da: "Stedet er ikke oplyst", en: "No place given")(language)
        }
    }
}
