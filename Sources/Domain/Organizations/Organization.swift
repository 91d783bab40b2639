/// Popolo: anything people are members of.
package struct Organization: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Organization>

    package let id: ID
    package let kind: Kind
    package let name: String

    package enum Kind: String, Sendable, CaseIterable {
        case forum, community
        case workingGroup = "working_group"
        case department, council, committee
    }

    package init(id: ID, kind: Kind, name: String) {
        self.id = id
        self.kind = kind
        self.name = name
    }
}
