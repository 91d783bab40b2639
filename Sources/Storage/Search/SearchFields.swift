import SQLEngine

/// What can be searched in. An anonymous search reads `open`, and the headings of what everybody may read, and no other column, so it
/// can never match a private word.
enum SearchFields {
    /// Stands before each stem of a heading, and in no other word: headings have lists of their own in the index, so that finding a common
    /// word in them does not pass by every dialogue that holds it somewhere.
    static let headingMark = "§"

    static func inHeading(_ stem: String) -> String { headingMark + stem }

    static let open = FullText.Field("open", columns: ["open_words"], vector: "s.open_vector", hasBlocks: true)
    static let whole = FullText.Field(
        "whole", columns: ["open_words", "closed_words"], vector: "s.whole_vector", hasBlocks: true)
    static let subject = FullText.Field("subject", columns: ["subject"], vector: "s.subject_vector", hasBlocks: false)

    static let text = FullText(
        table: "search_document", key: "dialogue_id", columns: ["subject", "open_words", "closed_words"], fields: [open, whole, subject],
        names: (
            table: "search_document", index: "search_document_index", key: "dialogue_id", columns: "subject, open_words, closed_words"
        ))
}
