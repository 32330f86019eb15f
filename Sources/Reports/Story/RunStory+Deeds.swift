import Core
import Judging

extension RunStory {
    /// What the client did, and what came of it, a sentence each.
    var deeds: [String] {
        [requestSentence] + [repeatSentence, jobSentence, webhookSentence].compactMap(\.self) + productSentences
    }

    private var requestSentence: String {
        if record.exchanges.isEmpty { return "The client sent no request." }
        var counts: [Step: Int] = [:]
        var (unread, stray) = (0, 0)
        for exchange in record.exchanges {
            if let step = exchange.step { counts[step, default: 0] += 1 }
            if exchange.step == nil, exchange.provider != nil { unread += 1 }
            if exchange.provider == nil { stray += 1 }
        }
        var parts = Step.allCases.compactMap { step in
            counts[step].map { Words.count($0, step.words.one, step.words.many) }
        }
        if unread > 0 { parts.append("\(Words.grouped(unread)) at paths that the provider does not have") }
        if stray > 0 { parts.append("\(Words.grouped(stray)) that led to no provider") }
        let to = providers.isEmpty ? "" : " to \(Words.list(providers))"
        return "The client sent \(Words.count(record.exchanges.count, "request"))\(to): \(Words.list(parts))."
    }

    private var repeatSentence: String? {
        let again = record.exchanges.filter { repeats[$0.number] != nil }
        if again.isEmpty { return nil }
        let parts = Step.allCases.compactMap { step in
            let count = again.count { $0.step == step }
            return count > 0 ? Words.count(count, step.words.one, step.words.many) : nil
        }
        let pairs = again.map { "#\($0.number) is #\(repeats[$0.number] ?? 0) again" }
        let bySDK = again.count { ($0.sdkRetry ?? 0) > 0 }
        let library =
            bySDK == 0 ? "" : (bySDK == again.count ? "," : ", \(bySDK) of them") + " by the client's library itself"
        let verb = again.count == 1 ? "was" : "were"
        return "\(Words.list(parts)) \(verb) sent again (\(Words.few(pairs)))\(library)."
    }

    private var jobSentence: String? {
        if record.jobs.isEmpty { return nil }
        let kinds = RunStory.JobEnd.allCases.compactMap { end in
            let count = record.jobs.count { JobEnd($0) == end }
            return count > 0 ? "\(Words.grouped(count)) \(end.words)" : nil
        }
        let count = Words.count(record.jobs.count, "job")
        // `1 job came of it, completed.`
        if kinds.count == 1 {
            return "\(count) came of it, \(record.jobs.count > 1 ? "all " : "")\(JobEnd(record.jobs[0]).words)."
        }
        return "\(count) came of it: \(Words.list(kinds))."
    }

    /// What has become of a job.
    enum JobEnd: CaseIterable {
        case completed, failed, stuck, unfinished

        init(_ job: RunRecord.Job) {
            switch job.state {
            case .completed: self = .completed
            case .failed: self = .failed
            case .queued, .running: self = job.isStuck ? .stuck : .unfinished
            }
        }

        var words: String {
            switch self {
            case .completed: "completed"
            case .failed: "failed"
            case .stuck: "stuck for ever"
            case .unfinished: "not finished"
            }
        }
    }

    private var webhookSentence: String? {
        if record.deliveries.isEmpty { return nil }
        let (taken, refused) = (
            record.deliveries.count { (200..<300).contains($0.status ?? 0) },
            record.deliveries.count { $0.status.map { !(200..<300).contains($0) } ?? false }
        )
        let silent = record.deliveries.count - taken - refused
        let parts = [(taken, "answered with a 2xx"), (refused, "answered otherwise"), (silent, "not answered")]
        let told = parts.filter { $0.0 > 0 }.map { "\(Words.grouped($0.0)) \($0.1)" }
        return "\(Words.count(record.deliveries.count, "attempt")) to deliver a webhook: \(Words.list(told))."
    }

    private var productSentences: [String] {
        guard let products = record.products else { return [] }
        if products.isEmpty { return ["The command made none of the files that it was to make."] }
        let sentences = products.map { product in
            let path = product.path.shown.shortened()
            return product.job.map { "\(path) is a file of \($0.shown.shortened())." }
                ?? "\(path) equals no file that the server made."
        }
        let shown = sentences.prefix(ReportBounds.names)
        let more = sentences.count - shown.count
        return shown + (more > 0 ? ["\(Words.count(more, "more file")) \(more == 1 ? "was" : "were") made."] : [])
    }

    /// How the command ended, as a sentence; nil where there was none.
    var commandEnd: String? {
        switch record.command {
        case nil: nil
        case .exit(let code): "The command ended with exit code \(code)."
        case .signal(let name): "The command was ended by \(name.shown)."
        case .stillRunning(let patience): "The command was still running after \(patience.shown), and was ended."
        }
    }
}
