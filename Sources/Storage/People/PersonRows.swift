import Domain
import SQLEngine

enum PersonRows {
    static let columns: SQL = "p.id, p.name, p.email, p.phone, p.language"

    static func read(_ row: inout SQLRow) throws -> Person {
        Person(
            id: try row.identifier(), name: try row.text(), email: try row.optionalText(), phone: try row.optionalText(),
            language: try row.choice())
    }

    static func one(_ id: Person.ID, _ connection: any SQLConnection) throws -> Person {
        try connection.one("SELECT \(columns) FROM person p WHERE p.id = \(id)", read)
    }
}
