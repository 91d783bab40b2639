import Foundation

/// Text that somebody typed or pasted, as it is kept.
package enum TypedText {
    /// More in a row no language has (UAX #15, 13), and putting them in order takes time in the square of their number.
    private static let maximumAccents = 30

    /// Lines end in `\n`; other control characters but the tab are left out, and so are accents without end; composed (NFC), so that
    /// equal words are equal.
    package static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text }
        var clean = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        var accents = 0
        func keep(_ scalar: Unicode.Scalar) {
            accents = scalar.isASCII || scalar.properties.canonicalCombiningClass == .notReordered ? 0 : accents + 1
            if accents <= maximumAccents { clean.append(scalar) }
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where last == "\r": break
            case "\r": keep("\n")
            case "\n", "\t": keep(scalar)
            default: if scalar.properties.generalCategory != .control { keep(scalar) }
            }
            last = scalar
        }
        return String(clean).precomposedStringWithCanonicalMapping
    }
}
