import Foundation
import Logging
import SQLEngine
import Web

/// The validated settings of an installation.
struct Settings: Sendable {
    enum Mode: String, Sendable { case production, demo }
    enum LogFormat: String, Sendable { case json, text }

    let mode: Mode
    let database: DatabaseName
    let databaseConnections: Int
    let listen: ListenAddress
    let origin: Origin
    let trustsProxy: Bool
    let idleSeconds: Int
    let connections: Int
    let mail: MailSettings
    let backup: BackupSettings?
    /// Where a Prometheus server asks; nil: nowhere.
    let metrics: ListenAddress?
    let logLevel: Logger.Level
    let logFormat: LogFormat
    let accessibilityURL: String?
    let securityContact: String?
    let configPath: String?

    var isDemo: Bool { mode == .demo }

    /// Everything that is wrong, one line each.
    struct Faults: Error, Equatable {
        let lines: [String]
    }

    init(
        environment: [String: String], readFile: (String) throws -> String = { try String(contentsOfFile: $0, encoding: .utf8) }
    ) throws(Faults) {
        var reader = SettingReader(environment: environment, readFile: readFile)
        let mode = reader.value("KRUMTAP_MODE", standard: Mode.production, expected: "production or demo") { Mode(rawValue: $0) }
        self.mode = mode
        database = Self.database(&reader)
        databaseConnections = Self.number(&reader, "KRUMTAP_DATABASE_CONNECTIONS", standard: 10, in: 2...1000)
        listen = reader.value(
            "KRUMTAP_LISTEN", standard: .standard, expected: "an address with a port, such as 127.0.0.1:8080"
        ) { ListenAddress($0) }
        origin = Self.origin(&reader, mode, listen)
        trustsProxy = reader.value("KRUMTAP_TRUST_PROXY", standard: false, expected: "true or false") { Bool($0) }
        idleSeconds = Self.number(&reader, "KRUMTAP_IDLE_SECONDS", standard: 25, in: 1...3600)
        connections = Self.number(&reader, "KRUMTAP_CONNECTIONS", standard: 4096, in: 1...1_000_000)
        mail = MailSettings(&reader, isDemo: mode == .demo, readFile: readFile)
        backup = BackupSettings(&reader)
        metrics = Self.metrics(&reader, listen)
        if case .server = database, backup != nil {
            reader.fault("KRUMTAP_BACKUP_DIR", "is for a database file; PostgreSQL is backed up with pg_dump.")
        }
        logLevel = reader.value("KRUMTAP_LOG_LEVEL", standard: .info, expected: "a level, such as info or warning") {
            Logger.Level(rawValue: $0)
        }
        logFormat = reader.value("KRUMTAP_LOG_FORMAT", standard: .json, expected: "json or text") { LogFormat(rawValue: $0) }
        accessibilityURL = Self.address(&reader, "KRUMTAP_ACCESSIBILITY_URL", schemes: ["https://"])
        securityContact = Self.address(&reader, "KRUMTAP_SECURITY_CONTACT", schemes: ["mailto:", "https://"])
        configPath = reader["KRUMTAP_CONFIG"]
        if !reader.faults.isEmpty { throw Faults(lines: reader.faults) }
    }

    private static func database(_ reader: inout SettingReader) -> DatabaseName {
        do throws(UnusableDatabase) { return try databaseName(reader["KRUMTAP_DATABASE"] ?? "krumtap.db") } catch {
            reader.fault("KRUMTAP_DATABASE", error.description)
            return .file("krumtap.db")
        }
    }

    /// Says nothing of the value: it may hold a password.
    struct UnusableDatabase: Error, CustomStringConvertible {
        var description: String { "is no file and no address of the form postgres://user@host/database." }
    }

    static func databaseName(_ text: String) throws(UnusableDatabase) -> DatabaseName {
        guard text.contains("://") else { return .file(text) }
        guard let address = PostgresAddress(text) else { throw UnusableDatabase() }
        return .server(address)
    }

    private static func metrics(_ reader: inout SettingReader, _ listen: ListenAddress) -> ListenAddress? {
        let name = "KRUMTAP_METRICS"
        guard reader[name] != nil else { return nil }
        let address = reader.value(name, standard: listen, expected: "an address with a port, such as 127.0.0.1:9464") { ListenAddress($0) }
        if address == listen { reader.fault(name, "must be another address than KRUMTAP_LISTEN: the public asks there.") }
        return address
    }

    private static func origin(_ reader: inout SettingReader, _ mode: Mode, _ listen: ListenAddress) -> Origin {
        let name = "KRUMTAP_ORIGIN"
        let expected = "an address without a path, such as https://dialog.example.dk"
        let origin = reader.value(name, standard: listen.localOrigin, expected: expected) { Origin($0) }
        if listen.port == 0, reader[name] == nil {
            reader.fault(name, "is required when KRUMTAP_LISTEN asks for any free port: nobody can guess which it will be.")
        }
        guard mode == .production else { return origin }
        if reader[name] == nil {
            reader.fault(name, "is required in production: the address the public uses, such as https://dialog.example.dk.")
        } else if !origin.isSecure, !origin.isLoopback {
            reader.fault(name, "\(origin) must begin with https:// in production; plain http is for this machine only.")
        }
        return origin
    }

    private static func number(_ reader: inout SettingReader, _ name: String, standard: Int, in range: ClosedRange<Int>) -> Int {
        reader.value(name, standard: standard, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    private static func address(_ reader: inout SettingReader, _ name: String, schemes: [String]) -> String? {
        let expected = "an address that begins with \(schemes.joined(separator: " or "))"
        let address = reader.value(name, standard: "", expected: expected) { text in
            let isAddress = schemes.contains { text.hasPrefix($0) && text.count > $0.count } && text.allSatisfy { !$0.isWhitespace }
            return isAddress ? text : nil
        }
        return address.isEmpty ? nil : address
    }
}
