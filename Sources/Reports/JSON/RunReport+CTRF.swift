import Documents
import Judging
import Time

extension RunReport {
    /// Common Test Report Format (ctrf.io), a test for each line of `expect` in each drill.
    ///
    /// The format wants a begin and an end, in milliseconds since 1970: both are 0 where `stable`.
    public func ctrf(stable: Bool) -> [UInt8] {
        let story = Story(self, stable: stable)
        let cases: [(RunStory?, TestCase)] =
            story.drills.isEmpty
            ? [(nil, story.commandFailed)] : story.drills.flatMap { run in story.cases(of: run).map { (run, $0) } }
        var results = Members()
        results.add("tool", ["name": "understudy", "version": .text(version)])
        results.add("summary", summaryNode(cases.map(\.1), of: story))
        results.add("tests", .list(cases.map { Self.test($0.1, of: $0.0, in: story) }))
        results.add("extra", extra(of: story))
        let root: Node = [
            "reportFormat": "CTRF", "specVersion": "0.0.0", "generatedBy": .text("understudy \(version)"),
            "results": Node(.object(results)),
        ]
        return root.indentedJSON
    }

    private func summaryNode(_ cases: [TestCase], of story: Story) -> Node {
        func count(_ results: TestCase.Result...) -> Node { .number(cases.count { results.contains($0.result) }) }
        let took = story.drills.reduce(0) { $0 + $1.record.realTime.milliseconds }
        let start = story.isStable ? 0 : Int((began?.nanoseconds ?? 0) / 1_000_000)
        return [
            "tests": .number(cases.count), "passed": count(.passed), "failed": count(.failed, .broken),
            "skipped": count(.skipped), "pending": 0, "other": 0, "suites": .number(max(1, story.drills.count)),
            "start": .number(start), "stop": .number(story.isStable ? 0 : start + took),
        ]
    }

    private static func test(_ test: TestCase, of run: RunStory?, in story: Story) -> Node {
        var node = Members()
        node.add("name", .text(test.name))
        node.add("status", .text(test.result.ctrf))
        // A line of `expect` is judged at the end, in no time.
        node.add("duration", 0)
        node.add("suite", .list([.text(story.scenario)] + (run.map { [.text($0.name)] } ?? [])))
        node.add("rawStatus", .text(test.finding?.outcome.rawValue ?? test.result.ctrf))
        node.add("type", "drill")
        if !test.message.isEmpty { node.add("message", .text(test.message)) }
        if !test.detail.isEmpty { node.add("trace", .text(test.detail)) }
        if let run {
            node.add(
                "parameters",
                ["seed": Node(.number(Number(text: "\(run.run.seed)"))), "repetition": .number(run.run.repetition)])
        }
        if let finding = test.finding {
            let advice = finding.outcome == .pass ? nil : finding.advice?.shown
            node.add(
                "extra",
                [
                    "check": .text(finding.check), "advice": .text(advice),
                    "entries": .list(finding.entries.map { .number($0) }),
                    "webhooks": .list(finding.webhooks.map { .text($0) }),
                    "jobs": .list(finding.jobs.map { .text($0) }),
                ])
        }
        return Node(.object(node))
    }

    private func extra(of story: Story) -> Node {
        [
            "scenario": .text(scenario), "summary": .text(self.summary), "command": .list(command.map { .text($0) }),
            "repeat": .text(repeatLine), "exitCode": .number(exitCode), "exitReason": .text(exitReason),
            "status": .text(story.status.rawValue),
        ]
    }
}

extension TestCase.Result {
    /// By the words of the format.
    fileprivate var ctrf: String {
        switch self {
        case .passed: "passed"
        case .failed, .broken: "failed"
        case .skipped: "skipped"
        }
    }
}
