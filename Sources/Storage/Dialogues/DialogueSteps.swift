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
    /// Knows the words it has met, so that whoever takes many steps asks for each stem once.
    let stemmer = DanishStemmer()

    package init(_ connection: any SQLConnection, _ municipality: Municipality, sendsMail: Bool = true) {
        self.connection = connection
        self.municipality = municipality
        self.sendsMail = sendsMail
    }

    var journal: Journal { Journal(connection: connection) }

    /// A dialogue as it is now, within this transaction. Throws `NotFound`.
    package func dialogue(_ id: Dialogue.ID) throws -> Dialogue { try DialogueRows.one(id, connection) }

    /// A new dialogue with its owner, next step and date; the id of the starter's secret address.
    ///
    /// Throws `NobodyToAsk` when neither the area nor the municipality has a Fælles-skaber on the day.
    package func start(_ new: NewDialogue, at now: Date) throws -> Started {
        let day = Day(of: now)
        let ownerID = try owner(of: new.whereabouts.scope.areaID, on: day)
        let starterID = try insertStarter(new.contact, new.language, at: now)
        let step: Dialogue.Step = new.contact.email == nil ? .startByTelephone : .start
        guard let stage = Dialogue.Stage.draft.after(step),
            let promise = municipality.clock.promise(after: step, to: stage, on: day, current: nil, from: .draft, isClarified: false)
        else { throw StepRefused(step: step, stage: .draft) }
        let reference = try nextReference(year: day.year)
        let dialogueID: Dialogue.ID = try connection.insert(
            """
            INSERT INTO dialogue (reference, kind, subject, scope, area_id, place, starter_id, behalf, behalf_name, guess, stage, owner_id,
                                  holder, next_step, due_on, visibility, is_name_public, consent, started_at, last_event_id)
            VALUES (\(reference), \(new.matter.kind), \(new.matter.subject), \(new.whereabouts.scope.name), \(new.whereabouts.scope.areaID),
                    \(new.whereabouts.place), \(starterID), \(new.contact.behalf.kind), \(new.contact.behalf.name),
                    \(new.matter.guess), \(stage), \(ownerID), 'facilitator', \(promise.nextStep), \(promise.dueOn), 'parties', 0,
                    \(new.consent), \(now), 0)
            """)
        let messageID = try insertMessage(new.matter.text, dialogueID, .web)
        let eventID = try journal.record(
            .started, of: dialogueID, by: starterID, as: .starter, for: .parties, message: messageID, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogueID)")
        let accessID = try insertAccess(dialogueID, starterID, at: now)
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
}

extension DialogueSteps {
    func insertMessage(_ text: String, _ dialogueID: Dialogue.ID, _ channel: Event.Channel?) throws -> Int64 {
        try connection.insert("INSERT INTO message (dialogue_id, text, channel) VALUES (\(dialogueID), \(text), \(channel))")
    }

    /// A secret address of a dialogue for a person.
    func insertAccess(_ dialogueID: Dialogue.ID, _ personID: Person.ID, at now: Date) throws -> Int64 {
        try connection.insert("INSERT INTO access (dialogue_id, person_id, created_at) VALUES (\(dialogueID), \(personID), \(now))")
    }

    private func insertStarter(_ contact: Contact, _ language: Language, at now: Date) throws -> Person.ID {
        try connection.insert(
            """
            INSERT INTO person (name, email, email_key, phone, language, created_at)
            VALUES (\(contact.name), \(contact.email?.text), \(contact.email?.key), \(contact.phone?.text), \(language), \(now))
            """)
    }

    func owner(of areaID: Area.ID?, on day: Day) throws -> Person.ID {
        if let areaID, let facilitatorID = try FacilitatorRows.personID(of: areaID, on: day, connection) { return facilitatorID }
        guard let fallbackID = municipality.fallbackID else { throw NobodyToAsk() }
        return fallbackID
    }

    func nextReference(year: Int) throws -> Reference {
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

    func mail(
        _ kind: MailKind, to recipientID: Person.ID, about dialogueID: Dialogue.ID, subject: Int64? = nil, event: Event.ID, at now: Date
    ) throws {
        guard sendsMail else { return }
        try Outbox(connection: connection).enqueue(
            kind, to: recipientID, about: dialogueID, subject: subject, key: "\(kind.rawValue):\(event.rawValue):\(recipientID.rawValue)",
            at: now)
    }

    /// Tells the citizen's side: the starter, and who was invited and has not left. Nobody is told of their own act.
    func tell(_ kind: MailKind, _ dialogue: Dialogue, except actorID: Person.ID? = nil, event: Event.ID, at now: Date) throws {
        // An address nobody has confirmed gets no more than the mail that asks for it.
        guard sendsMail, dialogue.stage != .unconfirmed else { return }
        let parties = try PartyRows.personIDs(of: dialogue.id, connection)
        for personID in [dialogue.starterID] + parties where personID != actorID {
            try mail(kind, to: personID, about: dialogue.id, event: event, at: now)
        }
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
