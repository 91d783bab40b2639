import Foundation

/// What the citizen said on the first screen: *Hvad drejer det sig om?*
package struct Matter: Sendable, Equatable {
    package let kind: Dialogue.Kind
    package let guess: Dialogue.Guess
    package let subject: String
    package let text: String

    package enum Field: String, Sendable, CaseIterable { case text, subject, kind }

    package init(text: String, subject: String, kind: String, guess: String = "") throws(Invalid<Field>) {
        let text = text.trimmed
        let subject = subject.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let kind = Dialogue.Kind(rawValue: kind)
        var problems = Invalid<Field>()
        problems.require(.text, text, atMost: Dialogue.textLimit)
        problems.require(.subject, subject, atMost: Dialogue.subjectLimit)
        problems.check(.kind, kind != nil, .needsChoice)
        guard problems.isEmpty, let kind else { throw problems }
        self.kind = kind
        // Nobody has to guess.
        self.guess = Dialogue.Guess(rawValue: guess) ?? .unknown
        self.subject = subject
        self.text = text
    }
}

/// What the citizen said on the second screen: *Hvor?*
package struct Whereabouts: Sendable, Equatable {
    package let scope: Dialogue.Scope
    package let place: String?

    package enum Field: String, Sendable, CaseIterable { case scope, area, place }

    /// - Parameter area: the area chosen or found; required when the scope is an area.
    package init(scope: String, area: Area.ID?, place: String) throws(Invalid<Field>) {
        let place = place.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var problems = Invalid<Field>()
        problems.check(.place, place.count <= Area.placeLimit, .tooLong(limit: Area.placeLimit, length: place.count))
        switch scope {
        case "area":
            problems.check(.area, area != nil, .needsChoice)
            self.scope = area.map { .area($0) } ?? .unknown
        case "municipality": self.scope = .municipality
        case "unknown": self.scope = .unknown
        default:
            problems.add(.scope, .needsChoice)
            self.scope = .unknown
        }
        guard problems.isEmpty else { throw problems }
        self.place = place.isEmpty ? nil : place
    }
}

/// What the citizen said on the third screen: *Hvordan må vi svare?*
package struct Contact: Sendable, Equatable {
    package let name: String
    package let email: EmailAddress?
    package let phone: PhoneNumber?
    package let behalf: Dialogue.Behalf

    package enum Field: String, Sendable, CaseIterable { case name, email, phone, behalf, behalfName }

    package init(name: String, email: String, phone: String, behalf: String, behalfName: String) throws(Invalid<Field>) {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let behalfName = behalfName.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let kind = Dialogue.Behalf.Kind(rawValue: behalf)
        var problems = Invalid<Field>()
        problems.require(.name, name, atMost: Person.nameLimit)
        let address = Self.parsed(email, .email, &problems, EmailAddress.init)
        let number = Self.parsed(phone, .phone, &problems, PhoneNumber.init)
        // One of the two is enough; the problem is shown at the first.
        if Self.isBlank(email), Self.isBlank(phone) { problems.add(.email, .missing) }
        problems.check(.behalf, kind != nil, .needsChoice)
        if let kind, kind != .oneself { problems.require(.behalfName, behalfName, atMost: Dialogue.behalfNameLimit) }
        guard problems.isEmpty, let kind else { throw problems }
        self.name = name
        self.email = address
        self.phone = number
        self.behalf = Dialogue.Behalf(kind: kind, name: kind == .oneself ? nil : behalfName)
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    private static func parsed<Value>(
        _ text: String, _ field: Field, _ problems: inout Invalid<Field>, _ parse: (String) -> Value?
    ) -> Value? {
        guard !isBlank(text) else { return nil }
        let value = parse(text)
        problems.check(field, value != nil, .malformed)
        return value
    }
}

/// A dialogue a citizen may start: each part has passed its rules.
package struct NewDialogue: Sendable, Equatable {
    package let matter: Matter
    package let whereabouts: Whereabouts
    package let contact: Contact
    package let consent: Dialogue.Consent
    package let language: Language

    package init(
        matter: Matter, whereabouts: Whereabouts, contact: Contact, consent: Dialogue.Consent = .private, language: Language
    ) {
        self.consent = consent
        self.matter = matter
        self.whereabouts = whereabouts
        self.contact = contact
        self.language = language
    }
}

extension Invalid {
    /// Text that must be there and no longer than `limit` characters.
    package mutating func require(_ field: Field, _ text: String, atMost limit: Int) {
        check(field, text.unicodeScalars.contains(where: Self.isVisible), .missing)
        check(field, text.count <= limit, .tooLong(limit: limit, length: text.count))
    }
    /// A text of nothing but spaces and invisible joiners says nothing.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
    }
}
