import Domain
import Foundation
import Testing

/// The figures of docs/cpr.md: every form a CPR number is written in, and every number that only looks like one.
///
/// Expected values come from the rules below and from hand, never from the finder. The people do not exist: the last four digits run on.
struct CPRCorpusTests {
    struct Form: Sendable {
        let text: String
        /// The date the mask must keep.
        let date: String
    }

    /// Day, month and year of birth as two digits each.
    private static let dates: [(String, String, String)] = [
        ("12", "05", "85"), ("07", "07", "61"), ("31", "12", "99"), ("29", "02", "00"), ("29", "02", "64"), ("28", "02", "23"),
        ("30", "04", "47"), ("31", "01", "36"), ("09", "10", "07"), ("15", "08", "18"), ("23", "11", "26"), ("02", "03", "50"),
    ]

    /// How people write one: `D` `M` `Y` the date, `T` the last four digits.
    private static let forms = [
        "DMY-T", "DMY T", "DMY - T", "DMY–T", "DMY—T", "DMY‐T", "DMY−T", "DMY\u{A0}T", "DMY\u{2009}T", "DMY  T", "DMY --T",
        "D.M.Y-T", "D/M/Y-T", "D.M/Y-T", "D/M-Y-T", "DM\u{200B}Y-T", "D\u{AD}MY-T", "\u{202D}DMY-T\u{202C}", "(DMY-T)", "»DMY-T«",
        "Mit nummer er DMY-T.", "DMY-T,", "Anna Berg, DMY-T, Jyderup", "født DMY-T\nog bor her", "x:DMY-T;", "DMY-T/Anna", "cpr:DMYT",
        "CPR DMYT", "cpr-nr. DMYT", "CPR-nummer: DMY/T", "personnummer DMY.T", "DMYT (cpr)", "cpr D M Y T", "cpr D-M-Y-T", "cpr DM YT",
        "Cpr\u{A0}nr: DMY_T", "DMYT er mit personnummer", "cpr D.M.Y T", "ＣＰＲ DMYT", "Hej\n\nDMY-T\n\nHilsen",
    ]

    /// Ten digits in a row, beside nothing: the check digit or 1 January tells.
    private static let rows = ["Se DMYT her", "DMYT", "nr DMYT.", "DMYT\n", "DMY/T", "DMY.T", "D M Y-T"]

    static let positives: [Form] = {
        var all: [Form] = []
        for (index, date) in dates.enumerated() {
            let tail = String(1234 + index * 611)
            for form in forms { all.append(written(form, date, tail)) }
            for row in rows { all.append(written(row, date, checked(date, from: index * 700))) }
        }
        for year in ["05", "76", "99", "00"] {
            for (index, row) in rows.enumerated() { all.append(written(row, ("01", "01", year), String(4000 + index * 7))) }
        }
        return all + odd
    }()

    private static func written(_ form: String, _ date: (String, String, String), _ tail: String) -> Form {
        var text = ""
        for character in form {
            switch character {
            case "D": text += date.0
            case "M": text += date.1
            case "Y": text += date.2
            case "T": text += tail
            default: text.append(character)
            }
        }
        return Form(text: text, date: date.0 + date.1 + date.2)
    }

    /// The first four digits from `from` on that make the weighted sum a multiple of 11 (CPR-kontoret, *Personnummeret i CPR*, 1968).
    private static func checked(_ date: (String, String, String), from start: Int) -> String {
        for number in start..<(start + 100) {
            let tail = String(repeating: "0", count: 4 - String(number).count) + String(number)
            var sum = 0
            for (digit, weight) in zip(date.0 + date.1 + date.2 + tail, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) {
                sum += (digit.wholeNumberValue ?? 0) * weight
            }
            if sum.isMultiple(of: 11) { return tail }
        }
        return "0000"
    }

    private static let odd: [Form] = [
        .init(text: "１２０５８５－１２３４", date: "120585"), .init(text: "¹²⁰⁵⁸⁵-¹²³⁴", date: "120585"), .init(text: "①②⓪⑤⑧⑤-①②③④", date: "120585"),
        .init(text: "𝟏𝟐𝟎𝟓𝟖𝟓-𝟏𝟐𝟑𝟒", date: "120585"), .init(text: "٠٧٠٧٦١-٤٢٨٥", date: "070761"),
        .init(text: "1️⃣2️⃣0️⃣5️⃣8️⃣5️⃣-1️⃣2️⃣3️⃣4️⃣", date: "120585"), .init(text: "1/5-85-1234", date: "010585"),
        .init(text: "1.1.90-1234", date: "010190"), .init(text: "CPR: 1.1.90 1234", date: "010190"),
        .init(text: "01.01.1990-1234", date: "010190"), .init(text: "cpr 12051985-1234", date: "120585"),
        .init(text: "cpr 120519851234", date: "120585"), .init(text: "erstatnings-cpr 720585-1234", date: "720585"),
        .init(text: "cpr 1 2 0 5 8 5 1 2 3 4", date: "120585"), .init(text: "CPR 12 05 85 12 34", date: "120585"),
        .init(text: "cpr-nummeret er vist nok 120585 – 12 34", date: "120585"), .init(text: "120585-1234🙂", date: "120585"),
        .init(text: "æ120585-1234ø", date: "120585"), .init(text: "Tlf. 22 34 56 78, cpr 1205851234", date: "120585"),
        .init(text: "2.120585-1234", date: "120585"), .init(text: "120585-1234. 12 andre så det", date: "120585"),
    ]

    /// What only looks like one, each family by its rule.
    static let negatives: [String] = {
        var all: [String] = []
        for number in 0..<60 {
            let eight = String(20_000_000 + number * 1_317_171)
            let pairs = stride(from: 0, to: 8, by: 2).map { String(eight.dropFirst($0).prefix(2)) }.joined(separator: " ")
            all += ["Ring på \(eight)", "tlf. \(pairs)", "+45 \(pairs)", "0045\(eight)", "+45\(eight)"]
        }
        for day in 1...28 {
            let (two, month) = (day < 10 ? "0\(day)" : "\(day)", day % 12 + 1)
            let second = month < 10 ? "0\(month)" : "\(month)"
            all += [
                "den \(day).\(month).2026", "\(two).\(second).26 kl. 18.30", "2026-\(second)-\(two)", "2026-\(second)-\(two)T18:30:00",
                "\(two)-\(second)-2026", "HOL-2026-\(1000 + day * 37)", "Sag 26/\(10_000 + day * 991)", "IMG_2026\(second)\(two)_183015",
                "den \(two)/\(second) 4300 Holbæk", "\(two)\(second)2026", "kl. \(two).30-21.00",
            ]
        }
        for number in 0..<12 {
            all += [
                "EAN 57980004\(10_000 + number * 7_001)", "CVR 29\(189_440 + number)",
                "KLE 05.0\(number % 9 + 1).0\(number % 7 + 1)-P19-\(number + 1)-26",
                "DK\(20 + number)30003105\(100_000 + number * 3)", "matr. \(number + 3)ab Jyderup By",
                "\(number + 1).2\(10 + number)0.500,00 kr.",
                "55.\(716_000 + number * 31), 11.\(713_000 + number * 17)", "978-87-\(1000 + number)-\(100 + number)-\(number % 10)",
                "P-nummer 10\(30_000_000 + number * 70_001)", "konto 3\(number % 10)15 4\(700_000 + number * 3_003)",
                "faktura 9\(100_000_000 + number)", "<20261123.\(100_000 + number)@mail.example.dk>",
            ]
        }
        return all + strange
    }()

    private static let strange = [
        "310485-1234", "320185-1234", "121385-1234", "290299-1234", "000000-0000", "111111111", "12345678901", "120585-123", "120585-12345",
        "9120585-1234", "2026-120585-1234", "120585-1234-5678", "24.12.26 1830", "24.12.26 4300 Holbæk", "2026-2027", "1990-1994", "10-14",
        "4300-4450", "01 02 03 04 05 06 07", "7-9-13", "1,2,3,4,5,6,7,8,9,10", "1 2 3 4 5 6 7 8 9 10", "v. 1.2.10 og 2.0.1",
        "192.168.10.12",
        "https://example.dk/sag/12-05-85", "01.01.1990-2026", "100.000-200.000", "50 % af 1.200.000", "Bus 565 kl. 12.05, 85 passagerer",
        "tlf 0612345678", "+46 70 123 45 67", "+31 6 12345678", "+49 30 1234567", "00:12:05:85:12:34", "2026w48",
    ]

    @Test func `the corpus is as large as it must be`() {
        #expect(Self.positives.count >= 500)
        #expect(Self.negatives.count >= 500)
        #expect(Set(Self.positives.map(\.text)).count >= 500)
        #expect(Set(Self.negatives).count >= 500)
    }

    @Test func `every form is found, and its mask keeps the date and nothing more`() {
        var (certain, hinted) = (0, 0)
        for form in Self.positives {
            let found = CPRNumber.find(in: form.text)
            let isRight = found.count == 1 && found[0].masked == "\(form.date)-••••"
            #expect(isRight, "\(form.text.debugDescription)")
            guard isRight else { continue }
            if found[0].certainty == .certain { certain += 1 } else { hinted += 1 }
            #expect(CPRNumber.find(in: CPRNumber.mask(form.text)).isEmpty, "\(form.text.debugDescription)")
        }
        // docs/cpr.md tells these.
        #expect(certain == Self.figures.certain)
        #expect(hinted == Self.figures.hinted)
    }

    @Test func `what only looks like one is left alone`() {
        var (alarms, hints): ([String], [String]) = ([], [])
        for text in Self.negatives {
            for number in CPRNumber.find(in: text) {
                if number.certainty == .certain { alarms.append(text) } else { hints.append(text) }
            }
        }
        #expect(alarms == [])
        #expect(hints.count == Self.figures.negativeHints, "\(hints)")
    }

    /// SECURITY's own rates for ten random digits: 3.63 % are a date, 0.345 % satisfy the rule too.
    @Test func `ten random digits are seldom taken for one`() {
        var state: UInt64 = 2026
        var (certain, hinted) = (0, 0)
        let samples = 20_000
        for _ in 0..<samples {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = String((state >> 20) % 10_000_000_000)
            let text = String(repeating: "0", count: max(0, 10 - digits.count)) + digits.suffix(10)
            guard let found = CPRNumber.find(in: text).first else { continue }
            if found.certainty == .certain { certain += 1 } else { hinted += 1 }
        }
        let (share, all) = (Double(certain) / Double(samples) * 100, Double(certain + hinted) / Double(samples) * 100)
        #expect((0.2...0.5).contains(share), "\(share) %")
        #expect((3.2...4.1).contains(all), "\(all) %")
    }

    private static let figures = (certain: 613, hinted: 0, negativeHints: 1)
}
