import Foundation

extension String {
    /// Without white space and newlines at its ends. Foundation copies the text letter by letter, so it is asked only where there may be some.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        if Self.isVisible(first), Self.isVisible(last) { return self }
        return trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }
}
