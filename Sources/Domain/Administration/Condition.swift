package import Foundation

/// How an installation is doing, as those who run it need to know: what was measured, and what it means.
package struct Condition: Sendable, Equatable {
    /// The database took a write a moment ago.
    package var isWritable = true
    /// The database's schema is this program's.
    package var isOfThisVersion = true
    /// Bytes; nil where the database is on a server, which watches its own disk.
    package var freeBytes: Int64?
    /// The same of the disk where this program puts backups; nil where it makes none.
    package var backupRoom: Int64?
    package var databaseBytes: Int64?
    package var dialogues = Dialogues()
    package var mail = Mail()
    /// The latest moment in the newest lines of the journal; nil while nothing has happened.
    package var newestEventAt: Date?
    /// When reminders and tidying last came round without a fault.
    package var lastRoundAt: Date?
    package let startedAt: Date
    package let measuredAt: Date
    package var backup = Backup.elsewhere
    /// The last one that was tried, since the program began.
    package var hasBackupFailed = false

    package init(startedAt: Date, at now: Date) {
        self.startedAt = startedAt
        measuredAt = now
    }

    package struct Dialogues: Sendable, Equatable {
        package var open = 0
        package var overdue = 0
        package init() {}
    }

    package struct Mail: Sendable, Equatable {
        package var waiting = 0
        /// Since when the oldest of them has waited.
        package var oldestAt: Date?
        package var givenUp = 0
        package init() {}
    }

    package enum Backup: Sendable, Equatable {
        /// Nobody asked this program for backups.
        case elsewhere
        case none
        case newest(Date)
    }

    package enum Part: String, Sendable, CaseIterable {
        case database, migrations, disk, mail, clock, backup
    }

    package enum State: String, Sendable {
        case fine
        /// Works, and somebody should look at it.
        case attention
        /// The program cannot do its work.
        case broken
    }
}

extension Condition {
    /// A page of the log may still fit on a disk that has no room for anybody's letter.
    package static let leastRoom: Int64 = 4 << 20
    /// Below this, or below what a backup needs, somebody should make room.
    package static let goodRoom: Int64 = 1 << 30
    /// A mail that waits longer than this has met an obstacle.
    package static let mailPatience: TimeInterval = 600
    /// Rounds come every five minutes.
    package static let roundPatience: TimeInterval = 1200
    /// How far the journal may be ahead of the clock before the clock is wrong.
    package static let clockTolerance: TimeInterval = 60
    /// A night and half a day.
    package static let backupPatience: TimeInterval = 36 * 3600

    package func state(_ part: Part) -> State {
        switch part {
        case .database: return isWritable ? .fine : .broken
        case .migrations: return isOfThisVersion ? .fine : .broken
        case .disk:
            guard let freeBytes, let room else { return .fine }
            if freeBytes < Self.leastRoom { return .broken }
            return room < max(Self.goodRoom, databaseBytes ?? 0) ? .attention : .fine
        case .mail:
            let isLate = mail.oldestAt.map { measuredAt.timeIntervalSince($0) > Self.mailPatience } ?? false
            return isLate || mail.givenUp > 0 ? .attention : .fine
        case .clock: return isClockRight && hasRound ? .fine : .attention
        case .backup:
            if hasBackupFailed { return .attention }
            switch backup {
            case .elsewhere: return .fine
            case .none: return measuredAt.timeIntervalSince(startedAt) > Self.roundPatience ? .attention : .fine
            case .newest(let at): return measuredAt.timeIntervalSince(at) > Self.backupPatience ? .attention : .fine
            }
        }
    }

    /// The worst of all parts.
    package var state: State {
        let states = Part.allCases.map { state($0) }
        return states.contains(.broken) ? .broken : states.contains(.attention) ? .attention : .fine
    }

    /// Of the disks it needs, what the fuller one has left.
    package var room: Int64? { freeBytes.map { min($0, backupRoom ?? $0) } }

    /// Nothing in the journal lies in the future.
    package var isClockRight: Bool {
        newestEventAt.map { $0.timeIntervalSince(measuredAt) <= Self.clockTolerance } ?? true
    }

    /// Reminders and tidying have come round lately.
    package var hasRound: Bool { measuredAt.timeIntervalSince(lastRoundAt ?? startedAt) <= Self.roundPatience }
}

/// Who may see how the installation is doing.
package enum ConditionPolicy {
    package struct See: Sendable {}

    package static func maySee(_ viewer: Viewer) -> Bool { viewer.staff?.roles.contains(.administrator) ?? false }

    package static func permitSee(_ viewer: Viewer) throws(Forbidden) -> Permit<See> {
        guard maySee(viewer) else { throw Forbidden(reason: "the installation is looked after by administrators") }
        return Permit(See())
    }
}
