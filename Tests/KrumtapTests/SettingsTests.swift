import Testing

@testable import krumtap

struct SettingsTests {
    private static let production = [
        "KRUMTAP_ORIGIN": "https://dialog.example.dk", "KRUMTAP_MAIL": "smtp://mail.example.dk", "KRUMTAP_MAIL_FROM": "dialog@example.dk",
    ]

    private static func settings(_ changes: [String: String], base: [String: String] = production, files: [String: String] = [:]) throws
        -> Settings
    {
        try Settings(environment: base.merging(changes) { $1 }) { path in
            guard let text = files[path] else { throw NoFile() }
            return text
        }
    }

    private struct NoFile: Error {}

    private static func faults(
        _ changes: [String: String], base: [String: String] = production, files: [String: String] = [:]
    ) -> [String] {
        do {
            _ = try settings(changes, base: base, files: files)
            return []
        } catch {
            return (error as? Settings.Faults)?.lines ?? ["\(error)"]
        }
    }

    @Test func `a demo needs no settings but its mode`() throws {
        let settings = try Self.settings(["KRUMTAP_MODE": "demo"], base: [:])
        #expect(settings.isDemo)
        #expect(settings.origin.description == "http://127.0.0.1:8080")
        #expect(settings.mail == MailSettings(transport: .folder(path: "mail"), from: "krumtap@example.dk"))
        #expect(settings.database == .file("krumtap.db"))
    }

    @Test func `a database server is known by its address and shown without its password`() throws {
        let settings = try Self.settings([
            "KRUMTAP_DATABASE": "postgres://krumtap:hemmeligt@db.example.dk/krumtap", "KRUMTAP_DATABASE_CONNECTIONS": "20",
        ])
        #expect(settings.database.description == "postgres://krumtap:********@db.example.dk/krumtap")
        #expect(settings.databaseConnections == 20)
        #expect(settings.lines.contains("KRUMTAP_DATABASE=postgres://krumtap:********@db.example.dk/krumtap"))
        #expect(!settings.lines.contains { $0.contains("hemmeligt") })
        #expect(throws: DatabaseName.NoFile.self) { try settings.database.file }
    }

    @Test(arguments: ["postgres://krumtap:hemmeligt@db/k?nonsense=1", "mysql://krumtap:hemmeligt@db/k"])
    func `an address nobody understands is not repeated: it may hold a password`(address: String) {
        let faults = Self.faults(["KRUMTAP_DATABASE": address])
        #expect(faults == ["KRUMTAP_DATABASE: is no file and no address of the form postgres://user@host/database."])
    }

    @Test func `the nightly backup is for a file`() {
        let faults = Self.faults(["KRUMTAP_DATABASE": "postgres://db/k", "KRUMTAP_BACKUP_DIR": "/var/backups"])
        #expect(faults == ["KRUMTAP_BACKUP_DIR: is for a database file; PostgreSQL is backed up with pg_dump."])
    }

    @Test func `production says everything it needs at once`() {
        let faults = Self.faults([:], base: [:])
        #expect(faults.map { $0.prefix { $0 != ":" } } == ["KRUMTAP_ORIGIN", "KRUMTAP_MAIL", "KRUMTAP_MAIL_FROM"])
        #expect(faults.allSatisfy { $0.contains("is required in production") && !$0.contains("\n") })
    }

    @Test(arguments: [
        ("KRUMTAP_MODE", "test"), ("KRUMTAP_DATABASE", "mysql://localhost/krumtap"),
        ("KRUMTAP_DATABASE", "postgres://localhost/krumtap?nonsense=1"),
        ("KRUMTAP_DATABASE_CONNECTIONS", "0"), ("KRUMTAP_LISTEN", "8080"),
        ("KRUMTAP_LISTEN", "127.0.0.1:99999"), ("KRUMTAP_LISTEN", "::1:8080"), ("KRUMTAP_ORIGIN", "dialog.example.dk"),
        ("KRUMTAP_ORIGIN", "https://dialog.example.dk/x"), ("KRUMTAP_ORIGIN", "http://dialog.example.dk"), ("KRUMTAP_TRUST_PROXY", "yes"),
        ("KRUMTAP_IDLE_SECONDS", "0"), ("KRUMTAP_IDLE_SECONDS", "soon"), ("KRUMTAP_CONNECTIONS", "-1"), ("KRUMTAP_MAIL", "mail.example.dk"),
        ("KRUMTAP_MAIL", "folder:"), ("KRUMTAP_MAIL", "smtp://"), ("KRUMTAP_MAIL", "smtp://host:0"), ("KRUMTAP_MAIL_FROM", "Krumtap"),
        ("KRUMTAP_MAIL_FROM", "a@b\nBcc: c@d"), ("KRUMTAP_MAIL_SECURITY", "ssl"), ("KRUMTAP_MAIL_SECURITY", "none"),
        ("KRUMTAP_MAIL_CA", "/nowhere"),
        ("KRUMTAP_MAIL_PASSWORD_FILE", "/nowhere"), ("KRUMTAP_LOG_LEVEL", "loud"), ("KRUMTAP_LOG_FORMAT", "xml"),
        ("KRUMTAP_ACCESSIBILITY_URL", "was.digst.dk"), ("KRUMTAP_SECURITY_CONTACT", "hul@example.dk"), ("KRUMTAP_CONFIG", "/nowhere"),
        ("KRUMTAP_ORIGN", "https://dialog.example.dk"), ("KRUMTAP_", "x"),
    ])
    func `a wrong value is one line that names the setting`(name: String, value: String) {
        let faults = Self.faults([name: value])
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("\(name): ") == true || name == "KRUMTAP_MAIL_SECURITY")
    }

    @Test(arguments: [
        ("KRUMTAP_ORIGN", "KRUMTAP_ORIGIN"), ("KRUMTAP_LISTN", "KRUMTAP_LISTEN"), ("KRUMTAP_MAIL_FORM", "KRUMTAP_MAIL_FROM"),
        ("KRUMTAP_DATABSE", "KRUMTAP_DATABASE"),
    ])
    func `a misspelt name is met with the right one`(name: String, right: String) {
        #expect(Self.faults([name: "x"]) == ["\(name): there is no such setting. Did you mean \(right)?"])
    }

    @Test func `names of others are none of our business`() {
        #expect(Self.faults(["PATH": "/bin", "KRUMTAPPER": "x"]) == [])
    }

    @Test(arguments: [
        ("smtp://mail.example.dk", "mail.example.dk", 587, nil, MailSettings.Security.starttls),
        ("smtps://mail.example.dk", "mail.example.dk", 465, nil, .tls),
        ("smtp://post@mail.example.dk:25", "mail.example.dk", 25, "post", .starttls),
        ("smtps://post%40example.dk@mail.example.dk:465", "mail.example.dk", 465, "post@example.dk", .tls),
        ("smtps://post@example.dk@mail.example.dk", "mail.example.dk", 465, "post@example.dk", .tls),
        ("smtp://[::1]:25", "::1", 25, nil, .starttls),
    ])
    func `a mail server is an address`(text: String, host: String, port: Int, user: String?, security: MailSettings.Security) throws {
        let settings = try Self.settings(["KRUMTAP_MAIL": text, "KRUMTAP_MAIL_PASSWORD": "secret"])
        let server = MailSettings.Server(host: host, port: port, user: user, password: "secret", security: security, authorityPath: nil)
        #expect(settings.mail.transport == .smtp(server))
    }

    @Test func `mail goes without encryption on this machine only`() {
        #expect(Self.faults(["KRUMTAP_MAIL": "smtp://127.0.0.1:2525", "KRUMTAP_MAIL_SECURITY": "none"]) == [])
        #expect(Self.faults(["KRUMTAP_MAIL": "smtp://localhost:2525", "KRUMTAP_MAIL_SECURITY": "none"]) == [])
        #expect(Self.faults(["KRUMTAP_MAIL": "smtp://10.0.0.1:2525", "KRUMTAP_MAIL_SECURITY": "none"]).count == 1)
    }

    @Test func `a password may stand in a file of its own`() throws {
        let mail = ["KRUMTAP_MAIL": "smtp://post@mail.example.dk", "KRUMTAP_MAIL_PASSWORD_FILE": "/run/password"]
        let settings = try Self.settings(mail, files: ["/run/password": "s3cret\n"])
        guard case .smtp(let server) = settings.mail.transport else { return #expect(Bool(false)) }
        #expect(server.password == "s3cret")
        #expect(Self.faults(["KRUMTAP_MAIL": "smtp://post@mail.example.dk"]).first?.hasPrefix("KRUMTAP_MAIL_PASSWORD: is missing") == true)
        #expect(Self.faults(mail.merging(["KRUMTAP_MAIL_PASSWORD": "x"]) { $1 }, files: ["/run/password": "y"]).count == 1)
    }

    @Test func `plain http is for this machine`() throws {
        #expect(try Self.settings(["KRUMTAP_ORIGIN": "http://127.0.0.1:8080"]).origin.isSecure == false)
        #expect(try Self.settings(["KRUMTAP_ORIGIN": "http://10.0.0.1", "KRUMTAP_MODE": "demo"]).origin.isSecure == false)
    }

    @Test func `a file holds what the environment does not`() throws {
        let file = """
            # The settings of Holbæk
            KRUMTAP_LISTEN = 127.0.0.1:9000
            KRUMTAP_DATABASE="/var/lib/krumtap/krumtap.db"

            KRUMTAP_IDLE_SECONDS='10'
            """
        let settings = try Self.settings(["KRUMTAP_CONFIG": "/etc/k", "KRUMTAP_IDLE_SECONDS": "20"], files: ["/etc/k": file])
        #expect(settings.listen == ListenAddress(host: "127.0.0.1", port: 9000))
        #expect(settings.database == .file("/var/lib/krumtap/krumtap.db"))
        #expect(settings.idleSeconds == 20)
    }

    @Test func `a file's faults have their line`() {
        let file = "KRUMTAP_LISTEN\nKRUMTAP_MODE=\"demo\nKRUMTAP_ORIGN=x\nKRUMTAP_LOG_LEVEL=info\nKRUMTAP_LOG_LEVEL=debug\nKRUMTAP_CONFIG=y"
        #expect(
            Self.faults(["KRUMTAP_CONFIG": "/etc/k"], files: ["/etc/k": file]) == [
                "/etc/k, line 1: expected NAME=value.", "/etc/k, line 2: the quotation mark of KRUMTAP_MODE is not closed.",
                "/etc/k, line 5: KRUMTAP_LOG_LEVEL is given twice.", "KRUMTAP_CONFIG: a settings file cannot name another one.",
                "KRUMTAP_ORIGN: there is no such setting. Did you mean KRUMTAP_ORIGIN?",
            ])
    }

    @Test func `what holds is printed without the password`() throws {
        let settings = try Self.settings(["KRUMTAP_MAIL": "smtp://post@mail.example.dk", "KRUMTAP_MAIL_PASSWORD": "s3cret"])
        let lines = settings.lines
        #expect(lines.map { $0.prefix { $0 != "=" } } == Setting.all.map { $0.name[...] })
        #expect(lines.contains("KRUMTAP_MAIL=smtp://post@mail.example.dk:587"))
        #expect(lines.contains("KRUMTAP_MAIL_PASSWORD=********"))
        #expect(!lines.joined().contains("s3cret"))
    }
}
