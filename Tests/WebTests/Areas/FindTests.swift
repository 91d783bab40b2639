import Foundation
import Testing

@testable import Web

/// *Find dit lokalområde* on Holbæk's real places.
struct FindTests {
    @Test(arguments: [
        ("Holmstrup", "Holmstrup ligger i lokalområdet Jyderup.", "/omraader/jyderup"),
        ("  jyderup ", "jyderup ligger i lokalområdet Jyderup.", "/omraader/jyderup"),
        ("Gl. Tuse", "Gl. Tuse ligger i lokalområdet Tuse.", "/omraader/tuse"),
        ("Orø", "Orø ligger i lokalområdet Orø.", "/omraader/oroe"), ("Oroe", "Oroe ligger i lokalområdet Orø.", "/omraader/oroe"),
        ("Kr. Eskilstrup", "Kr. Eskilstrup ligger i lokalområdet Stestrup.", "/omraader/stestrup"),
        ("Mårsø, 4300 Holbæk", "Mårsø, 4300 Holbæk ligger i lokalområdet Hagested.", "/omraader/hagested"),
        ("Udby", "Udby ligger i lokalområdet Tuse Næs.", "/omraader/tuse-naes"),
    ])
    func `a place is found by its name`(place: String, words: String, path: String) async throws {
        let browser = Browser(try await TownSite())
        for prefix in ["", "/en"] {
            let page = try await browser.get("\(prefix)/find?q=\(Browser.encoded(place))")
            #expect(page.status == 200)
            #expect(prefix.isEmpty ? page.words.contains(words) : page.words.contains("is in the local area"))
            #expect(page.text.contains("class=\"button\" href=\"\(prefix)\(path)\""))
            #expect(page.form["q"] == place.trimmingCharacters(in: .whitespaces))
        }
    }

    @Test func `two villages of one name are asked about`() async throws {
        let page = try await Browser(try await TownSite()).get("/find?q=Mogenstrup")
        #expect(
            page.words.contains("Der er flere steder, der hedder Mogenstrup. Hvilket mener du? Mogenstrup i Regstrup Mogenstrup i Undløse"))
        #expect(!page.text.contains("banner good"))
    }

    @Test(arguments: [("4450", "4450"), ("4300 Holbæk", "4300"), ("DK-4420", "4420")])
    func `a postcode never decides`(typed: String, code: String) async throws {
        let page = try await Browser(try await TownSite()).get("/find?q=\(Browser.encoded(typed))")
        #expect(page.words.contains("Postnummer \(code) kan dække flere lokalområder."))
        #expect(!page.text.contains("banner good"))
    }

    @Test func `a slip of the finger is asked about`() async throws {
        let page = try await Browser(try await TownSite()).get("/find?q=Holmstrop")
        #expect(page.words.contains("Vi kender ikke »Holmstrop«. Mente du et af disse? Holmstrup i Jyderup"))
    }

    @Test func `a name nobody knows leads to the list`() async throws {
        let page = try await Browser(try await TownSite()).get("/en/find?q=Nakskov")
        #expect(page.words.contains("We do not know “Nakskov”. Choose on the list below, or ring us."))
        #expect(page.links.filter { $0.hasPrefix("/en/omraader/") }.count == 18)
    }

    /// Places by hand: a church, a station, a harbour.
    @Test(arguments: [
        ("55.6647", "11.4203", "Jyderup"), ("55.7175", "11.7136", "Holbæk"), ("55.7700", "11.8200", "Orø"),
        ("55.6120", "11.7740", "Tølløse"),
        ("55.7190", "11.4640", "Svinninge"), ("55.6000", "11.6150", "Undløse"),
    ])
    func `a point is in its area`(latitude: String, longitude: String, area: String) async throws {
        let page = try await Browser(try await TownSite()).get("/find?lat=\(latitude)&lon=\(longitude)")
        #expect(page.words.contains("Du er i lokalområdet \(area)."))
    }

    @Test(arguments: [
        ("55.6761", "12.5683"), ("0", "0"), ("11.4203", "55.6647"), ("nan", "nan"), ("inf", "-inf"), ("1e308", "-1e308"), ("90", "180"),
    ])
    func `a point elsewhere is outside`(latitude: String, longitude: String) async throws {
        let page = try await Browser(try await TownSite()).get("/find?lat=\(latitude)&lon=\(longitude)")
        #expect(page.status == 200)
        #expect(page.words.contains("Det sted ligger uden for kommunen."))
    }

    @Test(arguments: ["/find", "/find?q=", "/find?lat=55.6&lon=", "/find?lat=x&lon=y", "/find?q=%20"])
    func `without a question there is no answer`(path: String) async throws {
        let page = try await Browser(try await TownSite()).get(path)
        #expect(page.status == 200)
        #expect(!page.text.contains("role=\"status\""))
    }

    @Test(arguments: ["/find?q=%ff", "/find?q=%", "/en/find?lat=%zz"])
    func `a question that is no text is said on a page`(path: String) async throws {
        #expect(try await Browser(try await TownSite()).get(path).status == 400)
    }

    @Test func `a very long question is answered`() async throws {
        let browser = Browser(try await TownSite())
        #expect(try await browser.get("/find?q=\(String(repeating: "Holmstrup", count: 800))").status == 200)
    }
}
