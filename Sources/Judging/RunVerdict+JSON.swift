public import Documents

extension RunVerdict {
    /// `{ outcome, findings: [ … ] }`, as the control API and reports show it.
    ///
    /// - Parameter stable: without durations that differ from run to run.
    public func node(stable: Bool = false) -> Node {
        [
            "outcome": .text(outcome.rawValue),
            "findings": .list(findings.map { $0.node(stable: stable) }),
        ]
    }
}

extension RunVerdict.Finding {
    /// `{ check, written, from, outcome, sentences, advice, entries, webhooks, jobs }`
    public func node(stable: Bool = false) -> Node {
        [
            "check": .text(check),
            "written": .text(written),
            "used_from": .text(origin),
            "outcome": .text(outcome.rawValue),
            "sentences": .list((stable ? stableSentences : sentences).map { .text($0) }),
            "advice": .text(advice),
            "entries": .list(entries.map { .number($0) }),
            "webhooks": .list(webhooks.map { .text($0) }),
            "jobs": .list(jobs.map { .text($0) }),
        ]
    }
}
