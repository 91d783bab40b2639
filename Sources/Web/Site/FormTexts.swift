import Domain

enum FormTexts {
    static let somethingIsWrong = Words(da: "Der er noget, der skal rettes", en: "There is a problem")
    static let errorPrefix = Words(da: "Fejl: ", en: "Error: ")
    static let optional = Words(da: "(frivilligt)", en: "(optional)")
    static let left = Words(da: "{n} tegn tilbage", en: "{n} characters left")
    static let over = Words(da: "{n} tegn for meget", en: "{n} characters too many")
    static let next = Words(da: "Fortsæt", en: "Continue")
    static let back = Words(da: "Tilbage", en: "Back")

    static func atMost(_ limit: Int, _ language: Language) -> String {
        let number = NumberTexts.grouped(limit, language)
        return Words(da: "Højst \(number) tegn", en: "At most \(number) characters")(language)
    }

    static func tooLong(_ what: String, _ limit: Int, _ length: Int, _ language: Language) -> String {
        let (limit, length) = (NumberTexts.grouped(limit, language), NumberTexts.grouped(length, language))
        return Words(
            da: "\(what) må højst fylde \(limit) tegn. Nu er der \(length).",
            en: "\(what) can be at most \(limit) characters. It is now \(length).")(language)
    }
}

/// Numbers as they are written in each language.
enum NumberTexts {
    /// `10.000` in Danish, `10,000` in English.
    static func grouped(_ number: Int, _ language: Language) -> String {
        let separator: Character = language == .da ? "." : ","
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(separator) }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
