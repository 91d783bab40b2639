/// One setting, as it is named in the environment and in the file, and explained in docs/operations.md.
struct Setting: Sendable {
    let name: String
    /// What holds when it is not given, in words where it depends.
    let standard: String
    let explanation: String
    var isSecret = false
}

extension Setting {
    static let prefix = "KRUMTAP_"

    static let all: [Setting] = [
        Setting(
            name: "KRUMTAP_MODE", standard: "production", explanation: "`production`, or `demo`: invented people, mail stays in a folder."),
        Setting(
            name: "KRUMTAP_DATABASE", standard: "krumtap.db",
            explanation: "The database file. Everything is in it. Or a PostgreSQL database: `postgres://user@host/database`."),
        Setting(
            name: "KRUMTAP_DATABASE_CONNECTIONS", standard: "10",
            explanation: "How many connections to PostgreSQL a process opens at most (2 to 1000). Without meaning for a file."),
        Setting(
            name: "KRUMTAP_LISTEN", standard: "127.0.0.1:8080",
            explanation: "Address and port of the web server: `127.0.0.1:8080`, `[::1]:8080`, `0.0.0.0:8080`. Port 0: any free one."),
        Setting(
            name: "KRUMTAP_ORIGIN", standard: "demo: http:// and KRUMTAP_LISTEN",
            explanation:
                "The address the public uses, such as `https://dialog.example.dk`. Other hosts are refused, and links in mails begin "
                + "with it. Required in production, where it must be https (plain http only on this machine)."),
        Setting(
            name: "KRUMTAP_TRUST_PROXY", standard: "false",
            explanation: "`true` where only your reverse proxy can reach the program: then `X-Forwarded-For` tells who is asking."),
        Setting(
            name: "KRUMTAP_IDLE_SECONDS", standard: "25",
            explanation: "A connection on which nothing happens is closed after this (1 to 3600)."),
        Setting(
            name: "KRUMTAP_CONNECTIONS", standard: "4096", explanation: "So many connections at once; more wait. Keep it below LimitNOFILE."
        ),
        Setting(
            name: "KRUMTAP_MAIL", standard: "demo: folder:mail",
            explanation:
                "Where mail goes: `smtp://host:587`, `smtp://user@host:587`, `smtps://user@host:465`, or `folder:<dir>`, which keeps "
                + "each mail as a file. Required in production."),
        Setting(
            name: "KRUMTAP_MAIL_FROM", standard: "demo: krumtap@example.dk", explanation: "The sender's address. Required in production."),
        Setting(name: "KRUMTAP_MAIL_PASSWORD", standard: "none", explanation: "The password for the user in KRUMTAP_MAIL.", isSecret: true),
        Setting(
            name: "KRUMTAP_MAIL_PASSWORD_FILE", standard: "none",
            explanation: "A file that holds the password instead, such as one from systemd's `LoadCredential`."),
        Setting(
            name: "KRUMTAP_MAIL_SECURITY", standard: "tls for smtps, else starttls",
            explanation: "`starttls`, `tls` or `none`. `none` is only for a mail server on this machine."),
        Setting(
            name: "KRUMTAP_MAIL_CA", standard: "the system's",
            explanation: "A file with the certificate authorities (PEM) that may vouch for the mail server."),
        Setting(
            name: "KRUMTAP_BACKUP_DIR", standard: "none",
            explanation: "A folder for a backup each night, best on another disk. Without it the program makes none by itself."),
        Setting(name: "KRUMTAP_BACKUP_AT", standard: "02:30", explanation: "When, by the clock in Denmark."),
        Setting(name: "KRUMTAP_BACKUP_KEEP", standard: "14", explanation: "So many backups are kept (1 to 1000); older ones are deleted."),
        Setting(
            name: "KRUMTAP_METRICS", standard: "none",
            explanation:
                "An address of its own for figures in Prometheus' format, such as `127.0.0.1:9464`: `/metrics`. Not for the public."),
        Setting(
            name: "KRUMTAP_LOG_LEVEL", standard: "info",
            explanation: "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`."),
        Setting(
            name: "KRUMTAP_LOG_FORMAT", standard: "json", explanation: "`json`, one object a line, or `text`. Goes to standard output."),
        Setting(
            name: "KRUMTAP_ACCESSIBILITY_URL", standard: "none",
            explanation: "Where your accessibility statement is published, such as `https://was.digst.dk/…`. `/was` leads there."),
        Setting(
            name: "KRUMTAP_SECURITY_CONTACT", standard: "none",
            explanation: "`mailto:` or `https://` address for whoever finds a hole; published as /.well-known/security.txt."),
        Setting(
            name: "KRUMTAP_CONFIG", standard: "none",
            explanation: "A file with these settings as `NAME=value` lines. What is in the environment counts before it."),
    ]
}
