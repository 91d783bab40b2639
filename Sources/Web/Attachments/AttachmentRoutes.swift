import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage

/// Serves files, each time only to who may read the message they came with. No address of a file opens more than the address of its
/// dialogue does.
struct AttachmentRoutes: Sendable {
    let attachments: AttachmentStore
    let dialogues: DialogueStore
    let secrets: Secrets
    let now: @Sendable () -> Date

    func add(to router: Router<RequestContext>) {
        router.get(Routes.threadFile) { try await file(try await party($1), $1) }
        router.get(Routes.threadThumbnail) { try await thumbnail(try await party($1), $1) }
        router.get(Routes.workbenchFile) { try await file(try await staff($1), $1) }
        router.get(Routes.workbenchThumbnail) { try await thumbnail(try await staff($1), $1) }
        router.get(Routes.publicFile) { try await file(try await everybody($1), $1) }
        router.get(Routes.publicThumbnail) { try await thumbnail(try await everybody($1), $1) }
        router.get(Routes.draftThumbnail, use: draftThumbnail)
    }

    private typealias Asked = (viewer: Viewer, dialogueID: Dialogue.ID)

    private func party(_ context: RequestContext) async throws -> Asked {
        guard let access = secrets.id(ofToken: try context.parameter("token"), .access),
            let viewer = try await dialogues.viewer(ofAccess: access), case .party(_, let id) = viewer
        else { throw NotFound() }
        return (viewer, id)
    }

    private func staff(_ context: RequestContext) async throws -> Asked {
        let staff = try context.requireStaff()
        let dialogue = try await dialogue(context, as: context.viewer)
        guard DialoguePolicy.mayWork(staff, dialogue) else { throw NotFound() }
        return (context.viewer, dialogue.id)
    }

    private func everybody(_ context: RequestContext) async throws -> Asked {
        (.anonymous, try await dialogue(context, as: .anonymous).id)
    }

    private func dialogue(_ context: RequestContext, as viewer: Viewer) async throws -> Dialogue {
        guard let reference = Reference(try context.parameter("reference")),
            let dialogue = try await dialogues.find(reference, as: viewer)
        else { throw NotFound() }
        return dialogue
    }

    private func file(_ asked: Asked, _ context: RequestContext) async throws -> Response {
        let id = try id(context)
        guard let attachment = try await attachments.find(id, of: asked.dialogueID, as: asked.viewer),
            let bytes = try await attachments.content(id, of: asked.dialogueID, as: asked.viewer)
        else { throw NotFound() }
        await recordReading(of: id, by: asked.viewer, context)
        return FileAnswer.download(attachment, bytes)
    }

    /// A full disk must not keep people from their files: then the log has it.
    private func recordReading(of id: Attachment.ID, by viewer: Viewer, _ context: RequestContext) async {
        guard let personID = viewer.personID else { return }
        do { try await attachments.recordReading(of: id, by: personID, at: now()) } catch {
            context.logger.error(
                "a reading of a file was not recorded", metadata: ["attachment": "\(id.rawValue)", "person": "\(personID.rawValue)"])
        }
    }

    private func thumbnail(_ asked: Asked, _ context: RequestContext) async throws -> Response {
        guard let bytes = try await attachments.thumbnail(try id(context), of: asked.dialogueID, as: asked.viewer) else { throw NotFound() }
        return FileAnswer.inline(bytes)
    }

    func draftThumbnail(_ request: Request, _ context: RequestContext) async throws -> Response {
        guard let draftID = secrets.id(ofToken: try context.parameter("token"), .draft).map({ Draft.ID($0) }),
            let bytes = try await attachments.thumbnail(try id(context), of: draftID)
        else { throw NotFound() }
        return FileAnswer.inline(bytes)
    }

    private func id(_ context: RequestContext) throws -> Attachment.ID {
        guard let id = Int64(try context.parameter("file")) else { throw NotFound() }
        return Attachment.ID(id)
    }
}

/// How a file leaves: to be saved, never to be shown by the browser as a page of ours.
enum FileAnswer {
    private static let sandbox = "sandbox; default-src 'none'"
    private static let disposition = HTTPField.Name.known("Content-Disposition")

    static func download(_ attachment: Attachment, _ bytes: [UInt8]) -> Response {
        answer(bytes, attachment.kind.contentType, Self.disposition(attachment.name.text))
    }

    /// Only for pictures that were encoded here.
    static func inline(_ jpeg: [UInt8]) -> Response { answer(jpeg, Attachment.Kind.jpeg.contentType, "inline") }

    private static func answer(_ bytes: [UInt8], _ type: String, _ disposition: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, Self.disposition: disposition, SecurityHeaders.contentSecurityPolicy: sandbox,
                SecurityHeaders.contentTypeOptions: "nosniff", SecurityHeaders.referrerPolicy: "no-referrer",
                .cacheControl: CacheHeaders.never,
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// RFC 6266, 4.3: a plain name for old clients, and the whole one encoded as RFC 8187 says.
    static func disposition(_ name: String) -> String {
        let plain = String(name.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 != "%" ? Character($0) : "_" })
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(Paths.encoded(name))"
    }
}
