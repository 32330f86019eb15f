import Judging

extension Story {
    /// For whoever knows nothing of it, a sentence each: what was done with whom and how it ended, then what the client did and what
    /// that cost.
    var paragraphs: [[String]] {
        var first = [opening]
        if let summary { first.append("The scenario says: \(summary)") }
        first.append(result)
        guard let run = told.first else { return [first] }
        let names = run.failed.map(\.check.shown)
        if !names.isEmpty { first.append("What failed: \(Words.few(names)).") }
        var second = drills.count > 1 ? ["In the drill with \(run.name):"] : []
        second += run.deeds + run.gaps
        if let paid = run.costs.first { second.append(Self.paid(paid)) }
        if let end = run.commandEnd { second.append(end) }
        return [first, second]
    }

    private var opening: String {
        let providers = told.first?.providers ?? []
        let part = providers.isEmpty ? "a provider" : Words.list(providers)
        switch report.kind {
        case .drill:
            return
                "The command \(command.shortened(to: 200)) was run while Understudy, a stand-in on the same machine, played "
                + "\(part), and made the trouble of the scenario \(scenario)."
        case .serve:
            return
                "Understudy, a stand-in on the same machine, played \(part), and made the trouble of the scenario \(scenario)."
        }
    }

    private static func paid(_ cost: Cost) -> String {
        guard let healthy = cost.healthy else { return "It paid \(cost.drill)." }
        let factor = cost.factor.map { ": \($0) times as much" } ?? ""
        return "It paid \(cost.drill); without the trouble the same command paid \(healthy)\(factor)."
    }
}
