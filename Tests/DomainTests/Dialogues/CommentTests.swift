import Domain
import Testing

struct CommentTests {
    typealias Row = (step: Domain.Comment.Step, hasWords: Bool, to: [Domain.Comment.State?])

    /// Columns: unconfirmed, waiting, shown, refused, withdrawn.
    static let columns: [Domain.Comment.State] = [.unconfirmed, .waiting, .shown, .refused, .withdrawn]

    static let table: [Row] = [
        (.confirm, true, [.waiting, .waiting, .shown, .refused, nil]),
        (.confirm, false, [.shown, .waiting, .shown, .refused, nil]),
        (.show, true, [nil, .shown, nil, .shown, nil]),
        (.show, false, [nil, .shown, nil, .shown, nil]),
        (.refuse, true, [nil, .refused, .refused, nil, nil]),
        (.refuse, false, [nil, .refused, .refused, nil, nil]),
        (.withdraw, true, [.withdrawn, .withdrawn, .withdrawn, .withdrawn, nil]),
        (.withdraw, false, [.withdrawn, .withdrawn, .withdrawn, .withdrawn, nil]),
    ]

    @Test(arguments: table)
    func `a step leads where the table says`(row: Row) {
        #expect(Self.columns == Domain.Comment.State.allCases)
        #expect(Self.columns.map { $0.after(row.step, hasWords: row.hasWords) } == row.to)
    }

    typealias Typed = (kind: String, text: String, name: String, email: String, problems: [NewComment.Field: Problem])

    static let typed: [Typed] = [
        ("support", "", "", "bo@example.dk", [:]),
        ("experience", "Hos os virkede det.", "Bo Lind", "bo@example.dk", [:]),
        ("", "", "", "bo@example.dk", [.kind: .needsChoice]),
        ("vote", "", "", "bo@example.dk", [.kind: .needsChoice]),
        ("experience", " \n ", "", "bo@example.dk", [.text: .missing]),
        ("support", "Ring på 72 36 36 36", "", "bo@example.dk", [.text: .malformed]),
        ("support", "Skriv til bo@example.dk", "", "bo@example.dk", [.text: .malformed]),
        ("support", "", "bo@example.dk", "bo@example.dk", [.name: .malformed]),
        ("support", "", "", "", [.email: .missing]),
        ("support", "", "", "bo@", [.email: .malformed]),
        (
            "support", String(repeating: "æ", count: 1001), "", "bo@example.dk",
            [.text: .tooLong(limit: 1000, length: 1001)]
        ),
        ("support", "", String(repeating: "ø", count: 121), "bo@example.dk", [.name: .tooLong(limit: 120, length: 121)]),
    ]

    @Test(arguments: typed)
    func `support needs an address, an experience words, and neither holds contact data`(typed: Typed) {
        var problems: [NewComment.Field: Problem] = [:]
        do {
            _ = try NewComment(kind: typed.kind, text: typed.text, name: typed.name, email: typed.email, language: .da)
        } catch { problems = error.problems }
        #expect(problems == typed.problems)
    }

    @Test func `support without words or a name is looked at by nobody`() throws {
        let bare = try NewComment(kind: "support", text: "  ", name: " ", email: "bo@example.dk", language: .da)
        #expect(bare.text == nil && bare.name == nil)
        let named = try NewComment(kind: "support", text: "", name: " Bo   Lind ", email: "bo@example.dk", language: .da)
        #expect(named.name == "Bo Lind")
    }

    @Test func `nothing is refused without a reason`() throws {
        #expect(try CommentVerdict(shows: true, reason: "") == .show)
        #expect(try CommentVerdict(shows: false, reason: " Den taler om en nabo. ") == .refuse(reason: "Den taler om en nabo."))
        #expect(throws: Invalid<CommentVerdict.Field>(.reason, .missing)) { try CommentVerdict(shows: false, reason: " \n") }
    }
}
