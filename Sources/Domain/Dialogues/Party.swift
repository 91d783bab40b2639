import Foundation

/// Somebody who takes part in one dialogue besides its starter.
package struct Party: Sendable, Equatable {
    package let person: Person
    /// The forum, association or company they speak for.
    package let behalf: String?

    package init(person: Person, behalf: String?) {
        self.person = person
        self.behalf = behalf
    }

    /// How many may take part in a dialogue at once, besides its starter.
    package static let limit = 20
}

/// An invitation into a dialogue: a forum, an association or a neighbour. Their address of it comes by mail.
package struct NewParty: Sendable, Equatable {
    package let name: String
    package let email: EmailAddress
    package let behalf: String?

    package enum Field: String, Sendable, CaseIterable { case name, email, behalf, agreed }

    /// - Parameter agreed: what is said in a dialogue is between its parties, so whoever lets somebody in says that the
    ///   starter knows.
    package init(name: String, email: String, behalf: String, agreed: Bool) throws(Invalid<Field>) {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let behalf = behalf.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let address = EmailAddress(email)
        var problems = Invalid<Field>()
        problems.require(.name, name, atMost: Person.nameLimit)
        problems.check(.email, email.contains { !$0.isWhitespace }, .missing)
        problems.check(.email, address != nil, .malformed)
        problems.check(.behalf, behalf.count <= Dialogue.behalfNameLimit, .tooLong(limit: Dialogue.behalfNameLimit, length: behalf.count))
        problems.check(.agreed, agreed, .needsChoice)
        guard problems.isEmpty, let address else { throw problems }
        self.name = name
        self.email = address
        self.behalf = behalf.isEmpty ? nil : behalf
    }
}
