import Domain
import Foundation
import HolbaekData

/// What the Fælles-skabere say when they find out whose matter it is, and whom they ask.
struct Clarifications: Decodable, Sendable {
    struct Choice: Decodable, Sendable { let reason, question: String }
    struct Forwarding: Decodable, Sendable {
        let to, text: String
        /// What a matter's heading says when it belongs there.
        let about: [String]
    }
    struct Guest: Decodable, Sendable { let name, behalf: String }

    let administration, politics, local, both: [Choice]
    let splitSubject: String
    let forwarding: [Forwarding]
    let parties: [Guest]
    /// What others say to a public dialogue. An empty one is support without words.
    let support, experiences: [String]

    init() throws {
        self = try JSONDecoder().decode(Self.self, from: holbaek_clarifications_json().data)
    }

    /// A kind that fits what the starter says it is, and the words for it.
    func pick(for kind: String, _ random: inout SeededRandom) -> (kind: Dialogue.Clarification, choice: Choice)? {
        let chosen: Dialogue.Clarification =
            switch kind {
            case "meeting": .politics
            case "idea", "project": random.chance(45) ? .politics : random.chance(50) ? .local : random.chance(30) ? .both : .administration
            default: random.chance(80) ? .administration : random.chance(60) ? .politics : .both
            }
        return random.pick(choices(chosen)).map { (chosen, $0) }
    }

    /// Where outside the municipality a matter belongs, if anywhere.
    func forwarding(of subject: String) -> Forwarding? {
        forwarding.first { $0.about.contains { subject.contains($0) } }
    }

    /// What somebody else says.
    func comment(_ random: inout SeededRandom) -> (kind: Comment.Kind, text: String) {
        random.chance(60) ? (.support, random.pick(support) ?? "") : (.experience, random.pick(experiences) ?? "")
    }

    private func choices(_ kind: Dialogue.Clarification) -> [Choice] {
        switch kind {
        case .administration: administration
        case .politics: politics
        case .local: local
        case .both: both
        }
    }
}
