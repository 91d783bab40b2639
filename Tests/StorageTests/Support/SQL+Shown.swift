@testable import SQLEngine

extension SQL {
    /// The text with its placeholders, on one line.
    var shown: String { render { _ in "?" }.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
