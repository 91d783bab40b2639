import Domain
import Markup

struct SignInPage {
    let email: String
    let problem: String?
    /// What happened to an earlier try, said above.
    let notice: String?
    let paths: Paths

    var html: HTML {
        let language = paths.language
        let input = TextInput(
            name: "email", label: SignInTexts.email(language), value: email, problem: problem, type: "email", autocomplete: "email")
        return """
            \(if: notice, { "<div class=\"banner warn\" role=\"status\"><p>\($0)</p></div>" })
            \(ErrorSummary(problems: problem.map { [("email", $0)] } ?? []).html(language))
            <h1>\(SignInTexts.title(language))</h1><p class="lead">\(SignInTexts.lead(language))</p>
            <form method="post" action="\(paths.signIn)" novalidate>\(input.html(language))
            <p class="do"><button class="button">\(SignInTexts.send(language))</button></p></form>
            """
    }
}

struct SignInCodePage {
    let problem: String?
    let paths: Paths

    var html: HTML {
        let language = paths.language
        let input = TextInput(
            name: "code", label: SignInTexts.code(language), hint: SignInTexts.codeHint(language), problem: problem,
            autocomplete: "one-time-code", isCode: true)
        return """
            \(ErrorSummary(problems: problem.map { [("code", $0)] } ?? []).html(language))
            <h1>\(SignInTexts.codeTitle(language))</h1><p class="lead">\(SignInTexts.codeLead(language))</p>
            <form method="post" action="\(paths.signInCode)" novalidate>\(input.html(language))
            <p class="do"><button class="button">\(SignInTexts.enter(language))</button></p></form>
            <p><a href="\(paths.signIn)">\(SignInTexts.again(language))</a></p>
            """
    }
}

/// Where the link in the mail leads: GET shows, POST acts.
struct SignInLinkPage {
    let canEnter: Bool
    let action: String
    let paths: Paths

    var html: HTML {
        let language = paths.language
        guard canEnter else {
            return """
                <h1>\(SignInTexts.linkElsewhereTitle(language))</h1><p>\(SignInTexts.linkElsewhere(language))</p>
                <p><a href="\(paths.signIn)">\(SignInTexts.again(language))</a></p>
                """
        }
        return """
            <h1>\(SignInTexts.linkTitle(language))</h1><p class="lead">\(SignInTexts.linkLead(language))</p>
            <form method="post" action="\(action)" novalidate><p class="do"><button class="button">\(SignInTexts.enter(language))</button></p></form>
            """
    }
}
