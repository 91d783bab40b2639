package import Foundation
package import SQLEngine

/// Rate limits that every process of an installation shares.
package struct UsageStore: Sendable {
    private let database: any SQLDatabase
    private let secrets: Secrets

    package init(_ database: any SQLDatabase, _ secrets: Secrets) {
        self.database = database
        self.secrets = secrets
    }

    /// How often something may be done in a window of time.
    package struct Limit: Sendable {
        package let what: String
        package let uses: Int
        package let seconds: Int

        package init(_ what: String, uses: Int, seconds: Int) {
            self.what = what
            self.uses = uses
            self.seconds = seconds
        }
    }

    /// Too often: seconds until the next window.
    package struct Exceeded: Error, Sendable, Equatable {
        package let retryAfter: Int

        package init(retryAfter: Int) { self.retryAfter = retryAfter }
    }

    /// Counts one use for an address or a network. Throws `Exceeded` when it is one too many.
    ///
    /// - Parameter once: what is used; the same thing is counted once, so that an impatient finger is no flood. Stored as it is:
    ///   never a secret. What was refused is not counted, so it is refused again.
    /// - Parameter amount: how many uses this is.
    package func take(_ limit: Limit, for who: String, amount: Int = 1, once: String? = nil, at now: Date) async throws {
        let bucket = secrets.bucket(limit.what, who)
        let second = Int(now.timeIntervalSince1970)
        let window = second - second % limit.seconds
        try await database.write { connection in
            if let once, try !Command.isFirst("\(bucket):\(once)", on: connection, at: now) { return }
            let uses = try connection.one(
                """
                INSERT INTO usage_count (bucket, window_at, uses) VALUES (\(bucket), \(window), \(amount))
                ON CONFLICT (bucket, window_at) DO UPDATE SET uses = usage_count.uses + \(amount)
                RETURNING uses
                """
            ) { try $0.count() }
            guard uses <= limit.uses else { throw Exceeded(retryAfter: window + limit.seconds - second) }
        }
    }

    /// Deletes windows that are over.
    package func deleteOld(at now: Date) async throws {
        let limit = Int(now.timeIntervalSince1970) - 2 * 86_400
        try await database.write { try $0.run("DELETE FROM usage_count WHERE window_at < \(limit)") }
    }
}
