import Domain
import Formats
import Foundation
import Hummingbird
import Pictures
import Storage

/// Files of a form that wait to be sent, and what was wrong with others.
struct TakenFiles: Sendable {
    var attachments: [Attachment] = []
    /// By the name their sender knows them by, cleaned to be shown.
    var problems: [(name: String, problem: Attachment.Problem)] = []

    var ids: [Attachment.ID] { attachments.map(\.id) }

    static var none: TakenFiles { TakenFiles() }
}

/// Takes files in: what they are, by their content; pictures encoded anew; kept where they wait to be sent.
struct FileIntake: Sendable {
    let attachments: AttachmentStore
    let usage: UsageStore
    let cleaner: PictureCleaner
    let room: UploadRoom
    let now: @Sendable () -> Date

    /// In kilobytes.
    static let perDay = UsageStore.Limit("files", uses: Attachment.dayByteLimit / 1024, seconds: 86_400)

    func read(_ request: Request, _ context: RequestContext) async throws -> UploadForm {
        try await UploadForm.read(request, context, room: room)
    }

    /// Keeps a form's files with a draft. Those that were shown and are not chosen any more are taken out.
    func keep(_ form: UploadForm, in draftID: Draft.ID, _ context: RequestContext) async throws -> TakenFiles {
        let chosen = Set(form.fields.chosenFiles)
        for id in form.fields.shownFiles where !chosen.contains(id) { try await attachments.remove(id, of: draftID) }
        var (checked, problems) = await check(form.files)
        problems += try await count(&checked, for: context.network)
        let kept = try await attachments.keep(checked.map(\.new), in: draftID, at: now())
        problems += kept.refused.map { (checked[$0.index].shown, $0.problem) }
        return TakenFiles(attachments: try await attachments.all(of: draftID), problems: problems)
    }

    /// Keeps a form's files for the message that is written with it.
    func keep(
        _ form: UploadForm, _ permit: Permit<DialoguePolicy.Attach>, _ context: RequestContext
    ) async throws -> TakenFiles {
        let chosen = form.fields.chosenFiles
        guard !form.files.isEmpty || !chosen.isEmpty else { return .none }
        var (checked, problems) = await check(form.files)
        let who = context.viewer.personID.map { "staff:\($0.rawValue)" } ?? context.network
        problems += try await count(&checked, for: who)
        let kept = try await attachments.keep(checked.map(\.new), besides: chosen, permit, at: now())
        problems += kept.refused.map { (checked[$0.index].shown, $0.problem) }
        return TakenFiles(attachments: try await attachments.waiting(kept.ids, permit), problems: problems)
    }

    private typealias Checked = (new: NewAttachment, shown: String)
    private typealias Problems = [(name: String, problem: Attachment.Problem)]

    private func check(_ files: [UploadForm.File]) async -> ([Checked], Problems) {
        var (checked, problems): ([Checked], Problems) = ([], [])
        for (index, file) in files.enumerated() {
            let shown = AttachmentName.shown(file.name)
            guard index < Attachment.messageLimit else {
                problems.append((shown, .tooMany))
                continue
            }
            do { checked.append((try await cleaned(file), shown)) } catch {
                problems.append((shown, Attachment.Problem(error)))
            }
        }
        return (checked, problems)
    }

    private func cleaned(_ file: UploadForm.File) async throws -> NewAttachment {
        guard !file.isTooLarge else { throw Attachment.Problem.tooLarge }
        let sniffed = try FileSniffer.sniff(file.bytes)
        guard sniffed.format.isImage else {
            guard let kind = Attachment.Kind(rawValue: sniffed.format.rawValue) else { throw Attachment.Problem.otherFormat }
            let bytes = kind == .text ? PlainText.decoded(file.bytes).map { Array($0.utf8) } ?? file.bytes : file.bytes
            return try NewAttachment(name: file.name, kind: kind, bytes: bytes)
        }
        let picture = try await cleaner.clean(file.bytes)
        guard let kind = Attachment.Kind(rawValue: picture.format.rawValue) else { throw Attachment.Problem.otherFormat }
        return try NewAttachment(
            name: file.name, kind: kind, bytes: picture.bytes, size: .init(width: picture.width, height: picture.height),
            thumbnail: picture.thumbnail)
    }

    /// Too much in a day is told as what is wrong with the files, so that the words around them are not lost.
    private func count(_ checked: inout [Checked], for who: String) async throws -> Problems {
        guard !checked.isEmpty else { return [] }
        let kilobytes = checked.reduce(0) { $0 + $1.new.bytes.count / 1024 + 1 }
        do {
            try await usage.take(Self.perDay, for: who, amount: kilobytes, at: now())
            return []
        } catch is UsageStore.Exceeded {
            defer { checked = [] }
            return checked.map { ($0.shown, .dayFull) }
        }
    }
}

extension FormFields {
    private static let prefix = "file-"

    /// Files that wait, and that the sender still wants.
    var chosenFiles: [Attachment.ID] {
        all.compactMap { field in
            guard field.name.hasPrefix(Self.prefix), let id = Int64(field.name.dropFirst(Self.prefix.count)) else { return nil }
            return Attachment.ID(id)
        }
    }

    /// Files that waited when the page was shown.
    var shownFiles: [Attachment.ID] { self["files-shown"].split(separator: ",").compactMap { Int64($0) }.map { Attachment.ID($0) } }
}

extension AttachmentName {
    /// A name that was sent, as it can be shown to its sender.
    static func shown(_ sent: String) -> String { String(AttachmentName(sent + ".txt", .text).text.dropLast(4)) }
}

extension Attachment.Problem {
    /// Whatever else goes wrong inside a file is that file's fault: it is damaged.
    fileprivate init(_ error: any Error) {
        switch error {
        case let problem as Attachment.Problem: self = problem
        case let refusal as FileRefusal: self = Attachment.Problem(refusal)
        default: self = .damaged
        }
    }

    private init(_ refusal: FileRefusal) {
        self =
            switch refusal {
            case .empty: .empty
            case .otherFormat: .otherFormat
            case .damaged: .damaged
            case .tooManyPixels: .tooManyPixels
            case .macros: .macros
            case .bomb: .bomb
            case .encrypted: .encrypted
            }
    }
}
