/// What a citizen has typed and not yet sent, exactly as typed: rules apply when it is sent.
package struct Draft: Sendable, Equatable, Codable {
    package typealias ID = Identifier<Draft>

    package var text = ""
    package var subject = ""
    package var kind = ""
    package var scope = ""
    /// The chosen area's slug.
    package var area = ""
    package var place = ""
    package var name = ""
    package var email = ""
    package var phone = ""
    package var behalf = ""
    package var behalfName = ""
    package var guess = ""
    package var consent = ""

    package init() {}
}

extension Draft {
    package func matter() throws(Invalid<Matter.Field>) -> Matter { try Matter(text: text, subject: subject, kind: kind, guess: guess) }

    package func contact() throws(Invalid<Contact.Field>) -> Contact {
        try Contact(name: name, email: email, phone: phone, behalf: behalf, behalfName: behalfName)
    }

    /// - Parameter area: the area whose slug is `area`, when there is one.
    package func whereabouts(area: Area.ID?) throws(Invalid<Whereabouts.Field>) -> Whereabouts {
        try Whereabouts(scope: scope, area: area, place: place)
    }
}

extension Draft {
    /// Lenient: a draft saved before a field was added, or after one was taken away, is still the citizen's words.
    package init(from decoder: any Decoder) throws {
        let answers = try decoder.container(keyedBy: CodingKeys.self)
        func answer(_ key: CodingKeys) throws -> String { try answers.decodeIfPresent(String.self, forKey: key) ?? "" }
        text = try answer(.text)
        subject = try answer(.subject)
        kind = try answer(.kind)
        scope = try answer(.scope)
        area = try answer(.area)
        place = try answer(.place)
        name = try answer(.name)
        email = try answer(.email)
        phone = try answer(.phone)
        behalf = try answer(.behalf)
        behalfName = try answer(.behalfName)
        guess = try answer(.guess)
        consent = try answer(.consent)
    }
}

/// What is still wrong with each part; nil when it is right.
extension Draft {
    package var matterProblems: Invalid<Matter.Field>? {
        do {
            _ = try matter()
            return nil
        } catch {
            return error
        }
    }

    package func whereaboutsProblems(area: Area.ID?) -> Invalid<Whereabouts.Field>? {
        do {
            _ = try whereabouts(area: area)
            return nil
        } catch {
            return error
        }
    }

    package var contactProblems: Invalid<Contact.Field>? {
        do {
            _ = try contact()
            return nil
        } catch {
            return error
        }
    }
}
