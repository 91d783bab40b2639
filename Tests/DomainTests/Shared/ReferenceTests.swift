import Domain
import Testing

struct ReferenceTests {
    @Test(arguments: [
        ("HOL-2026-0042", "HOL-2026-0042"), ("hol-2026-0042", "HOL-2026-0042"), ("hol 2026 42", "HOL-2026-0042"),
        ("HOL–2026–0042", "HOL-2026-0042"), ("HOL—2026—42", "HOL-2026-0042"), ("  HOL-2026-0042\n", "HOL-2026-0042"),
        ("HOL2026-42", "HOL-2026-0042"), ("Hol20260042", "HOL-2026-0042"), ("[HOL-2026-0042]", "HOL-2026-0042"),
        ("#HOL-2026-42.", "HOL-2026-0042"),
        ("HOL\u{00A0}2026\u{2011}0042", "HOL-2026-0042"), ("HO/2026/1", "HO-2026-0001"), ("HOLBAK-2026-12345", "HOLBAK-2026-12345"),
        ("HOL-2026-000042", "HOL-2026-0042"), ("HOL-2026-9999", "HOL-2026-9999"), ("HOL-2026-10000", "HOL-2026-10000"),
    ])
    func `a reference is read as people write it`(typed: String, text: String) throws {
        let reference = try #require(Reference(typed))
        #expect(reference.text == text)
        #expect(Reference(reference.text) == reference)
    }

    @Test(arguments: [
        "", "HOL", "HOL-2026", "HOL-2026-", "HOL-2026-0", "HOL-26-42", "H-2026-42", "HOLBAEK-2026-42", "HØL-2026-42", "2026-42",
        "HOL-2026-0042x", "HOL-2026-0042 HOL-2026-0043", "HOL-2026-1234567890", "HOL-2026-½", "HOL-２０２６-42", "HOL-1899-1", "HOL-2026--x",
        "q\u{0308}ol-2026-42", "HOL-2026-99999999999999999999999",
    ])
    func `what is not one reference is refused`(typed: String) {
        #expect(Reference(typed) == nil)
    }

    @Test(arguments: [
        ("hol", 2026, 1), ("HOL", 2026, 0), ("HOL", 2026, -1), ("H", 2026, 1), ("HOLBAEK", 2026, 1), ("HOL", 26, 1), ("", 2026, 1),
    ])
    func `a reference cannot be made of wrong parts`(prefix: String, year: Int, number: Int) {
        #expect(Reference(prefix: prefix, year: year, number: number) == nil)
    }
}
