import Formats
import Foundation
import Mail
import Storage
import Web

/// How mail leaves this installation, and where a demo's mail can be read.
struct PostOffice: Sendable {
    let composer: MailComposer
    let transport: any MailTransport
    let mailbox: Mailbox?

    private static let shownMails = 100

    init(_ settings: Settings, _ secrets: Secrets) throws {
        composer = MailComposer(origin: settings.origin.description, from: settings.mail.from, secrets: secrets)
        switch settings.mail.transport {
        case .folder(let path):
            let folder = MailFolder(directory: path)
            transport = FolderTransport(directory: path)
            mailbox = Mailbox(
                newest: { try await folder.newest(Self.shownMails).map(Self.mail) },
                find: { try await folder.find($0).map(Self.mail) })
        case .smtp(let server):
            transport = SMTPTransport(try server.smtp(helloName: settings.origin.host))
            mailbox = nil
        }
    }
}

extension PostOffice {
    private static func mail(_ mail: MailFolder.Mail) -> Mailbox.Mail {
        Mailbox.Mail(
            id: mail.id, subject: mail.preview.subject, to: mail.preview.to?.address ?? "", date: mail.preview.date, text: mail.preview.text
        )
    }
}

extension MailSettings.Server {
    /// - Parameter helloName: how we say who we are; some servers greet nobody else.
    fileprivate func smtp(helloName: String) throws -> SMTPServer {
        var login: SMTPServer.Login?
        if let user, let password { login = SMTPServer.Login(user: user, password: password) }
        return try SMTPServer(
            host: host, port: port, security: SMTPServer.Security(rawValue: security.rawValue) ?? .tls, login: login,
            authorities: authorityPath, helloName: helloName.contains(":") ? nil : helloName)
    }
}
