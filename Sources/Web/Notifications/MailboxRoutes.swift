import Domain
package import Foundation
import Hummingbird

/// The demo's mailbox, which only a demo has.
struct MailboxRoutes: Sendable {
    let mailbox: Mailbox
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.mailbox, use: list)
        router.get(Routes.mail, use: one)
    }

    func list(_ request: Request, _ context: RequestContext) async throws -> Response {
        let lines = try await mailbox.newest().map { line($0, context) }
        let title = MailboxTexts.title(context.language)
        return context.show(Page(title: title, crumbs: [.init(title)], body: MailboxPage(lines: lines, language: context.language).html))
    }

    func one(_ request: Request, _ context: RequestContext) async throws -> Response {
        guard let mail = try await mailbox.find(try context.parameter("id")) else { throw NotFound() }
        let line = line(mail, context)
        let page = MailPage(line: line, text: mail.text, links: links(mail.text, context), language: context.language)
        let crumbs: [Page.Crumb] = [.init(MailboxTexts.title(context.language), context.paths.mailbox), .init(line.subject)]
        return context.show(Page(title: line.subject, crumbs: crumbs, isTokenPage: true, body: page.html))
    }

    private func line(_ mail: Mailbox.Mail, _ context: RequestContext) -> MailboxPage.Line {
        MailboxPage.Line(
            path: context.paths.mailbox(mail.id), subject: mail.subject.isEmpty ? MailboxTexts.noSubject(context.language) : mail.subject,
            to: mail.to, when: mail.date.map { DateTexts.moment($0, today: Day(of: now()), context.language) } ?? "")
    }

    /// The addresses of this site that stand in a mail, each on a line of its own.
    private func links(_ text: String, _ context: RequestContext) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init).filter { $0.hasPrefix(context.frame.origin.description + "/") }
    }
}

/// Where the mailbox page reads its mails: the folder that the demo's mails are written to.
package struct Mailbox: Sendable {
    package struct Mail: Sendable {
        package let id: String
        package let subject: String
        package let to: String
        package let date: Date?
        package let text: String

        package init(id: String, subject: String, to: String, date: Date?, text: String) {
            self.id = id
            self.subject = subject
            self.to = to
            self.date = date
            self.text = text
        }
    }

    /// The newest mails, newest first.
    package let newest: @Sendable () async throws -> [Mail]
    package let find: @Sendable (_ id: String) async throws -> Mail?

    package init(newest: @escaping @Sendable () async throws -> [Mail], find: @escaping @Sendable (_ id: String) async throws -> Mail?) {
        self.newest = newest
        self.find = find
    }
}
