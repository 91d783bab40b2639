import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

@testable import Web

/// Somebody's browser: keeps cookies, sends forms as browsers do, and comes from a network of its own.
final class Browser: Sendable {
    private let site: TownSite
    private let network: String
    private let jar = Mutex<[String: String]>([:])
    private static let made = Atomic<Int>(0)

    /// - Parameter network: an IPv4 address; nil: one that no other browser has.
    init(_ site: TownSite, network: String? = nil) {
        self.site = site
        let number = Self.made.wrappingAdd(1, ordering: .relaxed).newValue
        self.network = network ?? "10.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
    }

    /// With the cookie of a session that was begun elsewhere.
    init(_ site: TownSite, session token: String) {
        self.site = site
        network = "10.200.0.1"
        jar.withLock { $0[Self.session] = token }
    }

    static let session = "__Host-krumtap"

    func cookie(_ name: String) -> String? { jar.withLock { $0[name] } }
    func set(_ name: String, to value: String?) { jar.withLock { $0[name] = value } }

    func get(_ path: String) async throws -> Answer { try await send(.get, path) }
    func head(_ path: String) async throws -> Answer { try await send(.head, path) }

    func post(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer {
        try await post(
            path, body: fields.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        )
    }

    /// - Parameter fetchSite: what the browser says about where the form was; nil: an old browser, which says nothing.
    func post(_ path: String, body: String, fetchSite: String? = "same-origin", fields: HTTPFields = [:]) async throws -> Answer {
        var fields = fields
        fields[.contentType] = "application/x-www-form-urlencoded"
        if let fetchSite { fields[Self.name("Sec-Fetch-Site")] = fetchSite }
        return try await send(.post, path, fields, body)
    }

    /// Sends a form with files.
    func post(_ path: String, _ upload: Upload) async throws -> Answer {
        try await post(path, bytes: upload.body, type: Upload.type)
    }

    func post(_ path: String, bytes: [UInt8], type: String) async throws -> Answer {
        let fields: HTTPFields = [.contentType: type, Self.name("Sec-Fetch-Site"): "same-origin"]
        return try await send(.post, path, fields, bytes: bytes)
    }

    /// Where an answer leads; nil fails the test.
    func follow(_ answer: Answer) async throws -> Answer {
        #expect(answer.status == 303)
        return try await get(try #require(answer.location))
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:], _ body: String? = nil) async throws -> Answer {
        try await send(method, path, fields, bytes: body.map { Array($0.utf8) })
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, bytes: [UInt8]?) async throws -> Answer {
        var fields = fields
        fields[Self.name("X-Forwarded-For")] = network
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" } }
        if !cookies.isEmpty { fields[.cookie] = cookies.joined(separator: "; ") }
        let request = fields
        let response = try await Application(responder: site.responder, logger: Self.silence).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: request, body: bytes.map { ByteBuffer(bytes: $0) })
        }
        for line in response.headers[values: .setCookie] { keep(line) }
        return Answer(path: path, status: response.status.code, fields: response.headers, text: String(buffer: response.body))
    }

    private func keep(_ line: String) {
        let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        jar.withLock { $0[String(pair[0])] = line.contains("Max-Age=0") ? nil : String(pair[1]) }
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func name(_ text: StaticString) -> HTTPField.Name { .known(text) }

    private static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// What came back.
struct Answer: Sendable {
    let path: String
    let status: Int
    let fields: HTTPFields
    let text: String

    var location: String? { fields[.location] }

    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }

    var title: String { text.firstMatch(of: /<title>(.*?)<\/title>/).map { Self.plain($0.1) } ?? "" }
    var heading: String { text.firstMatch(of: /<h1>(.*?)<\/h1>/.dotMatchesNewlines()).map { Self.words($0.1) } ?? "" }
    /// `main` as a reader has it: without markup, on one line.
    var words: String { Self.words(text.firstMatch(of: /<main.*<\/main>/.dotMatchesNewlines())?.0 ?? text[...]) }

    /// The summary of a refused form: `#text: Skriv noget først`.
    var problems: [String] {
        guard let summary = text.firstMatch(of: /<div class="errors".*?<\/div>/.dotMatchesNewlines()) else { return [] }
        return summary.0.matches(of: /<a href="(.*?)">(.*?)<\/a>/).map { "\(Self.plain($0.1)): \(Self.plain($0.2))" }
    }

    /// The problem that stands beside a field.
    func problem(beside id: String) -> String? {
        let id = NSRegularExpression.escapedPattern(for: id)
        guard let pattern = try? Regex<(Substring, Substring)>("<p class=\"problem\" id=\"\(id)-wrong\"><span[^>]*>[^<]*</span>([^<]*)</p>")
        else { return nil }
        return text.firstMatch(of: pattern).map { Self.plain($0.1) }
    }

    /// What the form's fields hold, as a browser would send it.
    var form: [String: String] {
        var form: [String: String] = [:]
        for input in text.matches(of: /<input([^>]*)>/) {
            guard let name = input.1.firstMatch(of: /\ name="([^"]*)"/)?.1 else { continue }
            if input.1.contains(" type=\"radio\""), !input.1.contains(" checked") { continue }
            let value = input.1.firstMatch(of: /\ value="([^"]*)"/)?.1 ?? ""
            if form[String(name)] == nil { form[String(name)] = Self.plain(value) }
        }
        for area in text.matches(of: /<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/.dotMatchesNewlines())
        where form[String(area.1)] == nil {
            form[String(area.1)] = Self.plain(area.2)
        }
        for select in text.matches(of: /<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/.dotMatchesNewlines()) {
            form[String(select.1)] = select.2.firstMatch(of: /value="([^"]*)" selected/).map { Self.plain($0.1) } ?? ""
        }
        return form
    }

    /// The addresses on this site that the page leads to.
    var links: [String] { text.matches(of: /href="(\/[^"#]*)"/).map { Self.plain($0.1) } }

    /// Where its forms go.
    var actions: [String] { text.matches(of: /action="(\/[^"#]*)"/).map { Self.plain($0.1) } }

    private static func words(_ html: Substring) -> String {
        plain(html.replacing(/<[^>]*>/, with: " ")[...]).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func plain(_ html: Substring) -> String {
        String(html).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
