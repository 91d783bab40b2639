import Foundation
import HolbaekData

/// The invented people and matters, as written in the data files.
struct Material: Sendable {
    struct People: Decodable, Sendable {
        struct Facilitator: Decodable, Sendable { let name, phone, email: String }
        struct Administrator: Decodable, Sendable { let name: String }
        struct Officer: Decodable, Sendable { let name, title, email, phone: String }
        struct Department: Decodable, Sendable {
            let name: String
            let officers: [Officer]
        }
        struct Politician: Decodable, Sendable { let name: String }
        struct Association: Decodable, Sendable { let name, kind: String }

        let facilitators: [Facilitator]
        let administrator: Administrator
        let departments: [Department]
        let politicians: [Politician]
        let firstNames: [String]
        let lastNames: [String]
        let associations: [Association]
    }

    struct Matter: Decodable, Sendable {
        struct Turn: Decodable, Sendable {
            enum By: String, Decodable, Sendable { case staff, citizen, note, phone }
            let by: By
            let text: String
        }
        struct Closing: Decodable, Sendable { let how, text, outcome: String }

        let id: String
        let kind: String
        let areas: [String]?
        let notAreas: [String]?
        let department: String
        let behalf: String
        let subject: String
        let text: String
        let place: String?
        let turns: [Turn]
        let closing: Closing
        let publicOk: Bool
    }

    struct ShortMessages: Decodable, Sendable { let thanks, followups, holding, notes: [String] }

    let people: People
    let matters: [Matter]
    let short: ShortMessages
    let clarifications: Clarifications

    init() throws {
        people = try Self.decode(holbaek_people_json())
        let files = [holbaek_matters_1_json(), holbaek_matters_2_json(), holbaek_matters_3_json(), holbaek_matters_4_json()]
        matters = try files.flatMap { try Self.decode($0) as [Matter] }
        clarifications = try Clarifications()
        short = try Self.decode(holbaek_messages_short_json())
    }

    private static func decode<Value: Decodable>(_ file: HolbaekFile) throws -> Value {
        try JSONDecoder().decode(Value.self, from: file.data)
    }
}

extension HolbaekFile {
    var data: Data { Data(bytes: bytes, count: length) }
}
