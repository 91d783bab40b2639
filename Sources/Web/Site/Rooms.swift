package import Domain
package import Foundation
package import Hummingbird
import Pictures
package import Storage

/// Every room of the house with its routes.
package struct Rooms: Sendable {
    private let stores: Stores
    private let secrets: Secrets
    private let atlas: AreaAtlas
    private let accessibilityStatement: String?
    private let mailbox: Mailbox?
    private let findCondition: @Sendable () async -> Condition
    private let files: FileIntake
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - accessibilityStatement: the address of the official statement, where there is one.
    ///   - findCondition: how the installation is doing.
    ///   - mailbox: where a demo's mails are read; nil in production, which then has no such page.
    package init(
        stores: Stores, secrets: Secrets, atlas: AreaAtlas, accessibilityStatement: String?, mailbox: Mailbox?,
        findCondition: @escaping @Sendable () async -> Condition, now: @escaping @Sendable () -> Date
    ) {
        self.stores = stores
        self.secrets = secrets
        self.atlas = atlas
        self.accessibilityStatement = accessibilityStatement
        self.mailbox = mailbox
        self.findCondition = findCondition
        files = FileIntake(
            attachments: stores.attachments, usage: stores.usage, cleaner: PictureCleaner(), room: UploadRoom(), now: now)
        self.now = now
    }

    package func add(to router: Router<RequestContext>) {
        GuidanceRoutes(dialogues: stores.dialogues, accessibilityStatement: accessibilityStatement, now: now).add(to: router)
        AreaRoutes(areas: stores.areas, dialogues: stores.dialogues, atlas: atlas, now: now).add(to: router)
        StartRoutes(
            dialogues: stores.dialogues, drafts: stores.drafts, diversions: stores.diversions, areas: stores.areas, usage: stores.usage,
            search: stores.search, secrets: secrets, atlas: atlas, files: files, now: now
        ).add(to: router)
        let thread = ThreadRoutes(
            dialogues: stores.dialogues, comments: stores.comments, usage: stores.usage, secrets: secrets, files: files, now: now)
        thread.add(to: router)
        AttachmentRoutes(attachments: stores.attachments, dialogues: stores.dialogues, secrets: secrets, now: now).add(to: router)
        FollowRoutes(dialogues: stores.dialogues, followers: stores.followers, usage: stores.usage, secrets: secrets, now: now).add(
            to: router)
        CommentRoutes(
            dialogues: stores.dialogues, comments: stores.comments, usage: stores.usage, secrets: secrets, now: now
        ).add(to: router)
        CommentDeskRoutes(comments: stores.comments, now: now).add(to: router)
        SearchRoutes(search: stores.search, atlas: atlas, now: now).add(to: router)
        PublicListRoutes(dialogues: stores.dialogues, themes: stores.themes, atlas: atlas, now: now).add(to: router)
        ThemeRoutes(themes: stores.themes, now: now).add(to: router)
        SignInRoutes(sessions: stores.sessions, usage: stores.usage, now: now).add(to: router)
        PartyRoutes(dialogues: stores.dialogues, usage: stores.usage, secrets: secrets, thread: thread, now: now).add(to: router)
        DeskRoutes(desk: stores.desk, atlas: atlas, now: now).add(to: router)
        ConditionRoutes(findCondition: findCondition).add(to: router)
        ConsentRoutes(dialogues: stores.dialogues, secrets: secrets, now: now).add(to: router)
        PublishRoutes(dialogues: stores.dialogues, now: now).add(to: router)
        WorkbenchRoutes(
            dialogues: stores.dialogues, comments: stores.comments, staff: stores.staff, themes: stores.themes, search: stores.search,
            files: files, now: now
        ).add(to: router)
        if let mailbox { MailboxRoutes(mailbox: mailbox, now: now).add(to: router) }
        DiversionRoutes(diversions: stores.diversions, now: now).add(to: router)
        // Last: it looks at what is there.
        Twins.add(to: router)
    }
}
