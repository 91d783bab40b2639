package import Domain
package import Foundation
package import SQLEngine

/// What can be done to a dialogue, inside one transaction: rows, journal and mail together.
///
/// `DialogueStore` runs each in a transaction of its own; the demo runs two invented years of them in batches.
package struct DialogueSteps {
    let connection: any SQLConnection
    let municipality: Municipality
    /// The demo's past was told long ago: it sends no mail.
    let sendsMail: Bool

    package init(_ connection: any SQLConnection, _ municipality: Municipality, sendsMail: Bool = true) {
        self.connection = connection
        self.municipality = municipality
        self.sendsMail = sendsMail
    }

    private var journal: Journal { Journal(connection: connection) }

    /// A dialogue as it is now, within this transaction. Throws `NotFound`.
    package func dialogue(_ id: Dialogue.ID) throws -> Dialogue { try DialogueRows.one(id, connection) }

    /// A new dialogue with its owner, next step and date; the id of the starter's secret address.
    ///
    /// Throws `NobodyToAsk` when neither the area nor the municipality has a Fælles-skaber on the day.
    package func start(_ new: NewDialogue, at now: Date) throws -> Started {
        let day = Day(of: now)
        let ownerID = try owner(of: new.whereabouts.scope.areaID, on: day)
        let starterID = try insertStarter(new.contact, new.language, at: now)
        let stage: Dialogue.Stage = new.contact.email == nil ? .withStaff : .unconfirmed
        let clock = municipality.clock
        let promise =
            stage == .unconfirmed
            ? Dialogue.Promise(nextStep: .confirm, dueOn: clock.followUp(waitingSince: day))
            : Dialogue.Promise(nextStep: .call, dueOn: clock.promise(madeOn: day))
        let reference = try nextReference(year: day.year)
        let dialogueID: Dialogue.ID = try connection.one(
            """
            INSERT INTO dialogue (reference, kind, subject, scope, area_id, place, starter_id, behalf, behalf_name, stage, owner_id,
                                  next_step, due_on, visibility, is_name_public, started_at, last_event_id)
            VALUES (\(reference), \(new.matter.kind), \(new.matter.subject), \(new.whereabouts.scope.name), \(new.whereabouts.scope.areaID),
                    \(new.whereabouts.place), \(starterID), \(new.contact.behalf.kind), \(new.contact.behalf.name), \(stage), \(ownerID),
                    \(promise.nextStep), \(promise.dueOn), 'parties', 0, \(now), 0)
            RETURNING id
            """
        ) { try $0.identifier() }
        let messageID = try insertMessage(new.matter.text, dialogueID, .web)
        let eventID = try journal.record(
            .started, of: dialogueID, by: starterID, as: .starter, for: .parties, message: messageID, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogueID)")
        let accessID: Int64 = try connection.one(
            """
            INSERT INTO access (dialogue_id, person_id, created_at) VALUES (\(dialogueID), \(starterID), \(now)) RETURNING id
            """
        ) { try $0.integer() }
        if stage == .unconfirmed {
            try mail(.confirmStart, to: starterID, about: dialogueID, subject: accessID, event: eventID, at: now)
        } else {
            try mail(.callStarter, to: ownerID, about: dialogueID, event: eventID, at: now)
        }
        return Started(dialogueID: dialogueID, accessID: accessID, reference: reference)
    }

    package struct Started: Sendable, Equatable {
        package let dialogueID: Dialogue.ID
        package let accessID: Int64
        package let reference: Reference
    }

    /// No Fælles-skaber serves the area on the day and no fallback is configured: the set-up is not complete.
    package struct NobodyToAsk: Error, Sendable {}

    /// The configured prefix is no prefix: the set-up is not right.
    package struct UnusablePrefix: Error, Sendable {
        package let prefix: String
    }

    /// The step does not exist from where the dialogue is.
    package struct StepRefused: Error, Sendable, Equatable {
        package let step: Dialogue.Step
        package let stage: Dialogue.Stage
    }

    /// Somebody acted since the form was shown; `seen` was the newest line then.
    package struct Overtaken: Error, Sendable, Equatable {
        package let seen: Event.ID
    }

    /// The starter has proved the address, or staff has spoken with them.
    package func confirm(_ dialogue: Dialogue, by personID: Person.ID, as part: Event.Actor.Part, at now: Date) throws {
        let eventID = try apply(.confirm, to: dialogue, Act(kind: .confirmed, actorID: personID, part: part), at: now)
        try connection.run(
            "UPDATE access SET confirmed_at = \(now) WHERE dialogue_id = \(dialogue.id) AND person_id = \(dialogue.starterID)")
        try mail(.received, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
        try mail(.newDialogue, to: dialogue.ownerID, about: dialogue.id, event: eventID, at: now)
    }

    /// The citizen's side writes, whatever the channel: the promise clock restarts in the same way.
    package func reply(_ message: NewMessage, to dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Reply>, at now: Date) throws {
        let part: Event.Actor.Part = permit.action.authorID == dialogue.starterID ? .starter : .party
        try reply(message, to: dialogue, by: permit.action.authorID, as: part, channel: permit.action.channel, at: now)
    }

    /// Staff writes down what the citizen said on the telephone, at the counter or at a meeting.
    package func record(
        _ message: NewMessage, in dialogue: Dialogue, channel: Event.Channel, _ permit: Permit<DialoguePolicy.Work>, at now: Date
    ) throws {
        // Who has spoken with the citizen has confirmed who they are.
        var dialogue = dialogue
        if dialogue.stage == .unconfirmed {
            try confirm(dialogue, by: permit.action.staffID, as: .staff, at: now)
            dialogue = try DialogueRows.one(dialogue.id, connection)
        }
        try reply(message, to: dialogue, by: dialogue.starterID, as: .starter, channel: channel, at: now)
    }

    package func answer(
        _ message: NewMessage, to dialogue: Dialogue, asks: Bool, _ permit: Permit<DialoguePolicy.Work>, at now: Date
    ) throws {
        let act = Act(
            kind: asks ? .asked : .answered, actorID: permit.action.staffID, part: .staff, text: message.text, channel: .web)
        let eventID = try apply(asks ? .ask : .answer, to: dialogue, act, at: now)
        try connection.run("UPDATE dialogue SET answered_at = \(now) WHERE id = \(dialogue.id) AND answered_at IS NULL")
        try mail(asks ? .asked : .answered, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
    }

    /// A note for staff. It moves neither the ball nor the clock.
    package func note(_ message: NewMessage, in dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date) throws {
        let messageID = try insertMessage(message.text, dialogue.id, nil)
        let eventID = try journal.record(
            .noted, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .staff, message: messageID, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogue.id)")
    }

    package func close(
        _ closing: NewClosing, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date
    ) throws {
        let act = Act(
            kind: .closed, actorID: permit.action.staffID, part: .staff, text: closing.text, channel: .web, closing: closing)
        let eventID = try apply(.close, to: dialogue, act, at: now)
        try connection.run("UPDATE dialogue SET answered_at = \(now) WHERE id = \(dialogue.id) AND answered_at IS NULL")
        try mail(.closed, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
    }

    package func reopen(_ message: NewMessage, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date) throws {
        let act = Act(kind: .reopened, actorID: permit.action.staffID, part: .staff, text: message.text, channel: .web)
        let eventID = try apply(.reopen, to: dialogue, act, at: now)
        try mail(.reopened, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
    }

    /// Makes a dialogue public with everything its parties have said so far. The starter stays unnamed.
    package func publish(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date) throws {
        try connection.run(
            """
            UPDATE message SET public_text = text
            WHERE id IN (SELECT message_id FROM event WHERE dialogue_id = \(dialogue.id) AND audience = 'parties')
            """)
        let eventID = try journal.record(
            .published, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .everyone, at: now)
        try connection.run("UPDATE dialogue SET visibility = 'everyone', last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        connection.touchContent()
    }

    private func reply(
        _ message: NewMessage, to dialogue: Dialogue, by authorID: Person.ID, as part: Event.Actor.Part, channel: Event.Channel, at now: Date
    ) throws {
        let act = Act(kind: .replied, actorID: authorID, part: part, text: message.text, channel: channel)
        let eventID = try apply(.reply, to: dialogue, act, at: now)
        // Before the address is confirmed nobody is disturbed by it.
        if dialogue.stage != .unconfirmed { try mail(.replied, to: dialogue.ownerID, about: dialogue.id, event: eventID, at: now) }
    }
}

extension DialogueSteps {
    /// What somebody did, as the journal and the row will tell it.
    private struct Act {
        let kind: Event.Kind
        let actorID: Person.ID
        let part: Event.Actor.Part
        var text: String?
        var channel: Event.Channel?
        var closing: NewClosing?
    }

    /// Takes a dialogue one step on: stage, promise, words and journal. Throws `StepRefused`.
    private func apply(_ step: Dialogue.Step, to dialogue: Dialogue, _ act: Act, at now: Date) throws -> Event.ID {
        guard let stage = dialogue.stage.after(step) else { throw StepRefused(step: step, stage: dialogue.stage) }
        let promise = municipality.clock.promise(
            after: step, to: stage, on: Day(of: now), current: dialogue.promise, from: dialogue.stage)
        let messageID = try act.text.map { try insertMessage($0, dialogue.id, act.channel) }
        let eventID = try journal.record(
            act.kind, of: dialogue.id, by: act.actorID, as: act.part, for: .parties, message: messageID, at: now)
        try connection.run(
            """
            UPDATE dialogue
            SET stage = \(stage), next_step = \(promise?.nextStep), due_on = \(promise?.dueOn), last_event_id = \(eventID),
                closed_at = \(act.closing == nil ? nil : now), ground = \(act.closing?.ground), outcome = \(act.closing?.outcome)
            WHERE id = \(dialogue.id)
            """)
        if dialogue.visibility == .everyone { connection.touchContent() }
        return eventID
    }

    private func insertMessage(_ text: String, _ dialogueID: Dialogue.ID, _ channel: Event.Channel?) throws -> Int64 {
        try connection.one(
            "INSERT INTO message (dialogue_id, text, channel) VALUES (\(dialogueID), \(text), \(channel)) RETURNING id"
        ) { try $0.integer() }
    }

    private func insertStarter(_ contact: Contact, _ language: Language, at now: Date) throws -> Person.ID {
        try connection.one(
            """
            INSERT INTO person (name, email, email_key, phone, language, created_at)
            VALUES (\(contact.name), \(contact.email?.text), \(contact.email?.key), \(contact.phone?.text), \(language), \(now))
            RETURNING id
            """
        ) { try $0.identifier() }
    }

    private func owner(of areaID: Area.ID?, on day: Day) throws -> Person.ID {
        if let areaID, let facilitatorID = try FacilitatorRows.personID(of: areaID, on: day, connection) { return facilitatorID }
        guard let fallbackID = municipality.fallbackID else { throw NobodyToAsk() }
        return fallbackID
    }

    private func nextReference(year: Int) throws -> Reference {
        let prefix = municipality.referencePrefix
        let number = try connection.one(
            """
            INSERT INTO reference_number (prefix, year, last) VALUES (\(prefix), \(year), 1)
            ON CONFLICT (prefix, year) DO UPDATE SET last = reference_number.last + 1
            RETURNING last
            """
        ) { try $0.count() }
        guard let reference = Reference(prefix: prefix, year: year, number: number) else { throw UnusablePrefix(prefix: prefix) }
        return reference
    }

    private func mail(
        _ kind: MailKind, to recipientID: Person.ID, about dialogueID: Dialogue.ID, subject: Int64? = nil, event: Event.ID, at now: Date
    ) throws {
        guard sendsMail else { return }
        try Outbox(connection: connection).enqueue(
            kind, to: recipientID, about: dialogueID, subject: subject, key: "\(kind.rawValue):\(event.rawValue)", at: now)
    }
}

extension Dialogue {
    var promise: Promise? {
        guard let nextStep, let dueOn else { return nil }
        return Promise(nextStep: nextStep, dueOn: dueOn)
    }
}

extension Dialogue.Scope {
    var name: String {
        switch self {
        case .area: "area"
        case .municipality: "municipality"
        case .unknown: "unknown"
        }
    }
}
