import Domain
import Markup

/// A one-line input with its label, hint and problem.
struct TextInput {
    let name: String
    /// Where several forms stand on one page, the id is not the name.
    var id: String?
    let label: String
    var hint: String?
    var value = ""
    var problem: String?
    var type: HTML = "text"
    var autocomplete: HTML?
    var isShort = false
    /// Six digits to type: set in large figures, with the numeric keyboard.
    var isCode = false
    var isOptional = false
    var limit: Int?
    var isHeading = false

    func html(_ language: Language) -> HTML {
        """
        <div class="field\(if: problem != nil, " wrong")">
        \(FormParts.label(id ?? name, label, isOptional: isOptional, isHeading: isHeading, language))
        \(FormParts.hint(id ?? name, hint))\(FormParts.problem(id ?? name, problem, language))
        <input\(if: isShort, " class=\"short\"")\(if: isCode, " class=\"code\" inputmode=\"numeric\" maxlength=\"12\"") id="\(id ?? name)" name="\(name)" type="\(type)" value="\(value)"\
        \(if: autocomplete, { " autocomplete=\"\($0)\"" })\(FormParts.described(id ?? name, hint: hint, problem: problem, counted: limit))\
        \(FormParts.limit(limit, language))>
        \(FormParts.count(id ?? name, limit, language))</div>
        """
    }
}

/// A text of several lines. Too many characters are told, never blocked.
struct TextArea {
    let name: String
    var id: String?
    let label: String
    var hint: String?
    var value = ""
    var problem: String?
    var limit: Int?
    var rows = 8
    var isHeading = false

    func html(_ language: Language) -> HTML {
        """
        <div class="field\(if: problem != nil, " wrong")">
        \(FormParts.label(id ?? name, label, isOptional: false, isHeading: isHeading, language))
        \(FormParts.hint(id ?? name, hint))\(FormParts.problem(id ?? name, problem, language))
        <textarea id="\(id ?? name)" name="\(name)" rows="\(rows)"\
        \(FormParts.described(id ?? name, hint: hint, problem: problem, counted: limit))\(FormParts.limit(limit, language))>
        \(value)</textarea>
        \(FormParts.count(id ?? name, limit, language))</div>
        """
    }
}

/// A choice of one among few.
struct Choices {
    struct Choice {
        let value: String
        let label: String
        var hint: String?
        /// What belongs to the choice, shown below it.
        var then: HTML?
    }

    let name: String
    var id: String?
    let legend: String
    let choices: [Choice]
    var chosen = ""
    var hint: String?
    var problem: String?
    var isHeading = false

    func html(_ language: Language) -> HTML {
        """
        <fieldset class="field\(if: problem != nil, " wrong")">
        <legend>\(if: isHeading, "<h1>\(legend)</h1>")\(if: !isHeading, "\(legend)")</legend>
        \(FormParts.hint(id ?? name, hint))\(FormParts.problem(id ?? name, problem, language))
        \(each: choices.enumerated(), { row($0.element, isFirst: $0.offset == 0) })</fieldset>
        """
    }

    private func row(_ choice: Choice, isFirst: Bool) -> HTML {
        // The error summary links to the first input.
        let own = "\(id ?? name)-\(choice.value)"
        let id = isFirst ? id ?? name : own
        return """
            <div class="choice"><input type="radio" id="\(id)" name="\(name)" value="\(choice.value)"\
            \(if: choice.value == chosen, " checked")\(if: choice.hint != nil, " aria-describedby=\"\(own)-hint\"")>\
            <label for="\(id)">\(choice.label)</label>\
            \(if: choice.hint, { "<p class=\"hint\" id=\"\(own)-hint\">\($0)</p>" })</div>
            \(if: choice.then, { "<div class=\"then\">\($0)</div>" })
            """
    }
}

/// One thing to say yes to.
struct CheckBox {
    let name: String
    let label: String
    var hint: String?
    let isChecked: Bool
    /// Where the name stands more than once on the page.
    var id: String?

    var html: HTML {
        let id = id ?? name
        return """
            <div class="choice"><input type="checkbox" id="\(id)" name="\(name)" value="ja"\(if: isChecked, " checked")\
            \(if: hint != nil, " aria-describedby=\"\(id)-hint\"")><label for="\(id)">\(label)</label>\(FormParts.hint(id, hint))</div>
            """
    }
}

/// The summary above a refused form: what is wrong, each with a link to its field.
struct ErrorSummary {
    let problems: [(field: String, words: String)]

    func html(_ language: Language) -> HTML {
        guard !problems.isEmpty else { return "" }
        return """
            <div class="errors" role="alert" tabindex="-1" autofocus><h2>\(FormTexts.somethingIsWrong(language))</h2><ul>
            \(each: problems, { "<li><a href=\"#\($0.field)\">\($0.words)</a></li>" })</ul></div>
            """
    }
}

/// The pieces fields share.
enum FormParts {
    static func label(_ name: String, _ text: String, isOptional: Bool, isHeading: Bool, _ language: Language) -> HTML {
        let label: HTML = """
            <label for="\(name)">\(text)\(if: isOptional, " <small>\(FormTexts.optional(language))</small>")</label>
            """
        return isHeading ? "<h1>\(label)</h1>" : label
    }

    static func hint(_ name: String, _ text: String?) -> HTML {
        guard let text else { return "" }
        return "<p class=\"hint\" id=\"\(name)-hint\">\(text)</p>"
    }

    static func problem(_ name: String, _ text: String?, _ language: Language) -> HTML {
        guard let text else { return "" }
        return """
            <p class="problem" id="\(name)-wrong"><span class="visually-hidden">\(FormTexts.errorPrefix(language))</span>\(text)</p>
            """
    }

    static func described(_ name: String, hint: String?, problem: String?, counted: Int?) -> HTML {
        var ids: [HTML] = []
        if hint != nil { ids.append("\(name)-hint ") }
        if problem != nil { ids.append("\(name)-wrong ") }
        if counted != nil { ids.append("\(name)-count ") }
        let invalid: HTML = problem == nil ? "" : " aria-invalid=\"true\""
        return ids.isEmpty ? invalid : " aria-describedby=\"\(ids)\"\(invalid)"
    }

    static func limit(_ limit: Int?, _ language: Language) -> HTML {
        guard let limit else { return "" }
        return """
             data-limit="\(limit)" data-left="\(FormTexts.left(language))" data-over="\(FormTexts.over(language))"
            """
    }

    static func count(_ name: String, _ limit: Int?, _ language: Language) -> HTML {
        guard let limit else { return "" }
        return "<p class=\"count\" id=\"\(name)-count\">\(FormTexts.atMost(limit, language))</p>"
    }

    /// A select with its label.
    static func select(
        _ name: String, label: String, options: [(value: String, label: String)], chosen: String, problem: String? = nil,
        _ language: Language
    ) -> HTML {
        """
        <div class="field\(if: problem != nil, " wrong")"><label for="\(name)">\(label)</label>\(Self.problem(name, problem, language))
        <select id="\(name)" name="\(name)"\(described(name, hint: nil, problem: problem, counted: nil))>
        \(each: options, { "<option value=\"\($0.value)\"\(if: $0.value == chosen, " selected")>\($0.label)</option>" })</select></div>
        """
    }
}
