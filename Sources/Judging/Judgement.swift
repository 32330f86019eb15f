import Core
import Scenario

/// What a check found, before it is known whether that is all that can be said.
struct Judgement {
    var failures: [Sentence] = []
    /// Why it cannot be told.
    var doubts: [Sentence] = []
    /// What is said of a client that did nothing wrong.
    var praise: Sentence
    /// What would have been right.
    var advice: String?
    var entries: [Int] = []
    var webhooks: [String] = []
    var jobs: [String] = []
    /// Something of the kind may be missing from what was kept.
    var mayHaveMissed: [Gap] = [.requests]
    /// Whether it speaks about what rules bring about: then it says nothing of a run in which none of them showed.
    var needsRules = true

    enum Gap {
        case requests, jobs, webhooks
    }

    init(praise: Sentence) {
        self.praise = praise
    }

    /// Nothing came that it speaks about.
    static func silent(_ reason: Sentence, needsRules: Bool = true) -> Judgement {
        var judgement = Judgement(praise: "")
        judgement.doubts = [reason]
        judgement.needsRules = needsRules
        return judgement
    }

    mutating func fail(_ sentence: Sentence, _ exchanges: [Exchange] = []) {
        failures.append(sentence)
        entries += exchanges.map(\.number)
    }

    func finding(_ inquiry: Inquiry) -> RunVerdict.Finding {
        let (outcome, sentences) = settled(inquiry)
        let shown = Self.bounded(sentences)
        return RunVerdict.Finding(
            check: inquiry.expectation.name, written: inquiry.expectation.written, origin: inquiry.expectation.origin,
            outcome: outcome, sentences: shown.map(\.text), stableSentences: shown.map(\.stable),
            advice: outcome == .pass ? nil : advice,
            entries: Array(Set(entries).sorted().prefix(RunVerdict.mostProofs)),
            webhooks: Array(webhooks.prefix(RunVerdict.mostProofs)), jobs: Array(jobs.prefix(RunVerdict.mostProofs)))
    }

    private func settled(_ inquiry: Inquiry) -> (RunVerdict.Outcome, [Sentence]) {
        let record = inquiry.record
        if !failures.isEmpty { return (.fail, failures) }
        var doubts = doubts
        if needsRules, !record.rules.isEmpty, record.rules.allSatisfy({ $0.showed == 0 }) {
            doubts.append("No rule of the scenario showed, so nothing was put to the test.")
        }
        for gap in mayHaveMissed { if let doubt = gap.doubt(in: record) { doubts.append(doubt) } }
        if inquiry.unclear > 0 {
            doubts.append("Of \(counted(inquiry.unclear, "request")) it cannot be told whether `match` takes them.")
        }
        return doubts.isEmpty ? (.pass, [praise]) : (.inconclusive, doubts)
    }

    private static func bounded(_ sentences: [Sentence]) -> [Sentence] {
        guard sentences.count > RunVerdict.mostSentences else { return sentences }
        let kept = RunVerdict.mostSentences - 1
        return sentences.prefix(kept) + ["There are \(sentences.count - kept) more of this kind."]
    }
}

extension Judgement.Gap {
    fileprivate func doubt(in record: RunRecord) -> Sentence? {
        switch self {
        case .requests where record.dropped > 0:
            "\(counted(record.dropped, "request")) came and are not in the journal any more."
        case .jobs where record.droppedJobs > 0:
            "\(counted(record.droppedJobs, "job was", "jobs were")) made and are not kept any more."
        case .webhooks where record.droppedDeliveries > 0:
            "\(counted(record.droppedDeliveries, "webhook was", "webhooks were")) sent and are not in the log any more."
        case .requests, .jobs, .webhooks: nil
        }
    }
}

extension RunVerdict {
    /// Judges a run by each line of `expect`, in their order.
    public static func judge(_ record: RunRecord, by expectations: [Expectation]) -> RunVerdict {
        RunVerdict(
            findings: expectations.compactMap { expectation in
                guard let check = Check(rawValue: expectation.name) else { return nil }
                let inquiry = Inquiry(record, expectation)
                return check.judge(inquiry).finding(inquiry)
            })
    }
}
