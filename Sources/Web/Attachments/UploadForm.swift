import Domain
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// A form that may carry files, as browsers send it when it has a file input; one without files is read as well.
struct UploadForm: Sendable {
    struct File: Sendable {
        /// As its sender wrote it.
        let name: String
        let bytes: [UInt8]
        /// There was more than the limit, and nothing of it was kept.
        let isTooLarge: Bool
    }

    let fields: FormFields
    let files: [File]

    init(_ fields: FormFields) { self.init(fields: fields, files: []) }

    private init(fields: FormFields, files: [File]) {
        self.fields = fields
        self.files = files
    }

    /// Every file of a message, its words, and what stands around them.
    static let maximumBytes = Attachment.messageLimit * (Attachment.byteLimit + 16 * 1024) + FormFields.maximumBytes
    /// A telephone with one bar needs minutes. Whoever sends slower than this is not sending a file.
    static let maximumDuration: Duration = .seconds(600)
    static let minimumBytesPerSecond = 4 * 1024

    private static let limits = MultipartReader.Limits(
        fieldBytes: FormFields.maximumBytes, allFieldBytes: FormFields.maximumBytes, fileBytes: Attachment.byteLimit,
        files: Attachment.messageLimit, parts: FormFields.maximumFields)

    static func isMultipart(_ type: String?) -> Bool { type?.lowercased().hasPrefix("multipart/form-data") == true }

    /// Reads and keeps the form of a POST.
    static func read(_ request: Request, _ context: RequestContext, room: UploadRoom) async throws -> UploadForm {
        guard let type = request.headers[.contentType], isMultipart(type) else {
            return UploadForm(fields: try await FormFields.read(request, context), files: [])
        }
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > maximumBytes { throw FormFields.Unreadable.tooLarge }
        let taken = try room.take(announced ?? maximumBytes)
        defer { room.give(taken) }
        let parts = try await parts(request, type, announced)
        let fields = try FormFields(parts: parts.filter { $0.fileName == nil }.map { ($0.name, $0.bytes) })
        let files = parts.compactMap(file)
        context.arrival.kept.keep(fields)
        let kept = try fields.withoutNumbers(hasFiles: !files.isEmpty)
        context.arrival.kept.keep(kept)
        return UploadForm(fields: kept, files: files)
    }

    private static func parts(_ request: Request, _ type: String, _ announced: Int?) async throws -> [MultipartReader.Part] {
        var (reader, count) = (try reader(type), 0)
        let start = ContinuousClock.now
        var chunks = request.body.makeAsyncIterator()
        while let chunk = try await FormFields.next(&chunks) {
            count += chunk.readableBytes
            guard count <= maximumBytes else { throw FormFields.Unreadable.tooLarge }
            let seconds = (ContinuousClock.now - start).components.seconds
            guard seconds < maximumDuration.components.seconds,
                seconds <= FormFields.maximumDuration.components.seconds || count >= Int(seconds) * minimumBytesPerSecond
            else { throw FormFields.Unreadable.tooSlow }
            do { try reader.read(chunk.readableBytesView) } catch { throw FormFields.Unreadable(error) }
        }
        if let announced, announced != count { throw FormFields.Unreadable.malformed }
        do { return try reader.finish() } catch { throw FormFields.Unreadable(error) }
    }

    private static func reader(_ type: String) throws(FormFields.Unreadable) -> MultipartReader {
        do { return try MultipartReader(contentType: type, limits: limits) } catch { throw FormFields.Unreadable(error) }
    }

    /// A file input without a file sends an empty part without a name.
    private static func file(_ part: MultipartReader.Part) -> File? {
        guard let name = part.fileName, !(name.isEmpty && part.bytes.isEmpty && !part.isTooLarge) else { return nil }
        // Nobody chose to publish what a program called the file.
        return File(name: CPRNumber.mask(name), bytes: part.bytes, isTooLarge: part.isTooLarge)
    }
}

extension FormFields.Unreadable {
    fileprivate init(_ malformed: MultipartReader.Malformed) {
        self =
            switch malformed {
            case .malformed: .malformed
            case .tooManyParts: .tooManyFields
            case .tooLarge: .tooLarge
            }
    }
}

/// How much of forms with files may be in memory at once. Whoever comes when it is full is asked to try again.
final class UploadRoom: Sendable {
    private let left: Mutex<Int>

    init(bytes: Int = 256 * 1024 * 1024) { left = Mutex(bytes) }

    func take(_ bytes: Int) throws(Trouble) -> Int {
        let isTaken = left.withLock { left in
            guard left >= bytes else { return false }
            left -= bytes
            return true
        }
        guard isTaken else { throw .unavailable }
        return bytes
    }

    func give(_ bytes: Int) { left.withLock { $0 += bytes } }
}
