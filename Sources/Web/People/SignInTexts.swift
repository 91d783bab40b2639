import Domain

enum SignInTexts {
    static let title = Words(da: "Log ind", en: "Sign in")
    static let lead = Words(
        da: "For medarbejdere og politikere. Borgere behøver ikke logge ind: Brug adressen i den mail, du har fået.",
        en: "For staff and politicians. Citizens need not sign in: use the address in the mail you got.")
    static let email = Words(da: "Din mailadresse i kommunen", en: "Your e-mail address with the municipality")
    static let send = Words(da: "Send mig en kode", en: "Send me a code")
    static let emailMissing = Words(da: "Skriv din mailadresse", en: "Write your e-mail address")
    static let emailMalformed = Words(da: "Mailadressen ser ikke rigtig ud", en: "The e-mail address does not look right")
    static let codeTitle = Words(da: "Skriv koden", en: "Type the code")
    static let codeLead = Words(
        da: "Hvis adressen er kendt her, er der nu sendt en mail med en kode til den. Koden virker i ti minutter.",
        en: "If the address is known here, a mail with a code is on its way to it. The code works for ten minutes.")
    static let code = Words(da: "Kode", en: "Code")
    static let codeHint = Words(da: "6 cifre", en: "6 digits")
    static let enter = Words(da: "Log ind", en: "Sign in")
    static let codeMissing = Words(da: "Skriv de 6 cifre fra mailen", en: "Type the 6 digits from the mail")
    static func codeWrong(_ left: Int, _ language: Language) -> String {
        Words(
            da: "Koden passer ikke. Du kan prøve \(left) \(left == 1 ? "gang" : "gange") til.",
            en: "The code does not fit. You can try \(left) more \(left == 1 ? "time" : "times").")(language)
    }
    static let expired = Words(
        da: "Koden virker ikke længere. Bed om en ny herunder.", en: "The code no longer works. Ask for a new one below.")
    static let again = Words(da: "Bed om en ny kode", en: "Ask for a new code")
    static let linkTitle = Words(da: "Log ind i denne browser?", en: "Sign in in this browser?")
    static let linkLead = Words(da: "Tryk på knappen for at logge ind.", en: "Press the button to sign in.")
    static let linkElsewhereTitle = Words(da: "Linket virker ikke her", en: "The link does not work here")
    static let linkElsewhere = Words(
        da:
            "Linket virker kun i den browser, der bad om det, i ti minutter og én gang. Skriv koden fra mailen i den browser, hvor du er ved at logge ind – eller bed om en ny.",
        en:
            "The link works only in the browser that asked for it, for ten minutes, and once. Type the code from the mail in the browser where you are signing in, or ask for a new one."
    )
}
