import Formats
import Foundation
import Mail
import Testing

/// Against a real server; what it does is decided by the recipient's name (Peers/smtp_peer.py).
@Suite(.enabled(if: Peer.isThere, "KRUMTAP_TEST_PYTHON names no Python with aiosmtpd"), .timeLimit(.minutes(2)))
struct SMTPTests {
    let peer: Peer

    init() throws { peer = try Peer.shared.get() }

    private func transport(
        _ port: String = "plain", _ security: SMTPServer.Security = .none, login: SMTPServer.Login? = nil, trusted: Bool = true,
        host: String = "127.0.0.1", helloName: String? = "dialog.example.dk", total: Duration = .seconds(20)
    ) throws -> SMTPTransport {
        SMTPTransport(
            try SMTPServer(
                host: host, port: try peer.port(port), security: security, login: login,
                authorities: trusted ? peer.address.authority : nil,
                helloName: helloName, totalTimeout: total))
    }

    private static let right = SMTPServer.Login(user: "krumtap", password: "hemmelig æ")

    struct Wrong: Sendable {
        let port: String
        let security: SMTPServer.Security
        let login: SMTPServer.Login?
        let trusted: Bool
        let code: Int?

        init(port: String, _ security: SMTPServer.Security, login: SMTPServer.Login? = nil, trusted: Bool = true, code: Int? = nil) {
            self.port = port
            self.security = security
            self.login = login
            self.trusted = trusted
            self.code = code
        }
    }

    private func mail(_ id: String, text: String = "Hej Anna\n") throws -> Data {
        try MailMessage(
            messageID: "\(id)@example.dk", from: .init(name: "Dialog", address: "dialog@example.dk"),
            to: .init(name: "Anna", address: "anna@example.dk"), subject: "Cykelsti ved søen",
            date: Date(timeIntervalSince1970: 1_795_435_322),
            text: text, language: "da"
        ).data
    }

    private func failure(_ body: () async throws(DeliveryFailure) -> Void) async -> DeliveryFailure? {
        do throws(DeliveryFailure) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a mail arrives as it was written, with its envelope`() async throws {
        let text = "Kære Anna,\n.\n..\n.skjult\n\nFrom nu af 😀 " + String(repeating: "æøå ", count: 60) + "\n.\n"
        let message = try mail("ok", text: text)
        try await transport().deliver(message, from: "retur@example.dk", to: "ok@example.dk")
        let taken = try #require(try peer.mails(to: "ok@example.dk").first)
        #expect(taken.content == message)
        #expect(MailPreview(reading: taken.content).text == text)
        #expect(taken.envelope.from == "retur@example.dk")
        #expect(taken.envelope.hello == "dialog.example.dk")
        #expect(!taken.envelope.secure)
    }

    @Test func `nobody can be the sender`() async throws {
        try await transport().deliver(try mail("nobody"), from: "", to: "nobody@example.dk")
        #expect(try peer.mails(to: "nobody@example.dk").first?.envelope.from == "<>")
    }

    @Test(arguments: [("starttls", SMTPServer.Security.starttls), ("tls", .tls)], ["127.0.0.1", "localhost"])
    func `mail goes through TLS with a login`(port: (String, SMTPServer.Security), host: String) async throws {
        let recipient = "\(port.0).\(host)@example.dk"
        try await transport(port.0, port.1, login: Self.right, host: host).deliver(
            try mail("tls"), from: "dialog@example.dk", to: recipient)
        let envelope = try #require(try peer.mails(to: recipient).first?.envelope)
        #expect(envelope.secure)
        #expect(envelope.login)
    }

    @Test func `several mails go over one connection, also at the same time`() async throws {
        let transport = try transport()
        try await withThrowingTaskGroup { group in
            for number in 1...5 {
                let message = try mail("many\(number)")
                group.addTask { try await transport.deliver(message, from: "dialog@example.dk", to: "many@example.dk") }
            }
            try await group.waitForAll()
        }
        let mails = try peer.mails(to: "many@example.dk")
        #expect(mails.count == 5)
        #expect(Set(mails.map(\.envelope.connection)).count == 1)
        #expect(Set(mails.compactMap { MailPreview(reading: $0.content).messageID }).count == 5)
    }

    @Test func `a connection that the server closed is opened again`() async throws {
        let transport = try transport()
        try await transport.deliver(try mail("hangup1"), from: "dialog@example.dk", to: "hangup@example.dk")
        try await Task.sleep(for: .milliseconds(400))
        try await transport.deliver(try mail("hangup2"), from: "dialog@example.dk", to: "hangup@example.dk")
        let mails = try peer.mails(to: "hangup@example.dk")
        #expect(mails.count == 2)
        #expect(Set(mails.map(\.envelope.connection)).count == 2)
    }

    @Test func `greylisting is temporary and the next try succeeds`() async throws {
        let transport = try transport()
        let message = try mail("greylist")
        let recipient = "greylist@example.dk"
        let failure = await failure { () throws(DeliveryFailure) in
            try await transport.deliver(message, from: "dialog@example.dk", to: recipient)
        }
        #expect(failure == DeliveryFailure(kind: .temporary, code: 451, reason: "the mail server answered 451 4.7.1"))
        #expect(try peer.mails(to: recipient).isEmpty)
        try await transport.deliver(message, from: "dialog@example.dk", to: recipient)
        #expect(try peer.mails(to: recipient).count == 1)
    }

    /// The server's own words name the recipient each time; ours must not.
    @Test(arguments: [
        ("reject", DeliveryFailure(kind: .permanent, code: 550, reason: "the mail server answered 550 5.1.1")),
        ("content", DeliveryFailure(kind: .permanent, code: 554, reason: "the mail server answered 554 5.6.0")),
        ("full", DeliveryFailure(kind: .temporary, code: 452, reason: "the mail server answered 452 4.2.2")),
        ("busy", DeliveryFailure(kind: .temporary, code: 421, reason: "the mail server answered 421 4.3.2")),
        ("relay", DeliveryFailure(kind: .configuration, code: 530, reason: "the mail server answered 530 5.7.0")),
    ])
    func `a refusal is told without naming anybody`(recipient: String, expected: DeliveryFailure) async throws {
        let transport = try transport()
        let message = try mail(recipient)
        let failure = await failure { () throws(DeliveryFailure) in
            try await transport.deliver(message, from: "dialog@example.dk", to: "\(recipient)@example.dk")
        }
        #expect(failure == expected)
        // One refused mail does not spoil the next.
        try await transport.deliver(message, from: "dialog@example.dk", to: "after.\(recipient)@example.dk")
    }

    /// After the mail itself, and after a refusal when we want to say goodbye.
    @Test(arguments: [("slow", DeliveryFailure.Kind.unreachable, Int?.none), ("mute", .permanent, 550)])
    func `a server that falls silent is given up in time`(recipient: String, kind: DeliveryFailure.Kind, code: Int?) async throws {
        let transport = try transport(total: .seconds(1))
        let message = try mail(recipient)
        let start = ContinuousClock.now
        let failure = await failure { () throws(DeliveryFailure) in
            try await transport.deliver(message, from: "dialog@example.dk", to: "\(recipient)@example.dk")
        }
        #expect(failure?.kind == kind)
        #expect(failure?.code == code)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    /// The mail may have been taken or not: it is sent again with the same Message-ID.
    @Test func `a connection that breaks after the mail is no success`() async throws {
        let transport = try transport()
        let message = try mail("drop")
        let failure = await failure { () throws(DeliveryFailure) in
            try await transport.deliver(message, from: "dialog@example.dk", to: "drop@example.dk")
        }
        #expect(failure?.kind == .unreachable)
        #expect(failure?.code == nil)
    }

    /// A password that was refused, a certificate nobody vouches for or for another name, no STARTTLS, no login where one is
    /// needed, TLS where there is none, a server that does not want us: never a mail in the clear, never given up for good.
    @Test(arguments: [
        Wrong(port: "starttls", .starttls, login: .init(user: "krumtap", password: "gal"), code: 535),
        Wrong(port: "starttls", .starttls, login: right, trusted: false), Wrong(port: "tls", .tls, login: right, trusted: false),
        Wrong(port: "wrong", .starttls), Wrong(port: "plain", .starttls), Wrong(port: "starttls", .starttls, code: 530),
        Wrong(port: "plain", .tls), Wrong(port: "refusing", .none, code: 554),
    ])
    func `what is set up wrong is a matter of configuration`(wrong: Wrong) async throws {
        let recipient = "wrong.\(UUID().uuidString)@example.dk"
        let transport = try transport(wrong.port, wrong.security, login: wrong.login, trusted: wrong.trusted)
        let message = try mail("wrong")
        let failure = await failure { () throws(DeliveryFailure) in
            try await transport.deliver(message, from: "dialog@example.dk", to: recipient)
        }
        #expect(failure?.kind == .configuration, "\(failure?.reason ?? "taken")")
        #expect(failure?.code == wrong.code)
        #expect(failure?.reason.contains("gal") == false)
        #expect(try peer.mails(to: recipient).isEmpty)
    }
}

/// What needs no server.
struct SMTPRefusalTests {
    @Test func `a server that is down is unreachable`() async throws {
        // Nobody listens on port 1.
        let transport = SMTPTransport(try SMTPServer(host: "127.0.0.1", port: 1, security: .none))
        let failure = await #expect(throws: DeliveryFailure.self) {
            try await transport.deliver(Data("Subject: x\r\n\r\n".utf8), from: "dialog@example.dk", to: "anna@example.dk")
        }
        #expect(failure?.kind == .unreachable)
        #expect(failure?.isFinal == false)
    }

    @Test(arguments: [
        "", "anna", "anna@example.dk\r\nRCPT TO:<bo@example.dk>", "anna@example.dk>\r\nDATA", "anna@example.dk\n", "an na@example.dk",
        "anna@example.dk,bo@example.dk", "<anna@example.dk>", "a@b@example.dk", "søren@example.dk", "anna@example.dk\0",
    ])
    func `an envelope holds one address and nothing else`(address: String) async throws {
        let transport = SMTPTransport(try SMTPServer(host: "127.0.0.1", port: 1, security: .none))
        let recipient = await #expect(throws: DeliveryFailure.self) {
            try await transport.deliver(Data(), from: "dialog@example.dk", to: address)
        }
        #expect(recipient?.kind == .permanent)
        guard !address.isEmpty else { return }
        let sender = await #expect(throws: DeliveryFailure.self) {
            try await transport.deliver(Data(), from: address, to: "anna@example.dk")
        }
        #expect(sender?.kind == .configuration)
    }

    @Test func `a server that cannot be meant is refused at the start`() {
        for host in ["", "mail example.dk", "mail.example.dk/x", "u:p@mail.example.dk", "mail.example.dk\r\n", "søen.dk"] {
            #expect(throws: DeliveryFailure.self) { try SMTPServer(host: host, port: 25, security: .none) }
        }
        for port in [0, -1, 65536] {
            #expect(throws: DeliveryFailure.self) { try SMTPServer(host: "localhost", port: port, security: .none) }
        }
        #expect(throws: DeliveryFailure.self) {
            try SMTPServer(host: "localhost", port: 25, security: .none, login: .init(user: "u", password: "p"))
        }
        #expect(throws: DeliveryFailure.self) {
            try SMTPServer(host: "localhost", port: 25, security: .tls, authorities: "/nowhere/ca.pem")
        }
        #expect(throws: DeliveryFailure.self) { try SMTPServer(host: "localhost", port: 25, security: .tls, helloName: "a b") }
        #expect(throws: Never.self) { try SMTPServer(host: "::1", port: 25, security: .none, helloName: "dialog.example.dk") }
    }
}
