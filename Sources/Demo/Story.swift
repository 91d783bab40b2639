import Domain
import Foundation

/// One dialogue that happens: what was said, and the moments at which it was.
struct Story: Sendable {
    struct Moment: Sendable {
        enum Act: Sendable {
            case confirm
            case answer(asks: Bool)
            case citizen, phone, note, close
            case publish(takesComments: Bool)
            /// Somebody outside says something to it; staff looks at it some days later, or has not yet.
            case comment(Comment.Kind, name: String, isShown: Bool)
            case judge(Dialogue.Verdict)
            case clarify(Dialogue.Clarification)
            /// The administrative part gets a dialogue of its own; the heading.
            case split(subject: String)
            /// To an officer of the matter's department, or to a politician.
            case handOver(Dialogue.Holder)
            case forward(to: String)
            case invite(name: String, behalf: String)
        }
        let act: Act
        let text: String
        let at: Date

        var isAnswer: Bool {
            if case .answer = act { true } else { false }
        }
    }

    let matter: Material.Matter
    let areaID: Area.ID
    let words: Words
    let startedAt: Date
    let email: String
    let phone: String
    let behalfName: String
    let clarifications: Clarifications
    /// A thread that went on and on: thirty messages.
    let isLong: Bool
    let short: Material.ShortMessages
    let now: Date
    let clock: PromiseClock
    let random: SeededRandom

    /// What has happened until now. What lies in the future has not, so the newest are at every stage.
    func moments() -> [Moment] {
        var random = random
        var at = startedAt
        var moments: [Moment] = []
        if !email.isEmpty {
            // Three in a hundred never find the mail.
            if random.chance(3) { return [] }
            at = at.addingTimeInterval(Double(Int.random(in: 90...7200, using: &random)))
            moments.append(Moment(act: .confirm, text: "", at: at))
        }
        // The newest are still to be clarified.
        if !random.chance(12) { clarify(after: &at, &moments, &random) }
        for (index, turn) in turns(&random).enumerated() {
            let next = index + 1 < matter.turns.count ? matter.turns[index + 1].by : nil
            at = moment(of: turn.by, after: at, &random)
            moments.append(Moment(act: act(turn.by, next: next), text: turn.text, at: at))
        }
        if matter.publicOk, let first = moments.first(where: { $0.isAnswer })?.at { open(after: first, &moments, &random) }
        at = office(at, days: Int.random(in: 1...9, using: &random), &random)
        moments.append(Moment(act: .close, text: matter.closing.text, at: at))
        if matter.publicOk, random.chance(70) {
            moments.append(Moment(act: .publish(takesComments: false), text: "", at: office(at, days: 1, &random)))
        }
        // Four weeks after the end most say whether it was solved.
        if !email.isEmpty, matter.closing.how != Dialogue.Ground.withdrawn.rawValue, random.chance(65) {
            let verdict: Dialogue.Verdict = random.chance(62) ? .yes : random.chance(70) ? .partly : .no
            let days = Dialogue.judgementDays + Int.random(in: 0...3, using: &random)
            let judgedAt = evening(at, days: days, &random)
            moments.append(Moment(act: .judge(verdict), text: "", at: judgedAt))
            if verdict == .no {
                // Taken up again by the same person, and ended once more.
                let again = office(judgedAt, days: 3, &random)
                moments.append(Moment(act: .answer(asks: false), text: random.pick(short.holding) ?? "Tak.", at: again))
                moments.append(Moment(act: .close, text: matter.closing.text, at: office(again, days: 6, &random)))
            }
        }
        return moments.sorted { $0.at < $1.at }.filter { $0.at < now }
    }

    /// Whose matter it is, and often somebody who is asked.
    private func clarify(after at: inout Date, _ moments: inout [Moment], _ random: inout SeededRandom) {
        guard let (kind, choice) = clarifications.pick(for: matter.kind, &random) else { return }
        at = office(at, days: 1, &random)
        if kind == .both {
            let subject = clarifications.splitSubject.replacing("{subject}", with: String(matter.subject.prefix(80)))
            moments.append(Moment(act: .split(subject: subject), text: choice.reason + "\n" + choice.question, at: at))
        } else {
            moments.append(Moment(act: .clarify(kind), text: choice.reason, at: at))
        }
        if random.chance(6), let guest = random.pick(clarifications.parties), !email.isEmpty {
            moments.append(Moment(act: .invite(name: guest.name, behalf: guest.behalf), text: "", at: at.addingTimeInterval(900)))
        }
        if kind == .administration, !random.chance(4), let forwarding = clarifications.forwarding(of: matter.subject) {
            moments.append(Moment(act: .forward(to: forwarding.to), text: forwarding.text, at: at.addingTimeInterval(1200)))
        } else if kind == .administration, random.chance(45) {
            moments.append(Moment(act: .handOver(.officer), text: choice.question, at: at.addingTimeInterval(1800)))
        } else if kind == .politics, random.chance(45) {
            moments.append(Moment(act: .handOver(.politician), text: choice.question, at: at.addingTimeInterval(1800)))
        }
    }

    /// Some are public while they are alive, and others say something to them.
    private func open(after answeredAt: Date, _ moments: inout [Moment], _ random: inout SeededRandom) {
        guard random.chance(30) else { return }
        let openedAt = answeredAt.addingTimeInterval(3600)
        let takesComments = random.chance(75)
        moments.append(Moment(act: .publish(takesComments: takesComments), text: "", at: openedAt))
        guard takesComments else { return }
        var names = Self.neighbours
        for _ in 0..<Int.random(in: 1...7, using: &random) {
            let (kind, text) = clarifications.comment(&random)
            let name = random.chance(45) ? names.removeLast() : ""
            let at = evening(openedAt, days: Int.random(in: 1...6, using: &random), &random)
            moments.append(
                Moment(
                    act: .comment(kind, name: name, isShown: at < now.addingTimeInterval(-6 * 86_400) || random.chance(35)), text: text,
                    at: at))
        }
    }

    /// Who says something under their own name.
    private static let neighbours = [
        "Bodil", "Jens Holm", "Aisha", "Per fra hjørnet", "Lone K.", "Familien Bruun", "Mogens", "Sofie", "Ejvind",
    ]

    private func turns(_ random: inout SeededRandom) -> [Material.Matter.Turn] {
        guard isLong else { return matter.turns }
        var turns = matter.turns
        while turns.count < 28 {
            turns.append(.init(by: .citizen, text: random.pick(short.followups) ?? "Tak."))
            turns.append(.init(by: .staff, text: random.pick(short.holding) ?? "Tak."))
        }
        return turns
    }

    private func act(_ by: Material.Matter.Turn.By, next: Material.Matter.Turn.By?) -> Moment.Act {
        switch by {
        case .staff: .answer(asks: next == .citizen || next == .phone)
        case .citizen: .citizen
        case .phone: .phone
        case .note: .note
        }
    }

    private func moment(of by: Material.Matter.Turn.By, after: Date, _ random: inout SeededRandom) -> Date {
        switch by {
        // Most answers keep the promise; some do not, and the desk shows it.
        case .staff:
            office(after, days: random.chance(16) ? Int.random(in: 8...16, using: &random) : Int.random(in: 1...6, using: &random), &random)
        case .note, .phone: office(after, days: Int.random(in: 0...2, using: &random), &random)
        case .citizen: evening(after, days: Int.random(in: 0...4, using: &random), &random)
        }
    }

    /// An hour when people write at home, the same day where it is not too late for that.
    private func evening(_ moment: Date, days: Int, _ random: inout SeededRandom) -> Date {
        let seconds = Double(Int.random(in: 7 * 3600...22 * 3600, using: &random))
        let at = Day(of: moment).adding(days: days).startsAt().addingTimeInterval(seconds)
        return at > moment ? at : Day(of: moment).adding(days: days + 1).startsAt().addingTimeInterval(seconds)
    }

    /// An hour at the office some working days later.
    private func office(_ moment: Date, days: Int, _ random: inout SeededRandom) -> Date {
        let day = clock.calendar.day(after: Day(of: moment), workingDays: max(days, 1))
        return day.startsAt().addingTimeInterval(Double(Int.random(in: 8 * 3600...15 * 3600, using: &random)))
    }
}
