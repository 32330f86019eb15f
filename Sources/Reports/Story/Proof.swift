import Core
import Judging

/// A line that proves a finding: a request, a webhook or a job.
struct Proof {
    /// `#3`, `webhook 2`, `job`
    let name: String
    /// nil where it is not shown.
    let at: String?
    /// `POST /v1/tasks`
    let what: String
    /// `200, lost or cut off`
    let outcome: String
    /// The rules that showed at it.
    let rules: [String]
}

extension RunStory {
    func proofs(_ finding: RunVerdict.Finding) -> [Proof] {
        finding.entries.map(proof) + finding.webhooks.flatMap(proofs(webhook:)) + finding.jobs.map(proof(job:))
    }

    private func proof(_ number: Int) -> Proof {
        guard let exchange = exchange(number) else {
            return Proof(name: "#\(number)", at: nil, what: "", outcome: "not in the journal any more", rules: [])
        }
        return Proof(
            name: "#\(number)", at: times.text(exchange.at), what: request(exchange), outcome: exchange.outcome,
            rules: rules(exchange))
    }

    /// `POST /v1/tasks`, with its provider where there are several.
    func request(_ exchange: Exchange) -> String {
        let line = "\(exchange.method.shown.shortened(to: 20)) \(exchange.path.shown.shortened())"
        guard providers.count > 1, let provider = exchange.provider else { return line }
        return "\(provider.title): \(line)"
    }

    /// The rules that showed, each once.
    func rules(_ exchange: Exchange) -> [String] {
        var names: [String] = []
        for effect in exchange.shown {
            let name = effect.rule.shown.shortened()
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func proofs(webhook id: String) -> [Proof] {
        let attempts = record.deliveries.filter { $0.webhook == id }
        if attempts.isEmpty {
            return [
                Proof(
                    name: "webhook \(id.shown.shortened(to: 16))", at: nil, what: "",
                    outcome: "not in the record any more",
                    rules: [])
            ]
        }
        return attempts.map { attempt in
            Proof(
                name: "webhook \(attempt.number)", at: times.text(attempt.at),
                what: "attempt \(attempt.attempt), of \(attempt.job.shown.shortened())\(attempt.kind)",
                outcome: attempt.outcome, rules: [])
        }
    }

    private func proof(job id: String) -> Proof {
        let name = id.shown.shortened()
        guard let job = record.jobs.first(where: { $0.id == id }) else {
            return Proof(name: "job", at: nil, what: name, outcome: "not in the record any more", rules: [])
        }
        return Proof(
            name: "job", at: times.text(job.created), what: name,
            outcome: "\(JobEnd(job).words), \(job.price.dollars)", rules: [])
    }
}

extension RunRecord.Delivery {
    /// What is wrong with it; empty for an honest one.
    var kind: String {
        var words: [String] = []
        if isForged { words.append("forged") }
        if isDuplicate { words.append("a duplicate") }
        return words.isEmpty ? "" : " (\(Words.list(words)))"
    }

    var outcome: String {
        if let status { return "\(status)" }
        return isOpen ? "not answered yet" : "no answer"
    }
}
