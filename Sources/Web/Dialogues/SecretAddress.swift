import Domain
import Foundation
import Hummingbird
import Storage

/// Who holds a dialogue's secret address, and what they may read.
struct SecretAddress: Sendable {
    let accessID: Int64
    let token: String
    let viewer: Viewer
    let thread: DialogueStore.Thread

    /// The holder is the starter, not somebody invited.
    var isStarter: Bool { viewer.personID == thread.dialogue.starterID }
}

/// Opens secret addresses. Throws `NotFound` for one that was never given, or is blocked.
struct SecretAddresses: Sendable {
    let dialogues: DialogueStore
    let secrets: Secrets

    func open(_ context: RequestContext) async throws -> SecretAddress {
        try await open(access: secrets.id(ofToken: try context.parameter("token"), .access))
    }

    func open(access: Int64?) async throws -> SecretAddress {
        guard let access, let viewer = try await dialogues.viewer(ofAccess: access), case .party(_, let id) = viewer,
            let thread = try await dialogues.thread(id, as: viewer)
        else { throw NotFound() }
        return SecretAddress(accessID: access, token: secrets.token(.access, access), viewer: viewer, thread: thread)
    }
}
