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
        var fields: [(name: String, value: String)] = []
        var seen: Set<String> = []
        for (index, pair) in bytes.split(separator: UInt8(ascii: "&")).enumerated() {
            guard index < Self.maximumFields else { throw .tooManyFields }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.decoded(pair[..<equals], plusIsSpace: true)
            let value = try Self.decoded(pair[equals...].dropFirst(), plusIsSpace: true)
            if seen.insert(name).inserted { fields.append((name, value)) }
        }
        self.fields = fields
    }

    /// From the parts of a form with files.
    init(parts: [(name: String, bytes: [UInt8])]) throws(Unreadable) {
        guard parts.count <= Self.maximumFields else { throw .tooManyFields }
        var fields: [(name: String, value: String)] = []
        var seen: Set<String> = []
        for part in parts {
            guard let text = String(validating: part.bytes, as: UTF8.self) else { throw .malformed }
            let name = Self.cleaned(part.name)
            if seen.insert(name).inserted { fields.append((name, Self.cleaned(text))) }
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

extension FormFields {
    /// Percent-decodes, checks and cleans one name or value.
    static func decoded(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) throws(Unreadable) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { throw .malformed }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .malformed }
        return cleaned(text)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Lines end in `\n`; other control characters but the tab are left out; composed (NFC), so that equal words are equal.
    static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text }
        var clean = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": break
            case "\r": clean.append("\n")
            case "\n", "\t": clean.append(scalar)
            default: if scalar.properties.generalCategory != .control { clean.append(scalar) }
            }
            last = scalar
        }
        return String(clean).precomposedStringWithCanonicalMapping
    }
}
