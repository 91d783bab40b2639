/// A telephone number that can be rung.
package struct PhoneNumber: Sendable, Hashable {
    /// With the country's code and nothing between the digits: `+4512345678` (ITU-T E.164).
    package let text: String

    /// Reads a number as people write it: `12 34 56 78`, `12-34-56-78`, `(+45) 12345678`, `0045 12345678`, `+44 (0)20 7946 0000`.
    /// Eight digits without a country's code are Danish.
    package init?(_ typed: String) {
        guard typed.count <= Person.phoneLimit, let dialled = Self.dialled(typed) else { return nil }
        let digits: Substring
        if dialled.hasPrefix("+") {
            digits = dialled.dropFirst()
        } else if dialled.hasPrefix("00") {
            digits = dialled.dropFirst(2)
        } else if dialled.count == 10, dialled.hasPrefix("45") {
            digits = dialled[...]
        } else {
            guard dialled.count == 8 else { return nil }
            digits = "45" + dialled
        }
        guard Self.canBeRung(digits) else { return nil }
        text = "+" + digits
    }

    /// As people read it: `12 34 56 78`; a foreign number keeps its country's code.
    package var formatted: String {
        guard let danish = Self.danish(text.dropFirst()) else { return text }
        return stride(from: 0, to: 8, by: 2).map { String(danish.dropFirst($0).prefix(2)) }.joined(separator: " ")
    }

    /// The digits, with a plus before them where there was one; nil when anything else stands among them.
    private static func dialled(_ typed: String) -> String? {
        // "+44 (0)20 …": the zero is for callers inside the country.
        let isForeign = typed.contains("+")
        let typed = isForeign ? typed.replacing("(0)", with: "") : typed
        var dialled = ""
        for scalar in typed.unicodeScalars {
            switch scalar {
            case "0"..."9": dialled.unicodeScalars.append(scalar)
            case "+":
                guard dialled.isEmpty else { return nil }
                dialled = "+"
            case "-", ".", "/", "(", ")", "\u{2010}"..."\u{2015}", "\u{2212}": continue
            case _ where scalar.properties.isWhitespace || scalar.properties.generalCategory == .format: continue
            default: return nil
            }
        }
        return dialled
    }

    /// E.164 has at most 15 digits, and no country's code begins with 0. In Denmark numbers have eight digits
    /// and none begins with 0 or 1 (Den danske nummerplan; 1 begins the short numbers, 112 among them).
    private static func canBeRung(_ digits: Substring) -> Bool {
        guard !digits.hasPrefix("45") else { return danish(digits).map { !$0.hasPrefix("0") && !$0.hasPrefix("1") } ?? false }
        return (8...15).contains(digits.count) && !digits.hasPrefix("0")
    }

    private static func danish(_ digits: Substring) -> Substring? {
        digits.hasPrefix("45") && digits.count == 10 ? digits.dropFirst(2) : nil
    }
}
