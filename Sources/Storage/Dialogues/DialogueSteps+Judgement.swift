package import Domain
package import Foundation
import SQLEngine

// Closed is not solved: four weeks after the end the parties are asked, and the starter's answer counts.
extension DialogueSteps {
    /// Takes down what a party says. The starter's answer moves the dialogue; another party's is shown beside it. The same answer
    /// twice is one.
    package func judge(
        _ new: NewJudgement, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.TakePart>, at now: Date
    ) throws {
        let personID = permit.action.personID
        try judge(new, dialogue, by: personID, as: personID == dialogue.starterID ? .starter : .party, recorder: nil, at: now)
    }

    /// Staff takes down what the starter said on the telephone.
    package func recordJudgement(
        _ new: NewJudgement, _ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>, at now: Date
    ) throws {
        try judge(new, dialogue, by: dialogue.starterID, as: .starter, recorder: permit.action.staffID, at: now)
    }

    private func judge(
        _ new: NewJudgement, _ dialogue: Dialogue, by personID: Person.ID, as part: Event.Actor.Part, recorder: Person.ID?, at now: Date
    ) throws {
        let step = new.verdict.step
        let isStarter = part == .starter
        if new.text == nil, try verdict(of: personID, in: dialogue) == new.verdict { return }
        guard let stage = dialogue.stage.after(step) else { throw StepRefused(step: step, stage: dialogue.stage) }
        let act = Act(
            kind: .judged, actorID: personID, part: part, text: new.text, channel: recorder == nil ? .web : .telephone,
            recorderID: recorder, facts: .init(verdict: new.verdict))
        if isStarter, stage.isOpen {
            let (eventID, ownerID) = try apply(step, to: dialogue, act, at: now)
            if ownerID != recorder { try mail(.unsolved, to: ownerID, about: dialogue.id, event: eventID, at: now) }
            return
        }
        let messageID = try act.text.map { try insertMessage($0, dialogue.id, act.channel) }
        let eventID = try journal.record(
            .judged, of: dialogue.id, by: personID, as: part, for: .parties, message: messageID, recordedBy: recorder, facts: act.facts,
            at: now)
        try connection.run(
            "UPDATE dialogue SET stage = \(isStarter ? stage : dialogue.stage), last_event_id = \(eventID) WHERE id = \(dialogue.id)")
        if dialogue.visibility == .everyone { connection.touchContent() }
        if isStarter { try tellFollowers(of: dialogue, event: eventID, at: now) }
    }

    /// What a person last said since the dialogue was closed.
    private func verdict(of personID: Person.ID, in dialogue: Dialogue) throws -> Dialogue.Verdict? {
        guard let closedAt = dialogue.closing?.at else { return nil }
        return try connection.first(
            """
            SELECT verdict FROM event
            WHERE dialogue_id = \(dialogue.id) AND kind = 'judged' AND actor_id = \(personID) AND at >= \(closedAt)
            ORDER BY id DESC LIMIT 1
            """
        ) { try $0.choice() }
    }

    /// Asks the parties of everything that was closed four weeks ago; how many dialogues. Once for each closing.
    package func askForJudgement(limit: Int = 200, at now: Date) throws -> Int {
        let due = now.addingTimeInterval(-Double(Dialogue.judgementDays) * 86_400)
        let dialogues = try connection.rows(
            """
            SELECT \(DialogueRows.columns) FROM dialogue d
            WHERE d.stage = 'closed' AND d.judgement_asked_at IS NULL AND d.ground NOT IN ('withdrawn', 'unreachable')
                AND d.closed_at <= \(due)
            ORDER BY d.closed_at, d.id LIMIT \(limit)
            """, DialogueRows.read)
        for dialogue in dialogues {
            try connection.run("UPDATE dialogue SET judgement_asked_at = \(now) WHERE id = \(dialogue.id)")
            try tell(.judge, dialogue, event: dialogue.lastEventID, at: now)
        }
        return dialogues.count
    }
}
