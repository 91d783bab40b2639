package import Foundation

/// The thread of one matter, from start to learning.
package struct Dialogue: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Dialogue>

    package let id: ID
    package let reference: Reference
    package let kind: Kind
    package let subject: String
    package let scope: Scope
    /// Where the matter is, in the starter's own words.
    package let place: String?
    package let starterID: Person.ID
    package let behalf: Behalf
    package let guess: Guess
    /// What it is, once the Fælles-skaber has said so; never `both`, which becomes two dialogues.
    package let clarifiedAs: Clarification?
    /// When it was first clarified.
    package let clarifiedAt: Date?
    /// The dialogue this one was split from.
    package let originID: ID?
    package let stage: Stage
    package let ownerID: Person.ID
    /// As what the owner has it.
    package let holder: Holder
    /// The department that was asked, while one of its officers has it.
    package let departmentID: Organization.ID?
    /// What happens next and by which day. Nil only when closed: the database refuses an open dialogue without both.
    package let nextStep: NextStep?
    package let dueOn: Day?
    package let visibility: Visibility
    package let isNamePublic: Bool
    /// Whether others may read along, as the starter has said.
    package let consent: Consent
    package let comments: Comments
    /// When it was taken back from the public.
    package let withdrawnAt: Date?
    package let startedAt: Date
    package let closing: Closing?
    /// When the parties were asked whether it was solved, after this closing.
    package let judgementAskedAt: Date?
    /// What it is about, of the municipality's list.
    package let themeID: Theme.ID?
    /// The newest line of the journal: what a form has to have seen before it may act.
    package let lastEventID: Event.ID

    package var areaID: Area.ID? { scope.areaID }

    package init(
        id: ID, reference: Reference, kind: Kind, subject: String, scope: Scope, place: String?, starterID: Person.ID, behalf: Behalf,
        guess: Guess = .unknown, clarifiedAs: Clarification? = nil, clarifiedAt: Date? = nil, originID: ID? = nil,
        stage: Stage, ownerID: Person.ID, holder: Holder = .facilitator, departmentID: Organization.ID? = nil, nextStep: NextStep?,
        dueOn: Day?, visibility: Visibility, isNamePublic: Bool, consent: Consent = .private,
        comments: Comments = .none, withdrawnAt: Date? = nil, startedAt: Date, closing: Closing?, judgementAskedAt: Date? = nil,
        themeID: Theme.ID? = nil,
        lastEventID: Event.ID
    ) {
        self.id = id
        self.reference = reference
        self.kind = kind
        self.subject = subject
        self.scope = scope
        self.place = place
        self.starterID = starterID
        self.behalf = behalf
        self.guess = guess
        self.clarifiedAs = clarifiedAs
        self.clarifiedAt = clarifiedAt
        self.originID = originID
        self.stage = stage
        self.ownerID = ownerID
        self.holder = holder
        self.departmentID = departmentID
        self.nextStep = nextStep
        self.dueOn = dueOn
        self.visibility = visibility
        self.isNamePublic = isNamePublic
        self.consent = consent
        self.comments = comments
        self.withdrawnAt = withdrawnAt
        self.startedAt = startedAt
        self.closing = closing
        self.judgementAskedAt = judgementAskedAt
        self.themeID = themeID
        self.lastEventID = lastEventID
    }
}

extension Dialogue {
    /// What the starter says it is. "Ved ikke" is always allowed.
    package enum Kind: String, Sendable, CaseIterable {
        case idea, project, problem, question, meeting, unknown
    }

    /// Where the matter belongs: an area is chosen by the citizen, never inferred from a postcode.
    package enum Scope: Sendable, Equatable {
        case area(Area.ID)
        case municipality
        case unknown

        package var areaID: Area.ID? {
            if case .area(let id) = self { id } else { nil }
        }
    }

    /// For whom the starter writes.
    package struct Behalf: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable {
            case oneself = "self"
            case association, forum, company, other
        }

        package let kind: Kind
        package let name: String?

        package init(kind: Kind, name: String?) {
            self.kind = kind
            self.name = name
        }

        package static let oneself = Behalf(kind: .oneself, name: nil)
    }

    /// Who may read the dialogue besides its parties and the staff whose work it is.
    package enum Visibility: String, Sendable, CaseIterable {
        case parties, everyone
    }

    /// Whether the starter lets others read along.
    package enum Consent: String, Sendable, CaseIterable {
        case `private`, `public`
        case publicNamed = "public_named"
    }

    package enum NextStep: String, Sendable, CaseIterable {
        /// The starter confirms the e-mail address.
        case confirm
        /// Staff rings a starter who gave no e-mail address.
        case call
        /// The Fælles-skaber finds out whose matter it is.
        case clarify
        case answer
        /// The municipality has answered and works on.
        case proceed
        /// The starter was asked something.
        case awaitReply = "await_reply"
    }

    /// How a dialogue ended. Closed is not solved: this says only what we did.
    package struct Closing: Sendable, Equatable {
        package let ground: Ground
        /// One sentence: what came of it.
        package let outcome: String
        package let at: Date

        package init(ground: Ground, outcome: String, at: Date) {
            self.ground = ground
            self.outcome = outcome
            self.at = at
        }
    }

    package enum Ground: String, Sendable, CaseIterable {
        case answered, agreed, declined, elsewhere, withdrawn, unreachable
    }

    package static let subjectLimit = 120
    package static let textLimit = 10_000
    package static let outcomeLimit = 300
    package static let behalfNameLimit = 160
}
