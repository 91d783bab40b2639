import Domain
import Foundation
import Testing

/// What is fine, what needs somebody, and what stops the work.
struct ConditionTests {
    private static let now = Date(timeIntervalSince1970: 1_795_424_400)

    private static func condition(up seconds: TimeInterval = 60, _ change: (inout Condition) -> Void = { _ in }) -> Condition {
        var condition = Condition(startedAt: now.addingTimeInterval(-seconds), at: now)
        change(&condition)
        return condition
    }

    @Test func `a new installation is fine in every part`() {
        for part in Condition.Part.allCases { #expect(Self.condition().state(part) == .fine, "\(part)") }
        #expect(Self.condition().state == .fine)
    }

    @Test func `without a database that takes writes, or of another version, nothing works`() {
        #expect(Self.condition { $0.isWritable = false }.state(.database) == .broken)
        #expect(Self.condition { $0.isOfThisVersion = false }.state(.migrations) == .broken)
        #expect(Self.condition { $0.isOfThisVersion = false }.state == .broken)
    }

    private static let rooms: [(free: Int64, database: Int64, state: Condition.State)] = [
        (4_194_303, 0, .broken), (4_194_304, 0, .attention), (1_073_741_823, 0, .attention), (1_073_741_824, 0, .fine),
        // A backup takes as much as the database.
        (2_000_000_000, 3_000_000_000, .attention), (3_000_000_000, 3_000_000_000, .fine),
    ]

    @Test(arguments: rooms)
    func `room on the disk`(free: Int64, database: Int64, state: Condition.State) {
        #expect(Self.condition { ($0.freeBytes, $0.databaseBytes) = (free, database) }.state(.disk) == state)
    }

    @Test func `mail that waits is tried again, and after ten minutes somebody should know`() {
        func waiting(_ seconds: TimeInterval, givenUp: Int = 0) -> Condition.State {
            Self.condition {
                ($0.mail.waiting, $0.mail.oldestAt, $0.mail.givenUp) = (3, Self.now.addingTimeInterval(-seconds), givenUp)
            }.state(.mail)
        }
        #expect(waiting(600) == .fine)
        #expect(waiting(601) == .attention)
        #expect(waiting(0, givenUp: 1) == .attention)
    }

    @Test func `a clock that was set back, and rounds that do not come, need somebody`() {
        #expect(Self.condition { $0.newestEventAt = Self.now.addingTimeInterval(60) }.state(.clock) == .fine)
        let behind = Self.condition { $0.newestEventAt = Self.now.addingTimeInterval(61) }
        #expect(behind.state(.clock) == .attention && !behind.isClockRight)
        #expect(Self.condition(up: 1200).state(.clock) == .fine)
        #expect(Self.condition(up: 1201).state(.clock) == .attention)
        let late = Self.condition(up: 9999) { $0.lastRoundAt = Self.now.addingTimeInterval(-1201) }
        #expect(late.state(.clock) == .attention && late.isClockRight)
        #expect(Self.condition(up: 9999) { $0.lastRoundAt = Self.now.addingTimeInterval(-1200) }.state(.clock) == .fine)
    }

    @Test func `backups need room where they go, and it is no end when they have none`() {
        func condition(backups: Int64) -> Condition {
            Self.condition { ($0.freeBytes, $0.databaseBytes, $0.backupRoom) = (9_000_000_000, 3_000_000_000, backups) }
        }
        #expect(condition(backups: 3_000_000_000).state(.disk) == .fine)
        #expect(condition(backups: 2_999_999_999).state(.disk) == .attention)
        #expect(condition(backups: 0).state(.disk) == .attention)
        #expect(condition(backups: 2_999_999_999).room == 2_999_999_999)
    }

    @Test func `a backup that failed is seen at once`() {
        #expect(Self.condition { ($0.backup, $0.hasBackupFailed) = (.newest(Self.now), true) }.state(.backup) == .attention)
    }

    @Test func `a backup is of last night`() {
        #expect(Self.condition(up: 1200) { $0.backup = .none }.state(.backup) == .fine)
        #expect(Self.condition(up: 1201) { $0.backup = .none }.state(.backup) == .attention)
        #expect(Self.condition { $0.backup = .newest(Self.now.addingTimeInterval(-36 * 3600)) }.state(.backup) == .fine)
        #expect(Self.condition { $0.backup = .newest(Self.now.addingTimeInterval(-36 * 3600 - 1)) }.state(.backup) == .attention)
    }

    @Test func `only administrators see it`() {
        for role in Role.allCases {
            let viewer = Viewer.staff(.init(personID: Person.ID(1), name: "Mads", roles: [role], areas: [], language: .da))
            #expect(ConditionPolicy.maySee(viewer) == (role == .administrator), "\(role)")
        }
        #expect(!ConditionPolicy.maySee(.anonymous))
    }
}
