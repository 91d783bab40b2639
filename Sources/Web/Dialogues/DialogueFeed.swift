import Domain
import Formats
import Foundation
import Storage

/// A public dialogue as a feed: the same lines as on its page and what others have said, the newest first.
struct DialogueFeed {
    let model: ThreadModel
    let said: [Comment]
    /// Who stands behind it.
    let author: String
    let origin: String
    let paths: Paths

    static let length = 50

    var atom: Atom {
        let dialogue = model.thread.dialogue
        let lines = zip(model.thread.events, model.lines).suffix(Self.length).map(entry)
        let entries = (lines + said.map(entry)).sorted { $0.updated > $1.updated }.prefix(Self.length)
        return Atom(
            id: id, title: "\(dialogue.reference.text) \(dialogue.subject)", updated: entries.first?.updated ?? dialogue.startedAt,
            author: author, language: paths.language.rawValue,
            links: [
                .init(.`self`, origin + paths.feed(dialogue.reference), type: "application/atom+xml"),
                .init(.alternate, origin + paths.dialogue(dialogue.reference), type: "text/html"),
            ], entries: Array(entries))
    }

    /// In Danish, whoever asks: an id never changes.
    private var id: String { origin + Paths(.da).dialogue(model.thread.dialogue.reference) }

    private func entry(_ comment: Comment) -> Atom.Entry {
        let (name, said) = (comment.name ?? CommentTexts.nobody(paths.language), CommentTexts.said(comment.kind, paths.language))
        return Atom.Entry(
            id: "\(id)#said-\(comment.id.rawValue)", title: "\(name) \(said)", updated: comment.at, published: comment.at,
            summary: comment.text,
            links: [.init(.alternate, origin + paths.dialogue(model.thread.dialogue.reference), type: "text/html")])
    }

    private func entry(_ event: Event, _ line: ThreadModel.Line) -> Atom.Entry {
        Atom.Entry(
            id: "\(id)#\(event.id.rawValue)", title: ([line.name] + line.said).joined(separator: " · "), updated: event.at,
            published: event.at, summary: line.text,
            links: [.init(.alternate, origin + paths.dialogue(model.thread.dialogue.reference), type: "text/html")])
    }
}
