import Judging
import Time

extension RunReport {
    /// One page for people: without scripts, and without a request for anything, which its policy forbids too. Everything that came
    /// from somebody is escaped.
    public func html(stable: Bool) -> [UInt8] {
        let story = Story(self, stable: stable)
        var page = HTMLPage()
        page.opening(of: story)
        for run in story.told {
            if story.drills.count > 1 { page.add("<h2>Drill with \(run.name.html)</h2>") }
            page.run(run, in: story)
        }
        page.closing(of: story)
        return page.bytes
    }
}

extension HTMLPage {
    /// The result, and a paragraph for whoever knows nothing of it.
    fileprivate mutating func opening(of story: Story) {
        let (word, scenario) = (story.status.word, story.scenario.html)
        add(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(HTMLStyle.policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="understudy \(story.report.version.shown.html)">
            <title>\(word): \(scenario)</title>
            <style>\(HTMLStyle.text)</style>
            </head>
            <body>
            <main>
            <h1><span class="word \(story.status.rawValue)">\(word)</span> \(scenario)</h1>
            \(story.paragraphs.map { "<p class=\"lead\">\($0.map(\.htmlWithCode).joined(separator: " "))</p>" }.joined(separator: "\n"))
            """)
        allRuns(of: story)
    }

    fileprivate mutating func allRuns(of story: Story) {
        if story.drills.count < 2 { return }
        let (others, more) = story.inALine
        add("<h2>All drills</h2>")
        table(
            ["Drill", "Outcome", "Checks; requests, paid"],
            (story.told + others).map { run in
                let (word, _) = TextPage.word(run.outcome)
                return [
                    "<td>\(run.name.html)</td>", "<td class=\"\(run.outcome.rawValue)\"><strong>\(word)</strong></td>",
                    cell(run.inALine),
                ]
            })
        if more > 0 { note("and \(Words.count(more, "more drill")).") }
    }

    fileprivate mutating func run(_ run: RunStory, in story: Story) {
        findings("What failed", run.failed, of: run, style: "failed")
        findings("What could not be decided", run.undecided, of: run, style: "undecided")
        costs(of: run)
        picture(of: run)
        requests(of: run)
        list("What was done to the client", run.done)
        if !run.passed.isEmpty { list("What passed", run.passed.map { run.title($0) }, isCode: true) }
        list("What was not drilled", run.notDrilled)
        list("What is not known", run.gaps)
    }

    fileprivate mutating func closing(of story: Story) {
        if let line = story.report.repeatLine {
            add("<h2>To repeat it</h2>\n<pre>\(line.shown.html)</pre>")
        }
        add("<p>\(story.ending.html)</p>")
        if !story.isStable { realTimes(of: story) }
        note("Written by understudy \(story.report.version.shown).")
        add("</main>\n</body>\n</html>")
    }

    /// What differs in each run stands apart.
    private mutating func realTimes(of story: Story) {
        add("<h2>Real time</h2>")
        if let began = story.report.began { add("<p>It began at \(began.iso8601Milliseconds).</p>") }
        table(
            ["Drill", "Took", "On the healthy day"],
            story.drills.prefix(ReportBounds.runLines).map {
                [cell($0.name), cell($0.realCost.drill), cell($0.realCost.healthy ?? "–")]
            })
    }
}
