import Testing

@testable import Web

// What people do in the stories with a browser.
extension Browser {
    static let matter = ["text": "Skolevejen er farlig.", "subject": "Cykelsti langs Skarridsøvej", "kind": "idea"]
    static let place = ["scope": "area", "area": "jyderup", "place": "ved hallen"]
    static let contact = ["name": "Anna Sørensen", "email": "anna@example.dk", "phone": "", "behalf": "self", "behalfName": ""]

    /// Answers the three questions; the draft's token.
    func draft(
        _ prefix: String = "", matter: [String: String] = [:], place: [String: String] = [:], contact: [String: String] = [:]
    ) async throws -> String {
        let whereAt = try await post(prefix + "/start", Self.matter.merging(matter) { $1 })
        let token = String(try #require(whereAt.location?.firstMatch(of: /\/start\/([^\/]*)\/hvor$/)).1)
        let answer = try await post(try #require(whereAt.location), Self.place.merging(place) { $1 })
        #expect(answer.location == "\(prefix)/start/\(token)/svar")
        let check = try await post(try #require(answer.location), Self.contact.merging(contact) { $1 })
        #expect(check.location == "\(prefix)/start/\(token)/tjek")
        return token
    }

    /// Starts a dialogue; the path of its receipt.
    func start(
        _ prefix: String = "", matter: [String: String] = [:], place: [String: String] = [:], contact: [String: String] = [:]
    ) async throws -> String {
        let token = try await draft(prefix, matter: matter, place: place, contact: contact)
        let sent = try await post("\(prefix)/start/\(token)/send")
        #expect(sent.status == 303)
        return try #require(sent.location)
    }

    /// Sends one of the workbench's forms with the key and the line it was shown with.
    @discardableResult
    func work(_ reference: String, _ act: String, _ fields: [String: String]) async throws -> Answer {
        let form = try await get("/skrivebord/\(reference)").form
        let hidden = ["key": form["key"] ?? "", "seen": form["seen"] ?? ""]
        return try await post("/skrivebord/\(reference)/\(act)", hidden.merging(fields) { $1 })
    }

    /// Every page that can be reached from some, with GET: path to answer.
    func crawl(from paths: [String]) async throws -> [String: Answer] {
        var answers: [String: Answer] = [:]
        var waiting = paths
        while let path = waiting.popLast() {
            guard answers[path] == nil, !path.hasPrefix("/assets/") else { continue }
            let answer = try await get(path)
            answers[path] = answer
            if answer.status == 200 { waiting += answer.links + answer.actions }
            if let next = answer.location { waiting.append(next) }
        }
        return answers
    }
}
