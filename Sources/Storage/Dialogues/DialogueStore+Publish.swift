package import Domain
package import Foundation
import SQLEngine

/// Publishing, each one transaction.
extension DialogueStore {
    /// What staff sees before a dialogue becomes public, or is public and has more to show.
    package struct Preview: Sendable {
        package let messages: [Message]
        /// Finds those who take part, and others, in what stands above the messages.
        package let names: NameFinder

        package struct Message: Sendable {
            package let part: Dialogue.PublicPart
            /// What everybody reads of it now.
            package let publicText: String?
            package let attachments: [Attachment]
            /// Written after the dialogue was last published.
            package let isNew: Bool
            package let kind: Event.Kind
            package let at: Date
            package let authorName: String?
            package let author: Event.Actor.Part

            init(
                part: Dialogue.PublicPart, publicText: String?, attachments: [Attachment], isNew: Bool, kind: Event.Kind, at: Date,
                authorName: String?,
                part author: Event.Actor.Part
            ) {
                self.part = part
                self.publicText = publicText
                self.attachments = attachments
                self.isNew = isNew
                self.kind = kind
                self.at = at
                self.authorName = authorName
                self.author = author
            }
        }
    }

    package func preview(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>) async throws -> Preview {
        try await database.read { try PublicRows.preview(of: dialogue, $0) }
    }

    /// When the starter was last asked whether others may read along; nil where they never were.
    package func consentAskedAt(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>) async throws -> Date? {
        guard dialogue.consent == .private else { return nil }
        return try await database.read { try PublicRows.consentAskedAt(dialogue.id, $0) }
    }

    /// How many messages wait to be shown or kept in a public dialogue.
    package func undecided(_ dialogue: Dialogue, _ permit: Permit<DialoguePolicy.Steer>) async throws -> Int {
        guard dialogue.visibility == .everyone else { return 0 }
        return try await database.read { connection in
            try connection.one(
                """
                SELECT COUNT(*) FROM event e
                WHERE e.dialogue_id = \(dialogue.id) AND e.audience = 'parties' AND e.message_id IS NOT NULL
                    AND e.id > (SELECT MAX(p.id) FROM event p WHERE p.dialogue_id = \(dialogue.id) AND p.kind = 'published')
                """
            ) { try $0.count() }
        }
    }

    /// Throws `DialogueSteps.NoConsent`, and `Overtaken` when somebody acted since the preview.
    package func publish(_ new: NewPublication, _ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.publish(new, $1, permit, at: now) }
    }

    package func unpublish(_ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.unpublish($1, permit, at: now) }
    }

    package func askForConsent(_ permit: Permit<DialoguePolicy.Steer>, _ form: Form, at now: Date) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) { try $0.askForConsent($1, permit, at: now) }
    }

    package func consent(
        _ consent: Dialogue.Consent, wantsComments: Bool, _ permit: Permit<DialoguePolicy.TakePart>, _ form: Form, at now: Date
    ) async throws {
        try await act(on: permit.action.dialogueID, form, at: now) {
            try $0.consent(consent, wantsComments: wantsComments, $1, permit, at: now)
        }
    }

    /// What is left of a dialogue that was public and was taken back: that it was, and where.
    package struct Stub: Sendable, Equatable {
        package let reference: Reference
        package let areaName: String?
    }

    package func stub(_ reference: Reference) async throws -> Stub? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT d.reference, a.name FROM dialogue d LEFT JOIN area a ON a.id = d.area_id
                WHERE d.reference = \(reference) AND d.withdrawn_at IS NOT NULL AND d.visibility = 'parties'
                """
            ) { Stub(reference: try $0.reference(), areaName: try $0.optionalText()) }
        }
    }
}
