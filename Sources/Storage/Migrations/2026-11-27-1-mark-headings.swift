import SQLEngine

/// The stems of headings get their mark (`SearchFields.headingMark`).
let markHeadings = Migration("2026-11-27-1-mark-headings") { dialect in
    """
    UPDATE search_document SET subject = '§' || REPLACE(subject, ' ', ' §') WHERE subject <> '';
    \(dialect.rebuildFullText(SearchFields.text))
    """
}
