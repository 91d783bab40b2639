package import Foundation

/// A feed as RFC 4287 has it. Writing it is pure; the same feed gives the same bytes.
package struct Atom: Sendable {
    package struct Link: Sendable {
        package enum Relation: String, Sendable { case alternate, `self`, next, first }

        package let relation: Relation
        package let address: String
        /// The type of what is there.
        package let type: String?

        package init(_ relation: Relation, _ address: String, type: String? = nil) {
            self.relation = relation
            self.address = address
            self.type = type
        }
    }

    package struct Entry: Sendable {
        /// An IRI that never changes.
        package let id: String
        package let title: String
        package let updated: Date
        package let published: Date?
        /// A name only: addresses of people are never in a feed.
        package let author: String?
        package let categories: [String]
        package let summary: String?
        package let links: [Link]

        package init(
            id: String, title: String, updated: Date, published: Date? = nil, author: String? = nil, categories: [String] = [],
            summary: String? = nil, links: [Link]
        ) {
            self.id = id
            self.title = title
            self.updated = updated
            self.published = published
            self.author = author
            self.categories = categories
            self.summary = summary
            self.links = links
        }
    }

    package let id: String
    package let title: String
    package let updated: Date
    /// Who stands behind the feed; RFC 4287 § 4.1.1 wants one where an entry has none.
    package let author: String
    /// RFC 5646.
    package let language: String
    package let links: [Link]
    package let entries: [Entry]

    package init(
        id: String, title: String, updated: Date, author: String, language: String, links: [Link], entries: [Entry]
    ) {
        self.id = id
        self.title = title
        self.updated = updated
        self.author = author
        self.language = language
        self.links = links
        self.entries = entries
    }

    package static let contentType = "application/atom+xml; charset=utf-8"
}

extension Atom {
    /// In UTF-8.
    package var data: Data {
        var out = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"
        out += #"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\#(Self.escaped(language))">"# + "\n"
        out += Self.element("id", id) + Self.element("title", title) + Self.element("updated", Self.moment(updated))
        out += "<author>\(Self.element("name", author))</author>\n" + links.map(Self.link).joined()
        for entry in entries { out += Self.entry(entry) }
        return Data((out + "</feed>\n").utf8)
    }

    private static func entry(_ entry: Entry) -> String {
        var out = "<entry>\n" + element("id", entry.id) + element("title", entry.title) + element("updated", moment(entry.updated))
        if let published = entry.published { out += element("published", moment(published)) }
        if let author = entry.author { out += "<author>\(element("name", author))</author>\n" }
        for category in entry.categories { out += "<category term=\"\(escaped(category))\"/>\n" }
        if let summary = entry.summary { out += element("summary", summary) }
        return out + entry.links.map(link).joined() + "</entry>\n"
    }

    private static func element(_ name: String, _ text: String) -> String { "<\(name)>\(escaped(text))</\(name)>\n" }

    private static func link(_ link: Link) -> String {
        let type = link.type.map { " type=\"\(escaped($0))\"" } ?? ""
        return "<link rel=\"\(link.relation.rawValue)\"\(type) href=\"\(escaped(link.address))\"/>\n"
    }

    /// RFC 3339 in UTC, whole seconds.
    static func moment(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
    }

    /// Characters that XML 1.0 cannot hold at all (§ 2.2) are left out.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\t", "\n": out.unicodeScalars.append(scalar)
            case "\r": out += "&#13;"
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                if isAllowed { out.unicodeScalars.append(scalar) }
            }
        }
        return out
    }
}
