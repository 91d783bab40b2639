import Foundation
import Formats
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
                newest: { try folder.newest(Self.shownMails).map(Self.mail) },
                find: { try folder.find($0).map(Self.mail) })
        case .smtp(let server):
            transport = SMTPTransport(
                host: server.host, port: server.port, security: server.smtpSecurity, user: server.user, password: server.password,
                authorityPath: server.authorityPath)
            mailbox = nil
        }
    }
}

extension PostOffice {
    private static func mail(_ id: String, _ preview: MailPreview) -> Mailbox.Mail {
        Mailbox.Mail(id: id, subject: preview.subject, to: preview.to, date: preview.date, text: preview.text)
    }
}

extension MailSettings.Server {
    fileprivate var smtpSecurity: SMTPTransport.Security {
        switch security {
        case .none: .none
        case .starttls: .starttls
        case .tls: .tls
        }
    }
}
