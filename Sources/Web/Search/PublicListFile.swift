import Domain
import Formats
import Foundation
import Storage

/// A public list as a feed, a table or data: the same lines as on the page.
struct PublicListFile {
    let title: String
    let author: String
    let lines: [DialogueStore.Line]
    let themes: [Theme.ID: Theme]
    let origin: String
    let paths: Paths
    let ownPath: String
    let pagePath: String
    let nextPath: String?

    func bytes(as format: Paths.ListFormat) throws -> (bytes: [UInt8], type: String) {
        switch format {
        case .atom: (Array(atom.data), Atom.contentType)
        case .csv: (Array(csv), "text/csv; charset=utf-8")
        case .json: (Array(try json), "application/json")
        }
    }

    private func address(_ path: String) -> String { origin + path }

    /// In Danish, whoever asks: an entry's id never changes.
    private func id(_ dialogue: Dialogue) -> String { address(Paths(.da).dialogue(dialogue.reference)) }

    private var atom: Atom {
        let newest = lines.map { $0.dialogue.closing?.at ?? $0.dialogue.startedAt }.max() ?? Date(timeIntervalSince1970: 0)
        var links = [
            Atom.Link(.`self`, address(ownPath), type: "application/atom+xml"), Atom.Link(.alternate, address(pagePath), type: "text/html"),
        ]
        if let nextPath { links.append(.init(.next, address(nextPath), type: "application/atom+xml")) }
        return Atom(
            id: address(pagePath), title: title, updated: newest, author: author, language: paths.language.rawValue, links: links,
            entries: lines.map(entry))
    }

    private func entry(_ line: DialogueStore.Line) -> Atom.Entry {
        let (dialogue, language) = (line.dialogue, paths.language)
        let outcome = dialogue.closing.map { "\(SearchTexts.outcome(language)) \($0.outcome)" }
        return Atom.Entry(
            id: id(dialogue), title: dialogue.subject, updated: dialogue.closing?.at ?? dialogue.startedAt, published: dialogue.startedAt,
            categories: [line.area?.name, theme(dialogue)].compactMap { $0 },
            summary: [how(dialogue), outcome].compactMap { $0 }.joined(separator: ". "),
            links: [.init(.alternate, address(paths.dialogue(dialogue.reference)), type: "text/html")])
    }

    private var csv: Data {
        CSV.excel(
            columns: SearchTexts.columns.map { $0(paths.language) },
            rows: lines.map { line in
                let dialogue = line.dialogue
                return [
                    .text(dialogue.reference.text), .text(dialogue.subject), .text(line.area?.name ?? ""), .text(theme(dialogue) ?? ""),
                    .text(how(dialogue)), .text(Day(of: dialogue.startedAt).iso),
                    .text(dialogue.closing.map { Day(of: $0.at).iso } ?? ""), .text(dialogue.closing?.outcome ?? ""),
                    .text(address(paths.dialogue(dialogue.reference))),
                ]
            })
    }

    /// The data's shape. Names are stable: programs read them.
    private struct List: Encodable {
        struct Item: Encodable {
            let reference, subject, state, started, address: String
            let area, theme, closed, outcome: String?
        }
        let title: String
        let next: String?
        let dialogues: [Item]
    }

    private var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let items = lines.map { line in
                let dialogue = line.dialogue
                return List.Item(
                    reference: dialogue.reference.text, subject: dialogue.subject, state: dialogue.stage.rawValue,
                    started: Day(of: dialogue.startedAt).iso, address: address(paths.dialogue(dialogue.reference)), area: line.area?.slug,
                    theme: dialogue.themeID.flatMap { themes[$0]?.slug }, closed: dialogue.closing.map { Day(of: $0.at).iso },
                    outcome: dialogue.closing?.outcome)
            }
            return try encoder.encode(List(title: title, next: nextPath.map(address), dialogues: items))
        }
    }

    private func theme(_ dialogue: Dialogue) -> String? { dialogue.themeID.flatMap { themes[$0]?.name(paths.language) } }

    private func how(_ dialogue: Dialogue) -> String {
        dialogue.closing.map { DialogueTexts.ground($0.ground, paths.language) } ?? DialogueTexts.stage(dialogue.stage, paths.language)
    }
}
