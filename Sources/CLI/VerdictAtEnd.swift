import Judging
import Logging
import Reports
import Scenario
import UnderstudyServer

/// What `serve` says at its end about all that came, where the scenario expects something.
enum VerdictAtEnd {
    /// How long answers that are on their way may take to leave, in milliseconds [chosen]: a server that is told to stop ends soon.
    private static let patience = 200

    /// nil where nothing is expected, and no report was asked for. Called before the server stops, since that answers what is held.
    static func report(on service: Service, _ options: ServeCommand, _ files: ReportFiles) -> RunReport? {
        let scenario = service.scenario
        guard !scenario.expectations.isEmpty || files.areWanted else { return nil }
        service.settle(within: patience)
        let record = service.runRecord() ?? RunRecord()
        let verdict = RunVerdict.judge(record, by: scenario.expectations)
        let ending = Ending(of: verdict, failsOnVerdict: options.failOnVerdict)
        return RunReport(
            kind: .serve, version: Understudy.version, scenario: scenario.name, summary: scenario.summary, command: [],
            runs: [RunReport.Run(kind: .drill, seed: scenario.seed, record: record, verdict: verdict)],
            repeatLine: nil, exitCode: ending.code, exitReason: ending.reason)
    }

    /// Writes the reports, and says the verdict where the banner was printed: for people in the log as text, as one line in JSON.
    static func tell(_ report: RunReport, _ files: ReportFiles, _ form: LogForm, _ logger: Logger) throws(Stop) {
        try files.write(report)
        switch form {
        case .text: files.tell(report, onStandardError: false)
        case .json:
            logger.notice(
                "verdict", metadata: ["outcome": "\(report.outcome.rawValue)", "reason": "\(report.exitReason)"])
        case .off: break
        }
    }
}
