/// Who is asking. Passed explicitly to every policy and every reading store method.
package enum Viewer: Sendable, Equatable {
    /// Nobody we know: sees what is public.
    case anonymous
    /// The holder of a dialogue's secret address: its starter, or a party invited into it.
    case party(Person.ID, of: Dialogue.ID)
    /// A signed-in member of staff. `areas` are those the person serves as Fælles-skaber today.
    case staff(Staff)

    package struct Staff: Sendable, Equatable {
        package let personID: Person.ID
        package let name: String
        package let roles: Set<Role>
        package let areas: Set<Area.ID>
        /// The departments the person is an officer of today.
        package let departments: Set<Organization.ID>
        package let language: Language

        package init(
            personID: Person.ID, name: String, roles: Set<Role>, areas: Set<Area.ID>, departments: Set<Organization.ID> = [],
            language: Language
        ) {
            self.departments = departments
            self.personID = personID
            self.name = name
            self.roles = roles
            self.areas = areas
            self.language = language
        }

        package var isFacilitator: Bool { roles.contains(.facilitator) }
        package var isOfficer: Bool { roles.contains(.officer) }
    }

    package var staff: Staff? {
        if case .staff(let staff) = self { staff } else { nil }
    }

    package var personID: Person.ID? {
        switch self {
        case .anonymous: nil
        case .party(let id, _): id
        case .staff(let staff): staff.personID
        }
    }
}
