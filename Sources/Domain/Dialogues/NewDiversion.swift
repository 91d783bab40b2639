import Foundation

/// The words of a diversion, in both languages, and the place they lead to.
package struct NewDiversion: Sendable, Equatable {
    package let kind: Diversion.Kind
    package let title: String
    package let titleInEnglish: String
    package let advice: String
    package let adviceInEnglish: String
    /// As it is dialled: `112`, `+4570202066`. Nil and no web address: the municipality's own number.
    package let telephone: String?
    /// Begins with `https://`.
    package let web: String?
    package let triggers: [Trigger]

    package enum Field: String, Sendable, CaseIterable {
        case kind, title, titleInEnglish, advice, adviceInEnglish, telephone, web, triggers
    }

    package init(
        kind: String, title: String, titleInEnglish: String, advice: String, adviceInEnglish: String, telephone: String, web: String,
        triggers: String
    ) throws(Invalid<Field>) {
        var problems = Invalid<Field>()
        let kind = Diversion.Kind(rawValue: kind)
        problems.check(.kind, kind != nil, .needsChoice)
        func line(_ text: String, _ field: Field, _ limit: Int) -> String {
            let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            problems.require(field, text, atMost: limit)
            return text
        }
        self.title = line(title, .title, Diversion.titleLimit)
        self.titleInEnglish = line(titleInEnglish, .titleInEnglish, Diversion.titleLimit)
        self.advice = line(advice, .advice, Diversion.adviceLimit)
        self.adviceInEnglish = line(adviceInEnglish, .adviceInEnglish, Diversion.adviceLimit)
        let (telephone, web) = (
            telephone.trimmed, web.trimmed
        )
        self.telephone = Self.dialled(telephone)
        problems.check(.telephone, telephone.isEmpty || self.telephone != nil, .malformed)
        self.web = Self.address(web)
        problems.check(.web, web.count <= Diversion.addressLimit, .tooLong(limit: Diversion.addressLimit, length: web.count))
        problems.check(.web, web.isEmpty || self.web != nil, .malformed)
        self.triggers = Trigger.read(triggers)
        problems.check(
            .triggers, triggers.count <= Diversion.triggersLimit, .tooLong(limit: Diversion.triggersLimit, length: triggers.count))
        problems.check(.triggers, !self.triggers.isEmpty, .missing)
        guard problems.isEmpty, let kind else { throw problems }
        self.kind = kind
    }

    package func title(_ language: Language) -> String { language == .da ? title : titleInEnglish }
    package func advice(_ language: Language) -> String { language == .da ? advice : adviceInEnglish }

    /// `112`, `114` and `1818` are short on purpose; everything else is a number that can be rung.
    private static func dialled(_ text: String) -> String? {
        let digits = text.filter { $0 != "-" && $0 != " " }
        if (3...5).contains(digits.count), digits.first == "1", digits.allSatisfy({ $0.isASCII && $0.isNumber }) { return digits }
        return PhoneNumber(text)?.text
    }

    /// Only `https://`, a host with a dot, and nobody's name or password in it.
    private static func address(_ text: String) -> String? {
        guard text.lowercased().hasPrefix("https://"), !text.contains(where: \.isWhitespace), let url = URLComponents(string: text),
            let host = url.host, host.contains("."), !host.hasPrefix("."), !host.hasSuffix("."), url.user == nil, url.password == nil
        else { return nil }
        return text
    }
}
