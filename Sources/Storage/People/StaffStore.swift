package import Domain
package import Foundation
package import SQLEngine

/// The people of the town hall: who they are, what they may, on which dates.
package struct StaffStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    package struct NewStaff: Sendable {
        package let name: String
        package let email: EmailAddress
        package let phone: PhoneNumber?
        package let role: Role
        package let title: String?
        package let organization: String
        package let from: Day

        package init(
            name: String, email: EmailAddress, phone: PhoneNumber?, role: Role, title: String?, organization: String, from: Day
        ) {
            self.name = name
            self.email = email
            self.phone = phone
            self.role = role
            self.title = title
            self.organization = organization
            self.from = from
        }
    }

    /// Adds a person with a role in an organization of that name, which is made where there is none.
    package func add(_ new: NewStaff, at now: Date) async throws -> Person.ID {
        try await database.write { connection in
            let personID: Person.ID = try connection.insert(
                """
                INSERT INTO person (name, email, email_key, phone, language, created_at)
                VALUES (\(new.name), \(new.email.text), \(new.email.key), \(new.phone?.text), 'da', \(now))
                """)
            let kind = new.role == .politician ? "council" : "department"
            let known = try connection.first("SELECT id FROM organization WHERE name = \(new.organization) AND kind = \(kind)") {
                try $0.integer()
            }
            let organizationID =
                try known
                ?? connection.insert("INSERT INTO organization (kind, name) VALUES (\(kind), \(new.organization))")
            try connection.run(
                """
                INSERT INTO membership (person_id, organization_id, role, title, from_on)
                VALUES (\(personID), \(organizationID), \(new.role), \(new.title), \(new.from))
                """)
            return personID
        }
    }

    /// Lets a person serve an area from a day on, until another day when that is known.
    package func serve(_ areaID: Area.ID, by personID: Person.ID, from: Day, until: Day?) async throws {
        try await database.write { connection in
            connection.touchContent()
            try connection.run(
                "INSERT INTO facilitator (area_id, person_id, from_on, until_on) VALUES (\(areaID), \(personID), \(from), \(until))")
        }
    }

    /// Somebody a dialogue can be given to.
    package struct Receiver: Sendable, Equatable {
        package let id: Person.ID
        package let name: String
        package let holder: Dialogue.Holder
        package let organization: String
    }

    /// Everybody a dialogue can be given to on a day: Fælles-skabere, then officers by department, then politicians; each once.
    package func receivers(on day: Day) async throws -> [Receiver] {
        let all = try await database.read { connection in
            try connection.rows(
                """
                SELECT p.id, p.name, m.role, o.name FROM membership m JOIN person p ON p.id = m.person_id
                    JOIN organization o ON o.id = m.organization_id
                WHERE m.role IN ('facilitator', 'officer', 'politician')
                    AND m.from_on <= \(day) AND (m.until_on IS NULL OR m.until_on > \(day))
                ORDER BY CASE m.role WHEN 'facilitator' THEN 1 WHEN 'officer' THEN 2 ELSE 3 END, o.name, p.name, p.id, m.id
                LIMIT \(Self.receiverLimit)
                """
            ) { Receiver(id: try $0.identifier(), name: try $0.text(), holder: try $0.choice(), organization: try $0.text()) }
        }
        var seen: Set<Person.ID> = []
        return all.filter { seen.insert($0.id).inserted }
    }

    package static let receiverLimit = 1000

    /// The staff viewer a person is on a day; nil for somebody without a role that signs in.
    package func viewer(_ personID: Person.ID, on day: Day) async throws -> Viewer.Staff? {
        try await database.read { try StaffRows.viewer(personID, on: day, $0) }
    }
}

enum StaffRows {
    static func viewer(_ personID: Person.ID, on day: Day, _ connection: any SQLConnection) throws -> Viewer.Staff? {
        // Asked on every page of the desk: whoever signs in, what they are and where, in one.
        let parts = try connection.rows(
            """
            SELECT p.name, p.language, m.role, m.organization_id, o.kind
            FROM membership m JOIN person p ON p.id = m.person_id JOIN organization o ON o.id = m.organization_id
            WHERE m.person_id = \(personID) AND m.from_on <= \(day) AND (m.until_on IS NULL OR m.until_on > \(day))
            """
        ) { row in
            let (name, language): (String, Language) = (try row.text(), try row.choice())
            let (role, organizationID): (Role, Organization.ID) = (try row.choice(), try row.identifier())
            return (name: name, language: language, role: role, organizationID: organizationID, kind: try row.text())
        }
        guard let person = parts.first, parts.contains(where: \.role.signsIn) else { return nil }
        let areas: [Area.ID] = try connection.rows(
            "SELECT f.area_id FROM facilitator f WHERE f.person_id = \(personID) AND \(FacilitatorRows.on(day))"
        ) { try $0.identifier() }
        let departments = parts.filter { $0.role == .officer && $0.kind == "department" }.map(\.organizationID)
        return Viewer.Staff(
            personID: personID, name: person.name, roles: Set(parts.map(\.role)), areas: Set(areas), departments: Set(departments),
            language: person.language)
    }

    /// Whether a person has any part that signs in, on a day.
    static func worksHere(_ personID: Person.ID, on day: Day, _ connection: any SQLConnection) throws -> Bool {
        try connection.one(
            """
            SELECT COUNT(*) FROM membership
            WHERE person_id = \(personID) AND role IN ('facilitator', 'officer', 'politician', 'secretariat', 'administrator')
                AND from_on <= \(day) AND (until_on IS NULL OR until_on > \(day))
            """
        ) { try $0.integer() > 0 }
    }

    /// The person who may sign in with an address on a day.
    static func personID(email key: String, on day: Day, _ connection: any SQLConnection) throws -> Person.ID? {
        try connection.first(
            """
            SELECT p.id FROM person p JOIN membership m ON m.person_id = p.id
            WHERE p.email_key = \(key) AND m.role IN ('facilitator', 'officer', 'politician', 'secretariat', 'administrator')
                AND m.from_on <= \(day) AND (m.until_on IS NULL OR m.until_on > \(day))
            ORDER BY p.id LIMIT 1
            """
        ) { try $0.identifier() }
    }

    /// As what a person would have a dialogue on a day; nil for somebody who has no such part then.
    static func keeper(_ personID: Person.ID, on day: Day, _ connection: any SQLConnection) throws -> DialogueSteps.Keeper? {
        try connection.first(
            """
            SELECT m.role, m.organization_id FROM membership m
            WHERE m.person_id = \(personID) AND m.role IN ('facilitator', 'officer', 'politician')
                AND m.from_on <= \(day) AND (m.until_on IS NULL OR m.until_on > \(day))
            ORDER BY CASE m.role WHEN 'facilitator' THEN 1 WHEN 'officer' THEN 2 ELSE 3 END, m.id LIMIT 1
            """
        ) { row in
            let (holder, organizationID): (Dialogue.Holder, Organization.ID) = (try row.choice(), try row.identifier())
            return DialogueSteps.Keeper(personID: personID, holder: holder, departmentID: holder == .officer ? organizationID : nil)
        }
    }
}
