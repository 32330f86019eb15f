import Judging
import Reports

/// A run of a drill in which each check had that outcome.
func drill(
    _ findings: [(check: String, outcome: RunVerdict.Outcome)], command: RunRecord.CommandEnd? = .exit(0),
    seed: Int64 = 1, repetition: Int = 1
) -> RunReport.Run {
    var record = RunRecord()
    record.command = command
    let verdict = RunVerdict(
        findings: findings.map {
            RunVerdict.Finding(check: $0.check, written: $0.check, outcome: $0.outcome, sentences: ["A sentence."])
        })
    return RunReport.Run(kind: .drill, seed: seed, repetition: repetition, record: record, verdict: verdict)
}

func healthyDay(_ command: RunRecord.CommandEnd) -> RunReport.Run {
    var record = RunRecord()
    record.command = command
    return RunReport.Run(kind: .healthy, seed: 1, record: record, verdict: nil)
}
