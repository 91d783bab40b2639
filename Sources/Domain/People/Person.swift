/// A human. May have no e-mail address, may never sign in.
package struct Person: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Person>

    package let id: ID
    package let name: String
    package let email: String?
    package let phone: String?
    package let language: Language

    package init(id: ID, name: String, email: String?, phone: String?, language: Language) {
        self.id = id
        self.name = name
        self.email = email
        self.phone = phone
        self.language = language
    }

    package static let nameLimit = 120
    package static let emailLimit = 254
    package static let phoneLimit = 30
}

/// The parts a person may have in the municipality, each dated by a membership.
package enum Role: String, Sendable, CaseIterable, Hashable {
    case facilitator, officer, politician, secretariat, administrator, contact, member

    /// Roles that may sign in with a code by e-mail.
    package var signsIn: Bool {
        switch self {
        case .facilitator, .officer, .politician, .secretariat, .administrator: true
        case .contact, .member: false
        }
    }
}
