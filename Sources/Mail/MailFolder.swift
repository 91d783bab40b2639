package import Formats
import Foundation

/// The mails in a folder, for the page that shows them.
package struct MailFolder: Sendable {
    package struct Mail: Sendable, Equatable, Identifiable {
        /// The file's name without `.eml`; safe in an address.
        package let id: String
        package let preview: MailPreview
    }

    private let directory: String
    private let queue = DispatchQueue(label: "krumtap.mail-folder")

    package init(directory: String) { self.directory = directory }

    /// Newest first. A folder that is not there is empty.
    package func newest(_ limit: Int = 100) async throws -> [Mail] {
        try await onQueue { directory in
            let ids = MailFile.ids(in: directory).sorted { $0.compare($1, options: .numeric) == .orderedDescending }
            return try ids.prefix(max(0, limit)).compactMap { try Self.mail($0, in: directory) }
        }
    }

    /// Nil when there is none, or when this is no mail's id.
    package func find(_ id: String) async throws -> Mail? {
        guard MailFile.isID(id) else { return nil }
        return try await onQueue { directory in try Self.mail(id, in: directory) }
    }

    private func onQueue<Value: Sendable>(_ body: @escaping @Sendable (String) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [directory] in continuation.resume(with: Result { try body(directory) }) }
        }
    }

    /// Nil when it was taken away meanwhile.
    private static func mail(_ id: String, in directory: String) throws -> Mail? {
        do {
            let data = try Data(contentsOf: URL(filePath: MailFile.path(id, in: directory)))
            return Mail(id: id, preview: MailPreview(reading: data))
        } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            return nil
        }
    }
}

/// The names of a folder's files: `20261123-120202-HOL-2026-0042.17.eml`, the mail's own moment in UTC and what stands before
/// the `@` of its Message-ID.
enum MailFile {
    private static let stampLength = 16

    static func path(_ id: String, in directory: String) -> String { "\(directory)/\(id).eml" }

    static func id(messageID: String, at date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        func digits(_ value: Int?, _ count: Int = 2) -> String {
            let text = String(max(0, value ?? 0))
            return String(repeating: "0", count: max(0, count - text.count)) + text.suffix(count)
        }
        return "\(digits(parts.year, 4))\(digits(parts.month))\(digits(parts.day))-"
            + "\(digits(parts.hour))\(digits(parts.minute))\(digits(parts.second))-\(name(messageID))"
    }

    /// The part of the name that only the Message-ID decides.
    static func name(_ messageID: String) -> String {
        let local = String(messageID.prefix { $0 != "@" })
        let name = String(local.map { isSafe($0) ? $0 : "_" }.prefix(80))
        // Where something had to be left out, the whole identifier still decides.
        return name == local && !name.isEmpty ? name : "\(name)_\(MailHash.hexadecimal(messageID))"
    }

    static func ids(in directory: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(".eml".count)) }.filter(isID)
    }

    /// Nothing that passes leaves the folder: no slash, and digits first.
    static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (stampLength + 1...128).contains(bytes.count) else { return false }
        let isStamp = (0..<stampLength).allSatisfy { $0 == 8 || $0 == 15 ? bytes[$0] == UInt8(ascii: "-") : isDigit(bytes[$0]) }
        return isStamp && bytes[stampLength...].allSatisfy { isSafe(Character(Unicode.Scalar($0))) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether the folder has a mail of this name, whenever it was sent. A folder of thousands is asked for each mail: by bytes.
    static func isThere(_ name: String, in directory: String) -> Bool {
        guard let folder = opendir(directory) else { return false }
        defer { closedir(folder) }
        let wanted = Array("\(name).eml".utf8)
        while let entry = readdir(folder) {
            let isIt = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { start in
                    let count = strlen(start)
                    return count == stampLength + wanted.count && memcmp(start + stampLength, wanted, wanted.count) == 0
                }
            }
            if isIt { return true }
        }
        return false
    }

    private static func isSafe(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._+-".contains(character))
    }
}
