import Formats
import Testing

struct SettingsFileTests {
    private func values(_ text: String) -> [String: String] { SettingsFile(text, name: "file").values }

    @Test func `names and values are read, with and without quotes`() {
        let file = SettingsFile("# Krumtap\n\n A = b=c \nB=\"d e\"\nC='f\"'\nD=\n", name: "file")
        #expect(file.values == ["A": "b=c", "B": "d e", "C": "f\"", "D": ""])
        #expect(file.faults.isEmpty)
    }

    @Test(arguments: ["A=b\r\nC=d\r\n", "A=b\r\n\r\n# x\r\nC=d"])
    func `a file from Windows is read, too`(text: String) {
        #expect(values(text) == ["A": "b", "C": "d"])
    }

    @Test func `an accent beside a sign does not make it another sign`() {
        #expect(values("A=\u{301}\nB=\"\u{301}\"\n#\u{301}=x") == ["A": "\u{301}", "B": "\u{301}"])
    }

    @Test func `what cannot be read is told by its line`() {
        #expect(
            SettingsFile("A=b\n=c\nD\nE=\"f\nA=g", name: "file").faults == [
                "file, line 2: expected NAME=value.", "file, line 3: expected NAME=value.",
                "file, line 4: the quotation mark of E is not closed.", "file, line 5: A is given twice.",
            ])
    }
}
