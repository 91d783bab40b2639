import CPostgres
import Foundation

/// One connection to the server. Belongs to one thread at a time, and blocks it.
final class PostgresSession {
    private let handle: OpaquePointer
    private let limits: PostgresLimits
    private var statements = PreparedStatements()

    /// A statement that goes out with others in one round trip.
    struct Step {
        let text: String
        var values: [SQLValue] = []
        /// Kept for the next time.
        var isPrepared = false
    }

    /// Throws `PostgresRefusal` when the server does not suit, `PostgresTrouble.lost` when there is none.
    init(_ address: PostgresAddress, _ limits: PostgresLimits) throws {
        guard let handle = Self.connect(address) else { throw PostgresTrouble.lost(Self.failure("out of memory")) }
        self.handle = handle
        self.limits = limits
        // From here on `deinit` closes it, also when what follows throws.
        guard PQstatus(handle) == CONNECTION_OK else { throw PostgresTrouble.lost(Self.failure(Self.words(handle))) }
        krumtap_pg_silence_notices(handle)
        try Self.run(limits.script, on: handle)
        try PostgresFacts(handle).check(limits)
        guard PQenterPipelineMode(handle) == 1 else { throw PostgresTrouble.lost(Self.failure(Self.words(handle))) }
    }

    deinit { PQfinish(handle) }

    private static func connect(_ address: PostgresAddress) -> OpaquePointer? {
        // What stands before dbname is overruled by the address, what stands behind it is not.
        var options: [(String, String)] = [("connect_timeout", "5"), ("keepalives_idle", "30"), ("tcp_user_timeout", "20000")]
        if address.needsProof { options.append(("sslmode", "verify-full")) }
        options += [("dbname", address.uri), ("fallback_application_name", "krumtap"), ("client_encoding", "UTF8")]
        var keywords: [UnsafePointer<CChar>?] = options.map { UnsafePointer(strdup($0.0)) }
        var values: [UnsafePointer<CChar>?] = options.map { UnsafePointer(strdup($0.1)) }
        defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
        keywords.append(nil)
        values.append(nil)
        return PQconnectdbParams(keywords, values, 1)
    }

    private static func words(_ handle: OpaquePointer) -> String {
        let words = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return words.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }

    static func failure(_ words: String) -> SQLFailure { SQLFailure(kind: .unavailable, code: 0, message: words) }

    private static func run(_ script: String, on handle: OpaquePointer) throws {
        guard let result = PQexec(handle, script) else { throw PostgresTrouble.lost(failure(words(handle))) }
        let answer = PostgresAnswer(result)
        guard !answer.isFine else { return }
        throw PQstatus(handle) == CONNECTION_OK ? PostgresState(result).error : PostgresTrouble.lost(PostgresState(result).failure)
    }

    /// False once the server has closed the connection, or begun to: one that was asked nothing has nothing to say but farewell.
    var isAlive: Bool {
        guard PQstatus(handle) == CONNECTION_OK else { return false }
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        return poll(&socket, 1, 0) <= 0
    }

    /// Asks the server whether it is there.
    func checkHealth() throws { _ = try exchange([Step(text: "SELECT 1")]) }

    /// Sends the steps together and waits for all answers: one round trip. The first refusal is thrown, and the server skips what comes after it.
    func exchange(_ steps: [Step]) throws -> [PostgresAnswer] {
        let prepared = try steps.map { try prepare($0) }
        for (step, plan) in zip(steps, prepared) { try send(step, plan) }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        var answers: [PostgresAnswer] = []
        var refusal: (any Error)?
        for (step, plan) in zip(steps, prepared) {
            if let obsolete = plan.obsolete { _ = try answer(refusal: &refusal, to: "DEALLOCATE \(obsolete)") }
            if plan.isNew, try answer(refusal: &refusal, to: step.text).isFine { statements.keep(plan.name, for: plan.key) }
            answers.append(try answer(refusal: &refusal, to: step.text))
        }
        guard let sync = try next(), PQresultStatus(sync.handle) == PGRES_PIPELINE_SYNC else { throw lost() }
        if let refusal { throw refusal }
        return answers
    }

    /// Statements without values, of which there may be several.
    func run(script: String) throws {
        guard PQexitPipelineMode(handle) == 1 else { throw lost() }
        let outcome = Result { try Self.run(script, on: handle) }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        try outcome.get()
    }

    private func answer(refusal: inout (any Error)?, to text: String) throws -> PostgresAnswer {
        guard let answer = try next() else { throw lost() }
        guard PQstatus(handle) == CONNECTION_OK else { throw PostgresTrouble.lost(PostgresState(answer.handle).failure) }
        if refusal == nil, !answer.isFine { refusal = PostgresState(answer.handle).error }
        // Each answer ends with a nothing.
        guard try next() == nil else { throw lost() }
        return answer
    }

    private func next() throws -> PostgresAnswer? {
        let end = ContinuousClock.now + limits.silence
        while PQisBusy(handle) == 1 {
            let left = (end - .now) / .milliseconds(1)
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            let isReady = left > 0 ? poll(&socket, 1, Int32(left) + 1) : 0
            if isReady < 0, errno == EINTR { continue }
            guard isReady > 0 else { throw PostgresTrouble.lost(Self.failure("the server does not answer")) }
            // What the server said before it hung up is in the answer.
            if PQconsumeInput(handle) == 0 { break }
        }
        return PQgetResult(handle).map { PostgresAnswer($0) }
    }

    private func lost() -> PostgresTrouble { .lost(Self.failure(Self.words(handle))) }
}

extension PostgresSession {
    private struct Plan {
        let key: String
        let name: String
        let isNew: Bool
        let obsolete: String?
    }

    private func prepare(_ step: Step) throws -> Plan {
        for case .text(let text) in step.values where text.utf8.contains(0) {
            throw SQLFailure(kind: .constraint, code: 0, message: "22021 PostgreSQL keeps no text with U+0000 in it")
        }
        guard step.isPrepared else { return Plan(key: "", name: "", isNew: false, obsolete: nil) }
        // With another type in a place it is another statement; NULL may be of any type.
        let key = step.text + "\u{0}" + String(step.values.map(\.letter))
        if let name = statements.find(key) { return Plan(key: key, name: name, isNew: false, obsolete: nil) }
        let (name, obsolete) = statements.newName()
        return Plan(key: key, name: name, isNew: true, obsolete: obsolete)
    }

    private func send(_ step: Step, _ plan: Plan) throws {
        if let obsolete = plan.obsolete {
            guard PQsendQueryParams(handle, "DEALLOCATE \(obsolete)", 0, nil, nil, nil, nil, 0) == 1 else { throw lost() }
        }
        let types = step.values.map(\.type)
        let count = Int32(step.values.count)
        if plan.isNew { guard PQsendPrepare(handle, plan.name, step.text, count, types) == 1 else { throw lost() } }
        let isSent = BoundValues(step.values).withPointers { pointers, lengths, formats in
            step.isPrepared
                ? PQsendQueryPrepared(handle, plan.name, count, pointers, lengths, formats, 1)
                : PQsendQueryParams(handle, step.text, count, types, pointers, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost() }
    }
}

/// The statements a connection has prepared, the most recently used of them.
private struct PreparedStatements {
    private static let limit = 256
    private var names: [String: (name: String, usedAt: Int)] = [:]
    private var clock = 0

    mutating func find(_ key: String) -> String? {
        clock += 1
        names[key]?.usedAt = clock
        return names[key]?.name
    }

    /// A name that was never used, and the one to give up for it.
    mutating func newName() -> (name: String, obsolete: String?) {
        clock += 1
        var obsolete: String?
        if names.count >= Self.limit, let oldest = names.min(by: { $0.value.usedAt < $1.value.usedAt }) {
            names[oldest.key] = nil
            obsolete = oldest.value.name
        }
        return ("k\(clock)", obsolete)
    }

    mutating func keep(_ name: String, for key: String) { names[key] = (name, clock) }
}

/// Values in the binary form libpq sends.
private struct BoundValues {
    private var bytes: [UInt8] = [0]
    private var places: [(start: Int, count: Int)?] = []

    init(_ values: [SQLValue]) {
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                places.append(nil)
                continue
            case .integer(let number): withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
            case .text(let text): bytes += text.utf8
            case .blob(let blob): bytes += blob
            }
            places.append((start, bytes.count - start))
        }
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { bytes in
            let pointers = places.map { place in
                place.flatMap { bytes.baseAddress?.advanced(by: $0.start).assumingMemoryBound(to: CChar.self) }
            }
            let lengths = places.map { Int32($0?.count ?? 0) }
            let formats = places.map { _ in Int32(1) }
            return body(pointers, lengths, formats)
        }
    }
}

extension SQLValue {
    /// PostgreSQL finds the type of a NULL by its place.
    fileprivate var type: Oid {
        switch self {
        case .null: 0
        case .integer: PostgresType.int8.rawValue
        case .text: PostgresType.text.rawValue
        case .blob: PostgresType.bytea.rawValue
        }
    }

    fileprivate var letter: Character {
        switch self {
        case .null: "n"
        case .integer: "i"
        case .text: "t"
        case .blob: "b"
        }
    }
}
