import CPostgres

/// How long the driver and the server wait for what, and how much there is of it.
package struct PostgresLimits: Sendable {
    /// Connections of this process.
    package var connections = 10
    /// How long requests wait, together, for a server that is away, for a free connection, or for somebody's lock.
    package var patience: Duration = .seconds(5)
    /// The longest a statement may take.
    package var statement: Duration = .seconds(30)
    /// How long over the longest statement an answer may be on its way.
    package var delay: Duration = .seconds(10)
    /// A connection that has had nothing to do for so long is asked whether it lives.
    package var idle: Duration = .seconds(30)
    /// Tests run on a server that keeps nothing.
    package var allowsLoss = false

    package init() {}

    /// After this the server is taken for gone: it should have refused by itself before.
    var silence: Duration { statement + delay }

    /// How a connection is set up. Each reader has one processor, as on SQLite: workers begun for a statement take longer to begin than to work.
    var script: String {
        """
        SET statement_timeout = \(Int(statement / .milliseconds(1)));
        SET lock_timeout = \(Int(patience / .milliseconds(1)));
        SET idle_in_transaction_session_timeout = \(Int((silence + statement) / .milliseconds(1)));
        SET client_min_messages = error;
        SET TimeZone = 'UTC';
        SET standard_conforming_strings = on;
        SET bytea_output = hex;
        SET jit = off;
        SET max_parallel_workers_per_gather = 0
        """
    }
}

/// What a server says of itself.
struct PostgresFacts {
    private let version: Int
    private let values: [String: String]

    private static let names = ["server_version", "server_encoding", "fsync", "full_page_writes", "synchronous_commit"]

    init(_ handle: OpaquePointer) throws {
        let asked = Self.names.map { "current_setting('\($0)')" }.joined(separator: ", ")
        // Danish letters stand where their numbers are, and not where a language has them.
        let text = """
            SELECT \(asked), pg_is_in_recovery()::text, ('B' < 'a' AND 'z' < 'æ' AND 'å' < 'æ')::text
            """
        guard let result = PQexecParams(handle, text, 0, nil, nil, nil, nil, 0) else {
            throw PostgresTrouble.lost(PostgresSession.failure("out of memory"))
        }
        let answer = PostgresAnswer(result)
        guard answer.isFine, answer.rowCount == 1 else { throw PostgresState(result).error }
        var values: [String: String] = [:]
        for (index, name) in (Self.names + ["standby", "order"]).enumerated() {
            values[name] = PQgetvalue(result, 0, Int32(index)).map { String(cString: $0) }
        }
        version = Int(PQserverVersion(handle))
        self.values = values
    }

    /// Throws `PostgresRefusal`.
    func check(_ limits: PostgresLimits) throws {
        guard version >= 130_000 else { throw PostgresRefusal.tooOld(values["server_version"] ?? "") }
        guard values["server_encoding"] == "UTF8" else { throw PostgresRefusal.notUTF8(values["server_encoding"] ?? "") }
        guard values["order"] == "true" else { throw PostgresRefusal.ordersByLanguage }
        guard values["standby"] == "false" else { throw PostgresRefusal.standby }
        for name in ["fsync", "full_page_writes", "synchronous_commit"] where values[name] == "off" && !limits.allowsLoss {
            throw PostgresRefusal.notDurable(setting: "\(name)=off")
        }
    }
}
