package import Domain
package import SQLEngine

/// The municipality's own words and numbers.
package struct MunicipalityStore: Sendable {
    private let database: any SQLDatabase

    package init(_ database: any SQLDatabase) { self.database = database }

    package func current() async throws -> Municipality { try await database.read { try Municipality(on: $0) } }

    package func save(_ municipality: Municipality) async throws {
        try await database.write { connection in
            connection.touchContent()
            for (name, value) in municipality.settings {
                try connection.run(
                    "INSERT INTO setting (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            }
            if municipality.fallbackID == nil { try connection.run("DELETE FROM setting WHERE name = 'fallback_facilitator'") }
        }
    }
}

extension Municipality {
    /// Reads the settings; what is not set has the program's default.
    package init(on connection: any SQLConnection) throws {
        let rows = try connection.rows("SELECT name, value FROM setting") { (try $0.text(), try $0.text()) }
        let values = Dictionary(rows, uniquingKeysWith: { first, _ in first })
        func flag(_ name: String) -> Bool { values[name].map { $0 == "1" } ?? true }
        self.init(
            name: values["name"] ?? "Kommunen", referencePrefix: values["reference_prefix"] ?? "DIA", phone: values["phone"] ?? "",
            email: values["email"] ?? "", address: values["address"] ?? "",
            firstAnswerDays: values["first_answer_days"].flatMap { Int($0) } ?? 7,
            followUpDays: values["follow_up_days"].flatMap { Int($0) } ?? 10,
            holidays: HolidayOptions(
                grundlovsdag: flag("holiday_grundlovsdag"), christmasEve: flag("holiday_christmas_eve"),
                newYearsEve: flag("holiday_new_years_eve")),
            fallbackID: values["fallback_facilitator"].flatMap { Int64($0) }.map { Person.ID($0) })
    }

    fileprivate var settings: [(String, String)] {
        var settings = [
            ("name", name), ("reference_prefix", referencePrefix), ("phone", phone), ("email", email), ("address", address),
            ("first_answer_days", String(firstAnswerDays)), ("follow_up_days", String(followUpDays)),
            ("holiday_grundlovsdag", holidays.grundlovsdag ? "1" : "0"),
            ("holiday_christmas_eve", holidays.christmasEve ? "1" : "0"),
            ("holiday_new_years_eve", holidays.newYearsEve ? "1" : "0"),
        ]
        if let fallbackID { settings.append(("fallback_facilitator", String(fallbackID.rawValue))) }
        return settings
    }
}
