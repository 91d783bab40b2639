package import Domain
package import Foundation
import SQLEngine

/// What parties and staff do to a dialogue that is there.
extension DialogueStore {
    /// A form's own key, and the newest line of the journal it was shown with.
    package struct Form: Sendable {
        package let key: String
        /// Nil asks for no comparison: a citizen's letter may cross ours.
        package let seen: Event.ID?
        /// Whose files that wait in the dialogue go with what is written.
        package let files: AttachmentStore.Waiting?

        package init(key: String, seen: Event.ID?, files: AttachmentStore.Waiting? = nil) {
            self.files = files
            self.key = key
            self.seen = seen
        }
    }

    package func reply(_ message: NewMessage, _ permit: Permit<DialoguePolicy.Reply>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.reply(message, to: $1, permit, at: now) }
    }

    /// Throws `DialogueSteps.Overtaken` when somebody acted since the form was shown.
    package func answer(
        _ message: NewMessage, asks: Bool, _ permit: Permit<DialoguePolicy.Work>, _ form: Form, at now: Date
    ) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.answer(message, to: $1, asks: asks, permit, at: now) }
    }

    package func record(
        _ message: NewMessage, channel: Event.Channel, _ permit: Permit<DialoguePolicy.Work>, _ form: Form, at now: Date
    ) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.record(message, in: $1, channel: channel, permit, at: now) }
    }

    package func note(_ message: NewMessage, _ permit: Permit<DialoguePolicy.Work>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.note(message, in: $1, permit, at: now) }
    }

    /// Throws `DialogueSteps.Overtaken` when somebody acted since the form was shown.
    package func close(_ closing: NewClosing, _ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.close(closing, $1, permit, at: now) }
    }

    package func reopen(_ message: NewMessage, _ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.reopen(message, $1, permit, at: now) }
    }

    func act(
        on dialogueID: Dialogue.ID, _ form: Form, at now: Date, _ body: @Sendable @escaping (DialogueSteps, Dialogue) throws -> Void
    ) async throws {
        try await database.write { connection in
            // A form without a key, from a script or a very old page, is taken at its word each time.
            if !form.key.isEmpty {
                guard try Command.isFirst("\(dialogueID.rawValue):\(form.key)", on: connection, at: now) else { return }
            }
            let dialogue = try DialogueRows.one(dialogueID, connection)
            if let seen = form.seen, seen < dialogue.lastEventID { throw DialogueSteps.Overtaken(seen: seen) }
            let steps = DialogueSteps(connection, try Municipality(on: connection))
            try body(steps, dialogue)
            try form.files?.attach(to: dialogue, connection)
            try steps.indexWords(of: dialogueID)
        }
    }
}
