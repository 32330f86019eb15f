import Core
import Documents
import HTTPMessages
import Judging

extension RunStory {
    var node: Node {
        var node = Members()
        node.add("seed", Node(.number(Number(text: "\(run.seed)"))))
        node.add("repetition", .number(run.repetition))
        node.add("outcome", .text(run.verdict?.outcome.rawValue))
        node.add("findings", .list(findings.map(self.node)))
        node.add("command", record.command?.node ?? nil)
        node.add(
            "products", record.products.map { .list($0.map { ["path": .text($0.path), "job": .text($0.job)] }) } ?? nil)
        node.add("paid", record.spent.node)
        node.add(
            "paid_by_account",
            .list(record.spentByAccount.map { ["account": .text($0.account), "paid": $0.amount.node] }))
        node.add("clock_is_manual", .flag(record.isManual))
        addTime("scenario_time_ms", record.scenarioTime, to: &node)
        node.add("rules", .list(record.rules.map(\.node)))
        node.add("requests", .list(record.exchanges.map(self.node)))
        node.add("requests_dropped", .number(record.dropped))
        node.add("jobs", .list(record.jobs.map(self.node)))
        node.add("jobs_dropped", .number(record.droppedJobs))
        node.add("webhooks", .list(record.deliveries.map(self.node)))
        node.add("webhooks_dropped", .number(record.droppedDeliveries))
        return Node(.object(node))
    }

    /// nil is null, and a time that is not shown is no member.
    private func addTime(_ key: String, _ time: Duration?, to node: inout Members) {
        if times.ofScenario { node.add(key, .number(time?.milliseconds)) }
    }

    private func node(_ finding: RunVerdict.Finding) -> Node {
        let sentences = times.real ? finding.sentences : finding.sentences.map(\.withoutDurations)
        return [
            "check": .text(finding.check), "written": .text(finding.written), "from": .text(finding.origin),
            "outcome": .text(finding.outcome.rawValue), "sentences": .list(sentences.map { .text($0) }),
            "advice": .text(finding.advice), "entries": .list(finding.entries.map { .number($0) }),
            "webhooks": .list(finding.webhooks.map { .text($0) }), "jobs": .list(finding.jobs.map { .text($0) }),
        ]
    }

    private func node(_ exchange: Exchange) -> Node {
        var node = Members()
        node.add("number", .number(exchange.number))
        addTime("at_ms", exchange.at, to: &node)
        addTime("answered_ms", exchange.answered, to: &node)
        node.add("provider", .text(exchange.provider?.rawValue))
        node.add("step", .text(exchange.step?.rawValue))
        node.add("account", .text(exchange.account))
        node.add("model", .text(exchange.model))
        node.add("job", .text(exchange.job))
        node.add("method", .text(exchange.method))
        node.add("path", .text(exchange.path))
        node.add("fingerprint", .text(exchange.fingerprintText))
        node.add("repeats", .number(repeats[exchange.number]))
        node.add("sdk_retry", .number(exchange.sdkRetry))
        node.add("committed", .flag(exchange.making == .committed))
        node.add("replayed", .flag(exchange.making == .replayed))
        node.add("price", exchange.price?.node ?? nil)
        node.add("charged", exchange.charged?.node ?? nil)
        node.add("status", .number(exchange.status))
        node.add("outcome", .text(exchange.outcome))
        node.add("retry_after_ms", .number(exchange.retryAfter?.milliseconds))
        node.add("arrived_whole", exchange.arrivedWhole.map { .flag($0) } ?? nil)
        node.add("end", .text(exchange.end?.rawValue))
        node.add("rules", .list(exchange.effects.map(\.node)))
        node.add("link", .text(exchange.link?.word))
        node.add("file", .number(exchange.file))
        node.add("leaks", .list(exchange.leaks.map { .text($0.place.words) }))
        node.add("why", .text(exchange.why))
        return Node(.object(node))
    }

    private func node(_ job: RunRecord.Job) -> Node {
        var node = Members()
        node.add("id", .text(job.id))
        node.add("provider", .text(job.provider.rawValue))
        node.add("account", .text(job.account))
        node.add("model", .text(job.model))
        node.add("state", .text(job.state.rawValue))
        node.add("is_stuck", .flag(job.isStuck))
        addTime("created_ms", job.created, to: &node)
        addTime("ended_ms", job.ended, to: &node)
        node.add("price", job.price.node)
        node.add("files", .number(job.files))
        return Node(.object(node))
    }

    private func node(_ delivery: RunRecord.Delivery) -> Node {
        var node = Members()
        node.add("webhook", .text(delivery.webhook))
        node.add("number", .number(delivery.number))
        node.add("attempt", .number(delivery.attempt))
        node.add("job", .text(delivery.job))
        node.add("provider", .text(delivery.provider.rawValue))
        addTime("at_ms", delivery.at, to: &node)
        node.add("status", .number(delivery.status))
        node.add("is_forged", .flag(delivery.isForged))
        node.add("is_duplicate", .flag(delivery.isDuplicate))
        node.add("is_open", .flag(delivery.isOpen))
        return Node(.object(node))
    }
}
