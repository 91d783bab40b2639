import Domain
import Markup

/// Where files are chosen, and where those that wait are shown.
struct FileField {
    let id: String
    let taken: TakenFiles
    let language: Language

    var html: HTML {
        let wrong = !taken.problems.isEmpty
        return """
            <div class="field\(if: wrong, " wrong")">
            \(FormParts.label(id, AttachmentTexts.add(language), isOptional: true, isHeading: false, language))
            \(FormParts.hint(id, AttachmentTexts.hint(language)))\(problems)
            <input type="file" id="\(id)" name="files" multiple accept="\(accept)"\
            \(FormParts.described(id, hint: "", problem: wrong ? "" : nil, counted: nil))></div>\(ready)
            """
    }

    /// What the summary above the form says.
    static func problems(_ taken: TakenFiles, _ language: Language) -> [String] {
        taken.problems.map { AttachmentTexts.problem($0.name, $0.problem, language) }
    }

    private var problems: HTML {
        guard !taken.problems.isEmpty else { return "" }
        return "<div id=\"\(id)-wrong\">\(each: Self.problems(taken, language), { problem($0) })</div>"
    }

    private func problem(_ words: String) -> HTML {
        "<p class=\"problem\"><span class=\"visually-hidden\">\(FormTexts.errorPrefix(language))</span>\(words)</p>"
    }

    private var accept: String { Attachment.acceptedSuffixes.map { ".\($0)" }.joined(separator: ",") }

    private var ready: HTML {
        guard !taken.attachments.isEmpty else { return "" }
        let shown = taken.ids.map { String($0.rawValue) }.joined(separator: ",")
        return """
            <fieldset class="field"><legend>\(AttachmentTexts.ready(language))</legend>
            <p class="hint">\(AttachmentTexts.readyHint(language))</p><input type="hidden" name="files-shown" value="\(shown)">
            \(each: taken.attachments, { choice($0) })</fieldset>
            """
    }

    private func choice(_ attachment: Attachment) -> HTML {
        let box = "\(id)-\(attachment.id.rawValue)"
        return """
            <div class="choice"><input type="checkbox" id="\(box)" name="file-\(attachment.id.rawValue)" value="1" checked>\
            <label for="\(box)">\(attachment.name.text) <small>(\(AttachmentTexts.details(attachment, language)))</small></label></div>
            """
    }
}

/// A file as a link on a page.
struct FileLink {
    let name: String
    let details: String
    let path: String
    /// A small picture, and its alternative text.
    let thumbnail: (path: String, alt: String, width: Int, height: Int)?
}

enum AttachmentParts {
    static func list(_ files: [FileLink]) -> HTML {
        guard !files.isEmpty else { return "" }
        return "<ul class=\"files\">\(each: files, { item($0) })</ul>"
    }

    /// Only what they look like, where there is nothing to fetch yet.
    static func pictures(_ files: [FileLink]) -> HTML {
        let pictures = files.compactMap(\.thumbnail)
        guard !pictures.isEmpty else { return "" }
        return "<ul class=\"files\">\(each: pictures, { "<li>\(picture($0.path, $0.alt, $0.width, $0.height))</li>" })</ul>"
    }

    private static func item(_ file: FileLink) -> HTML {
        """
        <li><a href="\(file.path)" download>\(if: file.thumbnail, { picture($0.path, $0.alt, $0.width, $0.height) })\
        <span>\(file.name)</span></a> <small>\(file.details)</small></li>
        """
    }

    private static func picture(_ path: String, _ alt: String, _ width: Int, _ height: Int) -> HTML {
        "<img src=\"\(path)\" alt=\"\(alt)\" width=\"\(width)\" height=\"\(height)\" loading=\"lazy\">"
    }
}
