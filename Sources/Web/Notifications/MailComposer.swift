package import Domain
package import Formats
package import Foundation
import Markup
package import Storage

/// Writes a mail from what the outbox says and what the database holds at the moment of delivery.
package struct MailComposer: Sendable {
    private let origin: String
    private let from: String
    private let secrets: Secrets

    /// - Parameters:
    ///   - origin: the public address, `https://dialog.holbaek.dk`: links in mails come from nowhere else.
    ///   - from: the sender's e-mail address.
    package init(origin: String, from: String, secrets: Secrets) {
        self.origin = origin
        self.from = from
        self.secrets = secrets
    }

    /// Throws what `MailMessage` refuses.
    package func compose(
        _ item: OutboxStore.Item, _ letter: OutboxStore.Letter, _ municipality: Municipality, at now: Date
    ) throws -> MailMessage {
        let language = letter.recipient.language
        let parts = parts(item, letter, municipality, today: Day(of: now))
        return try MailMessage(
            messageID: messageID(item.id, letter), inReplyTo: letter.thread.map { messageID($0.last, letter) },
            references: letter.thread.map { thread in
                thread.first == thread.last
                    ? [messageID(thread.first, letter)] : [messageID(thread.first, letter), messageID(thread.last, letter)]
            } ?? [],
            from: MailMessage.Mailbox(name: MailTexts.sender(municipality.name, language), address: from),
            replyTo: replyTo(municipality, language),
            to: MailMessage.Mailbox(name: letter.recipient.isUnnamed ? "" : letter.recipient.name, address: letter.address),
            subject: subject(item, letter, language),
            date: now, text: MailPart.text(parts), html: MailPart.html(parts, language).text, language: language.rawValue,
            unsubscribe: item.kind == .followNews ? item.subjectID.map { stopAddress($0, language) } : nil)
    }

    private func stopAddress(_ followerID: Int64, _ language: Language) -> String {
        origin + Paths(language).stopFollowing(secrets.token(.follow, followerID))
    }

    /// Whoever answers the mail itself reaches people.
    private func replyTo(_ municipality: Municipality, _ language: Language) -> MailMessage.Mailbox? {
        guard EmailAddress(municipality.email) != nil else { return nil }
        return MailMessage.Mailbox(name: MailTexts.sender(municipality.name, language), address: municipality.email)
    }

    /// `HOL-2026-0042.17@dialog.holbaek.dk`: one a row of the outbox, so a mail sent twice after a crash is one mail.
    private func messageID(_ id: Int64, _ letter: OutboxStore.Letter) -> String {
        let host = URL(string: origin)?.host() ?? "localhost"
        return "\(letter.dialogue?.reference.text ?? "krumtap").\(id)@\(host)"
    }

    private func subject(_ item: OutboxStore.Item, _ letter: OutboxStore.Letter, _ language: Language) -> String {
        let subject = MailTexts.subject(item.kind, language)
        guard let dialogue = letter.dialogue else { return subject }
        // What a citizen wrote, the heading too, is in a mail only when everybody may read it.
        let heading = dialogue.visibility == .everyone ? "\(subject.hasSuffix("?") ? "" : ":") \(dialogue.subject)" : ""
        return "\(subject)\(heading) [\(dialogue.reference.text)]"
    }

    private func parts(
        _ item: OutboxStore.Item, _ letter: OutboxStore.Letter, _ municipality: Municipality, today: Day
    ) -> [MailPart] {
        let language = letter.recipient.language
        let news = MailTexts.news(
            item.kind, owner: letter.owner?.name ?? municipality.name, starter: letter.starterName ?? "", area: letter.areaName, language)
        return [.words(MailTexts.hello(letter.recipient.name, language) + ","), .words(news)]
            + body(item, letter, municipality, today) + [.words(MailTexts.regards(municipality.name, language))]
    }

    private func body(_ item: OutboxStore.Item, _ letter: OutboxStore.Letter, _ municipality: Municipality, _ today: Day) -> [MailPart] {
        let language = letter.recipient.language
        let paths = Paths(language)
        switch item.kind {
        case .signIn:
            guard let id = item.subjectID else { return [] }
            return [
                .code(secrets.code(.signIn, id)), .words(MailTexts.signInHere(language)),
                .link(origin + paths.signInLink(secrets.token(.signIn, id))), .words(MailTexts.signInEnds(language)),
            ]
        case .confirmStart:
            guard let id = letter.accessID else { return [] }
            return [
                .words(MailTexts.confirmHere(language)), .link(origin + paths.confirm(secrets.token(.confirm, id))),
                .words(MailTexts.confirmCode(secrets.code(.confirm, id), language)), reference(letter, language),
            ].compactMap { $0 }
        case .received, .answered, .asked, .closed, .reopened, .newAddress, .news, .passedOn, .forwarded, .split, .invited, .partyInvited,
            .unpublished:
            guard let id = letter.accessID else { return [] }
            return [
                promise(item.kind, letter, today, language), item.kind == .received ? .words(MailTexts.followHere(language)) : nil,
                .link(origin + paths.thread(secrets.token(.access, id))), reference(letter, language), .words(MailTexts.secret(language)),
            ].compactMap { $0 }
        case .askConsent, .published:
            guard let id = letter.accessID else { return [] }
            return [
                .link(origin + paths.consent(secrets.token(.access, id))), reference(letter, language),
                .words(MailTexts.secret(language)),
            ].compactMap { $0 }
        case .followConfirm:
            guard let id = item.subjectID else { return [] }
            return [
                .link(origin + paths.following(secrets.token(.follow, id))), .words(MailTexts.followIgnore(language)),
                reference(letter, language),
            ].compactMap { $0 }
        case .commentConfirm:
            guard let id = item.subjectID else { return [] }
            return [
                .link(origin + paths.comment(secrets.token(.comment, id))), .words(MailTexts.followIgnore(language)),
                reference(letter, language),
            ].compactMap { $0 }
        case .commentShown, .commentRefused:
            guard let id = item.subjectID else { return [] }
            return [.link(origin + paths.comment(secrets.token(.comment, id))), reference(letter, language)].compactMap { $0 }
        case .commented:
            guard let dialogue = letter.dialogue else { return [] }
            return [.link(origin + paths.dialogue(dialogue.reference))]
        case .commentWaiting:
            return [.words(MailTexts.openHere(language)), .link(origin + paths.comments)]
        case .followNews:
            guard let id = item.subjectID, let dialogue = letter.dialogue else { return [] }
            return [
                .link(origin + paths.dialogue(dialogue.reference)), .words(MailTexts.followStop(language)),
                .link(stopAddress(id, language)),
            ]
        case .judge:
            guard let id = letter.accessID else { return [] }
            return Dialogue.Verdict.allCases.flatMap { verdict -> [MailPart] in
                [
                    .words(MailTexts.verdict(verdict, reopens: letter.recipient.id == letter.dialogue?.starterID, language)),
                    .link(origin + paths.judge(secrets.token(.access, id), verdict)),
                ]
            } + [reference(letter, language), .words(MailTexts.secret(language))].compactMap { $0 }
        case .newDialogue, .callStarter, .replied, .handedOver, .unsolved, .consented, .withdrawn:
            guard let dialogue = letter.dialogue else { return [] }
            return [
                dialogue.dueOn.map { .words(MailTexts.answerBy(DateTexts.long($0, today: today, language), language)) },
                .words(MailTexts.openHere(language)), .link(origin + paths.workbench(dialogue.reference)),
            ].compactMap { $0 }
        case .duePromises:
            return letter.due.flatMap { dialogue -> [MailPart] in
                let day = dialogue.dueOn.map { DateTexts.long($0, today: today, language) } ?? ""
                return [
                    .words(MailTexts.dueLine(dialogue.reference.text, day, language)),
                    .link(origin + paths.workbench(dialogue.reference)),
                ]
            }
        }
    }

    private func promise(_ kind: MailKind, _ letter: OutboxStore.Letter, _ today: Day, _ language: Language) -> MailPart? {
        guard kind == .received, let dueOn = letter.dialogue?.dueOn else { return nil }
        return .words(MailTexts.heardBy(DateTexts.long(dueOn, today: today, language), language))
    }

    private func reference(_ letter: OutboxStore.Letter, _ language: Language) -> MailPart? {
        letter.dialogue.map { .words(MailTexts.reference($0.reference.text, language)) }
    }
}
