extension Scenario {
    /// The phases that come, each with when it begins: scenario time since the load. What follows a phase without an end never does.
    public var phaseStarts: [(name: String, start: Duration)] {
        var start: Duration? = .zero
        return phases.compactMap { phase in
            defer { start = phase.lasts.flatMap { lasts in start.map { $0 + lasts } } }
            return start.map { (phase.name, $0) }
        }
    }
}

extension Scenario {
    /// The place of the phase that is on so long after the load; nil when none is.
    public func phase(at elapsed: Duration) -> Int? {
        var end: Duration? = .zero
        for (place, phase) in phases.enumerated() {
            end = phase.lasts.flatMap { lasts in end.map { $0 + lasts } }
            guard let end else { return place }
            if elapsed < end { return place }
        }
        return nil
    }

    /// Every rule, in the order in which they are counted: those of the phases, then the others.
    public var everyRule: [Rule] { phases.flatMap(\.rules) + rules }
}

extension Rule {
    /// How often it acts at most; nil: no end.
    public var mostActs: Int? { then.sequence?.count ?? when.times }
}
