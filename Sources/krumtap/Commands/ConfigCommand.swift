import ArgumentParser
import Foundation
import Logging
import Web

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Look at the settings.", subcommands: [Check.self], defaultSubcommand: Check.self)

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Print the settings that hold, secrets masked, or everything that is wrong with them.",
            discussion: "Nothing is opened or changed. The exit code is 0 when `krumtap serve` would accept the settings, and 1 otherwise.")

        func run() throws {
            let settings = try Settings.load()
            for line in settings.lines { print(line) }
        }
    }
}

extension Settings {
    /// The settings of this process. Faults are printed, one line each, and end the program with exit code 1.
    static func load() throws -> Settings {
        do throws(Faults) {
            return try Settings(environment: ProcessInfo.processInfo.environment)
        } catch {
            StandardError.write(error.lines)
            throw ExitCode(1)
        }
    }

    /// `NAME=value` for every setting, as a settings file could hold it.
    var lines: [String] {
        let values = values
        return Setting.all.map { setting in
            let value = values[setting.name].flatMap { $0 } ?? ""
            return "\(setting.name)=\(setting.isSecret && !value.isEmpty ? "********" : value)"
        }
    }

    private var values: [String: String?] {
        [
            "KRUMTAP_MODE": mode.rawValue, "KRUMTAP_DATABASE": database.description,
            "KRUMTAP_DATABASE_CONNECTIONS": String(databaseConnections), "KRUMTAP_LISTEN": listen.description,
            "KRUMTAP_ORIGIN": origin.description, "KRUMTAP_TRUST_PROXY": String(trustsProxy), "KRUMTAP_IDLE_SECONDS": String(idleSeconds),
            "KRUMTAP_CONNECTIONS": String(connections), "KRUMTAP_MAIL_FROM": mail.from, "KRUMTAP_LOG_LEVEL": logLevel.rawValue,
            "KRUMTAP_LOG_FORMAT": logFormat.rawValue, "KRUMTAP_ACCESSIBILITY_URL": accessibilityURL,
            "KRUMTAP_SECURITY_CONTACT": securityContact, "KRUMTAP_BACKUP_DIR": backup?.path, "KRUMTAP_BACKUP_AT": backup?.time,
            "KRUMTAP_BACKUP_KEEP": backup.map { String($0.keep) },
            "KRUMTAP_METRICS": metrics?.description, "KRUMTAP_CONFIG": configPath,
        ].merging(mail.values) { $1 }
    }
}

extension MailSettings {
    fileprivate var values: [String: String?] {
        switch transport {
        case .folder(let path): return ["KRUMTAP_MAIL": "folder:\(path)"]
        case .smtp(let server):
            let user = server.user.map { "\($0)@" } ?? ""
            let address = ListenAddress(host: server.host, port: server.port)
            return [
                "KRUMTAP_MAIL": "\(server.security == .tls ? "smtps" : "smtp")://\(user)\(address)",
                "KRUMTAP_MAIL_PASSWORD": server.password, "KRUMTAP_MAIL_SECURITY": server.security.rawValue,
                "KRUMTAP_MAIL_CA": server.authorityPath,
            ]
        }
    }
}

enum StandardError {
    static func write(_ lines: [String]) {
        FileHandle.standardError.write(Data(lines.map { "krumtap: \($0)\n" }.joined().utf8))
    }
}
