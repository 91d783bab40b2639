import Domain
import Storage

/// The words of support and experiences from others.
enum CommentTexts {
    static let title = Words(da: "Det siger andre", en: "What others say")
    static let nothing = Words(da: "Ingen har sagt noget endnu.", en: "Nobody has said anything yet.")
    static func supports(_ count: Int, _ language: Language) -> String {
        Words(da: "\(count) støtter den", en: count == 1 ? "1 supports it" : "\(count) support it")(language)
    }
    static let more = Words(da: "Ældre", en: "Earlier")
    static let say = Words(da: "Støt den, eller del en erfaring", en: "Support it, or share an experience")
    static let what = Words(
        da: "Det, du skriver, hører til dialogen. Fælles-skaberen læser det, før det bliver vist for alle.",
        en: "What you write belongs to the dialogue. The facilitator reads it before everybody can.")
    static let kind = Words(da: "Hvad vil du sige?", en: "What do you want to say?")
    static func kind(_ kind: Comment.Kind, _ language: Language) -> String {
        switch kind {
        case .support: Words(da: "Jeg støtter den", en: "I support it")(language)
        case .experience: Words(da: "Jeg har en erfaring", en: "I have an experience")(language)
        }
    }
    static func kindHint(_ kind: Comment.Kind, _ language: Language) -> String {
        switch kind {
        case .support: Words(da: "Du behøver ikke skrive hvorfor.", en: "You need not write why.")(language)
        case .experience:
            Words(da: "Fortæl kort, hvad du selv har oplevet.", en: "Tell in short what you have met yourself.")(language)
        }
    }
    static func said(_ kind: Comment.Kind, _ language: Language) -> String {
        switch kind {
        case .support: Words(da: "støtter den", en: "supports it")(language)
        case .experience: Words(da: "har en erfaring", en: "has an experience")(language)
        }
    }
    static let text = Words(da: "Dine ord", en: "Your words")
    static let textHint = Words(
        da: "Alle kan læse det. Skriv ikke navne på andre.", en: "Everybody can read it. Do not write other people’s names.")
    static let name = Words(da: "Navn, som alle må se", en: "A name that everybody may see")
    static let nameHint = Words(da: "Skriver du intet, vises intet navn.", en: "Leave it empty, and no name is shown.")
    static let email = Words(da: "Din e-mail", en: "Your e-mail")
    static let emailHint = Words(
        da: "Vises aldrig. Du får en mail, hvor du siger, at det er dig.", en: "Never shown. You get a mail where you say that it is you.")
    static let send = Words(da: "Send", en: "Send")
    static let sent = Words(da: "Se i din indbakke", en: "Look in your mailbox")
    static let sentHint = Words(
        da: "Har du ikke sagt det samme før, er der en mail på vej. Tryk på linket i den, så tæller det med.",
        en: "Unless you have said the same before, a mail is on its way. Use the link in it, and it counts.")
    static let over = Words(da: "Der er lukket for nye ord", en: "No new words are taken")
    static let overHint = Words(
        da: "Dialogen tager ikke imod støtte eller erfaringer nu. Du kan starte din egen.",
        en: "The dialogue takes no support or experiences now. You can start your own.")
    static let startOwn = Words(da: "Start en dialog", en: "Start a dialogue")
    static let nobody = Words(da: "En borger", en: "A citizen")

    // At the writer's own address.
    static func heading(_ state: Comment.State, _ language: Language) -> String {
        switch state {
        case .unconfirmed: Words(da: "Er det dine ord?", en: "Are these your words?")(language)
        case .waiting: Words(da: "Tak. Nu skal det ses igennem", en: "Thank you. Now it is looked through")(language)
        case .shown: Words(da: "Tak. Det tæller med", en: "Thank you. It counts")(language)
        case .refused: Words(da: "Det bliver ikke vist", en: "It is not shown")(language)
        case .withdrawn: Words(da: "Det er trukket tilbage", en: "It was taken back")(language)
        }
    }
    static func explained(_ state: Comment.State, _ language: Language) -> String {
        switch state {
        case .unconfirmed:
            Words(
                da: "Sig ja, så går det videre. Er det ikke dig, så luk bare siden.",
                en: "Say yes, and it goes on. If it is not you, just close the page.")(language)
        case .waiting:
            Words(
                da: "Du får en mail, når det er set igennem.", en: "You get a mail when it has been looked through.")(language)
        case .shown: Words(da: "Alle kan se det ved dialogen.", en: "Everybody can see it with the dialogue.")(language)
        case .refused: Words(da: "Begrundelsen er:", en: "The reason is:")(language)
        case .withdrawn:
            Words(
                da: "Ordene og din mailadresse er slettet.", en: "The words and your e-mail address are deleted.")(language)
        }
    }
    static let away = Words(da: "Det bliver ikke vist nu", en: "It is not shown now")
    static let awayHint = Words(
        da: "Dialogen er ikke offentlig mere, så ingen andre kan læse, hvad du skrev.",
        en: "The dialogue is no longer public, so nobody else can read what you wrote.")
    static let yes = Words(da: "Ja, det er mig", en: "Yes, it is me")
    static let takeBack = Words(da: "Træk det tilbage", en: "Take it back")

    // The starter.
    static let want = Words(
        da: "Andre må også støtte den eller dele en erfaring", en: "Others may also support it or share an experience")
    static let wantHint = Words(
        da: "Fælles-skaberen læser alt, før det bliver vist. Siger du nej senere, forsvinder det igen.",
        en: "The facilitator reads everything before it is shown. If you say no later, it is gone again.")

    // Staff.
    static let open = Words(da: "Tag imod støtte og erfaringer", en: "Take support and experiences")
    static let openHint = Words(
        da: "Den, der startede dialogen, er med på det. Du ser ord igennem, før de vises.",
        en: "The one who started the dialogue agrees. You look words through before they are shown.")
    static let staffTitle = Words(da: "Støtte og erfaringer", en: "Support and experiences")
    static let staffIntro = Words(
        da: "Det her har andre skrevet til offentlige dialoger. Det vises, når du siger ja.",
        en: "Others have written this to public dialogues. It is shown when you say yes.")
    static let emptyTitle = Words(da: "Intet venter", en: "Nothing waits")
    static let empty = Words(da: "Alt er set igennem.", en: "Everything has been looked through.")
    static func waiting(_ count: Int, _ language: Language) -> String {
        // Nobody counted further.
        let shown = count >= DeskStore.commentLimit ? "\(DeskStore.commentLimit - 1)+" : "\(count)"
        return Words(
            da: count == 1 ? "1 har skrevet til en dialog og venter på dig" : "\(shown) har skrevet til dialoger og venter på dig",
            en: count == 1 ? "1 has written to a dialogue and waits for you" : "\(shown) have written to dialogues and wait for you")(
                language)
    }
    static let showIt = Words(da: "Vis det", en: "Show it")
    static let refuse = Words(da: "Vis det ikke …", en: "Do not show it …")
    static let refuseTitle = Words(da: "Hvorfor vises det ikke?", en: "Why is it not shown?")
    static let reason = Words(da: "Begrundelse", en: "Reason")
    static let reasonHint = Words(da: "Den, der skrev, læser den.", en: "The one who wrote it reads it.")
    static let reasonMissing = Words(da: "Skriv, hvorfor det ikke vises", en: "Write why it is not shown")
    static let doNotShow = Words(da: "Vis det ikke", en: "Do not show it")
    static func state(_ state: Comment.State, _ language: Language) -> String {
        switch state {
        case .unconfirmed: Words(da: "ikke bekræftet", en: "not confirmed")(language)
        case .waiting: Words(da: "venter på dig", en: "waits for you")(language)
        case .shown: Words(da: "vist", en: "shown")(language)
        case .refused: Words(da: "ikke vist", en: "not shown")(language)
        case .withdrawn: Words(da: "trukket tilbage", en: "taken back")(language)
        }
    }
    static let faster = Words(
        da: "En anden var hurtigere, eller det er trukket tilbage.", en: "Somebody was faster, or it was taken back.")
    static let done = Words(da: "Gemt. Den, der skrev, har fået besked.", en: "Saved. The one who wrote has been told.")
}

extension CommentTexts {
    static func problem(_ field: NewComment.Field, _ problem: Problem, _ language: Language) -> String {
        switch (field, problem) {
        case (.text, .tooLong(let limit, let length)): FormTexts.tooLong(text(language), limit, length, language)
        case (.name, .tooLong(let limit, let length)):
            FormTexts.tooLong(Words(da: "Navnet", en: "The name")(language), limit, length, language)
        case (.text, .malformed), (.name, .malformed):
            Words(
                da: "Skriv uden mailadresser og telefonnumre: alle kan læse det",
                en: "Write without e-mail addresses and telephone numbers: everybody can read it")(language)
        case (.text, _): Words(da: "Fortæl, hvad du har oplevet", en: "Tell what you have met")(language)
        case (.kind, _): Words(da: "Vælg, hvad du vil sige", en: "Choose what you want to say")(language)
        case (.email, .missing): Words(da: "Skriv din e-mail", en: "Write your e-mail")(language)
        case (.email, _):
            Words(da: "Skriv en hel mailadresse, fx anna@eksempel.dk", en: "Write a whole e-mail address, such as anna@example.com")(
                language)
        case (.name, _): Words(da: "Skriv navnet anderledes", en: "Write the name differently")(language)
        }
    }
}
