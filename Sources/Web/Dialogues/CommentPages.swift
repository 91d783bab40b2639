import Domain
import Markup
import Storage

/// How a comment is laid out, wherever it stands.
enum CommentParts {
    /// - Parameter extra: what else is said in its head, such as its state.
    static func item(
        _ comment: Comment, today: Day, foreign: String? = nil, extra: HTML = "", below: HTML = "", _ language: Language
    ) -> HTML {
        """
        <li class="msg"><header><b>\(comment.name ?? CommentTexts.nobody(language))</b> <span>\(CommentTexts.said(comment.kind, language))</span>
        \(extra)<time datetime="\(DateTexts.machine(comment.at))">\(DateTexts.moment(comment.at, today: today, language))</time></header>
        \(if: comment.text, { TextPages.paragraphs($0) })\(below)</li>
        """
    }
}

/// On a public dialogue: what others have said, and where to say something.
struct CommentSection {
    let dialogue: Dialogue
    let shown: CommentStore.Shown
    let today: Day
    let paths: Paths

    var html: HTML {
        guard CommentPolicy.areShown(dialogue) else { return "" }
        let isOpen = CommentPolicy.mayComment(dialogue)
        let isEmpty = shown.supportCount == 0 && shown.comments.isEmpty
        if isEmpty && !isOpen { return "" }
        let language = paths.language
        return """
            <section aria-labelledby="said"><h2 id="said">\(CommentTexts.title(language))</h2>
            \(if: isEmpty, "<p>\(CommentTexts.nothing(language))</p>")\(CommentList(dialogue: dialogue, shown: shown, today: today, paths: paths).html)
            \(if: isOpen, "<p class=\"do\"><a class=\"button\" href=\"\(paths.say(dialogue.reference))\">\(CommentTexts.say(language))</a></p>")</section>
            """
    }
}

/// The count and the newest, with a way to those before them.
struct CommentList {
    let dialogue: Dialogue
    let shown: CommentStore.Shown
    let today: Day
    let paths: Paths

    var html: HTML {
        let language = paths.language
        return """
            \(if: shown.supportCount > 0, "<p class=\"lead\">\(CommentTexts.supports(shown.supportCount, language))</p>")\(items)\
            \(if: shown.next, { more($0) })
            """
    }

    private var items: HTML {
        guard !shown.comments.isEmpty else { return "" }
        return "<ol class=\"thread\">\(each: shown.comments, { CommentParts.item($0, today: today, paths.language) })</ol>"
    }

    private func more(_ last: Comment.ID) -> HTML {
        """
        <nav class="pager" aria-label="\(CommentTexts.title(paths.language))"><a rel="next" href="\(paths.said(dialogue.reference, before: last))">\
        \(CommentTexts.more(paths.language))</a></nav>
        """
    }
}

/// What others said before the newest ones.
struct SaidPage {
    let dialogue: Dialogue
    let shown: CommentStore.Shown
    let today: Day
    let paths: Paths

    var html: HTML {
        """
        <h1>\(CommentTexts.title(paths.language))</h1><p class="lead">\(dialogue.subject)</p>
        \(CommentList(dialogue: dialogue, shown: shown, today: today, paths: paths).html)
        <p><a href="\(paths.dialogue(dialogue.reference))">\(FollowTexts.back(paths.language))</a></p>
        """
    }
}

/// Where somebody says that they support a dialogue, or what they have met themselves.
struct SayPage {
    enum State {
        case form(values: [NewComment.Field: String], problems: [(field: NewComment.Field, words: String)])
        /// The same, whether the address was known or not.
        case sent
        case over
    }

    let dialogue: Dialogue
    let state: State
    let paths: Paths

    var html: HTML {
        let language = paths.language
        return switch state {
        case .form(let values, let problems): form(values, problems, language)
        case .sent:
            """
            <h1>\(CommentTexts.sent(language))</h1><p class="lead">\(CommentTexts.sentHint(language))</p>
            <p class="do"><a class="button quiet" href="\(paths.dialogue(dialogue.reference))">\(FollowTexts.back(language))</a></p>
            """
        case .over:
            """
            <h1>\(CommentTexts.over(language))</h1><p class="lead">\(CommentTexts.overHint(language))</p>
            <p class="do"><a class="button" href="\(paths.start)">\(CommentTexts.startOwn(language))</a></p>
            """
        }
    }

    private func form(
        _ values: [NewComment.Field: String], _ problems: [(field: NewComment.Field, words: String)], _ language: Language
    ) -> HTML {
        func wrong(_ field: NewComment.Field) -> String? { problems.first { $0.field == field }?.words }
        let kind = Choices(
            name: "kind", legend: CommentTexts.kind(language),
            choices: Comment.Kind.allCases.map {
                .init(value: $0.rawValue, label: CommentTexts.kind($0, language), hint: CommentTexts.kindHint($0, language))
            }, chosen: values[.kind] ?? "", problem: wrong(.kind))
        let text = TextArea(
            name: "text", label: CommentTexts.text(language), hint: CommentTexts.textHint(language), value: values[.text] ?? "",
            problem: wrong(.text), limit: Comment.textLimit, rows: 5)
        let name = TextInput(
            name: "name", label: CommentTexts.name(language), hint: CommentTexts.nameHint(language), value: values[.name] ?? "",
            problem: wrong(.name), autocomplete: "name", isOptional: true)
        let email = TextInput(
            name: "email", label: CommentTexts.email(language), hint: CommentTexts.emailHint(language), value: values[.email] ?? "",
            problem: wrong(.email), type: "email", autocomplete: "email")
        return """
            \(ErrorSummary(problems: problems.map { ($0.field.rawValue, $0.words) }).html(language))
            <h1>\(CommentTexts.say(language))</h1><p class="lead">\(dialogue.subject)</p><p>\(CommentTexts.what(language))</p>
            <form method="post" action="\(paths.say(dialogue.reference))" novalidate data-guard>\(kind.html(language))\(text.html(language))\
            \(name.html(language))\(email.html(language))
            <p class="do"><button class="button">\(CommentTexts.send(language))</button></p></form>
            """
    }
}

/// Where the link in a mail to the writer leads: it shows, and the buttons act.
struct OwnCommentPage {
    let comment: Comment
    let token: String
    /// Nil when it is not for everybody any more: then nothing of it is said.
    let dialogue: Dialogue?
    let today: Day
    let paths: Paths

    var html: HTML {
        let language = paths.language
        return """
            <h1>\(heading)</h1>\(if: dialogue, { "<p class=\"lead\">\($0.subject)</p>" })
            <p>\(isAway ? CommentTexts.awayHint(language) : CommentTexts.explained(comment.state, language))</p>\(if: comment.reason, { "<blockquote>\(TextPages.paragraphs($0))</blockquote>" })
            \(words)\(buttons)\(if: dialogue, { "<p><a href=\"\(paths.dialogue($0.reference))\">\(FollowTexts.back(language))</a></p>" })
            """
    }

    var heading: String {
        isAway ? CommentTexts.away(paths.language) : CommentTexts.heading(comment.state, paths.language)
    }

    /// It was to be seen, and its dialogue was taken back.
    private var isAway: Bool { dialogue == nil && (comment.state == .shown || comment.state == .waiting) }

    private var words: HTML {
        guard comment.state != .withdrawn else { return "" }
        return "<ol class=\"thread\">\(CommentParts.item(comment, today: today, paths.language))</ol>"
    }

    private var buttons: HTML {
        let language = paths.language
        return switch comment.state {
        case .unconfirmed:
            button(paths.comment(token), CommentTexts.yes(language), class: "button")
        case .waiting, .shown, .refused:
            button(paths.withdrawComment(token), CommentTexts.takeBack(language), class: "button quiet")
        case .withdrawn: ""
        }
    }

    private func button(_ action: String, _ words: String, class name: HTML) -> HTML {
        "<form method=\"post\" action=\"\(action)\" novalidate><p class=\"do\"><button class=\"\(name)\">\(words)</button></p></form>"
    }
}
