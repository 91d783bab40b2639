import Domain
import Foundation
import SQLEngine
import Storage
import Testing

/// Every list stays quick with 100 000 dialogues: no statement reads a large table from end to end, and no list is
/// collected to be sorted. Without statistics, as a database in use has none.
struct QueryPlanTests {
    /// Tables that grow with the years.
    static let large = [
        "dialogue", "d", "event", "e", "message", "m", "person", "p", "s", "o", "outbox", "access", "draft", "command", "follower",
    ]

    /// What may be read from end to end, because it holds only what is open, waiting or public, and is left at a limit.
    static let allowed: Set<String> = [
        "SCAN d USING INDEX dialogue_open", "SCAN outbox USING INDEX outbox_delayed", "SCAN outbox USING INDEX outbox_failed",
        "SCAN outbox USING COVERING INDEX outbox_failed", "SCAN outbox USING COVERING INDEX outbox_delayed",
    ]

    static let deskViews: [(DeskView, Bool, Bool)] = DeskView.allCases.flatMap { view in
        [(view, false, false), (view, false, true), (view, true, false), (view, true, true)]
    }

    @Test(arguments: deskViews, ["fatima", "ole"])
    func `the desk reads its tables by date`(view: (DeskView, Bool, Bool), who: String) async throws {
        let (town, recorder) = try await Self.town()
        let permit = try DeskPolicy.permitOpen(try await town.viewer(who == "fatima" ? town.fatima : town.ole))
        let cursor = view.2 ? DeskStore.Cursor(dueOn: try day("2026-12-02"), id: .init(7)) : nil
        _ = recorder.take()
        _ = try await town.desk.page(view.0, in: view.1 ? Town.jyderup : nil, after: cursor, permit, today: try day("2026-11-23"))
        Self.check(recorder.take(), sorts: false, alsoLarge: ["comment", "c"])
    }

    @Test func `public lists are read in their order`() async throws {
        let (town, recorder) = try await Self.town()
        _ = recorder.take()
        _ = try await town.dialogues.published(in: Town.jyderup, limit: 10)
        _ = try await town.dialogues.outcomes(limit: 10)
        for area in [nil, Town.jyderup] {
            for before in [nil, Dialogue.ID(7)] {
                _ = try await town.dialogues.newest(10, in: area, before: before, as: .anonymous)
            }
        }
        let plans = recorder.take()
        Self.check(plans, sorts: false)
        #expect(plans.contains { $0.steps.contains("SEARCH d USING INDEX dialogue_outcome (visibility=? AND closed_at>?)") })
    }

    /// A Fælles-skaber may read most of what is new, so the newest are read from the last row on and left at the limit.
    @Test func `what a person may read is found without reading everything`() async throws {
        let (town, recorder) = try await Self.town()
        let started = try await town.start()
        for viewer in [started.starter, try await town.viewer(town.ole), try await town.viewer(town.fatima)] {
            for area in [nil, Town.jyderup] {
                for before in [nil, Dialogue.ID(7)] {
                    _ = recorder.take()
                    _ = try await town.dialogues.newest(10, in: area, before: before, as: viewer)
                    let isNewestRowsFirst = viewer.staff?.isFacilitator == true && area == nil && before == nil
                    Self.check(recorder.take(), sorts: true, alsoAllowed: isNewestRowsFirst ? ["SCAN d"] : [])
                }
            }
        }
    }

    @Test func `the public lists are read in their order, whatever they are asked for`() async throws {
        let (town, recorder) = try await Self.town()
        _ = recorder.take()
        for area in [nil, Town.jyderup] {
            for theme in [nil, Theme.ID(1)] {
                for state in [nil, DialogueFilter.State.open, .closed, .solved] {
                    for cursor in [nil, DialogueStore.ListCursor(startedAt: .base, id: .init(7))] {
                        _ = try await town.dialogues.published(
                            .init(areaID: area, themeID: theme, state: state), after: cursor, limit: 20)
                    }
                }
            }
        }
        Self.check(recorder.take(), sorts: false)
    }

    /// Full text gives its rows newest first, so that a search is left at its limit.
    @Test func `search reads the index and no table from end to end`() async throws {
        let (town, recorder) = try await Self.town()
        let started = try await town.startConfirmed()
        let staff = try #require(try await town.viewer(town.fatima).staff)
        let permit = try await town.permit(started.id, town.fatima)
        _ = recorder.take()
        _ = try await town.search.search("farlig skolevej")
        _ = try await town.search.search("farlig ukendt")
        _ = try await town.search.search("farlig skolevej", try DeskPolicy.permitOpen(.staff(staff)))
        _ = try await town.search.similar(to: "Skolevejen er farlig.", in: Town.jyderup)
        _ = try await town.search.similarAnswered(permit, as: staff)
        let plans = recorder.take()
        Self.check(plans, sorts: false)
        #expect(plans.contains { $0.steps.contains { $0.hasPrefix("SCAN s VIRTUAL TABLE INDEX") } })
    }

    @Test func `a dialogue's page and every act on it find their rows`() async throws {
        let (town, recorder) = try await Self.town()
        let staff = [try await town.viewer(town.fatima), try await town.viewer(town.ole)]
        _ = recorder.take()
        let started = try await town.start(from: try await town.drafts.create(Draft(), at: .base))
        try await town.dialogues.confirm(access: started.accessID, at: .base)
        for viewer in staff + [.anonymous, started.starter] {
            _ = try await town.dialogues.find(started.reference, as: viewer)
            _ = try await town.dialogues.thread(started.reference, as: viewer)
            _ = try await town.dialogues.thread(started.id, as: viewer)
        }
        _ = try await town.dialogues.awaitsConfirmation(access: started.accessID)
        try await town.reply(started)
        let permit = try DialoguePolicy.permitWork(staff[0], try await town.dialogue(started.id))
        let steer = try DialoguePolicy.permitSteer(staff[0], try await town.dialogue(started.id))
        let message = try NewMessage("Tak!")
        try await town.dialogues.answer(message, asks: true, permit, .init(key: "a", seen: nil), at: .base)
        try await town.dialogues.note(message, permit, .init(key: "n", seen: nil), at: .base)
        let closing = try NewClosing(ground: "answered", text: "Tak!", outcome: "Besvaret.")
        try await town.dialogues.close(closing, steer, .init(key: "c", seen: nil), at: .base)
        try await town.dialogues.reopen(message, steer, .init(key: "r", seen: nil), at: .base)
        #expect(try await town.renew(started))
        let plans = recorder.take()
        Self.check(plans, sorts: false)
        #expect(plans.contains { $0.steps.first == "SEARCH e USING INDEX event_dialogue_id (dialogue_id=?)" })
    }

    @Test func `mail is taken, told of and composed without reading what was sent`() async throws {
        let (town, recorder) = try await Self.town()
        _ = try await town.startConfirmed()
        _ = recorder.take()
        let now = try moment("2026-12-10")
        try await town.outbox.remind(today: try day("2026-12-10"), at: now)
        for item in try await town.outbox.claim(10, at: now) {
            _ = try await town.outbox.letter(item, at: try moment("2026-12-10"))
            try await town.outbox.failed(item, "421", isFinal: false, at: now)
            try await town.outbox.sent(item.id, at: now)
        }
        _ = try await town.outbox.health()
        let plans = recorder.take()
        Self.check(plans, sorts: false)
        #expect(plans.contains { $0.steps.contains("SEARCH outbox USING INDEX outbox_waiting (next_attempt_at<?)") })
    }

    @Test func `files are found by their number, dialogue, draft or message`() async throws {
        let (town, recorder) = try await Self.town()
        let started = try await town.startConfirmed()
        let draftID = try await town.drafts.create(Draft(), at: .base)
        _ = recorder.take()
        _ = try await town.attachments.keep([try .pdf("a")], in: draftID, at: .base)
        _ = try await town.attachments.all(of: draftID)
        let kept = try await town.keep([try .picture("b")], started.starter, started.id)
        try await town.reply(started, with: kept.ids)
        for viewer in [.anonymous, started.starter, try await town.viewer(town.fatima)] {
            _ = try await town.attachments.content(kept.ids[0], of: started.id, as: viewer)
            _ = try await town.files(of: started.id, as: viewer)
        }
        try await town.publish(started.id, files: kept.ids)
        _ = try await town.attachments.readings(of: kept.ids[0], from: .base, to: .base)
        _ = try await town.attachments.deleteUnsent(at: .base)
        _ = try await town.drafts.deleteIdle(at: .base)
        let plans = recorder.take()
        // A dialogue's few files are put in the order they came.
        Self.check(plans, sorts: true, alsoLarge: ["attachment", "a", "attachment_content", "c", "attachment_reading"])
        #expect(plans.contains { $0.steps.contains { $0.contains("USING INDEX attachment_dialogue_id") } })
    }

    @Test func `comments are found by their number, dialogue or state`() async throws {
        let (town, recorder) = try await Self.town()
        let started = try await town.startConfirmed()
        try await town.publish(started.id, comments: .open)
        let dialogue = try await town.dialogue(started.id)
        let new = try NewComment(kind: "support", text: "Enig.", name: "", email: "bo@example.dk", language: .da)
        _ = recorder.take()
        try await town.comments.ask(new, try CommentPolicy.permitWrite(dialogue), at: .base)
        try await town.comments.confirm(1, at: .base)
        _ = try await town.comments.waiting(for: try DeskPolicy.permitOpen(try await town.viewer(town.fatima)))
        let steer = try await town.steerPermit(started.id, town.fatima)
        _ = try await town.comments.looked(dialogue, steer)
        try await town.comments.decide(.show, on: 1, steer, at: .base)
        _ = try await town.comments.shown(of: dialogue)
        try await town.comments.withdraw(1, at: .base)
        try await town.comments.deleteUnconfirmed(at: .base)
        let plans = recorder.take()
        // What was decided of one dialogue is put in order.
        Self.check(plans, sorts: true, alsoLarge: ["comment", "c", "w"])
        #expect(plans.contains { $0.steps.contains { $0.contains("comment_waiting (state=?)") } })
        #expect(plans.contains { $0.steps.contains { $0.contains("comment_unconfirmed") } })
    }

    @Test func `areas, people and signing in find their rows`() async throws {
        let (town, recorder) = try await Self.town()
        _ = recorder.take()
        _ = try await town.areas.facilitator(of: Town.jyderup, on: day("2026-11-23"))
        _ = try await town.areas.detail(slug: "jyderup", on: day("2026-11-23"))
        _ = try await town.staff.viewer(town.fatima, on: day("2026-11-23"))
        try await town.sessions.ask(email: try #require(EmailAddress("fatima@example.dk")), browser: "b", at: .base)
        _ = try await town.sessions.enter(code: town.secrets.code(.signIn, 1), browser: "b", old: "x", at: .base)
        _ = try await town.sessions.viewer(token: "x", at: .base)
        try await town.usage.take(.init("start", uses: 3, seconds: 900), for: "192.0.2.1", at: .base)
        try await town.usage.deleteOld(at: .base)
        _ = try await town.drafts.deleteIdle(at: .base)
        let plans = recorder.take()
        // A person's few roles and an area's few parishes are sorted.
        Self.check(plans, sorts: true)
        #expect(plans.contains { $0.steps.contains("SEARCH f USING INDEX facilitator_area_id (area_id=? AND from_on<?)") })
    }

    @Test func `followers are found by dialogue and by address`() async throws {
        let (town, recorder) = try await Self.town()
        let started = try await town.startConfirmed()
        try await town.run("UPDATE dialogue SET visibility = 'everyone'")
        let (followers, new) = (FollowerStore(town.database), try NewFollower(email: "bo@example.dk", language: .da))
        let permit = try FollowPolicy.permitFollow(try await town.dialogue(started.id))
        _ = recorder.take()
        try await followers.ask(new, permit, at: .base)
        _ = try await followers.find(1)
        try await followers.confirm(1, at: .base)
        try await town.close(started.id, by: town.fatima)
        try await followers.deleteUnconfirmed(at: .base)
        try await followers.end(1, at: .base)
        let plans = recorder.take()
        Self.check(plans, sorts: false)
        #expect(plans.contains { $0.steps.contains("SEARCH follower USING INDEX follower_waiting (asked_at<?)") })
    }

    /// The yardstick itself: a statement without an index is caught.
    @Test func `a full scan and a sort are seen for what they are`() async throws {
        let (town, recorder) = try await Self.town()
        _ = recorder.take()
        _ = try await town.database.read { connection in
            try connection.rows("SELECT d.id FROM dialogue d WHERE d.place = 'x' ORDER BY d.subject") { try $0.integer() }
        }
        let plan = try #require(recorder.take().first)
        #expect(Self.faults(plan, sorts: false, allowed: Self.allowed) == ["SCAN d", "USE TEMP B-TREE FOR ORDER BY"])
    }

    private static func town() async throws -> (Town, PlanRecorder) {
        let town = try await Town(on: .sqlite, wrapped: { PlanRecorder($0) })
        return (town, try #require(town.database as? PlanRecorder))
    }

    private static func check(_ plans: [PlanRecorder.Plan], sorts: Bool, alsoAllowed: Set<String> = [], alsoLarge: [String] = []) {
        #expect(!plans.isEmpty)
        for plan in Set(plans) {
            let faults = faults(plan, sorts: sorts, allowed: allowed.union(alsoAllowed), large: large + alsoLarge)
            #expect(faults.isEmpty, "\(plan.statement)\n\(plan.steps.joined(separator: "\n"))")
        }
    }

    private static func faults(_ plan: PlanRecorder.Plan, sorts: Bool, allowed: Set<String>, large: [String] = large) -> [String] {
        plan.steps.filter { step in
            if allowed.contains(step) { return false }
            if step.contains("TEMP B-TREE") { return !sorts }
            if step.contains("VIRTUAL TABLE INDEX") { return false }
            let words = step.split(separator: " ")
            return words.first == "SCAN" && words.count > 1 && large.contains(String(words[1]))
        }
    }
}
