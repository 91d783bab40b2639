import Foundation

/// A real SMTP server in Python (aiosmtpd), one for all tests; it ends when the tests do, because its input ends then.
final class Peer: Sendable {
    /// The interpreter that has aiosmtpd; the project's set-up makes one and names it.
    static let python = ProcessInfo.processInfo.environment["KRUMTAP_TEST_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    static let isThere = python != nil
    static let shared = Result { try Peer() }

    struct Address: Decodable, Sendable {
        let ports: [String: Int]
        /// The file of the authority that signed the peer's certificates.
        let authority: String
        let mails: String
    }

    struct Envelope: Decodable, Equatable {
        let from: String
        let to: [String]
        let hello: String
        let secure: Bool
        let login: Bool
        let connection: Int
    }

    struct Missing: Error {}

    let address: Address
    private let process: Process
    private let input = Pipe()

    private init() throws {
        guard let python = Self.python else { throw Missing() }
        let folder = FileManager.default.temporaryDirectory.appending(path: "krumtap-peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Peers/smtp_peer.py")
        let output = Pipe()
        process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script.path, folder.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Missing() }
            line += more
        }
        address = try JSONDecoder().decode(Address.self, from: line)
    }

    func port(_ name: String) throws -> Int {
        guard let port = address.ports[name] else { throw Missing() }
        return port
    }

    /// What the server took for a recipient, oldest first.
    func mails(to recipient: String) throws -> [(envelope: Envelope, content: Data)] {
        let files = try FileManager.default.contentsOfDirectory(atPath: address.mails).filter { $0.hasSuffix(".json") }.sorted()
        return try files.compactMap { file in
            let path = URL(filePath: address.mails).appending(path: file)
            // Another test's mail may be half written.
            guard let envelope = try? JSONDecoder().decode(Envelope.self, from: try Data(contentsOf: path)) else { return nil }
            guard envelope.to == [recipient] else { return nil }
            return (envelope, try Data(contentsOf: path.deletingPathExtension().appendingPathExtension("eml")))
        }
    }
}
