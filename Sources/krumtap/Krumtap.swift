import ArgumentParser

@main
struct Krumtap: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "krumtap",
        abstract: "Krumtap holds the thread of a dialogue between citizens, politicians and administration.",
        discussion: """
            Settings come from the environment (KRUMTAP_…) and from the file that KRUMTAP_CONFIG names. `krumtap config check` \
            shows what holds and what is wrong. To look around: `krumtap demo`, then `KRUMTAP_MODE=demo krumtap serve`.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, BackupCommand.self, CopyCommand.self, ConfigCommand.self,
            VersionCommand.self,
        ])
}

enum Version {
    static let number = "0.1.0"
    static let text = "krumtap \(number)"
}
