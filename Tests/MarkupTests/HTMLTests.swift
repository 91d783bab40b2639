import Markup
import Testing

struct HTMLTests {
    @Test(arguments: [
        ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), ("a & b", "a &amp; b"), ("&amp;", "&amp;amp;"),
        ("\"><img src=x>", "&quot;&gt;&lt;img src=x&gt;"), ("", ""), ("Rødgrød på Ærø – 🚲", "Rødgrød på Ærø – 🚲"), ("<", "&lt;"),
        ("a<", "a&lt;"),
        ("<<>>", "&lt;&lt;&gt;&gt;"), ("linje\nlinje\t", "linje\nlinje\t"),
    ])
    func `text from a person is escaped`(text: String, escaped: String) {
        let html: HTML = "\(text)"
        #expect(html.text == escaped)
        let inside: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(inside.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `text that bridges from elsewhere is escaped too`() {
        let piece = "et <b>ord</b> til".dropFirst(3)
        let html: HTML = "\(String(piece))"
        #expect(html.text == "&lt;b&gt;ord&lt;/b&gt; til")
    }

    @Test func `what stands in the program goes in as it is`() {
        let html: HTML = "<p class=\"lead\">Bådehavn & havn</p>"
        #expect(html.text == "<p class=\"lead\">Bådehavn & havn</p>")
        let several: HTML = """
            <ul>
            <li>én</li></ul>
            """
        #expect(several.text == "<ul>\n<li>én</li></ul>")
    }

    @Test func `markup goes into markup once`() {
        let name = "A & B"
        let inner: HTML = "<b>\(name)</b>"
        let outer: HTML = "<p>\(inner)\(inner)</p>"
        #expect(outer.text == "<p><b>A &amp; B</b><b>A &amp; B</b></p>")
        let parts: HTML = "<p>\([inner, "<br>", inner])</p>"
        #expect(parts.text == "<p><b>A &amp; B</b><br><b>A &amp; B</b></p>")
    }

    @Test(arguments: [(0, "0"), (-7, "-7"), (Int.max, "9223372036854775807")])
    func `numbers are written in digits`(number: Int, digits: String) {
        let html: HTML = "<td>\(number)</td>"
        #expect(html.text == "<td>\(digits)</td>")
    }

    @Test func `a condition decides whether markup is there`() {
        func option(_ isChosen: Bool) -> HTML { "<option\(if: isChosen, " selected")>" }
        #expect(option(true).text == "<option selected>")
        #expect(option(false).text == "<option>")
    }

    @Test func `markup that is not there is not made`() {
        var made = 0
        func part() -> HTML {
            made += 1
            return "<p>"
        }
        let html: HTML = "\(if: false, part())\(if: true, part())"
        #expect(html.text == "<p>")
        #expect(made == 1)
    }

    @Test func `a value that may be absent brings its markup along`() {
        func hint(_ text: String?) -> HTML { "<label>\(if: text, { "<small>\($0)</small>" })</label>" }
        #expect(hint("<højst>").text == "<label><small>&lt;højst&gt;</small></label>")
        #expect(hint(nil).text == "<label></label>")
    }

    @Test func `each value has its markup, in order`() {
        let areas = ["Orø", "Tuse & Næs", "<Holbæk>"]
        let html: HTML = "<ul>\(each: areas, { "<li>\($0)</li>" })</ul>"
        #expect(html.text == "<ul><li>Orø</li><li>Tuse &amp; Næs</li><li>&lt;Holbæk&gt;</li></ul>")
        let none: HTML = "<ul>\(each: [String](), { "<li>\($0)</li>" })</ul>"
        #expect(none.text == "<ul></ul>")
    }

    @Test func `bytes and text are the same`() {
        let html: HTML = "<p>\("æ")</p>"
        #expect(html.bytes == Array("<p>æ</p>".utf8))
    }
}
