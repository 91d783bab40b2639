import Markup

/// A person's plain text as paragraphs and lines. Nothing in it becomes markup.
///
/// Read by its bytes: a line ends at one of them, and letters need not be told apart to find it.
enum TextPages {
    static func paragraphs(_ text: String) -> HTML { "\(each: Self.split(text), { "<p>\(lines($0))</p>" })" }

    private static func lines(_ paragraph: [Substring]) -> HTML {
        "\(each: paragraph.enumerated(), { "\(if: $0.offset > 0, "<br>")\(String($0.element))" })"
    }

    /// Paragraphs are lines without an empty one between them.
    private static func split(_ text: String) -> [[Substring]] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
            .split { $0.isEmpty }.map(Array.init)
    }
}
