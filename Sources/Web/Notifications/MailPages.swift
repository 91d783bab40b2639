import Domain
import Markup

/// A piece of a mail: the same for the plain text and for its HTML twin.
enum MailPart: Sendable {
    case words(String)
    case link(String)
    case code(String)

    static func text(_ parts: [MailPart]) -> String {
        parts.map { part in
            switch part {
            case .words(let text), .link(let text), .code(let text): text
            }
        }.joined(separator: "\n\n") + "\n"
    }

    static func html(_ parts: [MailPart], _ language: Language) -> HTML {
        """
        <!doctype html><html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>Krumtap</title></head><body>
        \(each: parts, { $0.html })</body></html>
        """
    }

    private var html: HTML {
        switch self {
        case .words(let text): TextPages.paragraphs(text)
        case .link(let address): "<p><a href=\"\(address)\">\(address)</a></p>"
        case .code(let code): "<p><strong>\(code)</strong></p>"
        }
    }
}
