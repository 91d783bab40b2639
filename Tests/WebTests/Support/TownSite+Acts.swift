import Domain
import Foundation
import SQLEngine
import Storage
import Testing

@testable import Web

// What people do in the stories without a browser, in one line each.
extension TownSite {
    struct Started: Sendable {
        let id: Dialogue.ID
        let accessID: Int64
        let reference: String
        let starter: Viewer
    }

    /// What Anna writes, where a test says nothing else.
    struct Words: Sendable {
        var subject = "Cykelsti langs Skarridsøvej"
        var text = "Skolevejen er farlig."
        var place = ""
        var name = "Anna Sørensen"
        var email = "anna@example.dk"
        var phone = ""
        var behalf = "self"
        var behalfName = ""
        var area: String? = "jyderup"
    }

    func areaID(_ slug: String) async throws -> Area.ID { try #require(try await stores.areas.find(slug: slug)).id }

    func new(_ words: Words = Words()) async throws -> NewDialogue {
        var areaID: Area.ID?
        if let slug = words.area { areaID = try await self.areaID(slug) }
        return NewDialogue(
            matter: try Matter(text: words.text, subject: words.subject, kind: "idea"),
            whereabouts: try Whereabouts(scope: areaID == nil ? "unknown" : "area", area: areaID, place: words.place),
            contact: try Contact(
                name: words.name, email: words.email, phone: words.phone, behalf: words.behalf, behalfName: words.behalfName),
            language: .da)
    }

    /// Sent, and confirmed unless told otherwise.
    func start(_ words: Words = Words(), confirmed: Bool = true) async throws -> Started {
        let started = try await stores.dialogues.start(
            try await new(words), from: nil, DialoguePolicy.permitStart(.anonymous), at: clock.now)
        if confirmed, !words.email.isEmpty { try await stores.dialogues.confirm(access: started.accessID, at: clock.now) }
        return Started(
            id: started.dialogueID, accessID: started.accessID, reference: started.reference.text,
            starter: try #require(try await stores.dialogues.viewer(ofAccess: started.accessID)))
    }

    /// The secret address of a dialogue.
    func address(_ started: Started) -> String { "/d/\(secrets.token(.access, started.accessID))" }

    func permit(_ id: Dialogue.ID, _ personID: Person.ID) async throws -> Permit<DialoguePolicy.Work> {
        let staff = try #require(try await stores.staff.viewer(personID, on: Day(of: clock.now)))
        let dialogue = try #require(try await stores.dialogues.find(id, as: .staff(staff)))
        return try DialoguePolicy.permitWork(.staff(staff), dialogue)
    }

    func steerPermit(_ id: Dialogue.ID, _ personID: Person.ID) async throws -> Permit<DialoguePolicy.Steer> {
        let staff = try #require(try await stores.staff.viewer(personID, on: Day(of: clock.now)))
        return try DialoguePolicy.permitSteer(.staff(staff), try #require(try await stores.dialogues.find(id, as: .staff(staff))))
    }

    private static var freshForm: DialogueStore.Form { .init(key: UUID().uuidString, seen: nil) }

    func answer(_ id: Dialogue.ID, _ text: String = "Tak for idéen.", asks: Bool = false) async throws {
        let permit = try await permit(id, people.fatima)
        try await stores.dialogues.answer(try NewMessage(text), asks: asks, permit, Self.freshForm, at: clock.now)
    }

    static func picture(_ name: String) throws -> NewAttachment {
        try NewAttachment(name: name, kind: .png, bytes: Sample.png, size: .init(width: 1, height: 1), thumbnail: [0xFF, 0xD8])
    }

    /// A picture at what was last written in a dialogue.
    func attach(_ name: String, to started: Started) async throws -> Attachment.ID {
        let (picture, now) = (try Self.picture(name), clock.now)
        return try await database.write { connection in
            try DialogueSteps(connection, try Municipality(on: connection)).attach([picture], to: started.id, at: now)
            return try connection.one("SELECT MAX(id) FROM attachment") { try $0.identifier() }
        }
    }

    func note(_ id: Dialogue.ID, _ text: String = "Tal med Vej og Park først.") async throws {
        try await stores.dialogues.note(try NewMessage(text), try await permit(id, people.fatima), Self.freshForm, at: clock.now)
    }

    func reply(_ started: Started, as viewer: Viewer? = nil, _ text: String = "Har I set den?") async throws {
        let viewer = viewer ?? started.starter
        let dialogue = try #require(try await stores.dialogues.find(started.id, as: viewer))
        try await stores.dialogues.reply(
            try NewMessage(text), try DialoguePolicy.permitReply(viewer, dialogue), Self.freshForm, at: clock.now)
    }

    func record(_ id: Dialogue.ID, _ text: String) async throws {
        let permit = try await permit(id, people.fatima)
        try await stores.dialogues.record(try NewMessage(text), channel: .telephone, permit, Self.freshForm, at: clock.now)
    }

    func close(_ id: Dialogue.ID, text: String = "Stien er med i planen.", outcome: String = "Cykelstien bygges i 2028.") async throws {
        try await stores.dialogues.close(
            try NewClosing(ground: "agreed", text: text, outcome: outcome), try await steerPermit(id, people.fatima), Self.freshForm,
            at: clock.now)
    }

    func publish(
        _ id: Dialogue.ID, by personID: Person.ID? = nil, files: Set<Attachment.ID> = [], takesComments: Bool = false
    ) async throws {
        let (permit, now) = (try await steerPermit(id, personID ?? people.fatima), clock.now)
        try await database.write { connection in
            let steps = DialogueSteps(connection, try Municipality(on: connection), sendsMail: false)
            var dialogue = try steps.dialogue(id)
            let starter = try DialoguePolicy.permitTakePart(.party(dialogue.starterID, of: id), dialogue)
            try steps.consent(.public, wantsComments: takesComments, dialogue, starter, at: now)
            dialogue = try steps.dialogue(id)
            let all = NewPublication(
                all: try steps.publicParts(of: dialogue), subject: dialogue.subject, hiding: [], files: files,
                opensComments: takesComments)
            try steps.publish(all, dialogue, permit, at: now)
            try steps.indexWords(of: id)
        }
    }

    /// Adds a person with a secret address of a dialogue, as one invited into it has.
    func invite(_ name: String, _ email: String, into id: Dialogue.ID) async throws -> (token: String, viewer: Viewer) {
        let accessID = try await database.write { connection in
            let personID: Person.ID = try connection.one(
                "INSERT INTO person (name, email, email_key, language, created_at) VALUES (\(name), \(email), \(email), 'da', 0) RETURNING id"
            ) { try $0.identifier() }
            return try connection.one(
                "INSERT INTO access (dialogue_id, person_id, created_at) VALUES (\(id), \(personID), 0) RETURNING id"
            ) { try $0.integer() }
        }
        return (secrets.token(.access, accessID), try #require(try await stores.dialogues.viewer(ofAccess: accessID)))
    }
}

// What is in the tables, read past the stores.
extension TownSite {
    func count(_ table: SQL) async throws -> Int {
        try await database.read { try $0.one("SELECT COUNT(*) FROM \(table)") { try $0.count() } }
    }

    /// Everything in the tables that only an act may change.
    func contents() async throws -> [String] {
        try await database.read { connection in
            var rows: [String] = []
            rows += try connection.rows(
                "SELECT id, stage, owner_id, COALESCE(next_step, ''), COALESCE(due_on, ''), visibility, last_event_id FROM dialogue ORDER BY id"
            ) {
                "dialogue \(try $0.integer()) \(try $0.text()) \(try $0.integer()) \(try $0.text()) \(try $0.text()) \(try $0.text()) \(try $0.integer())"
            }
            rows += try connection.rows("SELECT id, kind, at FROM event ORDER BY id") {
                "event \(try $0.integer()) \(try $0.text()) \(try $0.integer())"
            }
            rows += try connection.rows("SELECT id, text, COALESCE(public_text, '') FROM message ORDER BY id") {
                "message \(try $0.integer()) \(try $0.text()) \(try $0.text())"
            }
            rows += try connection.rows("SELECT id, key, state, attempts FROM outbox ORDER BY id") {
                "outbox \(try $0.integer()) \(try $0.text()) \(try $0.text()) \(try $0.integer())"
            }
            rows += try connection.rows(
                "SELECT id, person_id, COALESCE(revoked_at, 0), tries, COALESCE(confirmed_at, 0) FROM access ORDER BY id"
            ) { "access \(try $0.integer()) \(try $0.integer()) \(try $0.integer()) \(try $0.integer()) \(try $0.integer())" }
            rows += try connection.rows("SELECT id, answers, changed_at, COALESCE(dialogue_id, 0) FROM draft ORDER BY id") {
                "draft \(try $0.integer()) \(try $0.text()) \(try $0.integer()) \(try $0.integer())"
            }
            rows += try connection.rows("SELECT id, tries, COALESCE(ended_at, 0) FROM sign_in ORDER BY id") {
                "sign_in \(try $0.integer()) \(try $0.integer()) \(try $0.integer())"
            }
            rows += try connection.rows("SELECT key FROM command ORDER BY key") { "command \(try $0.text())" }
            // Whoever asks how the installation is doing has it written to the disk; that counts itself.
            rows += try connection.rows("SELECT bucket, uses FROM usage_count WHERE bucket <> 'ready' ORDER BY bucket, window_at") {
                "usage \(try $0.text()) \(try $0.integer())"
            }
            return rows
        }
    }
}
