public import Judging

/// What the program ends with, and why.
public struct Ending: Sendable, Equatable {
    public static let fine = 0
    /// The verdict failed.
    public static let failed = 1
    /// The command failed, and was not expected to.
    public static let commandFailed = 4
    /// Nothing failed, and something could not be judged.
    public static let inconclusive = 5

    public var code: Int
    /// A sentence.
    public var reason: String

    public init(code: Int, reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension Ending {
    /// Of a drill that has run. The first that applies decides: the command failed on the healthy day, so nothing was drilled; the verdict
    /// failed; the command failed and nothing in `expect` speaks of that; something could not be judged.
    ///
    /// - Parameters:
    ///   - runs: those that were judged, and the healthy one.
    ///   - allowsInconclusive: whether what could not be judged counts as well.
    public init(of runs: [RunReport.Run], allowsInconclusive: Bool) {
        let drills = runs.filter { $0.kind == .drill }
        if let end = runs.first(where: { $0.kind == .healthy })?.record.command, end.isFailure {
            self.init(
                code: Self.commandFailed,
                reason: "The command \(end.words) on the healthy day, when nothing goes wrong, so no drill was run.")
        } else if let ending = Self.failure(of: drills) ?? Self.unexpected(of: drills) {
            self = ending
        } else {
            self = Self.unfailing(drills, allowsInconclusive)
        }
    }

    /// Of a server that was judged at its end.
    ///
    /// - Parameter failsOnVerdict: else it ends well whatever was found.
    public init(of verdict: RunVerdict, failsOnVerdict: Bool) {
        let checks = Self.list(verdict.findings.filter { $0.outcome == verdict.outcome }.map(\.check))
        switch verdict.outcome {
        case .fail: self.init(code: failsOnVerdict ? Self.failed : Self.fine, reason: "The verdict failed: \(checks).")
        case .inconclusive:
            self.init(
                code: failsOnVerdict ? Self.inconclusive : Self.fine,
                reason: "The verdict is inconclusive: \(checks) could not be judged.")
        case .pass: self.init(code: Self.fine, reason: Self.words(of: verdict))
        }
    }

    private static func failure(of drills: [RunReport.Run]) -> Ending? {
        let failed = drills.filter { $0.verdict?.outcome == .fail }
        guard let first = failed.first else { return nil }
        let checks = list(first.checks(.fail))
        return Ending(code: Self.failed, reason: "The verdict failed\(place(first, failed.count, drills)): \(checks).")
    }

    private static func unexpected(of drills: [RunReport.Run]) -> Ending? {
        let failed = drills.filter { $0.record.command?.isFailure ?? false && !$0.speaksOfCommand }
        guard let first = failed.first, let end = first.record.command else { return nil }
        return Ending(
            code: commandFailed,
            reason: """
                The command \(end.words)\(place(first, failed.count, drills)), and the scenario does not say that a right client may: \
                `expect: [{ command: { exit: any } }]` would.
                """)
    }

    private static func unfailing(_ drills: [RunReport.Run], _ allowsInconclusive: Bool) -> Ending {
        let open = drills.filter { $0.verdict?.outcome == .inconclusive }
        guard let first = open.first else {
            return Ending(code: fine, reason: words(of: drills.first?.verdict ?? RunVerdict(findings: [])))
        }
        let reason =
            "The verdict is inconclusive\(place(first, open.count, drills)): \(list(first.checks(.inconclusive))) could not be judged."
        return Ending(code: allowsInconclusive ? fine : inconclusive, reason: reason)
    }

    /// Of one that passed.
    private static func words(of verdict: RunVerdict) -> String {
        verdict.findings.isEmpty
            ? "The scenario expects nothing, so nothing was judged: `expect` names the checks."
            : "Everything that the scenario expects holds."
    }

    /// In how many runs, where there are several, and which seed shows it: ` in 3 of 20 runs, first with seed 7`.
    private static func place(_ run: RunReport.Run, _ count: Int, _ drills: [RunReport.Run]) -> String {
        guard drills.count > 1 else { return "" }
        let seed = drills.contains { $0.seed != run.seed } ? ",\(count > 1 ? " first" : "") with seed \(run.seed)" : ""
        return " in \(count) of \(drills.count) runs\(seed)"
    }

    private static func list(_ checks: [String]) -> String {
        checks.reduce(into: [String]()) { all, check in
            if !all.contains(check) { all.append(check) }
        }.joined(separator: ", ")
    }
}

extension RunReport.Run {
    fileprivate func checks(_ outcome: RunVerdict.Outcome) -> [String] {
        (verdict?.findings ?? []).filter { $0.outcome == outcome }.map(\.check)
    }

    /// Whether the scenario says how the command is to end: then the verdict has judged that.
    fileprivate var speaksOfCommand: Bool { verdict?.findings.contains { $0.check == "command" } ?? false }
}

extension RunRecord.CommandEnd {
    public var isFailure: Bool { self != .exit(0) }
}
