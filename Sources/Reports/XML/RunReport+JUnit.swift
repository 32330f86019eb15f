import Core
import Documents
import Judging
import Time

extension RunReport {
    /// JUnit XML, as Ant and Surefire write it and CIs read it: a suite for each drill, a case for each line of `expect`. What is
    /// inconclusive is skipped. Without real times where `stable`: then each `time` is 0, and there is no `timestamp`.
    public func junit(stable: Bool) -> [UInt8] {
        JUnitPage(Story(self, stable: stable)).bytes
    }
}

private struct JUnitPage {
    private let story: Story
    private var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]

    var bytes: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    init(_ story: Story) {
        self.story = story
        let suites = story.drills.map { ($0, story.cases(of: $0)) }
        let all = suites.flatMap(\.1) + (suites.isEmpty ? [story.commandFailed] : [])
        let time = suites.reduce(Duration.zero) { $0 + $1.0.record.realTime }
        lines.append("<testsuites \(attributes([("name", "understudy")]))\(counts(all, time))>")
        for (run, cases) in suites { suite(run, cases) }
        if suites.isEmpty { brokenSuite() }
        lines.append("</testsuites>")
    }

    private mutating func suite(_ run: RunStory, _ cases: [TestCase]) {
        let name = story.drills.count > 1 ? "\(story.scenario) (\(run.name))" : story.scenario
        let began = run.number == 1 && !story.isStable ? story.report.began : nil
        let timestamp = began.map { [("timestamp", String($0.iso8601Milliseconds.prefix(19)))] } ?? []
        lines.append("  <testsuite \(attributes([("name", name)] + timestamp))\(counts(cases, run.record.realTime))>")
        lines.append("    <properties>")
        for (name, value) in properties(of: run) {
            lines.append("      <property \(attributes([("name", name), ("value", value)]))/>")
        }
        lines.append("    </properties>")
        for test in cases { add(test) }
        lines.append("  </testsuite>")
    }

    /// The command failed on the healthy day, so no drill was run.
    private mutating func brokenSuite() {
        let test = story.commandFailed
        lines.append(
            "  <testsuite \(attributes([("name", "\(story.scenario) (healthy day)")]))\(counts([test], .zero))>")
        add(test)
        lines.append("  </testsuite>")
    }

    private func properties(of run: RunStory) -> [(String, String)] {
        var properties = [
            ("understudy", story.report.version.shown), ("scenario", story.report.scenario.shown),
            ("summary", story.report.summary.shown), ("seed", "\(run.run.seed)"),
            ("repetition", "\(run.run.repetition)"),
            ("requests", "\(run.record.exchanges.count + run.record.dropped)"), ("paid", run.record.spent.text),
        ]
        if let paid = run.healthy?.spent ?? run.record.healthySpent {
            properties.append(("paid on the healthy day", paid.text))
        }
        if !story.report.command.isEmpty { properties.append(("command", story.command)) }
        if let line = story.report.repeatLine { properties.append(("repeat", line.shown)) }
        return properties
    }

    private mutating func add(_ test: TestCase) {
        let head = attributes([("classname", story.scenario), ("name", test.name), ("time", "0")])
        let message = attributes([("message", test.message)])
        let typed = attributes([("message", test.message), ("type", test.type)])
        switch test.result {
        case .passed:
            lines.append("    <testcase \(head)/>")
            return
        case .failed: element(head, "<failure \(typed)>\(test.detail.xml)</failure>")
        case .broken: element(head, "<error \(typed)>\(test.detail.xml)</error>")
        case .skipped: element(head, "<skipped \(message)>\(test.detail.xml)</skipped>")
        }
    }

    private mutating func element(_ head: String, _ child: String) {
        lines += ["    <testcase \(head)>", "      \(child)", "    </testcase>"]
    }

    private func attributes(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0.0)=\"\($0.1.xmlAttribute)\"" }.joined(separator: " ")
    }

    private func counts(_ cases: [TestCase], _ time: Duration) -> String {
        func count(_ result: TestCase.Result) -> Int { cases.count { $0.result == result } }
        let seconds = story.isStable ? "0" : Decimal(coefficient: Int128(time.milliseconds), exponent: -3).text
        return " tests=\"\(cases.count)\" failures=\"\(count(.failed))\" errors=\"\(count(.broken))\" "
            + "skipped=\"\(count(.skipped))\" time=\"\(seconds)\""
    }
}
