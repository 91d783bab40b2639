import ArgumentParser

struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Move a whole database into a new one, also from one engine to the other.",
        discussion: """
            Stop every Krumtap on the source first. Everything is copied, then both are read through and compared, table by table. Until \
            that is done nobody can serve the target, and the same command again goes on where it stopped. The source is only read.

            Keep passwords out of the addresses: PGPASSWORD and ~/.pgpass are read as by PostgreSQL's own programs.
            """)

    @Option(help: ArgumentHelp("The database that is there: a file, or postgres://…", valueName: "database"))
    var from: String

    @Option(help: ArgumentHelp("The new one, which must be empty: a file, or postgres://…", valueName: "database"))
    var to: String

    func validate() throws {
        guard from != to else { throw ValidationError("--from and --to are the same.") }
    }

    func run() async throws { try await Installation.copy(from: from, to: to) }
}
