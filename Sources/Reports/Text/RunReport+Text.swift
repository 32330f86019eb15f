import Judging

extension RunReport {
    /// For a terminal and a CI's log: the most important first, in lines of at most 100 columns, but for what is to be copied.
    ///
    /// - Parameters:
    ///   - colour: with ANSI colours, for a terminal.
    ///   - stable: without times that differ when the same is done again.
    public func text(colour: Bool, stable: Bool) -> String {
        let story = Story(self, stable: stable)
        var page = TextPage(colour: colour)
        page.headline(of: story)
        for run in story.told {
            if story.drills.count > 1 {
                page.gap()
                page.line(page.styled("Drill with \(run.name)", .strong))
            }
            page.run(run)
        }
        page.otherRuns(of: story)
        page.gap()
        if !stable, let run = story.told.first { page.labelled("Real time", [run.realSentence]) }
        if let repeatLine { page.line("Repeat with      " + repeatLine.shown) }
        page.line(story.ending)
        return page.text
    }
}

extension TextPage {
    fileprivate mutating func headline(of story: Story) {
        let style: Style =
            switch story.status {
            case .pass: .good
            case .fail, .error: .bad
            case .inconclusive: .unsure
            }
        let about = story.summary ?? story.result
        fold(story.status.word, style: style, " \(story.scenario): \(about)", indent: 5)
        if story.summary != nil { fold("     ", story.result, indent: 5) }
    }

    fileprivate mutating func run(_ run: RunStory) {
        for finding in run.failed + run.undecided {
            gap()
            self.finding(finding, of: run)
        }
        gap()
        labelled("What was done", run.done)
        labelled("What it did", run.deeds)
        labelled("What it cost", run.costSentences)
        if let end = run.commandEnd { labelled("The command", [end]) }
        if !run.passed.isEmpty { labelled("Passed", [Words.list(run.passed.map { run.title($0) }) + "."]) }
        labelled("Not drilled", run.notDrilled)
        labelled("Not known", run.gaps)
    }

    fileprivate mutating func otherRuns(of story: Story) {
        let (runs, more) = story.inALine
        if runs.isEmpty { return }
        gap()
        line(styled("The other drills", .strong))
        let width = runs.map(\.name.count).max() ?? 0
        for run in runs {
            let (word, style) = Self.word(run.outcome)
            let head = "\(styled(word.padded(to: 12), style)) \(run.name.padded(to: width))"
            foldBehind(head, ofWidth: 13 + width, "   " + run.inALine, indent: 16 + width)
        }
        if more > 0 { line("and \(Words.count(more, "more drill")).") }
    }
}
