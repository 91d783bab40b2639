/// What dialogues are about, as the municipality names it: a short list it edits itself.
package struct Theme: Sendable, Equatable {
    package typealias ID = Identifier<Theme>

    package let id: ID
    /// In addresses.
    package let slug: String
    package let danish: String
    package let english: String
    /// No longer offered; it stays on the dialogues that have it.
    package let isRetired: Bool

    package init(id: ID, slug: String, danish: String, english: String, isRetired: Bool) {
        self.id = id
        self.slug = slug
        self.danish = danish
        self.english = english
        self.isRetired = isRetired
    }

    package func name(_ language: Language) -> String {
        switch language {
        case .da: danish
        case .en: english
        }
    }
}

/// A theme as somebody names it.
package struct NewTheme: Sendable, Equatable {
    package enum Field: String, Sendable, CaseIterable { case danish, english }

    package static let limit = 60

    package let danish: String
    package let english: String

    package init(danish: String, english: String) throws(Invalid<Field>) {
        var problems = Invalid<Field>()
        let names = [(Field.danish, danish), (.english, english)].map { field, text in
            let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            problems.check(field, !name.isEmpty, .missing)
            problems.check(field, name.count <= Self.limit, .tooLong(limit: Self.limit, length: name.count))
            return name
        }
        problems.check(.danish, !Area.slug(of: names[0]).isEmpty, .malformed)
        guard problems.isEmpty else { throw problems }
        (self.danish, self.english) = (names[0], names[1])
    }

    /// Letters and digits of the Danish name, for addresses.
    package var slug: String { Area.slug(of: danish) }
}

/// Who may change the list of themes.
package enum ThemePolicy {
    package struct Edit: Sendable {
        package let staffID: Person.ID
    }

    package static func mayEdit(_ viewer: Viewer) -> Bool {
        guard let staff = viewer.staff else { return false }
        return staff.isFacilitator || staff.roles.contains(.administrator)
    }

    package static func permitEdit(_ viewer: Viewer) throws(Forbidden) -> Permit<Edit> {
        guard let staff = viewer.staff, mayEdit(viewer) else {
            throw Forbidden(reason: "themes are named by facilitators and administrators")
        }
        return Permit(Edit(staffID: staff.personID))
    }
}
