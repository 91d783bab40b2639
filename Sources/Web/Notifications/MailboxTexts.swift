import Domain

enum MailboxTexts {
    static let title = Words(da: "Postkasse", en: "Mailbox")
    static let lead = Words(
        da: "Demoen sender ingen mails ud i verden. De ligger her, så du kan se, hvad borgere og medarbejdere får.",
        en: "The demo sends no mail into the world. It is here, so that you can see what citizens and staff get.")
    static let emptyTitle = Words(da: "Postkassen er tom", en: "The mailbox is empty")
    static let empty = Words(
        da: "Start en dialog, eller bed om en kode, så kommer der en mail.", en: "Start a dialogue, or ask for a code, and a mail comes.")
    static func to(_ name: String, _ when: String, _ language: Language) -> String {
        Words(da: "til \(name) · \(when)", en: "to \(name) · \(when)")(language)
    }
    static let open = Words(da: "Åbn adresserne i mailen", en: "Open the addresses in the mail")
    static let unreadable = Words(da: "Mailen kan ikke læses", en: "The mail cannot be read")
    static let noSubject = Words(da: "(uden emne)", en: "(no subject)")
}
