import Domain
import Markup
import NIOCore

/// The frame around every page.
struct Layout {
    let page: Page
    let context: RequestContext

    private var language: Language { context.language }
    private var paths: Paths { context.paths }
    private var municipality: Municipality { context.frame.municipality }

    /// The mark is a file of the program and goes in as it is; `HTML` would take it for a person's text.
    func render() -> ByteBuffer {
        let (head, top, rest) = (head, top, rest)
        let mark = Assets.mark
        var buffer = ByteBuffer()
        buffer.reserveCapacity(head.bytes.count + top.bytes.count + mark.count + rest.bytes.count)
        buffer.writeBytes(head.bytes)
        buffer.writeBytes(top.bytes)
        buffer.writeBytes(mark)
        buffer.writeBytes(rest.bytes)
        return buffer
    }

    private var head: HTML {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(if: page.hasErrors, "\(LayoutTexts.errorPrefix(language))")\(page.title) – Krumtap · \(municipality.name)</title>
        <meta name="color-scheme" content="light dark"><link rel="stylesheet" href="\(Assets.stylesheetPath)">
        <link rel="icon" href="\(Paths.favicon)" type="image/svg+xml">\(if: page.feedPath, { "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\($0)\">" })<script src="\(Assets.scriptPath)" defer></script></head>
        """
    }

    private var top: HTML {
        """
        <body><a class="skip" href="#main">\(LayoutTexts.skip(language))</a>
        <header class="site">\(if: context.frame.isDemo, demoBanner)<div class="in"><a class="mark" href="\(paths.home)">
        """
    }

    private var rest: HTML {
        """
        <span>\(LayoutTexts.service) <small>\(LayoutTexts.tagline(municipality.name, language))</small></span></a>
        <nav aria-label="\(LayoutTexts.menu(language))"><ul>\(menu)\(languageSwitch)</ul></nav>\
        \(if: context.viewer.staff, { who($0) })</div></header>
        <main id="main">\(breadcrumb)\(page.body)</main>
        \(footer)</body></html>
        """
    }

    private var demoBanner: HTML {
        """
        <p class="banner demo">\(LayoutTexts.demo(language)) <a href="\(paths.mailbox)">\(LayoutTexts.mailbox(language))</a></p>
        """
    }

    private var menu: HTML {
        let isStaff = context.viewer.staff != nil
        return """
            \(if: isStaff, item(paths.desk, LayoutTexts.desk))\(if: !isStaff, item(paths.start, LayoutTexts.start))\
            \(item(paths.areas, LayoutTexts.areas))\(item(paths.dialogues, LayoutTexts.dialogues))\(item(paths.howItWorks, LayoutTexts.howItWorks))\
            \(if: !isStaff, item(paths.signIn, LayoutTexts.signIn))
            """
    }

    private func item(_ path: String, _ name: Words) -> HTML {
        let isHere = path == paths.localized(context.path)
        return "<li><a href=\"\(path)\"\(if: isHere, " aria-current=\"page\"")>\(name(language))</a></li>"
    }

    private var languageSwitch: HTML {
        let other: Language = language == .da ? .en : .da
        let query = context.arrival.query.isEmpty || page.switchPath != nil ? "" : "?" + context.arrival.query
        let path = Paths(other).localized(page.switchPath ?? context.path) + query
        return """
            <li><a href="\(path)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\(LayoutTexts.otherLanguage(language))</a></li>
            """
    }

    private func who(_ staff: Viewer.Staff) -> HTML {
        """
        <form class="who" method="post" action="\(paths.signOut)"><span>\(staff.name)</span>\
        <button class="link">\(LayoutTexts.signOut(language))</button></form>
        """
    }

    private var breadcrumb: HTML {
        guard !page.crumbs.isEmpty else { return "" }
        let crumbs = [Page.Crumb(LayoutTexts.home(language), paths.home)] + page.crumbs
        return "<nav class=\"crumbs\" aria-label=\"\(LayoutTexts.crumbs(language))\"><ol>\(each: crumbs, { crumb($0) })</ol></nav>"
    }

    private func crumb(_ crumb: Page.Crumb) -> HTML {
        guard let path = crumb.path else { return "<li aria-current=\"page\">\(crumb.name)</li>" }
        return "<li><a href=\"\(path)\">\(crumb.name)</a></li>"
    }

    private var footer: HTML {
        """
        <footer class="site"><div class="in"><nav aria-label="\(LayoutTexts.about(language))"><ul>\
        \(item(paths.accessibility, LayoutTexts.accessibility))\(item(paths.privacy, LayoutTexts.privacy))\
        \(item(paths.cookies, LayoutTexts.cookies))\(item(paths.contact, LayoutTexts.contact))</ul></nav>
        <p>\(municipality.name)\(if: present(municipality.address), { " · \($0)" })\(if: present(municipality.phone), { phone($0) })\
        \(if: present(municipality.email), { " · <a href=\"mailto:\($0)\">\($0)</a>" }) · \
        \(LayoutTexts.version(context.frame.version, language))</p></div></footer>
        """
    }

    /// Links dial digits; people read groups.
    private func phone(_ number: String) -> HTML {
        let dialled = PhoneNumber(number)?.text ?? number.filter { $0.isNumber || $0 == "+" }
        return " · <a href=\"tel:\(dialled)\">\(LayoutTexts.phone(PhoneParts.words(number), language))</a>"
    }

    private func present(_ text: String) -> String? { text.isEmpty ? nil : text }
}
