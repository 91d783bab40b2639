package import SQLEngine

/// For a CHECK: the column holds one of the words, or NULL. SQLite fills a table of its own for each list of three or more, at every row that
/// is written, which costs more than the rest of the row.
func oneOf(_ column: String, _ words: String...) -> String {
    "(" + words.map { "\(column) = '\($0)'" }.joined(separator: " OR ") + ")"
}

/// Every migration of the product, oldest first. One that has shipped is never edited.
package let schema = Migrator([
    createPeople, createAreas, createDialogues, createNotifications, createAttachments, createDiversions, createSearch, createComments,
    createFollowers, markHeadings, letSearchGrow,
])
