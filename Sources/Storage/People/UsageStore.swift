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

    /// What is to be counted in the transaction of what it is for: refused there, nothing of either has happened.
    package struct Use: Sendable {
        fileprivate let bucket: String
        fileprivate let amount: Int
        fileprivate let limit: Limit
        fileprivate let second: Int

        private var window: Int { second - second % limit.seconds }

        /// Throws `Exceeded` when it is one too many.
        func count(on connection: any SQLConnection) throws {
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

    /// One use for an address or a network, not counted yet.
    ///
    /// - Parameter amount: how many uses this is.
    package func use(_ limit: Limit, for who: String, amount: Int = 1, at now: Date) -> Use {
        Use(bucket: secrets.bucket(limit.what, who), amount: amount, limit: limit, second: Int(now.timeIntervalSince1970))
    }

    /// Counts one use by itself. Throws `Exceeded` when it is one too many; what was refused is not counted.
    package func take(_ limit: Limit, for who: String, amount: Int = 1, at now: Date) async throws {
        let use = use(limit, for: who, amount: amount, at: now)
        try await database.write { try use.count(on: $0) }
    }

    /// Deletes windows that are over.
    package func deleteOld(at now: Date) async throws {
        let limit = Int(now.timeIntervalSince1970) - 2 * 86_400
        try await database.write { try $0.run("DELETE FROM usage_count WHERE window_at < \(limit)") }
    }
}
