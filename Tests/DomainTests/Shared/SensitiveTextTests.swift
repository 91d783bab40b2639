import Domain
import Testing

struct SensitiveTextTests {
    private func found(_ text: String, names: [String] = [], places: [String] = []) -> [String] {
        SensitiveText.find(in: text, names: names, places: places).map {
            "\($0.kind.rawValue)\($0.certainty == .certain ? "" : "?"):\(text[$0.range])"
        }
    }

    @Test(arguments: [
        ("Skriv til anna@example.dk.", ["email:anna@example.dk"]),
        ("(anna.b-c+x@mail.example.dk)", ["email:anna.b-c+x@mail.example.dk"]),
        ("søren@blåbær.dk", ["email:søren@blåbær.dk"]),
        ("@holbaek er ikke en adresse, a@b heller ikke", []),
        ("a@b.dk,c@d.dk", ["email:a@b.dk", "email:c@d.dk"]),
        ("Ring 12345678", []),
        ("Ring 22345678", ["phone:22345678"]),
        ("22 34 56 78 efter kl. 16", ["phone:22 34 56 78"]),
        ("+45 22 34 56 78, 4 stk.", ["phone:+45 22 34 56 78"]),
        ("004522345678", ["phone:004522345678"]),
        ("+46 70 123 45 67", ["phone:+46 70 123 45 67"]),
        ("CVR 29189447", []),
        ("29189447", ["phone?:29189447"]),
        ("i 2026-2027", []),
        ("2026-11-23 og 23112026", []),
        ("5798 0000 1234 5", []),
        ("4300 Holbæk", []),
        ("HOL-2026-0042", []),
        ("120585-1234, tlf. 2234 5678", ["cpr:120585-1234", "phone:2234 5678"]),
    ]) func `an address or a number is found`(text: String, expected: [String]) {
        #expect(found(text) == expected)
    }

    @Test(arguments: [
        ("Anna sagde det til bo.", ["name:Anna"]),
        ("Annas bænk og ANNA", ["name:Annas", "name:ANNA"]),
        ("Annalise var der ikke", []),
        ("Naboen Peter Jensen klipper hæk", ["name?:Naboen Peter Jensen"]),
        ("Vi mødte Karen Østergård-Holm i går", ["name?:Karen Østergård-Holm"]),
        ("Holbæk Kommune og Jyderup Station", []),
        ("Ved Ahlgade bor Anna Berg.", ["name:Anna Berg"]),
        ("Det er godt. Kom og se. Tak Fatima!", ["name:Fatima"]),
    ]) func `a name is found, and nothing else`(text: String, expected: [String]) {
        #expect(found(text, names: ["Anna Berg", "Bo", "Fatima Yilmaz"], places: ["Holbæk", "Jyderup"]) == expected)
    }

    @Test func `only what was chosen is masked`() {
        let text = "Anna (120585-1234) har 22 34 56 78 og anna@example.dk"
        let findings = SensitiveText.find(in: text, names: ["Anna"])
        #expect(SensitiveText.mask(text, findings) == "•••• (120585-••••) har •••• og ••••")
        #expect(SensitiveText.mask(text, findings.filter { $0.kind == .cpr }) == "Anna (120585-••••) har 22 34 56 78 og anna@example.dk")
    }
}
