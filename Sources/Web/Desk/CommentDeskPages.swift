import Domain
import Markup
import Storage

/// Everything that waits to be looked through, the oldest first.
struct CommentDeskPage {
    let waiting: [CommentStore.Looked]
    let banner: HTML
    let today: Day
    let paths: Paths

    var html: HTML {
        let language = paths.language
        let list: HTML =
            waiting.isEmpty
            ? """
            <div class="empty"><h2>\(CommentTexts.emptyTitle(language))</h2><p>\(CommentTexts.empty(language))</p></div>
            """
            : "<ol class=\"thread\">\(each: waiting, { item($0) })</ol>"
        return "\(banner)<h1>\(CommentTexts.staffTitle(language))</h1><p class=\"lead\">\(CommentTexts.staffIntro(language))</p>\(list)"
    }

    private func item(_ looked: CommentStore.Looked) -> HTML {
        let (dialogue, language) = (looked.dialogue, paths.language)
        let to: HTML = """
            <p class="meta">\(dialogue.reference.text) · <a href="\(paths.workbench(dialogue.reference))">\(dialogue.subject)</a></p>
            """
        return CommentParts.item(
            looked.comment, today: today, below: "\(to)\(CommentDeskParts.verdict(looked.comment, paths))", language)
    }
}

enum CommentDeskParts {
    /// What staff can do with a comment.
    static func verdict(_ comment: Comment, _ paths: Paths) -> HTML {
        let (action, language) = (paths.lookAt(comment.id), paths.language)
        let show: HTML = """
            <form method="post" action="\(action)" novalidate><input type="hidden" name="verdict" value="vis">
            <button class="button quiet">\(CommentTexts.showIt(language))</button></form>
            """
        let refuse: HTML = "<a href=\"\(action)\">\(CommentTexts.refuse(language))</a>"
        return "<div class=\"do\">\(if: comment.state != .shown, show)\(if: comment.state != .refused, refuse)</div>"
    }
}

/// On the workbench: what others have said to this dialogue, what waits first.
struct CommentDeskSection {
    let comments: [Comment]
    let today: Day
    let paths: Paths

    var html: HTML {
        guard !comments.isEmpty else { return "" }
        let language = paths.language
        return """
            <details\(if: comments.contains { $0.state == .waiting }, " open")><summary>\(CommentTexts.staffTitle(language))</summary>
            <ol class="thread">\(each: comments, { item($0, language) })</ol></details>
            """
    }

    private func item(_ comment: Comment, _ language: Language) -> HTML {
        let tag: HTML =
            "<span class=\"tag\(if: comment.state == .waiting, " wait")\">\(CommentTexts.state(comment.state, language))</span> "
        return CommentParts.item(
            comment, today: today, extra: tag, below: CommentDeskParts.verdict(comment, paths), language)
    }
}

/// Where staff says why a comment is not shown.
struct RefuseCommentPage {
    let looked: CommentStore.Looked
    let typed: String
    let problem: String?
    let today: Day
    let paths: Paths

    var html: HTML {
        let language = paths.language
        let reason = TextArea(
            name: "reason", label: CommentTexts.reason(language), hint: CommentTexts.reasonHint(language), value: typed, problem: problem,
            limit: Dialogue.reasonLimit, rows: 3)
        return """
            \(ErrorSummary(problems: problem.map { [("reason", $0)] } ?? []).html(language))
            <h1>\(CommentTexts.refuseTitle(language))</h1><p class="lead">\(looked.dialogue.subject)</p>
            <ol class="thread">\(CommentParts.item(looked.comment, today: today, language))</ol>
            <form method="post" action="\(paths.lookAt(looked.comment.id))" novalidate data-guard>\(reason.html(language))
            <p class="do"><button class="button">\(CommentTexts.doNotShow(language))</button></p></form>
            """
    }
}
