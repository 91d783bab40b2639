import Foundation

/// A file's name as it is kept, shown and offered for download: one line, no path, nothing that hides or turns letters, and an
/// ending that says what the file is.
package struct AttachmentName: Sendable, Hashable {
    package let text: String

    /// Characters, with the ending.
    package static let limit = 120

    /// Any text becomes a name.
    package init(_ typed: String, _ kind: Attachment.Kind) {
        // Only the last part of a path, whichever way its slashes lean. Scalars: a slash with an accent is a slash to a file system.
        let last = typed.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last
        // Composed after what is invisible has gone from between the letters.
        let visible = String(String.UnicodeScalarView(last?.compactMap(Self.cleaned) ?? [])).precomposedStringWithCanonicalMapping
        let line = visible.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let bare = String(line.unicodeScalars.drop { $0 == "." || $0 == " " })
        let (stem, ending) = Self.parts(bare, kind)
        let room = Self.limit - ending.count - 1
        let short = Self.shortened(stem, to: room)
        text = "\(short.isEmpty ? Self.nameless : short).\(ending)"
    }

    /// As it was kept.
    package init(stored text: String) { self.text = text }

    private static let nameless = "fil"

    private static func cleaned(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        // What file systems and shells give a meaning.
        if "<>:\"|?*".unicodeScalars.contains(scalar) { return "_" }
        switch scalar.properties.generalCategory {
        case .lineSeparator, .paragraphSeparator, .spaceSeparator: return " "
        // Marks that turn the writing direction, joiners, byte-order marks, half characters.
        case .control, .format, .surrogate, .privateUse, .unassigned: return scalar == "\t" || scalar == "\n" ? " " : nil
        default: return scalar
        }
    }

    /// The name before its ending, and the right ending. A wrong ending of a known kind is taken off: `bill.pdf` that is a
    /// picture becomes `bill.jpg`; one we do not know is part of the name.
    private static func parts(_ name: some StringProtocol, _ kind: Attachment.Kind) -> (stem: String, ending: String) {
        let right = kind.suffixes[0]
        guard let dot = name.lastIndex(of: ".") else { return (String(name), right) }
        let ending = name[name.index(after: dot)...].lowercased()
        let stem = String(name[..<dot])
        if kind.suffixes.contains(ending) { return (stem, ending) }
        return Attachment.acceptedSuffixes.contains(ending) ? (stem, right) : (String(name), right)
    }

    private static func shortened(_ stem: String, to limit: Int) -> String {
        var kept = String(stem.prefix(limit))
        // One character may carry a hundred accents.
        while kept.unicodeScalars.count > limit * 2 { kept.removeLast() }
        while let last = kept.last, last == "." || last == " " { kept.removeLast() }
        return kept
    }
}
