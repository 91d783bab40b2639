import Domain
import Foundation
import SQLEngine
import Storage

/// Lets a story happen through the same steps a real dialogue takes, without its mail.
struct Author {
    private let connection: any SQLConnection
    private let town: Town
    private let themes: Themes
    private let files: DemoFiles
    private let steps: DialogueSteps

    init(connection: any SQLConnection, town: Town, themes: Themes, files: DemoFiles) {
        self.connection = connection
        self.town = town
        self.themes = themes
        self.files = files
        steps = DialogueSteps(connection, town.municipality, sendsMail: false)
    }

    /// - Parameter number: the story's, from the oldest on.
    func write(_ story: Story, number: Int) throws {
        let words = story.words
        let contact = try Contact(
            name: words.name, email: story.email, phone: story.phone, behalf: story.matter.behalf, behalfName: story.behalfName)
        let new = NewDialogue(
            matter: try Matter(
                text: words.fill(story.matter.text, facilitator: ""), subject: words.fill(story.matter.subject, facilitator: ""),
                kind: story.matter.kind),
            whereabouts: try Whereabouts(
                scope: "area", area: story.areaID, place: story.matter.place.map { words.fill($0, facilitator: "") } ?? ""),
            contact: contact, language: .da)
        let started = try steps.start(new, at: story.startedAt)
        try steps.attach(files.first(number), to: started.dialogueID, at: story.startedAt)
        var isAnswered = false
        let moments = story.moments()
        for (index, moment) in moments.enumerated() {
            try happen(moment, in: started, story)
            if case .answer = moment.act, !isAnswered {
                isAnswered = true
                try steps.attach(files.answer(number), to: started.dialogueID, at: moment.at)
            }
            // Whoever reads it first says what it is about.
            if index == 1, let themeID = themes.theme(of: story.matter.id) { try choose(themeID, for: started, at: moment.at) }
        }
        try steps.indexWords(of: started.dialogueID)
    }

    private func choose(_ themeID: Theme.ID, for started: DialogueSteps.Started, at moment: Date) throws {
        let dialogue = try steps.dialogue(started.dialogueID)
        guard let staff = town.viewers[dialogue.ownerID] else { return }
        try steps.choose(themeID, for: dialogue, try DialoguePolicy.permitWork(.staff(staff), dialogue), at: moment)
    }

    /// Whoever was closed four weeks ago has been asked.
    func askForJudgement(at now: Date) throws {
        while try steps.askForJudgement(at: now) > 0 {}
    }

    /// Whose matter it is, who has it, and who takes part.
    private func arrange(
        _ moment: Story.Moment, _ dialogue: Dialogue, _ guide: Viewer.Staff, _ steer: Permit<DialoguePolicy.Steer>, _ story: Story
    ) throws {
        let text = story.words.fill(moment.text, facilitator: guide.name)
        switch moment.act {
        case .clarify(let kind):
            let new = try NewClarification(kind: kind.rawValue, reason: text)
            try steps.clarify(new, dialogue, try DialoguePolicy.permitClarify(.staff(guide), dialogue), at: moment.at)
        case .split(let subject):
            let parts = text.split(separator: "\n").map(String.init)
            let new = try NewSplit(
                reason: parts[0], subject: story.words.fill(subject, facilitator: guide.name), text: parts.last ?? parts[0])
            let partID = try steps.split(new, dialogue, try DialoguePolicy.permitClarify(.staff(guide), dialogue), at: moment.at)
            try steps.indexWords(of: partID)
            try finish(partID, story, at: moment.at)
        case .handOver(let holder):
            let receivers = holder == .officer ? (town.officers[story.matter.department] ?? []).map(\.id) : town.politicianIDs
            var random = story.random
            guard dialogue.stage.isUnderWay, let receiverID = random.pick(receivers) else { return }
            let clock = town.municipality.clock
            let day = Day(of: moment.at)
            let new = try NewHandOver(
                receiver: String(receiverID.rawValue), question: text, dueOn: clock.promise(madeOn: day).iso, today: day,
                calendar: clock.calendar)
            try steps.handOver(new, dialogue, try DialoguePolicy.permitWork(.staff(guide), dialogue), at: moment.at)
        case .forward(let receiver): try steps.forward(try NewForwarding(to: receiver, text: text), dialogue, steer, at: moment.at)
        case .invite(let name, let behalf):
            let slug = Area.slug(of: name).replacing("-", with: ".")
            let new = try NewParty(
                name: name, email: "\(slug)\(dialogue.id.rawValue)@example.dk",
                behalf: story.words.fill(behalf, facilitator: ""), agreed: true)
            try steps.invite(new, dialogue, try DialoguePolicy.permitInvite(.staff(guide), dialogue), at: moment.at)
        default: break
        }
    }

    /// The administrative part of a split is answered and ended by whoever has it.
    private func finish(_ id: Dialogue.ID, _ story: Story, at start: Date) throws {
        let at = start.addingTimeInterval(9 * 86_400)
        guard at < story.now else { return }
        let dialogue = try steps.dialogue(id)
        guard let guide = town.guide(of: dialogue) else { return }
        let outcome = story.words.fill(story.matter.closing.outcome, facilitator: guide.name)
        let closing = try NewClosing(
            ground: Dialogue.Ground.answered.rawValue, text: story.words.fill(story.matter.closing.text, facilitator: guide.name),
            outcome: outcome)
        try steps.close(closing, dialogue, try DialoguePolicy.permitSteer(.staff(guide), dialogue), at: at)
        try steps.indexWords(of: id)
    }

    /// A comment is read as soon as it is written, so that nothing else has happened in between.
    private func comment(
        _ kind: Comment.Kind, _ text: String, _ name: String, _ isShown: Bool, _ dialogue: Dialogue,
        _ steer: Permit<DialoguePolicy.Steer>, at moment: Date
    ) throws {
        guard CommentPolicy.mayComment(dialogue) else { return }
        let comments = CommentSteps(connection, sendsMail: false)
        let new = try NewComment(
            kind: kind.rawValue, text: text, name: name, email: "nabo\(Int(moment.timeIntervalSince1970))@example.dk", language: .da)
        guard let id = try comments.ask(new, try CommentPolicy.permitWrite(dialogue), at: moment) else { return }
        try comments.confirm(id, at: moment)
        if isShown, new.text != nil || new.name != nil { try comments.decide(.show, on: id, steer, at: moment) }
    }

    private func happen(_ moment: Story.Moment, in started: DialogueSteps.Started, _ story: Story) throws {
        let dialogue = try steps.dialogue(started.dialogueID)
        guard let staff = town.viewers[dialogue.ownerID], let guide = town.guide(of: dialogue) else { return }
        let permit = try DialoguePolicy.permitWork(.staff(staff), dialogue)
        let steer = try DialoguePolicy.permitSteer(.staff(guide), dialogue)
        let text = story.words.fill(moment.text, facilitator: staff.name)
        switch moment.act {
        case .confirm: try steps.confirm(dialogue, by: dialogue.starterID, as: .starter, at: moment.at)
        case .answer(let asks): try steps.answer(NewMessage(text), to: dialogue, asks: asks, permit, at: moment.at)
        case .citizen:
            let reply = try DialoguePolicy.permitReply(.party(dialogue.starterID, of: dialogue.id), dialogue)
            try steps.reply(NewMessage(text), to: dialogue, reply, at: moment.at)
        case .phone: try steps.record(NewMessage(text), in: dialogue, channel: .telephone, permit, at: moment.at)
        case .note: try steps.note(NewMessage(text), in: dialogue, permit, at: moment.at)
        case .close:
            let outcome = story.words.fill(story.matter.closing.outcome, facilitator: staff.name)
            let closing = try NewClosing(ground: story.matter.closing.how, text: text, outcome: outcome)
            try steps.close(closing, dialogue, steer, at: moment.at)
        case .judge(let verdict):
            let judge = try DialoguePolicy.permitTakePart(.party(dialogue.starterID, of: dialogue.id), dialogue)
            try steps.judge(NewJudgement(verdict: verdict.rawValue, text: ""), dialogue, judge, at: moment.at)
        case .clarify, .split, .handOver, .forward, .invite: try arrange(moment, dialogue, guide, steer, story)
        case .comment(let kind, let name, let isShown):
            try comment(kind, text, name, isShown, dialogue, steer, at: moment.at)
        case .publish(let takesComments):
            let starter = try DialoguePolicy.permitTakePart(.party(dialogue.starterID, of: dialogue.id), dialogue)
            try steps.consent(
                .public, wantsComments: takesComments || dialogue.comments != .none, dialogue, starter, at: moment.at)
            let publication = NewPublication(
                all: try steps.publicParts(of: dialogue), subject: dialogue.subject, hiding: [story.words.name],
                files: try steps.publishableAttachments(of: dialogue), opensComments: true)
            try steps.publish(
                publication, try steps.dialogue(dialogue.id), steer, at: moment.at)
        }
    }
}
