import Domain

/// The words of the operator's page.
enum ConditionTexts {
    static let title = Words(da: "Drift", en: "Operations")
    static let figures = Words(da: "Tal", en: "Figures")
    static let open = Words(da: "Åbne dialoger", en: "Open dialogues")
    static let overdue = Words(da: "Over fristen", en: "Overdue")
    static let startedAt = Words(da: "Programmet startede", en: "The program started")
    static let noBackup = Words(da: "Der er ingen sikkerhedskopi endnu.", en: "There is no backup yet.")
    static let elsewhere = Words(da: "Passes af andre end programmet.", en: "Looked after by others than the program.")

    static func lead(_ state: Condition.State, _ language: Language) -> String {
        switch state {
        case .fine: Words(da: "Alt er i orden.", en: "All is well.")(language)
        case .attention:
            Words(da: "Krumtap virker, men der er noget, du skal se på.", en: "Krumtap works, but something needs you.")(language)
        case .broken: Words(da: "Krumtap kan ikke gøre sit arbejde.", en: "Krumtap cannot do its work.")(language)
        }
    }

    static func state(_ state: Condition.State, _ language: Language) -> String {
        switch state {
        case .fine: Words(da: "I orden", en: "Fine")(language)
        case .attention: Words(da: "Se på det", en: "Needs attention")(language)
        case .broken: Words(da: "Virker ikke", en: "Broken")(language)
        }
    }

    static func name(_ part: Condition.Part, _ language: Language) -> String {
        switch part {
        case .database: Words(da: "Database", en: "Database")(language)
        case .migrations: Words(da: "Version", en: "Version")(language)
        case .disk: Words(da: "Plads på disken", en: "Room on the disk")(language)
        case .mail: Words(da: "Mail", en: "Mail")(language)
        case .clock: Words(da: "Ur og påmindelser", en: "Clock and reminders")(language)
        case .backup: Words(da: "Sikkerhedskopi", en: "Backup")(language)
        }
    }

    static func size(_ size: String?, _ language: Language) -> String {
        guard let size else { return "" }
        return Words(da: "Fylder \(size).", en: "Takes \(size).")(language)
    }

    static func version(_ version: String, _ language: Language) -> String { "Krumtap \(version)." }

    static func free(_ size: String, _ language: Language) -> String { Words(da: "\(size) fri.", en: "\(size) free.")(language) }

    static func mail(_ mail: Condition.Mail, since: String?, _ language: Language) -> String {
        var text =
            mail.waiting == 0
            ? Words(da: "Ingen mails venter.", en: "No mail waits.")(language)
            : Words(
                da: "\(mail.waiting) venter, den ældste siden \(since ?? "").", en: "\(mail.waiting) wait, the oldest since \(since ?? "")."
            )(
                language)
        if mail.givenUp > 0 {
            text += " " + Words(da: "\(mail.givenUp) blev opgivet.", en: "\(mail.givenUp) were given up.")(language)
        }
        return text
    }

    static func round(_ moment: String?, _ language: Language) -> String {
        guard let moment else {
            return Words(da: "Første runde er ikke gået endnu.", en: "The first round has not been made yet.")(language)
        }
        return Words(da: "Sidste runde: \(moment).", en: "Last round: \(moment).")(language)
    }

    static func backup(_ moment: String, _ language: Language) -> String {
        Words(da: "Den nyeste er fra \(moment).", en: "The newest is from \(moment).")(language)
    }

    static func measured(_ moment: String, _ language: Language) -> String {
        Words(da: "Målt \(moment).", en: "Measured \(moment).")(language)
    }

    static func advice(_ part: Condition.Part, _ condition: Condition, _ language: Language) -> String {
        switch part {
        case .database:
            Words(
                da: "Databasen tager ikke imod. Intet, der er kvitteret for, er tabt. Se i programmets log, og start databasen igen.",
                en:
                    "The database takes nothing. What was acknowledged is not lost. Look into the program's log, and bring the database back."
            )(
                language)
        case .migrations:
            Words(
                da: "Databasen hører til en anden version. Start den version, eller kør krumtap migrate.",
                en: "The database belongs to another version. Start that version, or run krumtap migrate.")(language)
        case .disk:
            Words(
                da: "Skaf plads, før der er for lidt: en sikkerhedskopi fylder som databasen.",
                en: "Make room before there is too little: a backup takes what the database takes.")(language)
        case .mail:
            Words(
                da: "Se, om mailserveren svarer. Det, der venter, sendes af sig selv; loggen siger hvorfor, noget blev opgivet.",
                en: "See whether the mail server answers. What waits is sent by itself; the log says why something was given up.")(language)
        case .clock:
            condition.isClockRight
                ? Words(
                    da: "Påmindelser og oprydning er ikke kommet rundt. Loggen siger hvorfor, under clock.",
                    en: "Reminders and tidying have not come round. The log says why, under clock.")(language)
                : Words(
                    da: "Maskinens ur går bagud: noget i databasen ligger i fremtiden. Stil uret.",
                    en: "The machine's clock is behind: something in the database lies in the future. Set the clock.")(language)
        case .backup:
            condition.hasBackupFailed
                ? Words(
                    da: "Den seneste mislykkedes. Loggen siger hvorfor, under backup. Prøv igen med krumtap backup create.",
                    en: "The last one failed. The log says why, under backup. Try again with krumtap backup create.")(language)
                : Words(
                    da: "Den er for gammel. Loggen siger hvorfor, under backup. Lav en nu med krumtap backup create.",
                    en: "It is too old. The log says why, under backup. Make one now with krumtap backup create.")(language)
        }
    }
}
