import Domain
import Markup

/// Where an address asks to be told of news.
struct FollowPage {
    enum State {
        case form(email: String, problem: String?)
        /// The same, whether the address was known or not.
        case asked
    }

    let dialogue: Dialogue
    let state: State
    let paths: Paths

    var html: HTML {
        let language = paths.language
        return switch state {
        case .form(let email, let problem): form(email, problem, language)
        case .asked:
            """
            <h1>\(FollowTexts.lookInMailbox(language))</h1><p class="lead">\(FollowTexts.asked(language))</p>
            <p class="do"><a class="button quiet" href="\(paths.dialogue(dialogue.reference))">\(FollowTexts.back(language))</a></p>
            """
        }
    }

    private func form(_ email: String, _ problem: String?, _ language: Language) -> HTML {
        let input = TextInput(
            name: "email", label: FollowTexts.email(language), hint: FollowTexts.emailHint(language), value: email, problem: problem,
            type: "email", autocomplete: "email")
        return """
            \(ErrorSummary(problems: problem.map { [("email", $0)] } ?? []).html(language))
            <h1>\(FollowTexts.title(language))</h1><p class="lead">\(dialogue.subject)</p><p>\(FollowTexts.what(language))</p>
            <form method="post" action="\(paths.follow(dialogue.reference))" novalidate>\(input.html(language))
            <p class="do"><button class="button">\(FollowTexts.follow(language))</button></p></form>
            <p>\(FollowTexts.orFeed(language)) <a href="\(paths.feed(dialogue.reference))">\(FollowTexts.feed(language))</a></p>
            """
    }
}

/// Where a link in a mail to a follower leads: it shows, and the button acts.
struct FollowLetterPage {
    enum State { case unconfirmed, following, stopping, ended }

    let state: State
    let token: String
    /// Nil when it is not for everybody any more: then nothing of it is said.
    let dialogue: Dialogue?
    let paths: Paths

    var html: HTML {
        let language = paths.language
        return """
            <h1>\(FollowTexts.heading(state, language))</h1>\(if: dialogue, { "<p class=\"lead\">\($0.subject)</p>" })
            <p>\(FollowTexts.explained(state, language))</p>\(buttons)\(if: dialogue, { toDialogue($0) })
            """
    }

    private var buttons: HTML {
        let language = paths.language
        return switch state {
        case .unconfirmed: button(paths.following(token), FollowTexts.yes(language), class: "button")
        case .following: button(paths.stopFollowing(token), FollowTexts.stop(language), class: "button quiet")
        case .stopping: button(paths.stopFollowing(token), FollowTexts.stop(language), class: "button")
        case .ended: ""
        }
    }

    private func button(_ action: String, _ words: String, class name: HTML) -> HTML {
        "<form method=\"post\" action=\"\(action)\" novalidate><p class=\"do\"><button class=\"\(name)\">\(words)</button></p></form>"
    }

    private func toDialogue(_ dialogue: Dialogue) -> HTML {
        "<p><a href=\"\(paths.dialogue(dialogue.reference))\">\(FollowTexts.back(paths.language))</a></p>"
    }
}

/// On the public page of a dialogue.
struct FollowSection {
    let dialogue: Dialogue
    let paths: Paths

    var html: HTML {
        """
        <p class="do"><a class="button quiet" href="\(paths.follow(dialogue.reference))">\(FollowTexts.title(paths.language))</a></p>
        """
    }
}
