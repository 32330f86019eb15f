import Judging
import Reports
import Testing

@Suite("A report")
struct RunReportTests {
    @Test("speaks of the drills, and not of the healthy day")
    func healthyDayIsNotJudged() {
        func run(_ kind: RunReport.Run.Kind, _ outcome: RunVerdict.Outcome) -> RunReport.Run {
            let finding = RunVerdict.Finding(check: "count", written: "count", outcome: outcome, sentences: [])
            return RunReport.Run(
                kind: kind, seed: 1, record: RunRecord(), verdict: RunVerdict(findings: [finding]))
        }
        let report = RunReport(
            kind: .drill, version: "0", scenario: "s", summary: "", command: ["true"],
            runs: [run(.healthy, .fail), run(.drill, .pass), run(.drill, .inconclusive)], repeatLine: nil, exitCode: 5,
            exitReason: "")
        #expect(report.outcome == .inconclusive)
        #expect(report.drills.count == 2)
    }
}
