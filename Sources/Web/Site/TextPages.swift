import Markup

/// A person's plain text as paragraphs and lines. Nothing in it becomes markup.
enum TextPages {
    static func paragraphs(_ text: String) -> HTML {
        let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true)
        return "\(each: paragraphs, { "<p>\(lines($0))</p>" })"
    }

    private static func lines(_ paragraph: Substring) -> HTML {
        let lines = paragraph.split(separator: "\n", omittingEmptySubsequences: true)
        return "\(each: lines.enumerated(), { "\(if: $0.offset > 0, "<br>")\(String($0.element))" })"
    }
}
