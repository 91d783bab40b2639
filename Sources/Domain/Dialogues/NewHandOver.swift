import Foundation

extension Dialogue {
    /// As what somebody has a dialogue.
    package enum Holder: String, Sendable, CaseIterable {
        case facilitator, officer, politician

        /// Whether a dialogue that is clarified so may go there: officers get what is clarified, politicians what is politics or
        /// local, and a Fælles-skaber anything.
        package func mayHave(_ clarification: Clarification?) -> Bool {
            switch self {
            case .facilitator: true
            case .officer: clarification != nil
            case .politician: clarification == .politics || clarification == .local
            }
        }
    }

    /// Working days until the latest date one can ask for.
    package static let handOverDays = 30
    package static let forwardedToLimit = 160
}

/// The dialogue goes to somebody else in the town hall or the council, with a question and a date.
package struct NewHandOver: Sendable, Equatable {
    package let receiverID: Person.ID
    /// Read by the citizen too.
    package let question: String
    package let dueOn: Day

    package enum Field: String, Sendable, CaseIterable { case receiver, question, dueOn }

    /// - Parameters:
    ///   - receiver: the person's number as the form sends it.
    ///   - dueOn: `2026-12-02` or `2.12.2026`.
    package init(receiver: String, question: String, dueOn: String, today: Day, calendar: WorkCalendar) throws(Invalid<Field>) {
        let question = question.trimmed
        let receiverID = Int64(receiver).map { Person.ID($0) }
        let day = Day(written: dueOn)
        var problems = Invalid<Field>()
        problems.check(.receiver, receiverID != nil, .needsChoice)
        problems.require(.question, question, atMost: Dialogue.textLimit)
        problems.check(.dueOn, dueOn.contains { !$0.isWhitespace }, .missing)
        problems.check(.dueOn, day != nil, .malformed)
        if let day {
            let latest = calendar.day(after: today, workingDays: Dialogue.handOverDays)
            problems.check(.dueOn, today <= day && day <= latest && calendar.isWorkingDay(day), .outOfRange)
        }
        guard problems.isEmpty, let receiverID, let day else { throw problems }
        self.receiverID = receiverID
        self.question = question
        self.dueOn = day
    }
}

/// The matter is somebody else's than the municipality's: to whom it was sent, and what the citizen is told.
package struct NewForwarding: Sendable, Equatable {
    package let to: String
    package let text: String

    package enum Field: String, Sendable, CaseIterable { case to, text }

    package init(to: String, text: String) throws(Invalid<Field>) {
        let to = to.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let text = text.trimmed
        var problems = Invalid<Field>()
        problems.require(.to, to, atMost: Dialogue.forwardedToLimit)
        // It stands in the public thread too.
        problems.check(.to, NewPublication.isFree(to), .malformed)
        problems.require(.text, text, atMost: Dialogue.textLimit)
        guard problems.isEmpty else { throw problems }
        self.to = to
        self.text = text
    }
}

extension Day {
    /// A date as people write it: `2026-12-02`, `2.12.2026`, `02-12-2026` or `2/12 2026`.
    package init?(written text: String) {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let day = Day(iso: text) {
            self = day
            return
        }
        let parts = text.split { !$0.isNumber }.map { Int($0) ?? 0 }
        guard parts.count == 3 else { return nil }
        self.init(year: parts[2], month: parts[1], day: parts[0])
    }
}
