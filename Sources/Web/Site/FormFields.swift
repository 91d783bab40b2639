import Formats
import Foundation
package import Hummingbird
import NIOCore

/// The fields of a form or a query, read leniently: what is not there is empty, what nobody asked for is ignored.
///
/// A synthesized `Decodable` would refuse pages that were opened before a deploy. Of fields with the same name the first one
/// counts (OWASP ASVS 5.0, 15.3.7). Text is cleaned here, once: `\n` ends lines, control characters are gone, NFC.
package struct FormFields: Sendable {
    private let fields: [(name: String, value: String)]

    /// The text of a field; empty when it is not there.
    package subscript(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// As `subscript`, without spaces and line ends around it.
    package func trimmed(_ name: String) -> String { self[name].trimmingCharacters(in: .whitespacesAndNewlines) }

    package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    /// In the order they came, without repeated names.
    package var all: [(name: String, value: String)] { fields }

    /// What makes a form unreadable. Becomes a page that says so.
    package enum Unreadable: Error, Sendable, Equatable {
        /// `%` without two hexadecimal digits after it, bytes that are not UTF-8, or a body that ended too early.
        case malformed
        case tooManyFields
        /// No `application/x-www-form-urlencoded`.
        case otherType
        case tooLarge
        /// The whole body did not arrive in time.
        case tooSlow
    }

    package static let maximumFields = 1000
    /// 10 000 characters of four bytes, percent-encoded, are 120 kB.
    package static let maximumBytes = 256 * 1024
    /// Hummingbird's idle timeout begins again with every byte, so it never ends a slow body.
    package static let maximumDuration: Duration = .seconds(20)
}

extension FormFields {
    package init(query: String) throws(Unreadable) { try self.init(encoded: query.utf8) }

    package init(encoded bytes: some Collection<UInt8>) throws(Unreadable) {
        do { fields = try URLEncodedForm.fields(of: bytes, upTo: Self.maximumFields) } catch { throw Unreadable(error) }
    }

    /// From the parts of a form with files.
    init(parts: [(name: String, bytes: [UInt8])]) throws(Unreadable) {
        guard parts.count <= Self.maximumFields else { throw .tooManyFields }
        var fields: [(name: String, value: String)] = []
        var seen: Set<String> = []
        for part in parts {
            guard let text = String(validating: part.bytes, as: UTF8.self) else { throw .malformed }
            let name = TypedText.cleaned(part.name)
            if seen.insert(name).inserted { fields.append((name, TypedText.cleaned(text))) }
        }
        self.fields = fields
    }

    /// Reads and keeps the form of a POST. Throws `CPRFound` before anybody can store it.
    package static func read(
        _ request: Request, _ context: RequestContext, upTo limit: Int = maximumBytes, within duration: Duration = maximumDuration
    ) async throws -> FormFields {
        let fields = try FormFields(encoded: try await body(request, upTo: limit, within: duration).readableBytesView)
        context.arrival.kept.keep(fields)
        let kept = try fields.withoutNumbers()
        context.arrival.kept.keep(kept)
        return kept
    }

    /// Every value as `change` makes it.
    func map(_ change: (_ name: String, _ value: String) -> String) -> FormFields {
        FormFields(fields: fields.map { ($0.name, change($0.name, $0.value)) })
    }

    private static func body(_ request: Request, upTo limit: Int, within duration: Duration) async throws -> ByteBuffer {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        if announced == 0 { return ByteBuffer() }
        guard isForm(request.headers[.contentType]) else { throw Unreadable.otherType }
        if let announced, announced > limit { throw Unreadable.tooLarge }
        let deadline = ContinuousClock.now + duration
        var body = ByteBuffer()
        var chunks = request.body.makeAsyncIterator()
        while var chunk = try await next(&chunks) {
            guard body.readableBytes + chunk.readableBytes <= limit else { throw Unreadable.tooLarge }
            guard ContinuousClock.now < deadline else { throw Unreadable.tooSlow }
            body.writeBuffer(&chunk)
        }
        // A connection that breaks ends the body without an error, and half a text must not be sent.
        if let announced, announced != body.readableBytes { throw Unreadable.malformed }
        return body
    }

    /// What HTTP itself cannot make sense of is the sender's mistake, not ours.
    static func next(_ chunks: inout RequestBody.AsyncIterator) async throws(Unreadable) -> ByteBuffer? {
        do { return try await chunks.next() } catch { throw .malformed }
    }

    private static func isForm(_ type: String?) -> Bool {
        guard let type else { return false }
        let essence = type.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
        return essence.lowercased() == "application/x-www-form-urlencoded"
    }
}

extension FormFields.Unreadable {
    fileprivate init(_ malformed: URLEncodedForm.Malformed) {
        self =
            switch malformed {
            case .malformed: .malformed
            case .tooManyFields: .tooManyFields
            }
    }
}
