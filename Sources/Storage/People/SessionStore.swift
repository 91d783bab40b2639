package import Domain
package import Foundation
package import SQLEngine

/// Signing in and staying signed in.
package struct SessionStore: Sendable {
    private let database: any SQLDatabase
    private let secrets: Secrets

    package init(_ database: any SQLDatabase, _ secrets: Secrets) {
        self.database = database
        self.secrets = secrets
    }

    /// A code and its link live ten minutes (OWASP ASVS 5.0, 6.5.5).
    package static let signInLifetime: TimeInterval = 600
    package static let signInTries = 5
    /// A session ends after this long without a page, and in any case after `longest`.
    package static let idle: TimeInterval = 2 * 3600
    package static let longest: TimeInterval = 10 * 3600

    /// Prepares a sign-in for the browser that asked, and mails the code when the address is a known one.
    /// The same work, and the same answer, for an unknown address. An earlier attempt of the browser ends.
    ///
    /// - Parameter mails: false when the address has had its share of mail: it is then treated as an unknown one.
    package func ask(email: EmailAddress, browser: String, mails: Bool = true, at now: Date) async throws {
        let browserHash = Secrets.hash(browser)
        try await database.write { connection in
            let known = try StaffRows.personID(email: email.key, on: Day(of: now), connection)
            let personID = mails ? known : nil
            try connection.run("UPDATE sign_in SET ended_at = \(now) WHERE browser_hash = \(browserHash) AND ended_at IS NULL")
            let id = try connection.insert(
                "INSERT INTO sign_in (person_id, browser_hash, created_at) VALUES (\(personID), \(browserHash), \(now))")
            try Outbox(connection: connection).enqueue(
                .signIn, to: personID ?? Person.ID(0), subject: id, key: "sign_in:\(id)", at: now)
        }
    }

    package enum Verdict: Sendable, Equatable {
        /// Signed in: the new session's token, for the cookie and nowhere else.
        case welcome(token: String)
        case wrong(triesLeft: Int)
        /// No attempt of this browser is alive: too old, used, or too many tries.
        case expired
    }

    /// Signs in with a typed code. `old` is the session the browser had, which ends.
    package func enter(code: String, browser: String, old: String?, at now: Date) async throws -> Verdict {
        let (secrets, browserHash) = (secrets, Secrets.hash(browser))
        return try await database.write { connection in
            let attempt = try connection.first(
                """
                UPDATE sign_in SET tries = tries + 1
                WHERE browser_hash = \(browserHash) AND ended_at IS NULL AND \(Self.isInTime(at: now))
                RETURNING id, person_id, tries
                """
            ) { (id: try $0.integer(), personID: try $0.optionalIdentifier() as Person.ID?, tries: try $0.count()) }
            guard let attempt else {
                try Self.endForGood(browser, connection, at: now)
                return .expired
            }
            let journal = Journal(connection: connection)
            guard let personID = attempt.personID, code == secrets.code(.signIn, attempt.id) else {
                try journal.record(.signInFailed, of: nil, by: attempt.personID, as: .staff, for: .staff, at: now)
                let left = Self.signInTries - attempt.tries
                if left <= 0 { try connection.run("UPDATE sign_in SET ended_at = \(now) WHERE id = \(attempt.id)") }
                return left > 0 ? .wrong(triesLeft: left) : .expired
            }
            return try Self.begin(personID, signIn: attempt.id, old: old, connection, at: now)
        }
    }

    /// Whether a link from a mail would sign this browser in. Reading changes nothing: mail scanners open links.
    package func canEnter(link token: String, browser: String?, at now: Date) async throws -> Bool {
        guard let id = secrets.id(ofToken: token, .signIn), let browser else { return false }
        return try await database.read { try Self.alive(id, browser, $0, at: now) != nil }
    }

    /// Signs in with the link from the mail, in the browser that asked for it.
    package func enter(link token: String, browser: String, old: String?, at now: Date) async throws -> Verdict {
        guard let id = secrets.id(ofToken: token, .signIn) else { return .expired }
        return try await database.write { connection in
            guard let personID = try Self.alive(id, browser, connection, at: now) else {
                try Self.endForGood(browser, connection, at: now)
                return .expired
            }
            return try Self.begin(personID, signIn: id, old: old, connection, at: now)
        }
    }

    private static func alive(_ id: Int64, _ browser: String, _ connection: any SQLConnection, at now: Date) throws -> Person.ID? {
        try connection.first(
            """
            SELECT person_id FROM sign_in
            WHERE id = \(id) AND browser_hash = \(Secrets.hash(browser)) AND ended_at IS NULL AND person_id IS NOT NULL
                AND \(isInTime(at: now))
            """
        ) { try $0.identifier() }
    }

    /// Whether an attempt may still be used. One from the future was made by a clock that was wrong.
    private static func isInTime(at now: Date) -> SQL {
        "created_at > \(now.addingTimeInterval(-signInLifetime)) AND created_at <= \(now.addingTimeInterval(Condition.clockTolerance))"
    }

    /// What a browser was refused stays refused, also when the clock is put back.
    private static func endForGood(_ browser: String, _ connection: any SQLConnection, at now: Date) throws {
        try connection.run(
            """
            UPDATE sign_in SET ended_at = \(now)
            WHERE browser_hash = \(Secrets.hash(browser)) AND ended_at IS NULL AND NOT (\(isInTime(at: now)))
            """)
    }

    private static func begin(
        _ personID: Person.ID, signIn: Int64, old: String?, _ connection: any SQLConnection, at now: Date
    ) throws -> Verdict {
        let token = Secrets.randomToken()
        // A person's other attempts end too: one live code at a time.
        try connection.run("UPDATE sign_in SET ended_at = \(now) WHERE (id = \(signIn) OR person_id = \(personID)) AND ended_at IS NULL")
        if let old { try connection.run("DELETE FROM session WHERE token_hash = \(Secrets.hash(old))") }
        try connection.run(
            """
            INSERT INTO session (token_hash, person_id, created_at, last_seen_at)
            VALUES (\(Secrets.hash(token)), \(personID), \(now), \(now))
            """)
        try Journal(connection: connection).record(.signedIn, of: nil, by: personID, as: .staff, for: .staff, at: now)
        return .welcome(token: token)
    }

    /// Who holds a session; nil when it has ended. Also nil once the person has no role any more.
    ///
    /// Where nothing can be written, reading goes on: then a page does not lengthen a session.
    package func viewer(token: String, at now: Date) async throws -> Viewer.Staff? {
        let hash = Secrets.hash(token)
        let found = try await database.read { connection -> (session: Session, staff: Viewer.Staff?)? in
            let session = try connection.first("SELECT person_id, created_at, last_seen_at FROM session WHERE token_hash = \(hash)") {
                Session(personID: try $0.identifier(), createdAt: try $0.moment(), lastSeenAt: try $0.moment())
            }
            guard let session else { return nil }
            return (session, session.lives(at: now) ? try StaffRows.viewer(session.personID, on: Day(of: now), connection) : nil)
        }
        guard let (session, staff) = found else { return nil }
        guard session.lives(at: now) else {
            // Gone for good: no clock that is put back lets it live again.
            _ = try? await database.write { try $0.run("DELETE FROM session WHERE token_hash = \(hash)") }
            return nil
        }
        // Once a minute is often enough, and keeps reading a page from writing.
        if staff != nil, now.timeIntervalSince(session.lastSeenAt) > 60 {
            _ = try? await database.write { try $0.run("UPDATE session SET last_seen_at = \(now) WHERE token_hash = \(hash)") }
        }
        return staff
    }

    private struct Session {
        let personID: Person.ID
        let createdAt: Date
        let lastSeenAt: Date

        /// One last seen in the future was seen by a clock that was wrong.
        func lives(at now: Date) -> Bool {
            let pause = now.timeIntervalSince(lastSeenAt)
            return pause < idle && pause >= -Condition.clockTolerance && now.timeIntervalSince(createdAt) < longest
        }
    }

    package func end(token: String, at now: Date) async throws {
        try await database.write { connection in
            let personID: Person.ID? = try connection.first(
                "DELETE FROM session WHERE token_hash = \(Secrets.hash(token)) RETURNING person_id"
            ) { try $0.identifier() }
            guard let personID else { return }
            try Journal(connection: connection).record(.signedOut, of: nil, by: personID, as: .staff, for: .staff, at: now)
        }
    }

    /// Deletes what no longer opens anything.
    package func deleteEnded(at now: Date) async throws {
        try await database.write { connection in
            try connection.run(
                """
                DELETE FROM session WHERE last_seen_at < \(now.addingTimeInterval(-Self.idle))
                    OR created_at < \(now.addingTimeInterval(-Self.longest))
                """)
            try connection.run("DELETE FROM sign_in WHERE created_at < \(now.addingTimeInterval(-86_400))")
        }
    }
}
