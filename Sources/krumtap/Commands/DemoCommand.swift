import ArgumentParser

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill a new database with two invented years of a Danish municipality.",
        discussion: """
            All people in it are invented, and every address ends in example.dk. The same seed gives the same years. Start it with \
            `KRUMTAP_MODE=demo krumtap serve`: mail then stays in a folder, which the page /postkasse shows.
            """)

    @Option(help: "How many dialogues. 100000 takes some minutes.")
    var dialogues = 400

    @Option(help: "Another number gives other years.")
    var seed: UInt64 = 2026

    @Option(help: ArgumentHelp("The database file, which must not exist yet. Without it: KRUMTAP_DATABASE.", valueName: "path"))
    var database: String?

    func validate() throws {
        guard (1...10_000_000).contains(dialogues) else { throw ValidationError("--dialogues must be from 1 to 10000000.") }
    }

    func run() async throws {
        try await Installation.makeDemo(path: database, dialogues: dialogues, seed: seed)
    }
}
