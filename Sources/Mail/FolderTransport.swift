import Formats
package import Foundation

/// Delivers into a folder of `.eml` files instead of the world. `MailFolder` reads them.
///
/// A Message-ID has one file, however often its mail is delivered.
package struct FolderTransport: MailTransport {
    private let directory: String
    private let queue = DispatchQueue(label: "krumtap.mail-folder.writer")

    /// - Parameter directory: made when it is not there, readable by us alone.
    package init(directory: String) { self.directory = directory }

    package func deliver(_ message: Data, from: String, to: String) async throws(DeliveryFailure) {
        try Envelope.check(from: from, to: to)
        let outcome: Result<Void, DeliveryFailure> = await withCheckedContinuation { continuation in
            queue.async { [directory] in continuation.resume(returning: Self.store(message, in: directory)) }
        }
        try outcome.get()
    }

    private static func store(_ message: Data, in directory: String) -> Result<Void, DeliveryFailure> {
        let preview = MailPreview(reading: message)
        guard let messageID = preview.messageID else {
            return .failure(DeliveryFailure(kind: .permanent, reason: "the mail has no Message-ID"))
        }
        do throws(DeliveryFailure) {
            try? FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let name = MailFile.name(messageID)
            guard !MailFile.isThere(name, in: directory) else { return .success(()) }
            let id = MailFile.id(messageID: messageID, at: preview.date ?? Date())
            try replace(MailFile.path(id, in: directory), with: message, through: "\(directory)/.\(UUID().uuidString).new")
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// Whole or not at all: a reader never sees half a mail.
    private static func replace(_ path: String, with message: Data, through temporary: String) throws(DeliveryFailure) {
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        let isWritten = message.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
        // Before anything below changes `errno`.
        let problem = failure()
        guard close(descriptor) == 0, isWritten else {
            unlink(temporary)
            throw problem
        }
        guard rename(temporary, path) == 0 else {
            let problem = failure()
            unlink(temporary)
            throw problem
        }
    }

    private static func failure() -> DeliveryFailure {
        let code = errno
        let kind: DeliveryFailure.Kind = code == ENOSPC || code == EDQUOT || code == EIO || code == EMFILE ? .temporary : .configuration
        return DeliveryFailure(kind: kind, reason: "the mail folder cannot be written: \(String(cString: strerror(code)))")
    }
}
