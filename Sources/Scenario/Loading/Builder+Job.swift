import Core

extension Builder {
    mutating func job(_ reading: Reading) -> JobEffect {
        var job = JobEffect()
        job.queued = reading["queued"].flatMap { drawn($0) }
        job.running = reading["running"].flatMap { drawn($0) }
        job.outcome = outcome(reading)
        job.polls = reading["polls"]?.integer
        job.cost = reading["cost"]?.money
        job.statuses = statuses(reading)
        job.output = reading["output"].map { output($0) }
        job.cancelsOnDisconnect = reading["cancel_on_disconnect"]?.flag
        job.expiry = reading["expire_job"]?.duration
        if let polls = reading.entry("polls"), reading["outcome"]?.text == "stuck" {
            report("a job that is stuck ends with no poll; leave out `polls` or `outcome: stuck`", at: polls)
        }
        return job
    }

    private func outcome(_ reading: Reading) -> JobDirective.Outcome? {
        switch reading["outcome"]?.text {
        case "completed": .completed
        case "failed":
            .failed(
                named(reading["error"])?.text.flatMap { SemanticError(rawValue: $0) } ?? .generationFailed,
                message: reading["error"]?["message"]?.text)
        case "stuck": .stuck(in: reading["stuck_in"]?.text.flatMap { Job.State(rawValue: $0) } ?? .running)
        default: nil
        }
    }

    private mutating func statuses(_ reading: Reading) -> StatusSequence? {
        guard let words = reading["statuses"]?.texts, !words.isEmpty else { return nil }
        if let by = reading["by"], by.duration == .zero { report("an interval of 0 passes over every status", at: by) }
        return StatusSequence(words: words, interval: reading["by"]?.duration)
    }

    private func output(_ reading: Reading) -> OutputChange {
        OutputChange(
            count: reading["empty"]?.flag == true ? 0 : reading["count"]?.integer,
            nullsURLs: reading["null_url"]?.flag ?? false, without: reading["without"]?.texts ?? [])
    }
}
