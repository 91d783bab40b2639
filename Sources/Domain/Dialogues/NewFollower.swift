import Foundation

/// An address that asks to be told of news in a public dialogue. Nothing else is asked for, not even a name.
package struct NewFollower: Sendable, Equatable {
    package let email: EmailAddress
    package let language: Language

    package enum Field: String, Sendable, CaseIterable { case email }

    package init(email: String, language: Language) throws(Invalid<Field>) {
        let address = EmailAddress(email)
        var problems = Invalid<Field>()
        problems.check(.email, email.contains { !$0.isWhitespace }, .missing)
        problems.check(.email, address != nil, .malformed)
        guard problems.isEmpty, let address else { throw problems }
        self.email = address
        self.language = language
    }
}

extension Person {
    /// Stands for the name of somebody who was never asked for one. A mail to them greets nobody by name.
    package static let unnamed = "–"
    package var isUnnamed: Bool { name == Self.unnamed }
}
