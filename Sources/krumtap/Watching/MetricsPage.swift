import Domain
import Formats
import Foundation
import Web

/// What a Prometheus server reads of this process: counts and times, nothing about anybody.
struct MetricsPage: Sendable {
    let watch: Watch
    let traffic: Traffic
    let mails: MailCounts
    let statementCount: @Sendable () -> UInt64
    let now: @Sendable () -> Date

    func text() async -> String {
        let condition = await watch.condition(at: now())
        var out = PrometheusText()
        out.add("krumtap_info", .gauge, help: "The running version.", [.init(1, [("version", Version.number)])])
        add(condition, to: &out)
        add(traffic.counts, to: &out)
        let outcomes = MailCounts.Outcome.allCases.map { PrometheusText.Sample(Double(mails[$0]), [("outcome", $0.rawValue)]) }
        out.add("krumtap_mails_total", .counter, help: "Mails handed to the mail server, by what it said.", outcomes)
        out.add("krumtap_sql_statements_total", .counter, help: "Statements run on the database.", Double(statementCount()))
        ProcessFigures.current.map { add($0, to: &out) }
        return out.text
    }

    private func add(_ condition: Condition, to out: inout PrometheusText) {
        let parts = Condition.Part.allCases.map { part in
            PrometheusText.Sample(Double(Self.number(of: condition.state(part))), [("part", part.rawValue)])
        }
        out.add("krumtap_state", .gauge, help: "How each part is doing: 0 fine, 1 needs attention, 2 broken.", parts)
        out.add("krumtap_dialogues_open", .gauge, help: "Dialogues without an end.", Double(condition.dialogues.open))
        out.add("krumtap_dialogues_overdue", .gauge, help: "Open dialogues past their date.", Double(condition.dialogues.overdue))
        out.add(
            "krumtap_outbox_mails", .gauge, help: "Mails in the outbox.",
            [
                .init(Double(condition.mail.waiting), [("state", "waiting")]),
                .init(Double(condition.mail.givenUp), [("state", "given_up")]),
            ])
        let age = condition.mail.oldestAt.map { max(0, condition.measuredAt.timeIntervalSince($0)) } ?? 0
        out.add("krumtap_outbox_oldest_seconds", .gauge, help: "How long the oldest waiting mail has waited.", age)
        out.add("krumtap_database_bytes", .gauge, help: "The size of the database.", condition.databaseBytes.map(Double.init))
        out.add("krumtap_disk_free_bytes", .gauge, help: "Room on the database's disk.", condition.freeBytes.map(Double.init))
        let round = condition.lastRoundAt?.timeIntervalSince1970
        out.add("krumtap_last_round_timestamp_seconds", .gauge, help: "When reminders and tidying last came round.", round)
        if condition.backup != .elsewhere {
            let hasFailed: Double = condition.hasBackupFailed ? 1 : 0
            out.add("krumtap_backup_failed", .gauge, help: "1 when the last backup that was tried failed.", hasFailed)
        }
        if case .newest(let at) = condition.backup {
            let help = "When the newest backup was made."
            out.add("krumtap_backup_timestamp_seconds", .gauge, help: help, at.timeIntervalSince1970)
        }
    }

    private func add(_ counts: Traffic.Counts, to out: inout PrometheusText) {
        let requests = counts.requests.sorted { ($0.key.route, $0.key.statusClass) < ($1.key.route, $1.key.statusClass) }
        let samples = requests.map { key, count in
            PrometheusText.Sample(Double(count), [("route", key.route), ("code", "\(key.statusClass)xx")])
        }
        out.add("krumtap_http_requests_total", .counter, help: "Requests answered, by route.", samples)
        out.addHistogram(
            "krumtap_http_request_duration_seconds", help: "From the head of a request to its answer.", bounds: Traffic.bounds,
            counts: counts.durations, sum: counts.durationSum)
    }

    private func add(_ process: ProcessFigures, to out: inout PrometheusText) {
        let memory = Double(process.residentBytes)
        out.add("process_resident_memory_bytes", .gauge, help: "Memory in use.", memory)
        out.add("process_cpu_seconds_total", .counter, help: "Processor time spent.", process.processorSeconds)
        out.add("process_open_fds", .gauge, help: "Open files and connections.", Double(process.openFiles))
    }

    private static func number(of state: Condition.State) -> Int {
        switch state {
        case .fine: 0
        case .attention: 1
        case .broken: 2
        }
    }
}
