package import Domain
package import Foundation
import SQLEngine

// What is done to a dialogue that is there.
extension DialogueSteps {
    /// The starter has proved the address, or staff has spoken with them.
    package func confirm(_ dialogue: Dialogue, by personID: Person.ID, as part: Event.Actor.Part, at now: Date) throws {
        let act = Act(kind: .confirmed, actorID: personID, part: part)
        let (eventID, ownerID) = try apply(.confirm, to: dialogue, act, at: now)
        try connection.run(
            "UPDATE access SET confirmed_at = \(now) WHERE dialogue_id = \(dialogue.id) AND person_id = \(dialogue.starterID)")
        try mail(.received, to: dialogue.starterID, about: dialogue.id, event: eventID, at: now)
        if ownerID != personID { try mail(.newDialogue, to: ownerID, about: dialogue.id, event: eventID, at: now) }
    }

    /// The citizen's side writes, whatever the channel: the promise clock restarts in the same way.
    package func reply(_ message: NewMessage, to dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Reply>, at now: Date) throws {
        let part: Event.Actor.Part = permit.action.authorID == dialogue.starterID ? .starter : .party
        try reply(message, to: dialogue, by: permit.action.authorID, as: part, channel: permit.action.channel, recorder: nil, at: now)
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
        try reply(
            message, to: dialogue, by: dialogue.starterID, as: .starter, channel: channel, recorder: permit.action.staffID, at: now)
    }

    package func answer(
        _ message: NewMessage, to dialogue: Dialogue, asks: Bool, _ permit: Permit<DialoguePolicy.Work>, at now: Date
    ) throws {
        let act = Act(
            kind: asks ? .asked : .answered, actorID: permit.action.staffID, part: .staff, text: message.text, channel: .web)
        let (eventID, _) = try apply(asks ? .ask : .answer, to: dialogue, act, at: now)
        try connection.run("UPDATE dialogue SET answered_at = \(now) WHERE id = \(dialogue.id) AND answered_at IS NULL")
        try tell(asks ? .asked : .answered, dialogue, event: eventID, at: now)
    }

    /// A note for staff. It moves neither the ball nor the clock.
    package func note(_ message: NewMessage, in dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Work>, at now: Date) throws {
        let messageID = try insertMessage(message.text, dialogue.id, nil)
        let eventID = try journal.record(
            .noted, of: dialogue.id, by: permit.action.staffID, as: .staff, for: .staff, message: messageID, at: now)
        try connection.run("UPDATE dialogue SET last_event_id = \(eventID) WHERE id = \(dialogue.id)")
    }

    package func close(
        _ closing: NewClosing, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date
    ) throws {
        if dialogue.visibility == .everyone { try checkPublic(closing, of: dialogue) }
        let act = Act(
            kind: .closed, actorID: permit.action.staffID, part: .staff, text: closing.text, channel: .web, closing: closing)
        let (eventID, _) = try apply(.close, to: dialogue, act, at: now)
        try connection.run("UPDATE dialogue SET answered_at = \(now) WHERE id = \(dialogue.id) AND answered_at IS NULL")
        try tell(.closed, dialogue, event: eventID, at: now)
    }

    /// What came of a public dialogue is public, and what it flags has to be decided as in the preview.
    private func checkPublic(_ closing: NewClosing, of dialogue: Dialogue) throws {
        guard NewPublication.isFree(closing.outcome) else { throw Invalid<NewClosing.Field>(.outcome, .malformed) }
        let top = NewPublication.Top(subject: "", outcome: closing.outcome, keepsNames: closing.keepsNames)
        let names = top.keepsNames ? [] : top.names(try PublicRows.names(in: dialogue, connection))
        guard names.isEmpty else { throw NamesUndecided(names: names) }
    }

    package func reopen(_ message: NewMessage, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date) throws {
        let act = Act(kind: .reopened, actorID: permit.action.staffID, part: .staff, text: message.text, channel: .web)
        let (eventID, _) = try apply(.reopen, to: dialogue, act, at: now)
        try tell(.reopened, dialogue, event: eventID, at: now)
    }

    private func reply(
        _ message: NewMessage, to dialogue: Dialogue, by authorID: Person.ID, as part: Event.Actor.Part, channel: Event.Channel,
        recorder: Person.ID?, at now: Date
    ) throws {
        let act = Act(kind: .replied, actorID: authorID, part: part, text: message.text, channel: channel, recorderID: recorder)
        let (eventID, ownerID) = try apply(.reply, to: dialogue, act, at: now)
        // Before the address is confirmed nobody is disturbed by it, and nobody is told of their own acts.
        if dialogue.stage != .unconfirmed, ownerID != recorder {
            try mail(.replied, to: ownerID, about: dialogue.id, event: eventID, at: now)
        }
        try tell(.news, dialogue, except: authorID, event: eventID, at: now)
    }

    /// What somebody did, as the journal and the row will tell it.
    struct Act {
        let kind: Event.Kind
        let actorID: Person.ID
        let part: Event.Actor.Part
        var text: String?
        var channel: Event.Channel?
        /// Who wrote down what the actor said.
        var recorderID: Person.ID?
        var closing: NewClosing?
        var facts = Event.Facts()
    }

    /// Who has a dialogue, and as what.
    struct Keeper {
        let personID: Person.ID
        let holder: Dialogue.Holder
        var departmentID: Organization.ID?
    }

    /// Takes a dialogue one step on: stage, promise, words and journal; the journal's line and who has the dialogue now.
    /// Throws `StepRefused`.
    ///
    /// - Parameters:
    ///   - receiver: who gets it; otherwise whoever has it keeps it.
    ///   - dueOn: the date that was asked for; otherwise the promise clock's.
    func apply(
        _ step: Dialogue.Step, to dialogue: Dialogue, _ act: Act, receiver: Keeper? = nil, dueOn: Day? = nil, at now: Date
    ) throws -> (eventID: Event.ID, ownerID: Person.ID) {
        guard let stage = dialogue.stage.after(step) else { throw StepRefused(step: step, stage: dialogue.stage) }
        let promise = municipality.clock.promise(
            after: step, to: stage, on: Day(of: now), current: dialogue.promise, from: dialogue.stage,
            isClarified: dialogue.clarifiedAs != nil || step == .handOver)
        let messageID = try act.text.map { try insertMessage($0, dialogue.id, act.channel) }
        let eventID = try journal.record(
            act.kind, of: dialogue.id, by: act.actorID, as: act.part, for: .parties, message: messageID, recordedBy: act.recorderID,
            closing: act.closing, facts: act.facts, at: now)
        let keeper = try receiver ?? (stage.isOpen ? keeper(of: dialogue, on: Day(of: now)) : dialogue.keeper)
        try connection.run(
            """
            UPDATE dialogue
            SET stage = \(stage), owner_id = \(keeper.personID), holder = \(keeper.holder), department_id = \(keeper.departmentID),
                next_step = \(promise?.nextStep), due_on = \(dueOn ?? promise?.dueOn), last_event_id = \(eventID),
                closed_at = \(act.closing == nil ? nil : now), ground = \(act.closing?.ground), outcome = \(act.closing?.outcome),
                judgement_asked_at = NULL
            WHERE id = \(dialogue.id)
            """)
        if dialogue.visibility == .everyone { connection.touchContent() }
        if act.kind.isSeenByEverybody { try tellFollowers(of: dialogue, event: eventID, at: now) }
        return (eventID, keeper.personID)
    }

    /// The owner, while they work here; otherwise whoever would have it if it came today. Nothing falls between chairs.
    func keeper(of dialogue: Dialogue, on day: Day) throws -> Keeper {
        if try StaffRows.worksHere(dialogue.ownerID, on: day, connection) { return dialogue.keeper }
        return Keeper(personID: try owner(of: dialogue.areaID, on: day), holder: .facilitator)
    }
}

extension Event.Kind {
    /// Changes what the public page says at once: who has it, and how it ends. Words are public only once staff has looked through them.
    fileprivate var isSeenByEverybody: Bool {
        switch self {
        case .closed, .reopened, .handedOver, .judged: true
        default: false
        }
    }
}

extension Dialogue {
    var keeper: DialogueSteps.Keeper { DialogueSteps.Keeper(personID: ownerID, holder: holder, departmentID: departmentID) }
}
