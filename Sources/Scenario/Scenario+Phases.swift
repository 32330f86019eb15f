extension Scenario {
    /// The place of the phase that is on so long after the load; nil when none is.
    public func phase(at elapsed: Duration) -> Int? {
        timeLine.firstIndex { $0.end.map { elapsed < $0 } ?? true }
    }

    /// The name of that phase.
    public func nameOfPhase(at elapsed: Duration) -> String? { phase(at: elapsed).map { phases[$0].name } }

    /// Every rule, in the order in which they are counted: those of the phases, then the others.
    public var everyRule: [Rule] { phases.flatMap(\.rules) + rules }
}

extension Rule {
    /// How often it acts at most; nil: no end.
    public var mostActs: Int? { then.sequence?.count ?? when.times }
}
