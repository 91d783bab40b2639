import Domain
import Markup

/// The demo's mailbox.
struct MailboxPage {
    struct Line {
        let path: String
        let subject: String
        let to: String
        let when: String
    }

    let lines: [Line]
    let language: Language

    var html: HTML {
        """
        <h1>\(MailboxTexts.title(language))</h1><p class="lead">\(MailboxTexts.lead(language))</p>
        \(if: lines.isEmpty, empty)\(if: !lines.isEmpty, "<ul class=\"mails\">\(each: lines, { line($0) })</ul>")
        """
    }

    private var empty: HTML {
        "<div class=\"empty\"><h2>\(MailboxTexts.emptyTitle(language))</h2><p>\(MailboxTexts.empty(language))</p></div>"
    }

    private func line(_ line: Line) -> HTML {
        """
        <li><a href="\(line.path)">\(line.subject)</a><p class="meta">\(MailboxTexts.to(line.to, line.when, language))</p></li>
        """
    }
}

/// One mail as its reader sees the plain text, with its addresses to follow.
struct MailPage {
    let line: MailboxPage.Line
    let text: String
    let links: [String]
    let language: Language

    var html: HTML {
        """
        <h1>\(line.subject)</h1><p class="meta">\(MailboxTexts.to(line.to, line.when, language))</p><pre class="mail" tabindex="0">\(text)</pre>
        \(if: !links.isEmpty, "<h2>\(MailboxTexts.open(language))</h2><ul>\(each: links, { "<li><a href=\"\($0)\">\($0)</a></li>" })</ul>")
        """
    }
}
