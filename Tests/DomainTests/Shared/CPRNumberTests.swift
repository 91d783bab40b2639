import Domain
import Foundation
import Testing

struct CPRNumberTests {
    /// What is found, as the text has it, with a question mark when it may be something else.
    private func found(_ text: String) -> [String] {
        CPRNumber.find(in: text).map { String(text[$0.range]) + ($0.certainty == .certain ? "" : "?") }
    }

    // 070761-4285 and 0101901234 are nobody's: the first is the CPR office's own example of modulus 11.
    @Test(arguments: [
        ("Mit nummer er 120585-1234.", ["120585-1234"]),
        ("070761-4285", ["070761-4285"]),
        ("0707614285", ["0707614285"]),
        ("tal 0101901234 her", ["0101901234"]),
        ("CPR 1205851234", ["1205851234"]),
        ("1205851234 (cpr-nr.)", ["1205851234"]),
        ("tal 1205851234 her", ["1205851234?"]),
        ("Tlf. 1205851234", []),
        ("P-nummer 0707614285", ["0707614285?"]),
        ("120585 1234", ["120585 1234"]),
        ("120585\u{A0}\u{2013}\u{2009}1234", ["120585\u{A0}\u{2013}\u{2009}1234"]),
        ("１２０５８５－１２３４", ["１２０５８５－１２３４"]),
        ("12\u{200B}05\u{200D}85-12\u{AD}34", ["12\u{200B}05\u{200D}85-12\u{AD}34"]),
        ("12.05.85-1234", ["12.05.85-1234"]),
        ("12/5-85-1234", ["12/5-85-1234"]),
        ("1/1-90-1234", ["1/1-90-1234"]),
        ("01.01.1990-1234", ["01.01.1990-1234"]),
        ("cpr: 12 05 85 12 34", ["12 05 85 12 34"]),
        ("290200-1234", ["290200-1234"]),
        ("310485-1234", []),
        ("290299-1234", []),
        ("000000-0000", []),
        ("Erstatnings-cpr 720585-1234", ["720585-1234"]),
        ("720585-1234", []),
        ("120585-1234 og 070761-4285", ["120585-1234", "070761-4285"]),
        ("Anna 120585-1234.\n12 andre", ["120585-1234"]),
        ("120585-12345", []),
        ("9120585-1234", []),
        ("2026-120585-1234", []),
        ("den 24.12.26 1830", []),
        ("24.12.26 4300 Holbæk", []),
        ("111225 4300 Holbæk", ["111225 4300?"]),
        ("HOL-2026-0042", []),
        ("+31 0612345678", ["0612345678?"]),
        ("٠٧٠٧٦١-٤٢٨٥", ["٠٧٠٧٦١-٤٢٨٥"]),
        ("1️⃣2️⃣0️⃣5️⃣8️⃣5️⃣-1️⃣2️⃣3️⃣4️⃣", ["1️⃣2️⃣0️⃣5️⃣8️⃣5️⃣-1️⃣2️⃣3️⃣4️⃣"]),
    ]) func `a number is found as people write it`(text: String, expected: [String]) {
        #expect(found(text) == expected)
    }

    @Test(arguments: [
        ("Jeg er 120585-1234.", "Jeg er 120585-••••."),
        ("a 12.05.1985-1234 b 0707614285", "a 120585-•••• b 070761-••••"),
        ("１２０５８５ － １２３４ø", "120585-••••ø"),
        ("5️⃣ æbler, 1️⃣20585-123\u{200B}4️⃣!", "5️⃣ æbler, 120585-••••!"),
        ("Ingen tal", "Ingen tal"),
    ]) func `a masked number keeps its date`(text: String, expected: String) {
        #expect(CPRNumber.mask(text) == expected)
        #expect(CPRNumber.find(in: CPRNumber.mask(text)).isEmpty)
    }

    @Test(arguments: [
        ("1", 10_000), ("1 ", 5_000), ("01", 5_000), ("120585-", 1_430), ("01.01.90 ", 1_100), ("1-", 5_000), ("cpr", 3_300),
        ("0\u{200B}", 5_000), ("@a.", 3_300), ("a.", 5_000), ("Aa ", 3_300), ("+45", 3_300), ("e\u{301}", 5_000), ("120585-1234 ", 830),
    ]) func `ten thousand hostile characters take no longer than they must`(piece: String, count: Int) {
        func duration(_ text: String) -> Duration {
            (0..<2).map { _ in Self.work { _ = SensitiveText.find(in: text) } }.min() ?? .zero
        }
        let short = duration(String(repeating: piece, count: count) + "@")
        // Four times the text takes some four times as long; a square would take sixteen.
        #expect(duration(String(repeating: piece, count: count * 4) + "@") < max(short * 9, .milliseconds(40)))
        // A build for tests is some thirty times slower than the program.
        #expect(short < .seconds(4))
    }

    /// The processor's time on this thread: other tests run meanwhile.
    private static func work(_ body: () -> Void) -> Duration {
        func now() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let began = now()
        body()
        return now() - began
    }
}
