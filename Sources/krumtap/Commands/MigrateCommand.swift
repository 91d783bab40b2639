import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database to this version's schema.",
        discussion: """
            Run it after an update, with the server stopped. Each step is a transaction of its own and happens once; going back means \
            putting a backup in place. `serve` refuses a database that needs migrating, or that is newer than the program.
            """)

    @Flag(help: "Only list the steps that are missing; exit code 1 when there are any.")
    var check = false

    func run() async throws {
        let settings = try Settings.load()
        try await Installation.migrate(settings, onlyCheck: check)
    }
}
