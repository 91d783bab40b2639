import Domain
import Testing

struct PlaceSearchTests {
    @Test(arguments: [
        ("Jyderup", "Jyderup"), ("jyderup", "Jyderup"), (" JYDERUP ", "Jyderup"), ("Holmstrup", "Jyderup"), ("Tuse", "Tuse"),
        ("Gl. Tuse", "Tuse"),
        ("Gammel Tuse", "Tuse"), ("gamle tuse", "Tuse"), ("Tuse Næs", "Tuse Næs"), ("Tusenæs", "Tuse Næs"), ("tuse-næs", "Tuse Næs"),
        ("Tuse Naes", "Tuse Næs"), ("Udby", "Tuse Næs"), ("Allerup", "Tuse"),
        // Not in the area whose name it begins with.
        ("Mørkøv", "Mørkøv"), ("Mørkøv Kirkeby", "Knabstrup"), ("moerkoev kirkeby", "Knabstrup"), ("Stigs Bjergby", "Mørkøv"),
        ("Bjergby", "Mørkøv"), ("Næsby", "Orø"), ("Orø", "Orø"), ("Oroe", "Orø"), ("Orö", "Orø"), ("Bybjerg", "Orø"),
        // One village, many spellings.
        ("Kirke Eskilstrup", "Stestrup"), ("Kr. Eskilstrup", "Stestrup"), ("kr eskilstrup", "Stestrup"), ("Kirke-Eskilstrup", "Stestrup"),
        ("Eskilstrup", "Stestrup"), ("Stestrup", "Stestrup"), ("Bårup", "Stestrup"), ("Baarup", "Stestrup"), ("Ba\u{030A}rup", "Stestrup"),
        ("St. Merløse", "St. Merløse"), ("Store Merløse", "St. Merløse"), ("st merløse", "St. Merløse"), ("St.Merløse", "St. Merløse"),
        ("Merløse", "St. Merløse"), ("St. Tåstrup", "St. Merløse"), ("Store Taastrup", "St. Merløse"), ("Nørre Jernløse", "Regstrup"),
        ("Nr. Jernløse", "Regstrup"), ("Sdr. Jernløse", "Regstrup"), ("Sønder Jernløse", "Regstrup"), ("Søndre Jernløse", "Regstrup"),
        ("Jernløse", "Regstrup"), ("Ll. Grandløse", "Vipperød"), ("Lille Grandløse", "Vipperød"), ("Grandløse", "Vipperød"),
        // Danish letters are not on every keyboard.
        ("Tollose", "Tølløse"), ("TOELLOESE", "Tølløse"), ("Holbaek", "Holbæk"), ("Holbak", "Holbæk"), ("Oro", "Orø"),
        ("Undlose", "Undløse"),
        // In running text.
        ("Holbæk by", "Holbæk"), ("i Jyderup", "Jyderup"), ("Jyderup by", "Jyderup"), ("lokalområdet Orø", "Orø"), ("Jyderups", "Jyderup"),
        ("Tølløses", "Tølløse"), ("på Orø", "Orø"), ("near Jyderup", "Jyderup"),
        // The beginning of a name is enough.
        ("jyd", "Jyderup"), ("Knabs", "Knabstrup"), ("Færgeb", "Orø"),
        // What stands before a postcode is a place.
        ("Mårsø, 4300 Holbæk", "Hagested"), ("Kvanløse 4300", "Regstrup"),
    ])
    func `a place is found as people write it`(query: String, area: String) throws {
        #expect(try search().find(query) == .one(area))
    }

    @Test(arguments: [
        ("Mogenstrup", ["Regstrup", "Undløse"]), ("mogenstrup", ["Regstrup", "Undløse"]),
        ("Mogenstrup, 4420 Regstrup", ["Regstrup", "Undløse"]),
        ("Mogens", ["Regstrup", "Undløse"]), ("hag", ["Hagested"]), ("tus", ["Tuse", "Tuse Næs"]),
    ])
    func `a name that is not unique is asked about`(query: String, areas: [String]) throws {
        #expect(try search().find(query) == (areas.count == 1 ? .one(areas[0]) : .several(areas)))
    }

    @Test(arguments: [
        ("4300", "4300"), (" 4300 ", "4300"), ("DK-4300", "4300"), ("dk4300", "4300"), ("4300 Holbæk", "4300"), ("4450 Jyderup", "4450"),
        ("Hovedgaden 7, 4300 Holbæk", "4300"),
    ])
    func `a postcode never decides`(query: String, postcode: String) throws {
        #expect(try search().find(query) == .postcode(postcode))
    }

    @Test(arguments: [
        ("Jyderp", ["Jyderup"]), ("Jydreup", ["Jyderup"]), ("Jyderupp", ["Jyderup"]), ("Jyterup", ["Jyderup"]), ("Holbek", ["Holbæk"]),
        ("Mogenstrop", ["Mogenstrup", "Mogenstrup"]), ("Kirke Eskildstrup", ["Kirke Eskilstrup", "Kr. Eskilstrup"]), ("Audebo", ["Avdebo"]),
        ("Thølløse", ["Holløse", "Tølløse"]),
    ])
    func `one slip of the finger gets a suggestion`(query: String, names: [String]) throws {
        guard case .none(let suggestions) = try search().find(query) else {
            Issue.record("found something for \(query)")
            return
        }
        #expect(suggestions.map(\.name).uniqued() == names.uniqued())
    }

    @Test(arguments: [
        "", "   ", "x", "ho", "st", "Kalundborg", "Oræx", "....", "99", "'; DROP TABLE area; --", "🏠",
        String(repeating: "næs ", count: 5_000),
    ])
    func `what is no place in the municipality finds nothing`(query: String) throws {
        #expect(try search().find(query) == .none(suggestions: []))
    }

    @Test func `Mogenstrup's suggestions name both areas`() throws {
        guard case .none(let suggestions) = try search().find("Mogensrup") else {
            Issue.record("found something")
            return
        }
        #expect(suggestions.map(\.areaID) == ["Regstrup", "Undløse"])
    }

    private func search() throws -> PlaceSearch<String> { PlaceSearch(try Holbaek.places()) }
}

extension [String] {
    fileprivate func uniqued() -> [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
