import CCurl
package import Foundation

/// Delivers through a mail server with libcurl, one mail after the other over one connection that is kept.
///
/// libcurl blocks, so it has a queue of its own and never a thread of the cooperative pool. A delivery that began goes to its
/// end, also when the task that waits for it is cancelled: a mail cut off in the middle would be sent twice.
///
/// `@unchecked`: `session` is only touched on `queue`, which is serial, and in `deinit`.
package final class SMTPTransport: MailTransport, @unchecked Sendable {
    private let server: SMTPServer
    private let queue = DispatchQueue(label: "krumtap.smtp")
    private var session: SMTPSession?

    package init(_ server: SMTPServer) { self.server = server }

    package func deliver(_ message: Data, from: String, to: String) async throws(DeliveryFailure) {
        try Envelope.check(from: from, to: to)
        let outcome: Result<Void, DeliveryFailure> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.send(message, from: from, to: to)) }
        }
        try outcome.get()
    }

    private func send(_ message: Data, from: String, to: String) -> Result<Void, DeliveryFailure> {
        do throws(DeliveryFailure) {
            let session: SMTPSession
            if let kept = self.session { session = kept } else { session = try SMTPSession() }
            // After a failure the next mail begins with a new connection.
            self.session = nil
            try session.send(message, from: from, to: to, through: server)
            self.session = session
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}
