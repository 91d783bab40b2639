/// One of the municipality's local areas. Geography, which stays; a forum is an organization and may come and go.
package struct Area: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Area>

    package let id: ID
    /// The last part of the area's address: `tuse-naes`.
    package let slug: String
    package let name: String
    package let alsoCalled: String?
    package let mainTown: String
    package let population: Population?

    package struct Population: Sendable, Equatable {
        package let count: Int
        package let year: Int
        /// The figure is the main town's, not the whole area's.
        package let isTownOnly: Bool

        package init(count: Int, year: Int, isTownOnly: Bool) {
            self.count = count
            self.year = year
            self.isTownOnly = isTownOnly
        }
    }

    package init(id: ID, slug: String, name: String, alsoCalled: String?, mainTown: String, population: Population?) {
        self.id = id
        self.slug = slug
        self.name = name
        self.alsoCalled = alsoCalled
        self.mainTown = mainTown
        self.population = population
    }

    package static let placeLimit = 200

    /// `Tuse Næs` → `tuse-naes`, `St. Merløse` → `st-merloese`.
    package static func slug(of name: String) -> String {
        var slug = ""
        for character in name.lowercased() {
            switch character {
            case "æ": slug += "ae"
            case "ø": slug += "oe"
            case "å": slug += "aa"
            case "a"..."z", "0"..."9": slug.append(character)
            default: if !slug.isEmpty, !slug.hasSuffix("-") { slug.append("-") }
            }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug
    }
}

/// A named place in an area. Names are not unique: there are two Mogenstrups.
package struct Place: Sendable, Equatable {
    package let name: String
    package let areaID: Area.ID

    package init(name: String, areaID: Area.ID) {
        self.name = name
        self.areaID = areaID
    }
}

/// The area's open forum: an organization with its own name and form.
package struct Forum: Sendable, Equatable {
    package let name: String
    package let form: Form

    package enum Form: String, Sendable, CaseIterable {
        case lokalforum, lokalraad, laug
    }

    package init(name: String, form: Form) {
        self.name = name
        self.form = form
    }
}

/// The named person who serves an area on given dates (Popolo: a dated membership).
package struct Facilitator: Sendable, Equatable {
    package let person: Person
    package let from: Day
    /// The first day on which the person no longer serves; nil while open.
    package let until: Day?

    package init(person: Person, from: Day, until: Day?) {
        self.person = person
        self.from = from
        self.until = until
    }
}
