import Judging

/// A finding as CIs know results: a test that passed, failed or was skipped.
struct TestCase {
    enum Result {
        case passed, failed, skipped
        /// It could not be tried at all.
        case broken
    }

    /// Different for each of a report.
    let name: String
    let result: Result
    /// The check's name, or what else it is about.
    let type: String
    /// The first sentence; empty where it passed.
    let message: String
    /// The same as the text form says of it.
    let detail: String
    let finding: RunVerdict.Finding?
}

extension Story {
    /// Of a drill. One that nothing is expected of has one that was skipped, since some CIs take a suite without any for a mistake.
    func cases(of run: RunStory) -> [TestCase] {
        var cases: [TestCase] = []
        var seen: [String: Int] = [:]
        for finding in run.findings {
            let title = run.title(finding)
            seen[title, default: 0] += 1
            let ordinal = seen[title] ?? 1
            let name = (ordinal > 1 ? "\(title) #\(ordinal)" : title) + suffix(of: run)
            cases.append(TestCase(finding, named: name, of: run))
        }
        if cases.isEmpty {
            cases.append(
                TestCase(
                    name: "expect" + suffix(of: run), result: .skipped, type: "expect", message: run.passesSentence,
                    detail: "",
                    finding: nil))
        }
        if status == .error, run.number == 1 { cases.append(commandFailed) }
        return cases
    }

    /// The command failed by itself: no finding says so.
    var commandFailed: TestCase {
        TestCase(
            name: "the command", result: .broken, type: "command", message: reason, detail: ending,
            finding: nil)
    }

    private func suffix(of run: RunStory) -> String { drills.count > 1 ? " (\(run.name))" : "" }
}

extension TestCase {
    fileprivate init(_ finding: RunVerdict.Finding, named name: String, of run: RunStory) {
        var page = TextPage(colour: false)
        page.finding(finding, of: run)
        let result: Result =
            switch finding.outcome {
            case .pass: .passed
            case .fail: .failed
            case .inconclusive: .skipped
            }
        self.init(
            name: name, result: result, type: finding.check.shown,
            message: finding.outcome == .pass ? "" : run.sentences(finding).first ?? "",
            detail: finding.outcome == .pass ? "" : page.text, finding: finding)
    }
}
