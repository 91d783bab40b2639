import Domain
import Foundation
import SQLEngine
import Storage
import Testing

/// Who gets which mail for which act: one each, and nobody else.
struct MailPerActTests {
    enum Act: String, CaseIterable, Sendable {
        case start, startByTelephone, confirm, reply, replyUnconfirmed, recordUnconfirmed, record, answer, ask, note, close
        case replyToClosed, reopen
        case answerByTelephone, closeByTelephone
    }

    static let expected: [(Act, [String])] = [
        (.start, ["confirm_start → Anna Sørensen"]),
        (.startByTelephone, ["call_starter → Fatima Yilmaz"]),
        (.confirm, ["received → Anna Sørensen", "new_dialogue → Fatima Yilmaz"]),
        (.reply, ["replied → Fatima Yilmaz"]),
        (.replyUnconfirmed, []),
        (.recordUnconfirmed, ["received → Anna Sørensen"]),
        (.record, []),
        (.answer, ["answered → Anna Sørensen"]),
        (.ask, ["asked → Anna Sørensen"]),
        (.note, []),
        (.close, ["closed → Anna Sørensen"]),
        (.replyToClosed, ["replied → Fatima Yilmaz"]),
        (.reopen, ["reopened → Anna Sørensen"]),
        // Ellen has no address: she is rung.
        (.answerByTelephone, []),
        (.closeByTelephone, []),
    ]

    @Test(arguments: TestEngine.available, expected)
    func `each act sends the mails it should`(engine: TestEngine, expected: (act: Act, mails: [String])) async throws {
        let town = try await Town(on: engine)
        try await town.mailsOf(expected.act)
        #expect(try await town.mails() == expected.mails)
        #expect(try await town.count("outbox WHERE state <> 'waiting' OR attempts <> 0 OR dialogue_id IS NULL") == 0)
    }

    @Test func `every act is in the table`() {
        #expect(Self.expected.map(\.0) == Act.allCases)
    }

    @Test(arguments: TestEngine.available)
    func `the demo's past sends no mail`(engine: TestEngine) async throws {
        let town = try await Town(on: engine)
        let new = try Town.new()
        try await town.database.write { connection in
            let steps = DialogueSteps(connection, try Municipality(on: connection), sendsMail: false)
            _ = try steps.start(new, at: .base)
        }
        #expect(try await town.count("dialogue") == 1)
        #expect(try await town.mails().isEmpty)
    }
}

extension Town {
    /// Does what comes before, forgets its mails, and does the act.
    fileprivate func mailsOf(_ act: MailPerActTests.Act) async throws {
        let byTelephone = try Town.new(name: "Ellen Toft", email: "", phone: "59 18 12 34")
        switch act {
        case .start:
            _ = try await start()
            return
        case .startByTelephone:
            _ = try await start(byTelephone)
            return
        case .confirm, .replyUnconfirmed, .recordUnconfirmed:
            let started = try await start()
            try await forgetMails()
            switch act {
            case .confirm: try await dialogues.confirm(access: started.accessID, at: .base)
            case .replyUnconfirmed: try await reply(started)
            default: try await record(started.id, .telephone, by: fatima)
            }
        case .answerByTelephone, .closeByTelephone:
            let started = try await start(byTelephone)
            try await forgetMails()
            if act == .answerByTelephone { try await answer(started.id, by: fatima) } else { try await close(started.id, by: fatima) }
        case .replyToClosed, .reopen:
            let started = try await startConfirmed()
            try await close(started.id, by: fatima)
            try await forgetMails()
            if act == .reopen { try await reopen(started.id, by: fatima) } else { try await reply(started) }
        case .reply, .record, .answer, .ask, .note, .close:
            let started = try await startConfirmed()
            try await forgetMails()
            switch act {
            case .reply: try await reply(started)
            case .record: try await record(started.id, .meeting, by: fatima)
            case .answer: try await answer(started.id, by: fatima)
            case .ask: try await answer(started.id, asks: true, by: fatima)
            case .note: try await note(started.id, by: fatima)
            default: try await close(started.id, by: fatima)
            }
        }
    }
}
