import Judging

extension RunReport {
    /// For the job summary of a CI, in Markdown with GitHub's tables. Everything that came from somebody is escaped.
    public func markdown(stable: Bool) -> String {
        let story = Story(self, stable: stable)
        var page = MarkdownPage()
        page.block("## \(story.status.word): \(story.scenario.markdown)")
        for sentences in story.paragraphs { page.block(sentences.map(\.markdown).joined(separator: " ")) }
        page.allRuns(of: story)
        for run in story.told {
            if story.drills.count > 1 { page.block("### Drill with \(run.name)") }
            page.run(run, real: !stable)
        }
        if let line = repeatLine {
            page.block("**To repeat it**")
            page.code(line.shown)
        }
        page.block(story.ending.markdown)
        return page.text
    }
}

private struct MarkdownPage {
    private var blocks: [String] = []

    var text: String { blocks.joined(separator: "\n\n") + "\n" }

    mutating func block(_ text: String) { blocks.append(text) }

    /// A block that no line of the text can end.
    mutating func code(_ text: String) {
        let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        block("\(fence)sh\n\(text)\n\(fence)")
    }

    mutating func list(_ title: String, _ items: [String]) {
        if items.isEmpty { return }
        block("**\(title)**")
        block(items.map { "* \($0.markdown)" }.joined(separator: "\n"))
    }

    mutating func run(_ run: RunStory, real: Bool) {
        for finding in run.failed + run.undecided { self.finding(finding, of: run) }
        costs(of: run, real: real)
        list("What was done to the client", run.done)
        if !run.passed.isEmpty {
            block("**What passed:** " + Words.list(run.passed.map { run.title($0).markdownCode(inTable: false) }) + ".")
        }
        list("What was not drilled", run.notDrilled)
        requests(of: run)
    }

    private mutating func finding(_ finding: RunVerdict.Finding, of run: RunStory) {
        let word = TextPage.word(finding.outcome).0
        let sentences = run.sentences(finding).map(\.markdown)
        block("### \(word) \(run.title(finding).markdownCode(inTable: false))")
        if !sentences.isEmpty { block(sentences.joined(separator: "<br>\n")) }
        if let advice = finding.advice { block("> " + advice.shown.markdown) }
        let proofs = run.proofs(finding)
        if proofs.isEmpty { return }
        table(
            ["", "At", "Request", "Answer", "Rule"],
            proofs.map {
                [
                    $0.name.markdown, $0.at ?? "", $0.what.markdownCode(), $0.outcome.markdown,
                    $0.rules.map { $0.markdownCode() }.joined(separator: ", "),
                ]
            }, without: run.times.ofScenario ? nil : 1)
    }

    private mutating func costs(of run: RunStory, real: Bool) {
        let costs = run.costs + (real ? [run.realCost] : [])
        let accounts = run.accounts.isEmpty ? "" : "Paid by account: \(Words.few(run.accounts).markdown)."
        let isCompared = costs.contains { $0.healthy != nil }
        table(
            ["What it cost", "In the drill", "On a healthy day", "Times as much"],
            costs.map { [$0.name, $0.drill.markdown, ($0.healthy ?? "").markdown, $0.factor ?? ""] },
            columns: isCompared ? 4 : 2)
        if !accounts.isEmpty { block(accounts) }
    }

    private mutating func requests(of run: RunStory) {
        if run.record.exchanges.isEmpty { return }
        let rows = run.rows(ReportBounds.markdownRequests)
        block("<details><summary>\(Words.count(run.record.exchanges.count, "request"))</summary>")
        table(
            ["", "At", "Step", "Request", "Answer", "Rule", "Remark"],
            rows.map {
                [
                    "\($0.isProof ? "**\($0.name)**" : $0.name)", $0.at ?? "", $0.step, $0.request.markdownCode(),
                    $0.outcome.markdown, $0.rules.map { $0.markdownCode() }.joined(separator: ", "),
                    $0.remarks.map(\.markdown).joined(separator: "; "),
                ]
            }, without: run.times.ofScenario ? nil : 1)
        if let more = run.more(than: ReportBounds.markdownRequests) { block(more) }
        block("</details>")
    }

    mutating func allRuns(of story: Story) {
        if story.drills.count < 2 { return }
        let (others, more) = story.inALine
        table(
            ["Drill", "Outcome", "Checks; requests, paid"],
            (story.told + others).map { [$0.name, TextPage.word($0.outcome).0, $0.inALine.markdown] })
        if more > 0 { block("and \(Words.count(more, "more drill")).") }
    }

    /// - Parameters:
    ///   - dropped: a column that is left out.
    ///   - columns: how many there are; nil: all.
    private mutating func table(
        _ heads: [String], _ rows: [[String]], without dropped: Int? = nil, columns: Int? = nil
    ) {
        func line(_ cells: [String]) -> String {
            let kept = cells.prefix(columns ?? cells.count).enumerated().filter { $0.offset != dropped }
            return "| " + kept.map(\.element).joined(separator: " | ") + " |"
        }
        block(([line(heads), line(heads.map { _ in "---" })] + rows.map(line)).joined(separator: "\n"))
    }
}
