import Domain
import Foundation
import SQLEngine
import Testing

@testable import Storage

/// What people do in the stories, in one line each.
extension Town {
    struct Started: Sendable {
        let id: Dialogue.ID
        let accessID: Int64
        let reference: Reference
        let starter: Viewer
    }

    static func new(
        name: String = "Anna Sørensen", email: String = "anna@example.dk", phone: String = "", where scope: Dialogue.Scope = .area(jyderup)
    ) throws -> NewDialogue {
        let word =
            switch scope {
            case .area: "area"
            case .municipality: "municipality"
            case .unknown: "unknown"
            }
        return NewDialogue(
            matter: try Matter(text: "Skolevejen er farlig.", subject: "Cykelsti langs Skarridsøvej", kind: "idea"),
            whereabouts: try Whereabouts(scope: word, area: scope.areaID, place: ""),
            contact: try Contact(name: name, email: email, phone: phone, behalf: "self", behalfName: ""), language: .da)
    }

    /// Sent, and not confirmed where there is an address to confirm.
    func start(_ new: NewDialogue? = nil, from draftID: Draft.ID? = nil, at now: Date = .base) async throws -> Started {
        let started = try await dialogues.start(
            try new ?? Self.new(), from: draftID, DialoguePolicy.permitStart(.anonymous), at: now)
        let viewer = try #require(try await dialogues.viewer(ofAccess: started.accessID))
        return Started(id: started.dialogueID, accessID: started.accessID, reference: started.reference, starter: viewer)
    }

    /// Sent and confirmed by the link.
    func startConfirmed(_ new: NewDialogue? = nil, at now: Date = .base) async throws -> Started {
        let started = try await start(new, at: now)
        try await dialogues.confirm(access: started.accessID, at: now)
        return started
    }

    /// The row, whoever asks.
    func dialogue(_ id: Dialogue.ID) async throws -> Dialogue {
        try await database.read { try DialogueRows.one(id, $0) }
    }

    func viewer(_ id: Person.ID, on now: Date = .base) async throws -> Viewer {
        .staff(try #require(try await staff.viewer(id, on: Day(of: now))))
    }

    func permit(_ id: Dialogue.ID, _ personID: Person.ID, at now: Date = .base) async throws -> Permit<DialoguePolicy.Work> {
        try DialoguePolicy.permitWork(try await viewer(personID, on: now), try await dialogue(id))
    }

    func renew(_ started: Started) async throws -> Bool {
        let permit = try DialoguePolicy.permitReply(started.starter, try await dialogue(started.id))
        return try await dialogues.renew(access: started.accessID, permit, at: .base)
    }

    func reply(_ started: Started, _ text: String = "Har I set den?", key: String = UUID().uuidString, at now: Date = .base) async throws {
        let permit = try DialoguePolicy.permitReply(started.starter, try await dialogue(started.id))
        try await dialogues.reply(try NewMessage(text), permit, .init(key: key, seen: nil), at: now)
    }

    func answer(_ id: Dialogue.ID, asks: Bool = false, by personID: Person.ID, at now: Date = .base) async throws {
        let text = asks ? "Hvor er det helt præcis?" : "Tak for idéen. Vi går ud og ser på vejen."
        try await dialogues.answer(
            try NewMessage(text), asks: asks, try await permit(id, personID, at: now), .init(key: UUID().uuidString, seen: nil), at: now)
    }

    func record(_ id: Dialogue.ID, _ channel: Event.Channel, by personID: Person.ID, at now: Date = .base) async throws {
        try await dialogues.record(
            try NewMessage("Anna ringede: det er ved skolen."), channel: channel, try await permit(id, personID, at: now),
            .init(key: UUID().uuidString, seen: nil), at: now)
    }

    func note(_ id: Dialogue.ID, by personID: Person.ID, at now: Date = .base) async throws {
        try await dialogues.note(
            try NewMessage("Tal med Vej og Park først."), try await permit(id, personID, at: now),
            .init(key: UUID().uuidString, seen: nil), at: now)
    }

    /// Everything of it, with the starter's consent; no mail.
    func publish(_ id: Dialogue.ID, files: [Attachment.ID] = [], comments: Dialogue.Comments = .none) async throws {
        let steer = try await steerPermit(id, fatima)
        try await database.write { connection in
            let steps = DialogueSteps(connection, try Municipality(on: connection), sendsMail: false)
            var dialogue = try steps.dialogue(id)
            let starter = try DialoguePolicy.permitTakePart(.party(dialogue.starterID, of: id), dialogue)
            try steps.consent(.public, wantsComments: comments != .none, dialogue, starter, at: .base)
            dialogue = try steps.dialogue(id)
            let all = NewPublication(
                all: try steps.publicParts(of: dialogue), subject: dialogue.subject, hiding: [], files: Set(files),
                opensComments: comments == .open)
            try steps.publish(all, dialogue, steer, at: .base)
            try steps.indexWords(of: id)
        }
    }

    func steerPermit(
        _ id: Dialogue.ID, _ personID: Person.ID, at now: Date = .base
    ) async throws -> Permit<DialoguePolicy.Steer> {
        try DialoguePolicy.permitSteer(try await viewer(personID, on: now), try await dialogue(id))
    }

    func clarifyPermit(
        _ id: Dialogue.ID, _ personID: Person.ID, at now: Date = .base
    ) async throws -> Permit<DialoguePolicy.Clarify> {
        try DialoguePolicy.permitClarify(try await viewer(personID, on: now), try await dialogue(id))
    }

    func clarify(_ id: Dialogue.ID, as kind: Dialogue.Clarification, by personID: Person.ID, at now: Date = .base) async throws {
        try await dialogues.clarify(
            try NewClarification(kind: kind.rawValue, reason: "Vejen er kommunens."), try await clarifyPermit(id, personID, at: now),
            .init(key: UUID().uuidString, seen: nil), at: now)
    }

    func handOver(
        _ id: Dialogue.ID, to receiverID: Person.ID, by personID: Person.ID, due: String = "2026-12-01", at now: Date = .base
    ) async throws {
        let new = try NewHandOver(
            receiver: String(receiverID.rawValue), question: "Kan vejen få et bump?", dueOn: due, today: Day(of: now),
            calendar: WorkCalendar())
        try await dialogues.handOver(
            new, try await permit(id, personID, at: now), .init(key: UUID().uuidString, seen: nil), at: now)
    }

    func close(_ id: Dialogue.ID, by personID: Person.ID, at now: Date = .base) async throws {
        try await dialogues.close(
            try NewClosing(ground: "agreed", text: "Stien er med i planen.", outcome: "Cykelstien bygges i 2028."),
            try await steerPermit(id, personID, at: now), .init(key: UUID().uuidString, seen: nil), at: now)
    }

    func judge(
        _ started: Started, _ verdict: Dialogue.Verdict, _ text: String = "", by viewer: Viewer? = nil, at now: Date = .base
    ) async throws {
        let permit = try DialoguePolicy.permitTakePart(viewer ?? started.starter, try await dialogue(started.id))
        try await dialogues.judge(
            try NewJudgement(verdict: verdict.rawValue, text: text), permit, .init(key: UUID().uuidString, seen: nil), at: now)
    }

    func reopen(_ id: Dialogue.ID, by personID: Person.ID, at now: Date = .base) async throws {
        try await dialogues.reopen(
            try NewMessage("Planen er ændret, så vi ser på det igen."), try await steerPermit(id, personID, at: now),
            .init(key: UUID().uuidString, seen: nil), at: now)
    }
}

/// What is in the tables, read past the stores.
extension Town {
    func run(_ sql: SQL) async throws { try await database.write { _ = try $0.run(sql) } }

    func count(_ table: SQL) async throws -> Int {
        try await database.read { try $0.one("SELECT COUNT(*) FROM \(table)") { try $0.count() } }
    }

    /// The number of a table's nth row. Not n: where PostgreSQL has a write tried again, the first try's numbers are used up.
    func id(_ nth: Int, in table: SQL) async throws -> Int64 {
        let ids = try await database.read { try $0.rows("SELECT id FROM \(table) ORDER BY id") { try $0.integer() } }
        return try #require(ids.dropFirst(nth - 1).first)
    }

    func newestID(in table: SQL) async throws -> Int64 {
        try await database.read { try $0.one("SELECT MAX(id) FROM \(table)") { try $0.integer() } }
    }

    /// `answered → Anna Sørensen`, oldest first.
    func mails() async throws -> [String] {
        try await database.read { connection in
            try connection.rows("SELECT o.kind, p.name FROM outbox o JOIN person p ON p.id = o.recipient_id ORDER BY o.id") {
                "\(try $0.text()) → \(try $0.text())"
            }
        }
    }

    func forgetMails() async throws { try await run("DELETE FROM outbox") }

    /// Invites somebody into a dialogue as its starter does; their address and who they are.
    func invite(
        _ name: String, into started: Started, email: String? = nil, behalf: String = "", at now: Date = .base
    ) async throws -> (accessID: Int64, viewer: Viewer) {
        let address = email ?? "\(name.prefix { $0 != " " }.lowercased())@example.dk"
        let permit = try DialoguePolicy.permitInvite(started.starter, try await dialogue(started.id))
        try await dialogues.invite(
            try NewParty(name: name, email: address, behalf: behalf, agreed: true), permit, .init(key: UUID().uuidString, seen: nil),
            at: now)
        let accessID = try await newestID(in: "access WHERE dialogue_id = \(started.id)")
        return (accessID, try #require(try await dialogues.viewer(ofAccess: accessID)))
    }
}
