package import SQLEngine

/// All stores of an installation, wired once at start.
package struct Stores: Sendable {
    package let areas: AreaStore
    package let attachments: AttachmentStore
    package let comments: CommentStore
    package let desk: DeskStore
    package let dialogues: DialogueStore
    package let diversions: DiversionStore
    package let drafts: DraftStore
    package let followers: FollowerStore
    package let municipality: MunicipalityStore
    package let condition: ConditionStore
    package let outbox: OutboxStore
    package let search: SearchStore
    package let sessions: SessionStore
    package let staff: StaffStore
    package let themes: ThemeStore
    package let usage: UsageStore

    package init(_ database: any SQLDatabase, _ secrets: Secrets) {
        areas = AreaStore(database)
        attachments = AttachmentStore(database)
        comments = CommentStore(database)
        desk = DeskStore(database)
        dialogues = DialogueStore(database)
        diversions = DiversionStore(database)
        drafts = DraftStore(database)
        followers = FollowerStore(database)
        municipality = MunicipalityStore(database)
        condition = ConditionStore(database)
        outbox = OutboxStore(database)
        search = SearchStore(database)
        sessions = SessionStore(database, secrets)
        staff = StaffStore(database)
        themes = ThemeStore(database)
        usage = UsageStore(database, secrets)
    }
}
