import Basics
import Scenario
import Time

/// A rule of the scenario in force, and what became of it since that was loaded.
public struct RuleReport: Sendable {
    public var rule: Rule
    /// nil: it belongs to none, and is always on.
    public var phase: String?
    /// Whether its phase is on now.
    public var isOn: Bool
    /// How often something was asked about that its `match` takes.
    public var matched: Int
    /// How often something of it came about.
    public var showed: Int
    /// How often something else came before all that it decided.
    public var masked: Int
    /// How often it acts at most; nil: no end.
    public var mostActs: Int?
    /// How often it still acts; nil without an end, and where its acts are counted for each account, job or request.
    public var actsLeft: Int?
}

extension Sandbox {
    /// The rules of the scenario in force, in the order of the file: those of its phases first.
    public var ruleReports: [RuleReport] {
        let instant = real.now()
        let (loaded, counters, now) = state.withLock {
            ($0.rules.loaded, $0.rules.counters, $0.schedule.now(real: instant))
        }
        let scenario = loaded.scenario
        let current = loaded.phase(at: now)
        var owners: [(phase: String?, isOn: Bool)] = []
        for (index, phase) in scenario.phases.enumerated() {
            for _ in phase.rules { owners.append((phase.name, index == current)) }
        }
        for _ in scenario.rules { owners.append((nil, true)) }
        return zip(scenario.everyRule, owners).enumerated().map { ordinal, pair in
            let (rule, owner) = pair
            let tally = loaded.tallies[rule.name]
            let counted = counters.counts(ofRule: ordinal)
            let left = rule.when.per == .scenario ? rule.mostActs.map { max(0, $0 - counted.acts) } : nil
            return RuleReport(
                rule: rule, phase: owner.phase, isOn: owner.isOn, matched: counted.matches, showed: tally.showed,
                masked: tally.masked, mostActs: rule.mostActs, actsLeft: left)
        }
    }
}
