import Domain
import Foundation
import Storage

/// The invented town hall: who works where, and who serves which area on which dates.
struct Town: Sendable {
    struct Officer: Sendable {
        let id: Person.ID
        let name: String
    }

    let politicianIDs: [Person.ID]
    let facilitatorIDs: [Person.ID]
    let facilitatorNames: [Person.ID: String]
    let officers: [String: [Officer]]
    let viewers: [Person.ID: Viewer.Staff]
    let municipality: Municipality

    /// How many areas each of the four serves, in the order of `Material.people.facilitators`. Fatima has Jyderup.
    static let districts: [[String]] = [
        ["Jyderup", "Mørkøv", "Knabstrup", "Regstrup", "Undløse"],
        ["Holbæk", "Orø", "Tuse Næs"],
        ["Tuse", "Hagested", "Gislinge", "Kundby", "Svinninge"],
        ["Ugerløse", "St. Merløse", "Stestrup", "Tølløse", "Vipperød"],
    ]

    /// The Fælles-skaber who steers a dialogue, whoever has it.
    func guide(of dialogue: Dialogue) -> Viewer.Staff? {
        if dialogue.holder == .facilitator, let owner = viewers[dialogue.ownerID] { return owner }
        return facilitatorIDs.first.flatMap { viewers[$0] }
    }

    static func municipality(fallback: Person.ID?) -> Municipality {
        Municipality(
            name: "Holbæk Kommune", referencePrefix: "HOL", phone: "59000000", email: "dialog@holbaek.example.dk",
            address: "Kanalstræde 2, 4300 Holbæk", fallbackID: fallback)
    }

    /// Builds the town hall. In the first year Jyderup was served by another: dated facts have a past.
    static func build(
        _ people: Material.People, areas: [Area], stores: Stores, today: Day, at now: Date
    ) async throws -> Town {
        let began = today.adding(days: -3 * 365)
        let handedOver = today.adding(days: -400)
        var ids: [Person.ID] = []
        for facilitator in people.facilitators {
            ids.append(
                try await stores.staff.add(
                    .init(
                        person: facilitator.name, facilitator.email, facilitator.phone, .facilitator, "Fælles-skaber", "Fælles-skaberne",
                        began),
                    at: now))
        }
        for (index, district) in districts.enumerated() {
            for name in district {
                guard let area = areas.first(where: { $0.name == name }) else { continue }
                if name == "Jyderup" {
                    try await stores.staff.serve(area.id, by: ids[2], from: began, until: handedOver)
                    try await stores.staff.serve(area.id, by: ids[index], from: handedOver, until: nil)
                } else {
                    try await stores.staff.serve(area.id, by: ids[index], from: began, until: nil)
                }
            }
        }
        let officers = try await addOfficers(people, stores, began, at: now)
        let politicianIDs = try await addOthers(people, stores, began, at: now)
        let municipality = municipality(fallback: ids.first)
        try await stores.municipality.save(municipality)
        var viewers: [Person.ID: Viewer.Staff] = [:]
        for (index, id) in ids.enumerated() {
            // The demo's past is written by whoever owned it then: each may act in every area they ever served.
            viewers[id] = Viewer.Staff(
                personID: id, name: people.facilitators[index].name, roles: [.facilitator], areas: Set(areas.map(\.id)), language: .da)
        }
        for id in officers.values.flatMap({ $0 }).map(\.id) + politicianIDs {
            viewers[id] = try await stores.staff.viewer(id, on: today)
        }
        return Town(
            politicianIDs: politicianIDs, facilitatorIDs: ids,
            facilitatorNames: Dictionary(uniqueKeysWithValues: zip(ids, people.facilitators.map(\.name))),
            officers: officers, viewers: viewers, municipality: municipality)
    }

    private static func addOfficers(
        _ people: Material.People, _ stores: Stores, _ began: Day, at now: Date
    ) async throws -> [String: [Officer]] {
        var officers: [String: [Officer]] = [:]
        for department in people.departments {
            for officer in department.officers {
                let id = try await stores.staff.add(
                    .init(person: officer.name, officer.email, officer.phone, .officer, officer.title, department.name, began), at: now)
                officers[department.name, default: []].append(Officer(id: id, name: officer.name))
            }
        }
        return officers
    }

    private static func addOthers(_ people: Material.People, _ stores: Stores, _ began: Day, at now: Date) async throws -> [Person.ID] {
        var ids: [Person.ID] = []
        for (index, politician) in people.politicians.enumerated() {
            ids.append(
                try await stores.staff.add(
                    .init(person: politician.name, "politiker\(index + 1)@example.dk", "", .politician, nil, "Kommunalbestyrelsen", began),
                    at: now))
        }
        _ = try await stores.staff.add(
            .init(person: people.administrator.name, "it@example.dk", "", .administrator, nil, "It og digitalisering", began), at: now)
        return ids
    }
}

extension StaffStore.NewStaff {
    /// The data file's own words; an address it spells wrong is a fault of the file.
    fileprivate init(
        person name: String, _ email: String, _ phone: String, _ role: Role, _ title: String?, _ organization: String, _ from: Day
    ) throws {
        guard let address = EmailAddress(email) else { throw HolbaekAreas.Incomplete(what: email) }
        self.init(
            name: name, email: address, phone: PhoneNumber(phone), role: role, title: title, organization: organization, from: from)
    }
}
