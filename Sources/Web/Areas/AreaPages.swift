import Domain
import Markup
import Storage

/// All areas: the list, and the map as a supplement to it.
struct AreasPage {
    let atlas: AreaAtlas
    let municipality: String
    let paths: Paths

    var html: HTML {
        let language = paths.language
        return """
            <h1>\(AreaTexts.areas(language))</h1><p class="lead">\(AreaTexts.lead(atlas.shapes.count, municipality, language))</p>
            <p class="do"><a class="button quiet" href="\(paths.find)">\(AreaTexts.findYours(language))</a></p>
            <h2>\(AreaTexts.list(language))</h2>\(AreaParts.list(atlas, paths))
            \(AreaParts.map(atlas, here: nil, paths))
            <p><a href="\(Paths.areasGeoJSON)">\(AreaTexts.download(language))</a></p>
            """
    }
}

/// One area: who helps, which places belong to it, what is talked about.
struct AreaPage {
    let detail: AreaStore.Detail
    let dialogues: [DialogueStore.Line]
    let atlas: AreaAtlas
    let paths: Paths
    let today: Day

    var html: HTML {
        let (area, language) = (detail.area, paths.language)
        return """
            <h1>\(area.name)</h1><div class="two"><div>\(facilitator)
            <p class="do"><a class="button" href="\(paths.start(area: area.slug))">\(AreaTexts.start(area.name, language))</a></p>
            <h2>\(AreaTexts.dialogues(language))</h2>\(dialogueList)</div>
            <aside aria-label="\(area.name)">\(facts)\(AreaParts.map(atlas, here: area.id, paths))
            <p><a href="\(Paths.areaGeoJSON(area.slug))">\(AreaTexts.download(language))</a></p></aside></div>
            """
    }

    private var facilitator: HTML {
        guard let person = detail.facilitator?.person else { return "<p>\(AreaTexts.noFacilitator(paths.language))</p>" }
        return ThreadParts.facilitator(person.name, phone: person.phone, area: detail.area.name, paths.language)
    }

    private var dialogueList: HTML {
        let language = paths.language
        guard !dialogues.isEmpty else {
            return """
                <div class="empty"><h3>\(AreaTexts.noDialogues(language))</h3>
                <p>\(AreaTexts.noDialoguesHint(detail.area.name, language))</p></div>
                """
        }
        return """
            \(DialogueParts.list(dialogues, showsArea: false, paths, today: today))
            <p><a href="\(paths.dialogues(area: detail.area.slug, theme: nil, state: nil))">\(AreaTexts.allDialogues(language))</a></p>
            """
    }

    private var facts: HTML {
        let (area, language) = (detail.area, paths.language)
        return """
            <dl class="facts">\(if: detail.forum, { fact(AreaTexts.forum, forum($0)) })
            \(if: area.alsoCalled, { fact(AreaTexts.alsoCalled, $0) })\(fact(AreaTexts.places, detail.places.joined(separator: ", ")))
            \(fact(AreaTexts.parishes, detail.parishes.joined(separator: ", ")))
            \(if: area.population, { fact(AreaTexts.population, AreaTexts.population($0, town: area.mainTown, language)) })</dl>
            """
    }

    private func forum(_ forum: Forum) -> String {
        let form = AreaTexts.form(forum.form, paths.language)
        return forum.name.lowercased().contains(form) ? forum.name : "\(forum.name) (\(form))"
    }

    private func fact(_ name: Words, _ value: String) -> HTML { "<div><dt>\(name(paths.language))</dt><dd>\(value)</dd></div>" }
}

/// *Find dit lokalområde*: asks, and answers or asks back. Never decides by a postcode.
struct FindPage {
    enum Answer {
        case none
        case one(place: String, Area)
        case here(Area)
        case several(place: String, [Area])
        case unknown(place: String, suggestions: [(name: String, area: Area)])
        case postcode(String)
        case outside
    }

    let query: String
    let answer: Answer
    let atlas: AreaAtlas
    let paths: Paths

    var html: HTML {
        let language = paths.language
        let input = TextInput(
            name: "q", label: AreaTexts.place(language), hint: AreaTexts.placeHint(language), value: query, autocomplete: "off")
        return """
            <h1>\(AreaTexts.findYours(language))</h1>\(answered)
            <form method="get" action="\(paths.find)">\(input.html(language))
            <p class="do"><button class="button">\(AreaTexts.search(language))</button>
            <button type="button" class="button quiet" data-locate data-failed="\(AreaTexts.locateFailed(language))" hidden>\
            \(AreaTexts.locate(language))</button></p></form>
            <h2>\(AreaTexts.list(language))</h2>\(AreaParts.list(atlas, paths))
            """
    }

    private var answered: HTML {
        let language = paths.language
        return switch answer {
        case .none: ""
        case .one(let place, let area): found(AreaTexts.isIn(place, area.name, language), area)
        case .here(let area): found(AreaTexts.youAreIn(area.name, language), area)
        case .several(let place, let areas):
            """
            <div class="banner" role="status"><p>\(AreaTexts.several(place, language))</p>
            <ul>\(each: areas, { choice(AreaTexts.inArea(place, $0.name, language), $0) })</ul></div>
            """
        case .unknown(let place, let suggestions) where suggestions.isEmpty:
            notice("\(AreaTexts.notFound(place, language)) \(AreaTexts.chooseBelow(language))")
        case .unknown(let place, let suggestions):
            """
            <div class="banner warn" role="status"><p>\(AreaTexts.notFound(place, language)) \(AreaTexts.didYouMean(language))</p>
            <ul>\(each: suggestions, { choice(AreaTexts.inArea($0.name, $0.area.name, language), $0.area) })</ul></div>
            """
        case .postcode(let code): notice(AreaTexts.postcode(code, language))
        case .outside: notice("\(AreaTexts.outside(language)) \(AreaTexts.chooseBelow(language))")
        }
    }

    private func found(_ words: String, _ area: Area) -> HTML {
        """
        <div class="banner good" role="status"><p><b>\(words)</b></p>
        <p><a class="button" href="\(paths.area(area.slug))">\(AreaTexts.goTo(area.name, paths.language))</a></p></div>
        """
    }

    private func choice(_ words: String, _ area: Area) -> HTML { "<li><a href=\"\(paths.area(area.slug))\">\(words)</a></li>" }
    private func notice(_ words: String) -> HTML { "<div class=\"banner warn\" role=\"status\"><p>\(words)</p></div>" }
}

enum AreaParts {
    static func list(_ atlas: AreaAtlas, _ paths: Paths) -> HTML {
        "<ul class=\"areas\">\(each: atlas.areas, { "<li><a href=\"\(paths.area($0.slug))\">\($0.name)</a></li>" })</ul>"
    }

    /// The map. Everything on it stands in text beside it.
    static func map(_ atlas: AreaAtlas, here: Area.ID?, _ paths: Paths) -> HTML {
        let language = paths.language
        return """
            <figure class="map" aria-label="\(AreaTexts.map(language))"><svg viewBox="0 0 \(atlas.width) \(atlas.height)">
            \(each: atlas.shapes, { shape($0, isHere: $0.area.id == here, paths) })
            \(each: atlas.shapes, { name($0, isHere: $0.area.id == here) })</svg>
            <figcaption>\(AreaTexts.mapNote(language))</figcaption></figure>
            """
    }

    private static func shape(_ shape: AreaAtlas.Shape, isHere: Bool, _ paths: Paths) -> HTML {
        """
        <a href="\(paths.area(shape.area.slug))" aria-label="\(shape.area.name)"><path class="area\(if: isHere, " here")" d="\(shape.path)"/></a>
        """
    }

    /// Above all shapes, so that no neighbour covers it. The link has the name already.
    private static func name(_ shape: AreaAtlas.Shape, isHere: Bool) -> HTML {
        "<text\(if: isHere, " class=\"here\"") x=\"\(shape.label.x)\" y=\"\(shape.label.y)\" aria-hidden=\"true\">\(shape.area.name)</text>"
    }
}
