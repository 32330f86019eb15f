import Judging

/// What all forms say of a report, in the same words and the same order.
struct Story {
    /// How it all ended, in the word that everything begins with.
    enum Status: String {
        case pass, fail, inconclusive
        /// The command failed by itself: the verdict says nothing.
        case error

        var word: String { rawValue.uppercased() }
    }

    let report: RunReport
    let isStable: Bool
    /// In the order in which they ran.
    let drills: [RunStory]

    init(_ report: RunReport, stable: Bool) {
        self.report = report
        isStable = stable
        let (healthy, drills) = (report.healthy?.record, report.drills)
        self.drills = drills.enumerated().map { place, run in
            RunStory(run, number: place + 1, of: drills.count, healthy: healthy, stable: stable)
        }
    }

    var status: Status {
        if drills.contains(where: { $0.outcome == .fail }) { return .fail }
        if drills.isEmpty || report.exitCode == Ending.commandFailed { return .error }
        return drills.contains { $0.outcome == .inconclusive } ? .inconclusive : .pass
    }

    /// Those that are told in full: what failed, else what is undecided, else the first.
    var told: [RunStory] {
        let failed = drills.filter { $0.outcome == .fail }
        if !failed.isEmpty { return Array(failed.prefix(ReportBounds.runsInFull)) }
        return [drills.first { $0.outcome == .inconclusive } ?? drills.first].compactMap(\.self)
    }
}

extension Story {
    var scenario: String { report.scenario.shown.shortened() }
    var command: String { report.command.map(\.shown).joined(separator: " ") }

    /// What the scenario is about, in its own words; nil where it says nothing.
    var summary: String? { report.summary.isEmpty ? nil : Words.sentence(report.summary.shown) }

    /// Why the program ends as it does.
    var reason: String { Words.sentence(report.exitReason.shown) }

    /// The result in a sentence: `1 of 4 checks failed.`
    var result: String {
        guard let first = drills.first, status != .error else { return reason }
        if drills.count > 1 { return resultOfMany }
        let all = Words.count(first.findings.count, "check")
        switch first.outcome {
        case .fail: return "\(first.failed.count) of \(all) failed."
        case .inconclusive: return "\(first.undecided.count) of \(all) could not be decided."
        case .pass: return first.passesSentence
        }
    }

    private var resultOfMany: String {
        let failed = drills.filter { $0.outcome == .fail }
        let undecided = drills.filter { $0.outcome == .inconclusive }
        let all = Words.count(drills.count, "drill")
        if !failed.isEmpty { return "\(failed.count) of \(all) failed: \(Words.few(failed.map(\.name)))." }
        if undecided.isEmpty { return "All \(all) passed." }
        return "\(undecided.count) of \(all) could not be decided: \(Words.few(undecided.map(\.name)))."
    }

    /// The drills that are not told in full, a line each; and how many are not even that.
    var inALine: (runs: [RunStory], more: Int) {
        let full = Set(told.map(\.number))
        let others = drills.filter { !full.contains($0.number) }
        // What failed comes first, since the list may be cut.
        let sorted = others.filter { $0.outcome != .pass } + others.filter { $0.outcome == .pass }
        return (Array(sorted.prefix(ReportBounds.runLines)), max(0, sorted.count - ReportBounds.runLines))
    }

    /// How the program ended: `Exit code 1. The verdict failed.`
    var ending: String { "Exit code \(report.exitCode). \(reason)" }
}
