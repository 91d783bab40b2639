import Formats
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct AtomTests {
    private static let example = Atom(
        id: "https://dialog.example.dk/dialoger", title: "Dialoger & <svar>", updated: Date(timeIntervalSince1970: 1_795_424_400),
        author: "Holbæk Kommune", language: "da",
        links: [.init(.self, "https://dialog.example.dk/dialoger.atom?tema=veje&status=aaben", type: "application/atom+xml")],
        entries: [
            .init(
                id: "https://dialog.example.dk/dialoger/HOL-2026-0042", title: "Cykelsti \u{8}langs \"Skarridsøvej\"",
                updated: Date(timeIntervalSince1970: 1_795_424_400), published: Date(timeIntervalSince1970: 1_795_338_000.9),
                categories: ["Veje & stier"], summary: "Første linje.\nAnden linje.\r",
                links: [.init(.alternate, "https://dialog.example.dk/dialoger/HOL-2026-0042", type: "text/html")])
        ])

    @Test func `a feed is written as RFC 4287 has it`() {
        #expect(
            String(decoding: Self.example.data, as: UTF8.self) == """
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da">
                <id>https://dialog.example.dk/dialoger</id>
                <title>Dialoger &amp; &lt;svar&gt;</title>
                <updated>2026-11-23T09:00:00Z</updated>
                <author><name>Holbæk Kommune</name>
                </author>
                <link rel="self" type="application/atom+xml" href="https://dialog.example.dk/dialoger.atom?tema=veje&amp;status=aaben"/>
                <entry>
                <id>https://dialog.example.dk/dialoger/HOL-2026-0042</id>
                <title>Cykelsti langs &quot;Skarridsøvej&quot;</title>
                <updated>2026-11-23T09:00:00Z</updated>
                <published>2026-11-22T09:00:00Z</published>
                <category term="Veje &amp; stier"/>
                <summary>Første linje.
                Anden linje.&#13;</summary>
                <link rel="alternate" type="text/html" href="https://dialog.example.dk/dialoger/HOL-2026-0042"/>
                </entry>
                </feed>

                """)
    }

    @Test func `a parser reads it`() {
        let reader = Reader()
        let parser = XMLParser(data: Self.example.data)
        parser.delegate = reader
        #expect(parser.parse())
        #expect(
            reader.elements == [
                "author": 1, "category": 1, "entry": 1, "feed": 1, "id": 2, "link": 2, "name": 1, "published": 1,
                "summary": 1, "title": 2, "updated": 2,
            ])
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [String: Int] = [:]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) { elements[name, default: 0] += 1 }
    }
}
