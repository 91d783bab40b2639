import Domain
import Foundation
import Storage

/// A dialogue's lines as they are said on a page, formatted: the pages only lay them out.
struct ThreadModel {
    struct Line {
        enum Look { case citizen, town, note, event }

        let look: Look
        let name: String
        let said: [String]
        let when: String
        let datetime: String
        let text: String?
        let files: [FileLink]
        /// The text's language, where the page is in another.
        let foreign: String?
    }

    struct Next {
        let with: String
        let step: String?
        let by: String?
        let datetime: String?
        let isLate: Bool
    }

    let thread: DialogueStore.Thread
    let today: Day
    let language: Language
    /// The reader is the starter: said as "du".
    let isYours: Bool
    let files: FileLinks

    var next: Next {
        let dialogue = thread.dialogue
        guard let step = dialogue.nextStep, let dueOn = dialogue.dueOn else {
            return Next(with: thread.owner.name, step: nil, by: nil, datetime: nil, isLate: false)
        }
        let words = isYours ? DialogueTexts.nextStepForYou(step, language) : DialogueTexts.nextStep(step, language)
        return Next(
            with: withWhom, step: words, by: DateTexts.long(dueOn, today: today, language), datetime: dueOn.iso,
            isLate: dueOn < today && dialogue.stage == .withStaff)
    }

    private var withWhom: String {
        let role = thread.ownerOrganization ?? ThreadTexts.yourFacilitator(thread.area?.name, language)
        return "\(thread.owner.name), \(role)"
    }

    /// Said of people's words where the page is in another language (WCAG 3.1.2).
    var foreign: String? { thread.language == language ? nil : thread.language.rawValue }

    var lines: [Line] { thread.events.map(line) }

    private func line(_ event: Event) -> Line {
        let language = language
        var said: [String] = []
        let look: Line.Look
        var name = event.actor.name ?? unnamed(event.actor.part)
        switch event.kind {
        case .noted:
            look = .note
            said = [ThreadTexts.staffOnly(name, language)]
            name = ThreadTexts.note(language)
        case .confirmed, .published, .addressRenewed, .consented, .consentAsked, .withdrawn, .partyInvited, .partyLeft, .signedIn,
            .signInFailed, .signedOut, .diversionEdited, .commentShown, .commentRefused:
            look = .event
            name = ThreadTexts.event(event.kind, about: event.facts.aboutName ?? ThreadTexts.party(language), by: name, language)
        case .themed, .themeAdded, .themeRetired:
            look = .note
            said = [ThreadTexts.staffOnly(name, language)]
            name = ThreadTexts.themed(event.facts.aboutName, language)
        case .clarified:
            look = .event
            name = ThreadTexts.clarified(event.facts.clarifiedAs ?? .administration, by: name, language)
        case .handedOver where event.text == nil:
            look = .event
            name = ThreadTexts.takenOver(event.facts.aboutName ?? "", language)
        case .split where event.text == nil:
            look = .event
            name = ThreadTexts.split(language)
        case .judged where event.text == nil:
            look = .event
            name = "\(name): \(DialogueTexts.verdict(event.facts.verdict ?? .partly, language))"
        case .started, .answered, .asked, .replied, .closed, .reopened, .handedOver, .forwarded, .split, .judged:
            look = event.actor.part == .staff ? .town : .citizen
            said = [
                behalf(event), event.channel.flatMap { ThreadTexts.channel($0, language) },
                event.recorderName.map { ThreadTexts.recorded($0, language) }, act(event),
                event.ground.map { DialogueTexts.ground($0, language) },
            ].compactMap { $0 }
        }
        return Line(
            look: look, name: name, said: said, when: DateTexts.moment(event.at, today: today, language),
            datetime: DateTexts.machine(event.at), text: event.text,
            files: (thread.attachments[event.id] ?? []).map(files.link), foreign: foreign)
    }

    private func behalf(_ event: Event) -> String? {
        if let behalf = event.actor.behalf { return ThreadTexts.forWhom(behalf, language) }
        // Who may not know the starter may not know for whom they write.
        guard event.actor.part == .starter, event.actor.name != nil, let name = thread.dialogue.behalf.name else { return nil }
        return ThreadTexts.forWhom(name, language)
    }

    private func act(_ event: Event) -> String? {
        switch event.kind {
        case .handedOver:
            let day = event.facts.dueOn.map { DateTexts.long($0, today: today, language) } ?? ""
            return ThreadTexts.handedOver(to: event.facts.aboutName ?? "", by: day, language)
        case .forwarded: return ThreadTexts.forwarded(to: event.facts.aboutName ?? "", language)
        case .split: return ThreadTexts.splitFrom(language)
        case .judged: return event.facts.verdict.map { DialogueTexts.verdict($0, language) }
        default: return ThreadTexts.act(event.kind, isYours: isYours, language)
        }
    }

    private func unnamed(_ part: Event.Actor.Part) -> String {
        switch part {
        case .starter: ThreadTexts.somebody(language)
        case .party: ThreadTexts.party(language)
        case .staff, .system: ThreadTexts.staff(language)
        }
    }
}
